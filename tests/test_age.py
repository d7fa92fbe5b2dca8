"""How old each source is, whether a release is due, and whether its publisher has a newer one."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
import workshop
from conftest import CHECKOUT
from publisher import Answer, Site, refresh, set_urls
from workshop import Workshop, swap_all

import carbondata
from carbondata.pipeline.ingest import manifest

pytestmark = pytest.mark.slow

GRID = workshop.grid().encode()
BEFORE = "Mon, 01 Jan 2001 00:00:00 GMT"
AFTER = "Thu, 01 Jan 2099 00:00:00 GMT"


@pytest.fixture(autouse=True)
def one_day() -> None:
    """Begin no test in the last two minutes of a day, for it would end on another one."""
    now = dt.datetime.now(dt.UTC)
    if (now + dt.timedelta(minutes=2)).date() > now.date():
        time.sleep(120)


@pytest.fixture
def shop(tmp_path: Path, site: Site) -> Workshop:
    """Set up the grid intensities, published on 2026-04-24 and due every 365 days."""
    made = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-grid")
    set_urls(made, "meadow-grid", site.serve("/grid.csv", Answer(GRID, etag='"1"')))
    return made


def listed(shop: Workshop) -> dict[str, dict[str, object]]:
    """Run the command, and index what it lists by source."""
    done = workshop.run("sources", "--db", str(shop.out), "--format", "json")
    assert done.returncode == 0, done.stderr
    return {row["source"]: row for row in json.loads(done.stdout)}


def published(shop: Workshop, day: str) -> None:
    """Say in the manifest when the edition was published."""
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r"^published = \S+", f"published = {day}")


def test_the_next_edition_is_due_when_the_interval_has_passed_since_this_one(
    shop: Workshop,
) -> None:
    today = dt.datetime.now(dt.UTC).date()
    published(shop, str(today - dt.timedelta(days=364)))
    shop.build()
    row = listed(shop)["meadow-grid"]
    assert row["retrieved"] == str(today)
    assert row["due"] == str(today + dt.timedelta(days=1))
    assert (row["edition"], row["newest"], row["data"]) == ("current", "2020", "pinned")
    assert row["licence"] == "CC-BY-4.0"


def test_what_was_not_asked_for_since_is_due_for_the_reader(shop: Workshop) -> None:
    published(shop, "2021-03-15")
    shop.build()
    row = listed(shop)["meadow-grid"]
    assert (row["due"], row["edition"]) == (
        "2022-03-15",
        "a newer edition has been due since 2022-03",
    )


def test_of_what_is_replaced_here_the_newer_source_is_named(shop: Workshop) -> None:
    published(shop, "2021-03-15")
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r"^refresh_days", 'replaced_by = "iso-3166"\nrefresh_days')
    shop.build()
    assert listed(shop)["meadow-grid"]["edition"] == "newer here: iso-3166"


def test_what_is_named_as_newer_is_there_and_feeds_the_same(built: Path) -> None:
    pairs = carbondata.sql(
        """SELECT o.source_id, list_has_any(o.tables, n.tables) AS same, n.published > o.published
          AS newer FROM sources AS o LEFT JOIN sources AS n ON n.source_id = o.replaced_by
        WHERE o.replaced_by IS NOT NULL""",
        built,
    ).to_pylist()
    named = [one.replaced_by for one in manifest.load_all(CHECKOUT / "sources")[0].values()]
    assert len(pairs) == sum(one is not None for one in named) > 0
    assert [row for row in pairs if not (row["same"] and row["newer"])] == []


def test_what_was_asked_for_since_is_not_out(shop: Workshop) -> None:
    published(shop, "2021-03-15")
    refresh(shop)
    today = dt.datetime.now(dt.UTC).date()
    row = listed(shop)["meadow-grid"]
    assert row["edition"] == f"due since 2022-03, not out on {today}"


def test_a_server_that_says_when_it_changed_dates_the_edition(shop: Workshop, site: Site) -> None:
    published(shop, "2021-03-15")
    changed = {"Last-Modified": "Mon, 12 Jan 2026 00:00:00 GMT"}
    site.serve("/grid.csv", Answer(GRID, headers=changed))
    refresh(shop)
    row = listed(shop)["meadow-grid"]
    assert (row["published"], row["due"]) == ("2026-01-12", "2027-01-12")


def test_what_is_typed_in_is_never_due(shop: Workshop) -> None:
    refresh(shop)
    row = listed(shop)["iso-3166"]
    assert (row["retrieved"], row["due"], row["edition"]) == (None, None, None)
    assert row["data"] == "curated"


def test_for_reading_the_fetched_come_first_with_their_age(shop: Workshop) -> None:
    published(shop, "2021-03-15")
    shop.build()
    said = workshop.run("sources", "--db", str(shop.out)).stdout.splitlines()
    assert said[0].split() == ["source", "year", "licence", "data", "edition"]
    assert " ".join(" ".join(said[2:4]).split()) == (
        "meadow-grid 2020 CC-BY-4.0 pinned a newer edition has been due since 2022-03"
    )


def newer(shop: Workshop) -> str:
    """Ask whether the publisher has something newer; no body is fetched."""
    before = workshop.digests(shop.out)
    said = carbondata.check_for_updates(
        shop.out, only=["meadow-grid"], sources=shop.sources
    ).to_pylist()
    assert workshop.digests(shop.out) == before
    assert [row["source"] for row in said] == ["meadow-grid"]
    return str(said[0]["newer"])


def test_the_same_etag_is_nothing_newer_and_another_is(shop: Workshop, site: Site) -> None:
    assert newer(shop) == "yes"  # nothing was fetched yet, so nothing is asked
    assert site.asked == []
    refresh(shop)
    assert newer(shop) == "no"
    site.serve("/grid.csv", Answer(GRID, etag='"2"'))
    assert newer(shop) == "yes"


@pytest.mark.parametrize(
    ("headers", "says"),
    [({"Last-Modified": BEFORE}, "no"), ({"Last-Modified": AFTER}, "yes"), ({}, "unknown")],
)
def test_without_an_etag_the_time_of_the_last_change_decides(
    shop: Workshop, site: Site, cache: Path, headers: dict[str, str], says: str
) -> None:
    shop.build()  # from a copy: nothing is known of what the server gave last
    site.serve("/grid.csv", Answer(GRID, headers=headers))
    assert newer(shop) == says
    assert not cache.exists()


def test_of_a_record_its_newest_file_decides(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-budget")
    shop.build()
    toml = shop.sources / "meadow-budget" / "source.toml"
    held = {"GCB2023v28_MtCO2_flat.csv": b""}
    swap_all(toml, r"^record = .*", f'record = "{site.record("/records/1", held)}"')

    def said() -> dict[str, str]:
        return carbondata.check_for_updates(shop.out, sources=shop.sources).to_pylist()[0]

    assert said()["newer"] == "no"
    site.record("/records/1", {"GCB2024v18_MtCO2_flat.csv": b""})
    assert said()["newer"] == "yes"
    assert said()["why"] == "the newest release is GCB2024v18_MtCO2_flat.csv"


def test_a_publisher_who_cannot_be_asked_is_named_and_the_exit_code_is_1(
    shop: Workshop, site: Site
) -> None:
    refresh(shop)
    site.serve("/grid.csv", Answer(b"", 404))
    said = carbondata.check_for_updates(shop.out, sources=shop.sources).to_pylist()
    assert said == [
        {
            "source": "meadow-grid",
            "newer": "failed",
            "why": "404 Not Found: the file does not exist",
        }
    ]


def test_the_command_asks_every_fetched_source_of_ours(
    tmp_path: Path, cache: Path, built: Path
) -> None:
    """Without a network each fails by itself, and none is silent."""
    assert not cache.exists()
    environment = {"HTTPS_PROXY": "http://127.0.0.1:9", "CARBONDATA_CACHE": str(tmp_path / "cache")}
    done = workshop.run("sources", "--check", "--format", "json", "--db", str(built), **environment)
    said = {row["source"]: row for row in json.loads(done.stdout)}
    assert done.returncode == 1
    assert said["gcb"]["newer"] == "failed"
    assert said["gcb"]["why"].startswith("the proxy blocks it")
    assert said["cbeci"] == {
        "source": "cbeci",
        "newer": "yes",
        "why": "nothing has been fetched yet",
    }
