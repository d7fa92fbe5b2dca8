"""Publishers' answers as their APIs give them, made from the same publishers' files."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Of the areas in the file those whose code of three letters the API leaves empty.
WITHOUT_CODE = {"HIC": "XD", "UMC": "XT", "LMC": "XN", "LIC": "XM", "INX": "XY"}


def world_bank_pages(path: Path, per_page: int) -> list[bytes]:
    """Lay the table of years across out in pages of `[head, rows]`, its digits as printed."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *areas = list(csv.reader(stream))[4:]
    rows = [
        f"""{{"indicator":{{"id":"{code}","value":{json.dumps(label)}}},
        "country":{{"id":"{WITHOUT_CODE.get(iso3, iso3[:2])}","value":{json.dumps(name)}}},
        "countryiso3code":"{"" if iso3 in WITHOUT_CODE else iso3}","date":"{year}",
        "value":{figure or "null"},"unit":"","obs_status":"","decimal":0}}"""
        for name, iso3, label, code, *figures in areas
        for year, figure in reversed(list(zip(header[4:], figures, strict=True)))
        if year
    ]
    pages = -(-len(rows) // per_page)
    return [
        f"""[{{"page":{page + 1},"pages":{pages},"per_page":"{per_page}","total":{len(rows)},
        "sourceid":"2","lastupdated":"2022-05-25"}},
        [{",".join(rows[per_page * page : per_page * (page + 1)])}]]""".encode()
        for page in range(pages)
    ]


def neso_window(path: Path, start: str, end: str) -> bytes:
    """Answer for `start` to `end`, days such as 2023-01-15: from the half-hour before `start`."""
    with path.open(encoding="utf-8", newline="") as stream:
        found = [one for one in csv.DictReader(stream) if one["to"] >= start and one["from"] < end]
    rows = [
        f"""{{"from":"{_stamp(one["from"])}","to":"{_stamp(one["to"])}","intensity":
        {{"forecast":{one["forecast"]},"actual":{one["actual"].removesuffix(".0") or "null"},
        "index":"{one["index"]}"}}}}"""
        for one in found
    ]
    return f'{{"data":[{",".join(rows)}]}}'.encode()


def _stamp(text: str) -> str:
    """Write 2023-01-01 00:30:00+00:00 as the API does."""
    return text.replace(" ", "T").replace(":00+00:00", "Z")
