"""Model cards: grams and no energy, whatever form their front matter has."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_run_tools import worked, write

from carbondata import QueryError, footprints


def card(*lines: str) -> str:
    """Write a model card."""
    return "\n".join(("---", "license: mit", *lines, "tags:", "- a", "---", "# A model", ""))


@pytest.mark.parametrize(
    ("lines", "grams"),
    [
        (["co2_eq_emissions: 0.0121"], [0.0121]),
        (["co2_eq_emissions: 25.4  # grams"], [25.4]),
        (["co2_eq_emissions:", "  emissions: 25.4", "  source: CodeCarbon"], [25.4]),
        (["co2_eq_emissions:", "    emissions: '0.5 kg'", "    source: a paper"], [500]),
        (["co2_eq_emissions:", "- emissions: 1", "  source: a", "- emissions: 2"], [1, 2]),
        (["co2_eq_emissions:", "  emissions: many"], [None]),
        (["co2_eq_emissions:"], [None]),
    ],
)
def test_a_model_card_is_in_grams_and_without_energy(
    tmp_path: Path, lines: list[str], grams: list[float | None]
) -> None:
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / "README.md").write_text(card(*lines), encoding="utf-8")
    (tmp_path / "README.md").write_text("# Not a model card\n", encoding="utf-8")
    for path in (folder / "README.md", tmp_path):
        found = worked(path)
        tonnes = [None if g is None else pytest.approx(g / 1e6) for g in grams]
        assert [row["tool_emissions_t"] for row in found] == tonnes
        assert {row["run_id"] for row in found} == {"my-model"}
        assert {row["reason"] for row in found} <= {"no_energy_in_card", "emissions_not_a_number"}


def test_a_copy_of_a_card_is_not_another_card(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name / "README.md", card("co2_eq_emissions: 12"))
    summary = footprints(tmp_path, tmp_path / "out.csv")
    assert summary.reasons == {"no_energy_in_card": 1, "duplicate_file": 1}


def test_a_card_that_says_nothing_of_emissions_is_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "README.md", "---", "license: mit", "---", "# A model")
    with pytest.raises(QueryError, match=r"README.md is a model card without co2_eq_emissions"):
        footprints(path)


def test_a_card_that_mentions_emissions_below_its_front_matter_refuses_no_folder(
    tmp_path: Path,
) -> None:
    text = "---\nlicense: mit\n---\n```yaml\nco2_eq_emissions: 1\n```\n"
    (tmp_path / "README.md").write_text(text, encoding="utf-8")
    write(tmp_path / "a.csv", "energy_kwh,energy_scope,area_id,year", "1,server,FRA,2023")
    found = {Path(row["file"]).name: row["reason"] for row in worked(tmp_path)}
    assert found == {"a.csv": None, "README.md": "file_not_of_runs"}
