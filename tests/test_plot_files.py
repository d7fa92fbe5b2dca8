"""Charts as a user meets them: files, languages, alt text, colours, errors, the command."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

import carbondata
from carbondata import plot
from carbondata.plot import frame, labels, trainings
from carbondata.plot.files import DARK
from carbondata.text.numbers import date

SVG = "{http://www.w3.org/2000/svg}"
CHARTS: dict[str, Callable[[str, Path], alt.LayerChart]] = {
    "compare": lambda lang, db: plot.compare(
        "patterson-2021/gpt3-175b", "SWE@2019", language=lang, database=db
    ),
    "studies": lambda lang, db: plot.studies("data_centres", language=lang, database=db),
    "runs": lambda lang, db: plot.runs(language=lang, database=db),
    "size": lambda lang, db: plot.size(language=lang, database=db),
    "elsewhere": lambda lang, db: plot.elsewhere(
        "luccioni-2023-bloom/bloom-176b", language=lang, database=db
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", CHARTS)
def test_an_svg_says_what_it_shows_whose_figures_they_are_and_as_of_when(
    built: Path, tmp_path: Path, kind: str, language: str
) -> None:
    path = plot.save(CHARTS[kind](language, built), tmp_path / f"{kind}.svg")
    root = ET.parse(path).getroot()  # noqa: S314  (our own file)
    title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert described is not None
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == language
    assert root.attrib["aria-label"] == title.text
    assert len(described.text or "") > 100
    shown = " ".join(" ".join(one.itertext()) for one in root.iter(f"{SVG}text"))
    ((day,),) = (
        carbondata.connect(built).execute(
            "SELECT CAST(max(coalesce(retrieved_utc, published)) AS DATE) FROM sources"
        )
    ).fetchall()
    dated = {"en": "data as of", "fr": "données du"}[language] + f" {date(day, language)}"
    assert "Source" in shown
    assert dated in shown
    assert re.search(r"CO(2|₂)", shown)
    # What is drawn lies within the picture: nothing is clipped.
    assert float(root.attrib["width"]) < 1000


def test_a_png_is_as_large_as_promised_and_the_same_each_time(built: Path, tmp_path: Path) -> None:
    chart = CHARTS["compare"]("fr", built)
    svg = ET.parse(plot.save(chart, tmp_path / "a.svg")).getroot()  # noqa: S314
    first = plot.save(chart, tmp_path / "a.png").read_bytes()
    again = plot.save(CHARTS["compare"]("fr", built), tmp_path / "b.png").read_bytes()
    assert first[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", first[16:24])
    assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert again == first


@pytest.mark.slow
def test_a_page_needs_no_network(built: Path, tmp_path: Path) -> None:
    page = plot.save(CHARTS["studies"]("fr", built), tmp_path / "p.html").read_text("utf-8")
    assert '<html lang="fr">' in page
    assert "<title>Les centres de données\u202f: " in page
    assert not re.search(r"<(script|iframe)[^>]* src=|<link|@import|url\(\s*['\"]?http", page)
    assert len(page) < 2_000_000


@pytest.mark.parametrize("ground", [frame.GROUND, DARK[frame.GROUND]])
def test_every_mark_stands_out_from_paper_and_from_the_dark(ground: str) -> None:
    marks = {frame.BLUE, frame.VERMILLION, frame.GREEN, frame.PURPLE, frame.OCHRE, frame.VIOLET}
    marks |= {look[0] for look in trainings.LOOKS.values()}
    # WCAG 2.2, 1.4.11: graphical objects 3:1; its definition of relative luminance.
    assert min(_contrast(mark, ground) for mark in marks) >= 3


def test_text_stands_out_from_paper_and_from_the_dark() -> None:
    # WCAG 2.2, 1.4.3: text 4.5:1.
    for text in (frame.INK, frame.QUIET):
        assert _contrast(text, frame.GROUND) >= 4.5
        assert _contrast(DARK[text], DARK[frame.GROUND]) >= 4.5


@given(
    st.lists(
        st.tuples(
            st.floats(0, 600, allow_subnormal=False),
            st.floats(0, 400, allow_subnormal=False),
            st.text("abcdefgh", min_size=1, max_size=20),
        ),
        max_size=25,
    )
)
def test_labels_never_cover_each_other_nor_leave_the_chart(
    wanted: list[tuple[float, float, str]],
) -> None:
    found = labels.place(
        [labels.Label(*one) for one in wanted], [one[:2] for one in wanted], 600, 400
    )
    share = {"left": 0, "center": 0.5, "right": 1}
    sizes = [labels.LETTER * len(one.text) for one in found]
    boxes = [
        (one.x - share[one.align] * size, one.y, one.x + (1 - share[one.align]) * size)
        for one, size in zip(found, sizes, strict=True)
    ]
    for index, (left, middle, right) in enumerate(boxes):
        assert left >= 0
        assert right <= 600
        assert labels.LINE / 2 <= middle <= 400 - labels.LINE / 2
        for other_left, other_middle, other_right in boxes[index + 1 :]:
            side_by_side = right <= other_left or other_right <= left
            assert side_by_side or abs(middle - other_middle) >= labels.LINE - 1e-6


@pytest.mark.slow
@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda db: plot.runs(language="de", database=db), "en and fr"),
        (lambda db: plot.studies("bitcoi", database=db), "closest in spelling: bitcoin"),
        (lambda db: plot.studies("zzz", database=db), "the sectors: ai, aviation, "),
        (lambda db: plot.compare("SWE@2017", "car-km-usa", database=db), "say how many"),
        (lambda db: plot.compare("llama-3-1-405b-market", "SWE", database=db), "it is zero"),
        (lambda db: plot.compare("nonsense", database=db), "there is no 'nonsense'"),
        (
            lambda db: plot.elsewhere("SWE@2017", database=db),
            "is neither a training run nor an amount",
        ),
        (lambda db: plot.nation("bitcoi", "gpt-3", database=db), "could be any of these"),
        (lambda db: plot.studies("SWE", year=1492, database=db), "no figure for SWE in 1492"),
        (
            lambda db: plot.elsewhere("llama-3-1-2024/llama-3-1-405b", database=db),
            "no electricity figure is published",
        ),
        (
            lambda db: plot.elsewhere("strubell-2019/nas-gpu", year=1900, database=db),
            "there are grids for 19",
        ),
        (lambda db: plot.map("1 kWh", year="x", database=db), "year must be a whole number"),  # type: ignore[arg-type]
        (lambda db: plot.studies(5, database=db), "sector must be a text"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_remedy(
    built: Path, draw: Callable[[Path], object], said: str
) -> None:
    with pytest.raises(carbondata.QueryError, match=said):
        draw(built)


@pytest.mark.parametrize(
    ("name", "said"), [("a.pdf", ".svg, .png or .html"), ("nowhere/a.svg", "name a folder")]
)
def test_a_file_that_cannot_be_written_leaves_nothing(
    built: Path, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(carbondata.QueryError, match=said):
        plot.save(CHARTS["compare"]("en", built), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def run(*command: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("carbondata"))
    variables = os.environ | {"COLUMNS": "80", "NO_COLOR": "1"} | env
    return subprocess.run(
        [program, *command], cwd=cwd, env=variables, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_command_writes_the_chart_and_prints_its_name(built: Path, tmp_path: Path) -> None:
    asked = ["plot", "studies", "bitcoin", "--out", "b.svg", "--lang", "fr", "--db", str(built)]
    done = run(*asked, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "b.svg\n", "")
    assert "études</title>" in (tmp_path / "b.svg").read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["b.svg"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["plot", "pie", "--out", "a.svg"], 2, "No such command 'pie'"),
        (["plot", "runs", "--out", "a.svg", "--lang", "de"], 2, "'en'"),
        (["plot", "runs"], 2, "--out"),
        (["plot", "runs", "--out", "nowhere/a.svg"], 1, "cannot be written"),
        (["plot", "compare", "SWE@2017", "car-km-usa", "--out", "a.svg"], 1, "say how many"),
    ],
)
def test_the_command_refuses_with_the_right_exit_code(
    built: Path, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    done = run(*words, "--db", str(built), cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", CHARTS)
def test_each_kind_has_help_with_an_example_that_fits_80_columns(kind: str, tmp_path: Path) -> None:
    done = run("plot", kind, "--help", cwd=tmp_path)
    assert f"Example: carbondata plot {kind}" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_without_the_extra_the_message_is_the_line_that_installs_it(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "altair.py").write_text("raise ModuleNotFoundError('absent', name='altair')")
    done = run("plot", "runs", "--out", "a.svg", cwd=tmp_path, PYTHONPATH=str(absent))
    assert done.returncode == 1
    assert "pip install 'carbondata[plot]'" in done.stderr
    assert "Traceback" not in done.stderr


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
