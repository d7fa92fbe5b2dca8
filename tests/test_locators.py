"""Places in a source in French: each kind by its rule, what is a title in quotation marks."""

from __future__ import annotations

import pytest

from carbondata.text.locators import told
from carbondata.text.typeset import typeset


@pytest.mark.parametrize(
    ("place", "french"),
    [
        # Parts with numbers, and titles behind them.
        (
            "Chapter 2, section 2.13, comparison of runs",
            "chapitre 2, section 2.13, « comparison of runs »",
        ),
        ("Chapter on emissions, first paragraph", "chapitre « emissions », premier paragraphe"),
        ("Section 6, running text and Table 15", "section 6, corps du texte et tableau 15"),
        ("Abstract, and page 8", "résumé, page 8"),
        ("Ghg sheet; France with Monaco", "feuille « Ghg » ; France avec Monaco"),
        ("cards/a-2.md, Details", "cards/a-2.md, « Details »"),
        # A name may hold any word, and a title that no rule knows is quoted whole.
        (
            "row Text and video, sheet Results and Table",
            "ligne « Text and video », feuille « Results and Table »",
        ),
        ("Calculations and references, phones", "« Calculations and references, phones »"),
        # What was seen, and of when it is.
        ("Executive summary (not seen)", "synthèse (original non consulté)"),
        ("Executive summary, in a copy of the text", "synthèse, dans une copie du texte"),
        ("Report of 1 October 2025", "rapport du 1er octobre 2025"),
        (
            "Index of August 2022, in a copy at a.org",
            "indice d'août 2022, dans une copie sur a.org",
        ),
        # Who passed it on.
        (
            "Summary, as reported by a.com, b.com/c and d.fr (June 2026)",
            "résumé, d'après a.com, b.com/c et d.fr (juin 2026)",
        ),
        (
            "Release of 2025, as reported by the Irish Times (10 June 2025)",
            "publication de 2025, d'après l'Irish Times (10 juin 2025)",
        ),
        (
            "As reported by the press of August 2025, April 2024",
            "d'après la presse d'août 2025, avril 2024",
        ),
        (
            "Text, as tabulated by Our World in Data, rice",
            "texte, d'après Our World in Data, « rice »",
        ),
        ("Summary, as reported by the trade body", "résumé, « as reported by the trade body »"),
        (
            "As quoted by the press of January 2009 and by the same author's post of May 2009",
            "d'après la presse de janvier 2009 et un billet du même auteur de mai 2009",
        ),
        # A remark behind a semicolon.
        (
            "Abstract, and page 8; the electricity as quoted in a reader's notes on its full text",
            "résumé, page 8 ; l'électricité d'après des notes de lecture sur le texte intégral",
        ),
        (
            "Table of estimates; in the original: Table II",
            "tableau des estimations ; dans l'original : tableau II",
        ),
        ("Table 1, row A, B; the kWh of C", "tableau 1, ligne « A, B » ; « the kWh of C »"),
    ],
)
def test_a_place_is_said_in_french(place: str, french: str) -> None:
    plain = {"\u202f": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"}
    assert typeset(told(place, "fr"), "fr").translate(str.maketrans(plain)) == french
    assert told(place, "en") == place
