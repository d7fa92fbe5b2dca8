"""Forms, footprints and tables of strangers: refused by name, shown as characters, read in time."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

import carbondata
from carbondata.errors import QueryError

pytestmark = pytest.mark.slow

MARKUP = "<img src=x onerror=alert(1)>\n# France $x$ \\(y\\)"
SPDX = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
COUNTRY = {"environment": {"country": [1]}}
# Forms that are not as their schema has them, and what an error says of each.
BAD: list[tuple[str, Any, str]] = [
    (
        "b.json",
        {"task": {}, "measures": [5], "infrastructure": {"components": "gpu"}},
        "energy of a model",
    ),
    ("c.json", {"bomFormat": "CycloneDX", "components": {"name": "m"}}, "energy of a model"),
    ("d.json", {"bomFormat": "CycloneDX", "components": [{"modelCard": [1]}]}, "schema"),
    ("e.json", {"@context": SPDX, "@graph": [1, "a"]}, "energy of a model"),
    ("f.csv", f'modelId,co2_eq_emissions\nm,"{"1" * 200_000}"\n', "is not a CSV"),
]
LONG = [
    "111 " * 3_000,
    "1 g CO2 " * 2_000,
    "calcul " * 5_000,
    "***" * 3_000,
    "AAAA-" * 3_000,
    "1e400 kWh, 4 x 10^99999 kWh, 10 kWh",
]


@pytest.mark.parametrize(("name", "content", "said"), BAD)
def test_a_form_that_is_not_as_its_schema_has_it_is_refused_by_name(
    built: Path, tmp_path: Path, name: str, content: object, said: str
) -> None:
    file = tmp_path / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    # A library that was imported before may have raised the limit of the whole process.
    limit = csv.field_size_limit(131_072)
    try:
        with pytest.raises(QueryError, match=rf"(?s){name}.*{said}"):
            carbondata.lint(file, database=built)
    finally:
        csv.field_size_limit(limit)


def test_a_place_that_is_no_text_is_none(built: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({"task": {}, "measures": [{"powerConsumption": 5}], **COUNTRY}))
    assert carbondata.lint(file, database=built) == []


@pytest.mark.parametrize("text", LONG)
def test_a_long_text_is_read_to_its_end(built: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "README.md"
    block = f"co2_eq_emissions:\n  emissions: 0\n  geographical_location: {'Abc,' * 2_000}\n"
    file.write_text(f"---\n{block}---\n{text}\n", encoding="utf-8")
    rules = {one.rule for one in carbondata.lint(file, database=built)}
    assert "not_above_zero" in rules


@pytest.mark.parametrize("form", ["markdown", "annex-xi", "sci", "sci-ai"])
def test_names_of_a_given_database_are_characters(built: Path, tmp_path: Path, form: str) -> None:
    given = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", given)
    with duckdb.connect(given) as con:
        con.execute("UPDATE areas SET name_en = ? WHERE area_id = 'FRA'", [MARKUP])
    # A unit may be of a file of runs that somebody gave.
    facts = {"functional_unit": MARKUP, "units": 10, "tokens": 1e9, "parameters": 7e9}
    run = carbondata.footprint(
        area="FRA", year=2023, energy_kwh=120, energy_scope="server", pue=1.2, database=given
    )
    told = carbondata.report(run, form, facts=facts, database=given)
    assert "<img" not in told.replace(r"\<img", "")
    assert "\n# France" not in told
    # Nor are they typeset as formulas, in a notebook either.
    assert {mark for mark in ("$x", r"\$x", r"\(y", r"\\(y") if mark in told} == set()


def test_the_key_of_a_citation_is_no_markup(built: Path, tmp_path: Path) -> None:
    given = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", given)
    with duckdb.connect(given) as con:
        con.execute("""UPDATE sources SET citation = replace(citation, '{luccioni-2023-bloom',
            '{a](https://example.org)<script>x</script>')
            WHERE source_id = 'luccioni-2023-bloom'""")
    for form in ("markdown", "latex"):
        with pytest.raises(QueryError, match="the citation of luccioni-2023-bloom cannot be"):
            carbondata.report("bloom-176b", form, database=given)


def test_no_citation_of_a_given_database_ends_its_block(built: Path, tmp_path: Path) -> None:
    given = tmp_path / "carbondata.duckdb"
    shutil.copy(built / "carbondata.duckdb", given)
    marks = "\x1b]0;x\u202e\n```\n\n# France\n\n````\n"
    with duckdb.connect(given) as con:
        con.execute(
            """UPDATE sources SET citation = replace(citation, '{Estimating', '{' || ? || 'X')
            WHERE source_id = 'luccioni-2023-bloom'""",
            [marks],
        )
        con.execute("UPDATE areas SET name_en = name_en || ? WHERE area_id = 'FRA'", [marks])
    told = carbondata.report("bloom-176b", "markdown", database=given)
    before, block = told.split("`````bibtex\n")
    assert "# France" in block
    assert block.endswith("\n`````")
    assert "`````" not in before + block[:-5]
    card = carbondata.report("bloom-176b", "model-card", database=given)
    assert {mark for mark in "\x1b\u202e" if mark in told + card} == set()


@pytest.mark.parametrize("kwh", [-5, float("inf"), float("nan"), 0])
def test_an_energy_that_cannot_be_is_no_footprint(built: Path, kwh: float) -> None:
    run = carbondata.footprint(
        area="FRA", year=2023, energy_kwh=120, energy_scope="server", database=built
    )
    printed = json.loads(json.dumps(run._asdict() | {"energy": run.energy._asdict()}, default=str))
    printed["factor"] = run.factor._asdict()
    printed["energy"]["kwh"] = printed["counted_kwh"] = kwh
    printed["emissions_t"] = kwh * run.factor.intensity_g_per_kwh / 1e6
    with pytest.raises(QueryError, match="run `carbondata footprint` again"):
        carbondata.report(printed, "markdown", database=built)


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("energy", {"scope": None}),
        (None, {"pue": "1.2"}),
        (None, {"pue": 2023.0}),
        ("factor", {"factor_id": ["FRA@2023/life_cycle/owid-energy"]}),
    ],
)
def test_a_footprint_of_other_types_or_words_is_none(
    built: Path, part: str | None, values: dict[str, Any]
) -> None:
    run = carbondata.footprint(
        area="FRA", year=2023, energy_kwh=120, energy_scope="facility", database=built
    )
    printed = run._asdict() | {"energy": run.energy._asdict(), "factor": run.factor._asdict()}
    (printed if part is None else printed[part]).update(values)
    with pytest.raises(QueryError, match=r"footprint"):
        carbondata.report(printed, "model-card", database=built)
