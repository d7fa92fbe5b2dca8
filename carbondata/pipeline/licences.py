"""The licences that sources may have, and whether each allows redistribution."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: its title, its URL, and whether rows under it may be redistributed."""

    title: str
    url: str
    redistributable: bool


LICENCES = {
    "CC0-1.0": Licence(
        "Creative Commons Zero 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        redistributable=True,
    ),
    "CC-BY-4.0": Licence(
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
        redistributable=True,
    ),
    "etalab-2.0": Licence(
        "Licence Ouverte / Open Licence 2.0 (Etalab)",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        redistributable=True,
    ),
    "OGL-UK-3.0": Licence(
        "Open Government Licence 3.0 (United Kingdom)",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        redistributable=True,
    ),
    "PDDL-1.0": Licence(
        "Open Data Commons Public Domain Dedication 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
        redistributable=True,
    ),
    "MIT": Licence(
        "MIT License",
        "https://opensource.org/license/mit",
        redistributable=True,
    ),
    # Single figures cited from a publication are facts; its text and tables are not copied.
    "facts-only": Licence(
        "Single figures cited from a publication; its text is not carried over",
        "https://en.wikipedia.org/wiki/Feist_Publications,_Inc.,_v._Rural_Telephone_Service_Co.",
        redistributable=True,
    ),
    "CC-BY-NC-4.0": Licence(
        "Creative Commons Attribution-NonCommercial 4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        redistributable=False,
    ),
    "CC-BY-NC-SA-4.0": Licence(
        "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        redistributable=False,
    ),
    "CC-BY-NC-ND-4.0": Licence(
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
        "https://creativecommons.org/licenses/by-nc-nd/4.0/",
        redistributable=False,
    ),
    # Share-alike for databases: shipping it would bind the whole package to its terms.
    "ODbL-1.0": Licence(
        "Open Data Commons Open Database License 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
        redistributable=False,
    ),
    "none-stated": Licence(
        "No licence stated by the publisher",
        "https://choosealicense.com/no-permission/",
        redistributable=False,
    ),
}
