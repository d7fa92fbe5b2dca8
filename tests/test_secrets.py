"""Secrets go to the address that the manifest gives, to no other, and nothing tells them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import workshop
from publisher import Answer, Site, figure, refresh, refusal, set_urls
from workshop import Workshop, swap_all

import carbondata

if TYPE_CHECKING:
    from pathlib import Path

OTHER = workshop.grid().replace("SWE,2018,22,", "SWE,2018,23,").encode()
SECRET = "s3cr3t/key+of=mine"  # noqa: S105  (it is planted, to look for it)
QUOTED = "s3cr3t%2Fkey%2Bof%3Dmine"
TOKEN = "ghp-t0k3n"  # noqa: S105  (planted as well; no manifest declares it)
SENT = f"/grid.csv?api_key={QUOTED}"
RECORD = "/api/records/10065794"
FILE = "carbon-intensity-electricity_OurWorldInData.csv"


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a key for a publisher, and a token that is none of anybody's business."""
    monkeypatch.setenv("EMBER_API_KEY", SECRET)
    monkeypatch.setenv("GH_TOKEN", TOKEN)


@pytest.fixture
def shop(refreshed: Workshop, site: Site) -> Workshop:
    """Have the grid intensities, refreshed once; their address wants a key by now."""
    set_urls(refreshed, "meadow-grid", f"{site.root}/grid.csv?api_key=${{EMBER_API_KEY}}")
    declare(refreshed, "meadow-grid", "EMBER_API_KEY")
    site.serve(SENT, Answer(OTHER, etag='"1"'))
    return refreshed


@pytest.fixture
def listed(tmp_path: Path, site: Site) -> Workshop:
    """Set up the grid intensities, whose file a record lists that wants a key."""
    made = workshop.furnish(tmp_path / "listed", "iso-3166", "meadow-grid")
    site.record(RECORD, {FILE: workshop.grid().encode()})
    keyed = f"{RECORD}?key={QUOTED}"
    site.serve(keyed, *site.answers[RECORD])
    url = f"{site.root}{RECORD}?key=${{EMBER_API_KEY}}"
    swap_all(made.sources / "meadow-grid" / "source.toml", r"^url = .*", f'record = "{url}"')
    declare(made, "meadow-grid", "EMBER_API_KEY")
    return made


def declare(shop: Workshop, source: str, *names: str) -> None:
    """Declare secrets in the manifest."""
    toml = shop.sources / source / "source.toml"
    swap_all(toml, r"^(max_bytes = .*)", rf"secrets = {json.dumps(names)}\n\1")


def link(site: Site, url: str) -> None:
    """Have the record give this link to its file."""
    keyed = f"{RECORD}?key={QUOTED}"
    content = json.loads(site.answers[keyed][0].body)
    content["files"][0]["links"]["self"] = url
    site.serve(keyed, json.dumps(content).encode())


def told(*places: Path | str) -> list[str]:
    """Say where a planted value is found: in what was printed, or in files and their names."""
    texts = [place for place in places if isinstance(place, str)]
    for folder in (place for place in places if not isinstance(place, str)):
        for path in folder.rglob("*"):
            texts.append(str(path))
            if path.is_file():
                texts.append(path.read_bytes().decode("latin-1"))
    return [text for text in texts if "s3cr3t" in text or TOKEN in text]


def test_a_secret_is_sent_and_found_nowhere_afterwards(
    shop: Workshop, site: Site, cache: Path
) -> None:
    done = shop.command("--refresh", "--only", "meadow-grid")
    assert (done.returncode, site.asked[-1], figure(shop)) == (0, SENT, 23)
    site.serve(SENT, Answer(b"no", 403))
    refused = shop.command("--refresh", "--only", "meadow-grid")
    assert (refused.returncode, "${EMBER_API_KEY}" in refused.stderr) == (1, True)
    site.serve(SENT, Answer(b"", 302, {"Location": f"http://192.0.2.1/{SECRET}"}))
    astray = shop.command("--refresh", "--only", "meadow-grid")
    assert (astray.returncode, "not https" in astray.stderr) == (1, True)
    printed = [text for run in (done, refused, astray) for text in (run.stdout, run.stderr)]
    assert len(list(shop.out.rglob("*"))) > 20
    assert told(shop.out, cache, *printed) == []


def test_a_secret_that_is_not_set_is_asked_for_by_name(
    shop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EMBER_API_KEY")
    assert "set $EMBER_API_KEY to your key" in refusal(shop)
    assert site.asked == []


def test_asking_whether_there_is_something_newer_sends_the_secret_and_hides_it(
    shop: Workshop, site: Site, cache: Path
) -> None:
    refresh(shop)
    site.asked.clear()

    def said() -> dict[str, str]:
        (row,) = carbondata.check_for_updates(
            shop.out, only=["meadow-grid"], sources=shop.sources
        ).to_pylist()
        return row

    assert (said()["newer"], site.asked) == ("no", [SENT])
    site.serve(SENT, Answer(b"", 302, {"Location": f"http://192.0.2.1/{QUOTED}"}))
    assert said()["why"].endswith("http://192.0.2.1/${EMBER_API_KEY}")
    assert told(cache) == []


def test_an_error_that_a_publisher_words_with_the_key_is_told_without_it(
    listed: Workshop, site: Site
) -> None:
    keyed = f"{RECORD}?key={QUOTED}"
    content = json.loads(site.answers[keyed][0].body)
    content["files"][0]["key"] = f"not for {SECRET}"
    site.serve(keyed, json.dumps(content).encode())
    said = refusal(listed)
    assert "but not for ${EMBER_API_KEY}" in said
    assert told(said) == []


def test_of_a_page_that_is_an_error_the_key_in_it_is_not_told(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-internet")
    set_urls(shop, "meadow-internet", f"{site.root}/net?key=${{EMBER_API_KEY}}")
    declare(shop, "meadow-internet", "EMBER_API_KEY")
    wrong = json.dumps([{"message": f"unknown key {SECRET}"}]).encode()
    site.serve(f"/net?key={QUOTED}&page=1", wrong)
    said = refusal(shop, "meadow-internet")
    assert "unknown key ${EMBER_API_KEY}" in said
    assert told(said) == []


def test_a_record_may_want_a_key_and_its_file_is_asked_for_without(
    listed: Workshop, site: Site, cache: Path
) -> None:
    refresh(listed)
    assert site.asked == [f"{RECORD}?key={QUOTED}", f"{RECORD}/files/{FILE}/content"]
    assert told(listed.out, cache) == []


@pytest.mark.parametrize("name", ["GH_TOKEN", "EMBER_API_KEY", "gh_token", "HOME"])
def test_a_record_gets_no_variable_that_its_link_names(
    listed: Workshop, site: Site, cache: Path, name: str
) -> None:
    link(site, f"{site.root}/stolen/${{{name}}}")
    said = refusal(listed)
    assert "its link to the file names a variable of the environment" in said
    assert f"/stolen/${{{name}}}" in said
    assert site.asked == [f"{RECORD}?key={QUOTED}"]
    assert told(said, listed.out, cache) == []


def test_a_record_gets_no_variable_when_it_is_only_asked_for_what_is_newer(
    listed: Workshop, site: Site
) -> None:
    listed.build()
    link(site, f"{site.root}/stolen/${{GH_TOKEN}}")
    (said,) = carbondata.check_for_updates(
        listed.out, only=["meadow-grid"], sources=listed.sources
    ).to_pylist()
    assert said["newer"] == "failed"
    assert said["why"].endswith("/stolen/${GH_TOKEN}")
    assert site.asked == [f"{RECORD}?key={QUOTED}"]


@pytest.mark.parametrize("form", [SECRET, QUOTED])
def test_a_link_that_holds_the_key_is_refused_for_links_are_kept(
    listed: Workshop, site: Site, cache: Path, form: str
) -> None:
    link(site, f"{site.root}/file?key={form}")
    said = refusal(listed)
    assert "holds a secret, which would be kept" in said
    assert "/file?key=${EMBER_API_KEY}" in said
    assert told(said, listed.out, cache / "by-url") == []


@pytest.mark.parametrize("name", ["GH_TOKEN", "EMBER_API_KEY"])
def test_a_redirect_gets_no_variable_that_it_names(shop: Workshop, site: Site, name: str) -> None:
    site.serve(SENT, Answer(b"", 302, {"Location": f"/stolen?by=${{{name}}}"}))
    said = refusal(shop)
    assert f"redirected to what names a variable of the environment: {site.root}/stolen" in said
    assert f"${{{name}}}" in said
    assert site.asked == [SENT]
    assert figure(shop) == 22


@pytest.mark.parametrize("name", ["GH_TOKEN", "gh_token", "GH_TOKEN:-x"])
@pytest.mark.parametrize("key", ["url", "record"])
def test_a_name_that_the_manifest_does_not_declare_is_refused(
    shop: Workshop, site: Site, key: str, name: str
) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    url = f"{site.root}/x?a=${{EMBER_API_KEY}}&b=${{{name}}}"
    swap_all(toml, r"^url = .*", f'{key} = "{url}"')
    said = refusal(shop)
    assert f"sources/meadow-grid/source.toml, column fetch.raw.{key}: it names ${{{name}}}" in said
    assert f'remedy: add secrets = ["{name}"] to [fetch.raw]' in said
    assert (site.asked, told(said)) == ([], [])


def test_a_name_is_not_smuggled_in_by_another_url_or_by_the_name_of_pages(
    tmp_path: Path, site: Site
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-internet")
    set_urls(shop, "meadow-internet", f"{site.root}/1", f"{site.root}/2?key=${{GH_TOKEN}}")
    assert "column fetch.raw.url: it names ${GH_TOKEN}" in refusal(shop, "meadow-internet")
    toml = shop.sources / "meadow-internet" / "source.toml"
    set_urls(shop, "meadow-internet", f"{site.root}/1")
    swap_all(toml, r"^pages = .*", 'pages = "${GH_TOKEN}"')
    assert "column fetch.raw.pages: it names ${GH_TOKEN}" in refusal(shop, "meadow-internet")
    assert site.asked == []


def test_a_name_that_is_left_open_is_refused(shop: Workshop, site: Site) -> None:
    set_urls(shop, "meadow-grid", f"{site.root}/grid.csv?a=${{EMBER_API_KEY}}&b=${{EMBER_API_KEY")
    assert "column fetch.raw.url: it names ${}, which secrets does not declare" in refusal(shop)
    assert site.asked == []


def test_a_secret_that_no_address_names_is_refused(shop: Workshop, site: Site) -> None:
    set_urls(shop, "meadow-grid", f"{site.root}/grid.csv")
    said = refusal(shop)
    assert (
        "sources/meadow-grid/source.toml, column fetch.raw.secrets: it declares EMBER_API_KEY, "
        "which no address of [fetch.raw] names\n  remedy: take it out"
    ) in said
    assert site.asked == []


@pytest.mark.parametrize("name", ["ember_api_key", "", "A B", "$KEY", "1KEY"])
def test_a_declared_name_is_that_of_a_variable_in_capitals(shop: Workshop, name: str) -> None:
    swap_all(shop.sources / "meadow-grid" / "source.toml", r'"EMBER_API_KEY"', json.dumps(name))
    assert "column fetch.raw.secrets.0" in refusal(shop)
