"""A workshop: a few real source folders, small made-up raw files for them, and what a build makes.

The fetched sources get names of their own (`meadow-...`), so that their last good rows are those
of the workshop and never the ones that come with carbondata.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import carbondata
from carbondata import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.pipeline.build import Report

TYPED_IN = (
    "iso-3166",
    "strubell-2019",
    "patterson-2021",
    "mora-2018",
    "houy-2019",
    "lee-2021",
    "malmodin-2024",
    "ipcc-ar5-annex-iii",
    "article-2019",
)
# New id, then the folder whose manifest and SQL it takes.
FETCHED = {
    "meadow-co2": "owid-co2",
    "meadow-budget": "gcb-flat",
    "meadow-grid": "owid-energy",
    "meadow-internet": "world-bank-internet",
    "meadow-chips": "epoch-hardware",
    "meadow-bitcoin": "cbeci",
    "meadow-zones": "electricity-maps",
    "meadow-hours": "neso-gb",
}
# Both have the same countries and years: which is taken is said.
PREFERRED = """study,figure,why
meadow-co2,published,It is the newest edition.
meadow-budget,published,It is the older edition.
"""
YEARS = range(2016, 2021)
INTERNET = "IT.NET.USER.ZS-1.json"
COMMAND = Path(sysconfig.get_path("scripts")) / "carbondata"
# The same, where the publishers are servers on this machine.
FETCHING = [sys.executable, str(Path(__file__).with_name("loopback.py"))]


@dataclass(frozen=True)
class Workshop:
    """A folder with `sources/`, `copies/` and, once built, `out/`."""

    root: Path

    @property
    def sources(self) -> Path:
        """The source folders."""
        return self.root / "sources"

    @property
    def copies(self) -> Path:
        """The raw files, laid out as `<source id>/<file>`."""
        return self.root / "copies"

    @property
    def out(self) -> Path:
        """What was built."""
        return self.root / "out"

    def twin(self, root: Path) -> Workshop:
        """Return a copy of it all, to spoil."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return Workshop(root)

    def adopt(self, source: str, name: str) -> None:
        """Take in a real source folder; under another name, with a floor for few rows."""
        folder = self.sources / name
        # The made-up files have none of the faults that are mended in the real ones.
        mended = shutil.ignore_patterns("corrections.csv") if name != source else None
        own = Path(__file__).with_name(source)
        shutil.copytree(own if own.is_dir() else places.sources() / source, folder, ignore=mended)
        for path in folder.iterdir() if name != source else ():
            text = path.read_text(encoding="utf-8")
            text = re.sub(rf"\b{source}\b(?!-)", folder.name, text)
            path.write_text(re.sub(r"min_rows = [\d_]+", "min_rows = 2", text), encoding="utf-8")

    def build(self, **options: Any) -> Report:  # noqa: ANN401  (those of carbondata.build)
        """Build with every raw file taken from the copies."""
        given = {"refresh": True, "copies": self.copies, "sources": self.sources}
        return carbondata.build(self.out, **(given | options))

    def command(self, *options: str) -> subprocess.CompletedProcess[str]:
        """Run `carbondata build` over the source folders, as its own process."""
        return _run([*FETCHING, "build", str(self.out), "--sources", str(self.sources), *options])


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command itself, away from any proxy."""
    return _run([str(COMMAND), *arguments], **environment)


def _run(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    known = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=known)


def furnish(root: Path, *sources: str) -> Workshop:
    """Set up some sources, and the raw files of those that are fetched."""
    shop = Workshop(root)
    shop.copies.mkdir(parents=True)
    for name in sources:
        shop.adopt(FETCHED.get(name, name), name)
    if {"meadow-co2", "meadow-budget"} <= set(sources):
        write(shop.sources / "iso-3166" / "preferred.csv", PREFERRED)
    if "article-2019" in sources:
        keep_claims(shop.sources / "article-2019" / "claims.csv", sources)
    for path, text in raw_files().items():
        if path.split("/")[0] in sources:
            write(shop.copies / path, text)
    return shop


def keep_claims(path: Path, sources: Sequence[str]) -> None:
    """Leave out the claims of which a source that is not there says what stands."""
    with path.open(encoding="utf-8", newline="") as file:
        claims = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, claims[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in claims if row["standing_source"] in {"", *sources})


def raw_files() -> dict[str, str]:
    """Make up each fetched source's raw files, a few rows in the publisher's layout."""
    return {
        "meadow-co2/owid-co2-data.csv": co2(),
        "meadow-budget/GCB2023v28_MtCO2_flat.csv": budget(),
        "meadow-grid/carbon-intensity-electricity_OurWorldInData.csv": grid(),
        f"meadow-internet/{INTERNET}": internet(),
        "meadow-chips/ml_hardware.csv": chips(),
        "meadow-bitcoin/Historical annualised electricity consumption.csv": bitcoin_power(),
        "meadow-bitcoin/historical.csv": bitcoin_emissions(),
        "meadow-zones/ci_yearly_2024_by_location.csv": zones_2024(),
        "meadow-zones/yearly_2025.json": zones_2025(),
        "meadow-zones/DE_2023_hourly.csv": zones_hourly(),
        "meadow-hours/intensity-1.json": hours(0, 96),
        "meadow-hours/intensity-2.json": hours(96, 48),
    }


def co2(growth: float = 1.0) -> str:
    """Write emissions in Mt: rows 2 to 6 are France, 7 to 11 Namibia, 12 to 16 Sweden.

    In year i after 2016 France emits 340 + i, Namibia 4 + i, Sweden 40 + i, aviation 500 + i and
    shipping 600 + i; the world, rows 17 to 21, is their sum 1484 + 5i.
    """
    figures = [
        ("France", "FRA", 340, 1),
        ("Namibia", "NAM", 4, 1),
        ("Sweden", "SWE", 40, 1),
        ("World", "", 1484, 5),
        ("International aviation", "", 500, 1),
        ("International shipping", "", 600, 1),
    ]
    header = (
        "country,year,iso_code,population,co2,coal_co2,oil_co2,gas_co2,consumption_co2,"
        "total_ghg,total_ghg_excluding_lucf"
    )
    lines = [header]
    for country, code, first, step in figures:
        people = "" if country.startswith("International") else first * 200_000
        for i, year in enumerate(YEARS):
            mt = (first + step * i) * growth
            rest = f"{mt + 10:.3f},{mt + 30:.3f},{mt + 20:.3f}" if people else ",,"
            lines.append(f"{country},{year},{code},{people},{mt:.3f},1.000,2.000,3.000,{rest}")
    return "\n".join(lines) + "\n"


def budget() -> str:
    """Write two years of emissions in Mt; the zero of Namibia in 2016 means no estimate."""
    lines = [
        '"Country","ISO 3166-1 alpha-3","Year","Total","Coal","Oil","Gas"',
        '"France","FRA",2016,340.5,100,200,40.5',
        '"France","FRA",2017,341.5,100,200,41.5',
        '"Namibia","NAM",2016,0,,,',
        '"Namibia","NAM",2017,4,,4,',
        '"International Transport","XIT",2016,1100,,1100,',
        '"International Transport","XIT",2017,1102,,1102,',
        '"World","WLD",2016,1440.5,100,1300,40.5',
        '"World","WLD",2017,1447.5,100,1306,41.5',
    ]
    return "\r\n".join(lines) + "\r\n"


def grid() -> str:
    """Write intensities in g/kWh: France 60, Namibia 50, Sweden 20, the world 480, each plus i."""
    places_ = [("France", "FRA", 60), ("Namibia", "NAM", 50), ("Sweden", "SWE", 20)]
    places_.append(("World", "OWID_WRL", 480))
    header = (
        "Entity,Code,Year,Carbon intensity of electricity - gCO2e/kWh,"
        "World region according to OWID"
    )
    lines = [header]
    lines += [
        f"{entity},{code},{year},{first + i},"
        for entity, code, first in places_
        for i, year in enumerate(YEARS)
    ]
    return "\n".join(lines) + "\n"


def internet(page: int = 1, pages: int = 1) -> str:
    """Write percents of people, a row an area in a year, the newest first; or one page of them.

    In year i after 2016 it is 30.5 + i in Namibia, 90.5 + i in Sweden, 45.5 + i in the world. A
    group without a code of three letters, and a year without a figure, are there as well.
    """
    areas = [("NAM", "NA", 30), ("SWE", "SE", 90), ("WLD", "1W", 45), ("", "XD", 80)]
    rows = [
        {
            "indicator": {"id": "IT.NET.USER.ZS", "value": "Internet"},
            "country": {"id": two, "value": "its name"},
            "countryiso3code": code,
            "date": str(year),
            "value": first + year - YEARS[0] + 0.5 if year in YEARS else None,
            "unit": "",
        }
        for code, two, first in areas
        for year in (YEARS.stop, *reversed(YEARS))
    ]
    size = -(-len(rows) // pages)
    head = {"page": page, "pages": pages, "per_page": f"{size}", "total": len(rows)}
    return json.dumps([head, rows[size * (page - 1) : size * page]])


def chips() -> str:
    """Write six chips, the nth with n times 100 W."""
    lines = ["Hardware name,Manufacturer,Type,Release date,Memory (bytes),TDP (W)"]
    lines += [f"Chip {n},Meadow,GPU,2018-0{n}-01,16000000000.0,{n}00.0" for n in range(1, 7)]
    return "\n".join(lines) + "\n"


def bitcoin_power() -> str:
    """Write thirty days of power in GW, 10 + n between bounds 1 away, under a line of preamble."""
    lines = ["Average electricity cost assumption: 0.05 USD/kWh,,,,"]
    lines.append('Timestamp,Date and Time,"power MAX, GW","power MIN, GW","power GUESS, GW"')
    lines += [f"{n},2019-06-{n:02}T00:00:00,{11 + n},{9 + n},{10 + n}" for n in range(1, 31)]
    return "\n".join(lines) + "\n"


def bitcoin_emissions() -> str:
    """Write thirty days of emissions in Mt a year."""
    lines = ["Date and Time,MAX_CO2,MIN_CO2,GUESS_CO2"]
    lines += [f"2019-06-{n:02}T00:00:00,{50 + n},{30 + n},{40 + n}" for n in range(1, 31)]
    return "\n".join(lines) + "\n"


def zones_2024() -> str:
    """Write two zones, direct and life cycle."""
    header = (
        "Datetime (UTC),Country,Zone name,Zone id,Carbon intensity gCO₂eq/kWh (direct),"
        "Carbon intensity gCO₂eq/kWh (Life cycle)"
    )
    lines = [header]
    lines.append("2024-01-01 00:00:00,Namibia,Namibia,NA,40.5,60.5")
    lines.append("2024-01-01 00:00:00,Sweden,Sweden,SE,10.5,20.5")
    return "\n".join(lines) + "\n"


def zones_2025() -> str:
    """Write three zones as an object keyed by zone."""
    zones = {
        zone: {"carbonIntensity": {"value": value, "unit": "gCO2eq/kWh"}}
        for zone, value in [("DE", 381), ("NA", 61), ("SE", 21)]
    }
    return json.dumps(zones, indent=1)


def zones_hourly() -> str:
    """Write three hours of Germany."""
    header = (
        "Datetime (UTC),Country,Zone Name,Zone Id,Carbon Intensity gCO₂eq/kWh (direct),"
        "Carbon Intensity gCO₂eq/kWh (LCA),Data Estimated,Data Estimation Method"
    )
    lines = [header]
    lines += [f"2023-01-01 0{n}:00:00,Germany,Germany,DE,15{n},19{n},false," for n in range(3)]
    return "\n".join(lines) + "\n"


def hours(first: int, count: int) -> str:
    """Write a window of half-hours, and the one before it: the nth of 2023 has 100 + n g/kWh."""
    half, year = dt.timedelta(minutes=30), dt.datetime(2023, 1, 1, tzinfo=dt.UTC)
    rows = [
        {
            "from": f"{year + half * n:%Y-%m-%dT%H:%MZ}",
            "to": f"{year + half * (n + 1):%Y-%m-%dT%H:%MZ}",
            "intensity": {"forecast": 99, "actual": 100 + n, "index": "low"},
        }
        for n in range(first - 1, first + count)
    ]
    return json.dumps({"data": rows})


def write(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a file and the folders it needs, the line endings as given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def swap(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old`, which must be there."""
    text = path.read_bytes().decode()
    assert old in text, f"{old!r} is not in {path.name}"
    write(path, text.replace(old, new, 1))


def swap_all(path: Path, pattern: str, new: str) -> None:
    """Put `new` wherever the pattern is found, which must be somewhere."""
    text, times = re.subn(pattern, new, path.read_bytes().decode(), flags=re.MULTILINE)
    assert times, f"{pattern!r} is not in {path.name}"
    write(path, text)


def rows_of(path: Path) -> list[list[str]]:
    """Read a CSV file, header included."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def set_cell(path: Path, key: str, column: str, value: str) -> None:
    """Change one cell of the row that `key` begins; a column that is not there is added."""
    header, *rows = rows_of(path)
    if column not in header:
        header.append(column)
        rows = [[*row, ""] for row in rows]
    (row,) = (row for row in rows if row[0] == key)
    row[header.index(column)] = value
    write_rows(path, [header, *rows])


def digests(folder: Path) -> dict[str, str]:
    """Hash every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
