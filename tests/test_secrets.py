"""Keys of publishers: sent where the manifest says, to nobody who asks, and kept nowhere."""

from __future__ import annotations

import json
import socket
import traceback
from pathlib import Path

import pyarrow as pa
import pytest
import workshop
from publisher import Answer, Site, figure, record, refresh, refusal, set_urls
from workshop import Workshop, swap_all

import carbondata
from carbondata.errors import FetchError, SourceError
from carbondata.pipeline.fetch import http
from carbondata.pipeline.fetch.http import Asked
from carbondata.pipeline.fetch.secrets import hidden
from carbondata.pipeline.fetch.session import open_session
from carbondata.pipeline.ingest.manifest import load
from carbondata.pipeline.source_build import _told

pytestmark = pytest.mark.slow

OTHER = workshop.grid().replace("SWE,2018,22,", "SWE,2018,23,").encode()
TOML = "meadow-grid: sources/meadow-grid/source.toml, column fetch.raw.secrets: "
SECRET = "s3cr3t/key+of=mine"  # noqa: S105  (it is planted, to look for it)
SENT = "s3cr3t%2Fkey%2Bof%3Dmine"
GRID = f"/grid.csv?api_key={SENT}"
# What the machine knows besides, and no manifest declares.
TOKEN = "t0ken-of-this-machine"  # noqa: S105  (planted as well)
WANTED = "?stolen=${GH_TOKEN}"
RECORD = "/api/records/1"
FILE = "GCB2023v28_MtCO2_flat.csv"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a key for the publisher, and a token that is nobody's business."""
    monkeypatch.setenv("EMBER_API_KEY", SECRET)
    monkeypatch.setenv("GH_TOKEN", TOKEN)


@pytest.fixture
def shop(refreshed: Workshop, site: Site) -> Workshop:
    """Have the grid intensities, whose publisher now wants a key."""
    keyed = f"{site.root}/grid.csv?api_key=${{EMBER_API_KEY}}"
    set_urls(refreshed, "meadow-grid", keyed, secrets=["EMBER_API_KEY"])
    return refreshed


@pytest.fixture
def zenodo(tmp_path: Path) -> Workshop:
    """Have the budget, whose publisher keeps its files in a record."""
    return workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-budget")


def serve_record(shop: Workshop, site: Site, link: str, *, keyed: bool = False) -> None:
    """Serve a record that gives this link to its file; keyed, for the key alone."""
    site.record(RECORD, {FILE: workshop.budget().encode()})
    listed = json.loads(site.answers[RECORD][0].body)
    listed["files"][0]["links"]["self"] = link
    site.serve(f"{RECORD}?key={SENT}" if keyed else RECORD, json.dumps(listed).encode())
    named = f'"{site.root}{RECORD}"'
    if keyed:
        named = f'"{site.root}{RECORD}?key=${{EMBER_API_KEY}}"\nsecrets = ["EMBER_API_KEY"]'
    toml = shop.sources / "meadow-budget" / "source.toml"
    swap_all(toml, r"^record = .*", f"record = {named}")


def newer(shop: Workshop, source: str) -> dict[str, str]:
    """Ask whether the publisher has something newer."""
    said = carbondata.check_for_updates(shop.out, only=[source], sources=shop.sources)
    (row,) = said.to_pylist()
    return row


def test_a_secret_is_sent_and_found_nowhere_afterwards(
    shop: Workshop, site: Site, cache: Path
) -> None:
    site.serve(GRID, Answer(OTHER, etag='"1"'))
    done = shop.command("--refresh", "--only", "meadow-grid")
    assert (done.returncode, site.asked[-1], figure(shop)) == (0, GRID, 23)
    site.serve(GRID, Answer(b"no", 403))
    refused = shop.command("--refresh", "--only", "meadow-grid")
    assert (refused.returncode, "${EMBER_API_KEY}" in refused.stderr) == (1, True)
    site.serve(GRID, Answer(b"", 302, {"Location": f"http://192.0.2.1/{SECRET}"}))
    astray = shop.command("--refresh", "--only", "meadow-grid")
    assert (astray.returncode, "not https" in astray.stderr) == (1, True)
    files = [path for folder in (shop.out, cache) for path in folder.rglob("*")]
    texts = [str(path).encode() for path in files]
    texts += [path.read_bytes() for path in files if path.is_file()]
    texts += [text.encode() for run in (done, refused, astray) for text in (run.stdout, run.stderr)]
    assert len(texts) > 40
    for form in (SECRET, SENT, "s3cr3t"):
        assert [text for text in texts if form.encode() in text] == []


def test_an_answer_that_repeats_the_key_is_not_kept(
    shop: Workshop, site: Site, cache: Path
) -> None:
    for form, head in ((SECRET, {}), (SENT, {}), ("", {"ETag": f'"{SECRET}"'})):
        site.serve(GRID, Answer(OTHER + f"{form}\n".encode(), headers=head))
        done = shop.command("--refresh", "--only", "meadow-grid")
        assert done.returncode == 1
        assert "repeats the value of a secret, and is not kept" in done.stderr
        assert "s3cr3t" not in done.stderr
    files = [path for folder in (shop.out, cache) for path in folder.rglob("*") if path.is_file()]
    assert [path for path in files if b"s3cr3t" in path.read_bytes()] == []


def test_nor_do_its_tables_have_it_from_a_compressed_answer(shop: Workshop) -> None:
    # A search of compressed bytes finds nothing; one of the rows does.
    manifest = load(shop.sources / "meadow-grid")
    rows = pa.table({"year": [2020], "locator": [f"row 2, see ?key={SENT}"]})
    (problem,) = _told(manifest, {"grid_intensity": rows})
    assert (problem.column, "s3cr3t" in str(problem)) == ("locator", False)
    assert list(_told(manifest, {"grid_intensity": rows.select(["year"])})) == []


def test_a_secret_that_is_not_set_is_asked_for_by_name(
    shop: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EMBER_API_KEY")
    assert "set $EMBER_API_KEY to your key" in refusal(shop)
    assert site.asked == []


def test_whether_there_is_something_newer_is_asked_with_the_key_and_told_without(
    shop: Workshop, site: Site, cache: Path
) -> None:
    site.serve(GRID, Answer(OTHER, etag='"1"'))
    refresh(shop)
    site.asked.clear()
    said = newer(shop, "meadow-grid")
    assert (said["newer"], site.asked) == ("no", [GRID])
    site.serve(GRID, Answer(b"", 302, {"Location": f"http://192.0.2.1/{SENT}"}))
    assert newer(shop, "meadow-grid")["why"].endswith("http://192.0.2.1/${EMBER_API_KEY}")
    texts = [path.read_bytes() for path in cache.rglob("*") if path.is_file()]
    assert [text for text in texts if b"s3cr3t" in text] == []


@pytest.mark.usefixtures("site")
def test_a_failure_brings_no_cause_with_the_address_in_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        keyed = f"http://127.0.0.1:{taken.getsockname()[1]}/?key=${{EMBER_API_KEY}}"
        asked = Asked("meadow-grid", keyed, 1, secrets=("EMBER_API_KEY",), own=True)
        with open_session() as session, pytest.raises(FetchError, match="refused") as caught:
            http.download(session, asked, tmp_path / "file", lambda _taken, _total: None)
    assert "s3cr3t" not in "".join(traceback.format_exception(caught.value))


def test_an_address_is_filled_in_only_if_it_is_said_to_be_the_manifests(
    tmp_path: Path, site: Site
) -> None:
    url = f"{site.root}/x?key=${{EMBER_API_KEY}}"
    asked = Asked("meadow-grid", url, 100, secrets=("EMBER_API_KEY",))
    with open_session() as session, pytest.raises(FetchError, match="which is never filled in"):
        http.download(session, asked, tmp_path / "file", lambda _taken, _total: None)
    assert site.asked == []


@pytest.mark.parametrize(
    "form", [SECRET, SENT, SENT.lower(), "s3cr3t/key%2Bof=mine", "S3CR3T%2fkey+of%3Dmine"]
)
def test_a_secret_is_hidden_however_much_of_it_is_quoted(form: str) -> None:
    assert hidden(f"?k={form}&a=1", ["EMBER_API_KEY", "NOT_SET"]) == "?k=${EMBER_API_KEY}&a=1"


def test_an_answer_that_repeats_the_key_is_told_without_it(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-internet")
    keyed = f"{site.root}/net?key=${{EMBER_API_KEY}}"
    set_urls(shop, "meadow-internet", keyed, secrets=["EMBER_API_KEY"])
    error = json.dumps([{"message": f"no such key: {SECRET}"}]).encode()
    site.serve(f"/net?key={SENT}&page=1", error)
    assert "no such key: ${EMBER_API_KEY}" in refusal(shop, "meadow-internet")


def test_a_list_of_files_that_repeats_the_key_is_told_without_it(
    zenodo: Workshop, site: Site
) -> None:
    serve_record(zenodo, site, f"{site.root}/x", keyed=True)
    listed = json.loads(site.answers[f"{RECORD}?key={SENT}"][0].body)
    listed["files"] += [{**listed["files"][0], "key": f"GCB {SECRET}_MtCO2_flat.csv"}]
    site.serve(f"{RECORD}?key={SENT}", json.dumps(listed).encode())
    assert "GCB ${EMBER_API_KEY}_MtCO2_flat.csv" in refusal(zenodo, "meadow-budget")


@pytest.mark.parametrize(
    "sign", ["${GH_TOKEN}", "${gh_token}", "${GH_TOKEN:-x}", "${GH_TOKEN", "${EMBER_API_KEY", "${}"]
)
def test_a_variable_that_is_not_declared_is_refused_when_the_manifest_is_read(
    shop: Workshop, site: Site, sign: str
) -> None:
    set_urls(shop, "meadow-grid", f"{site.root}/grid.csv?api_key=${{EMBER_API_KEY}}&x={sign}")
    said = refusal(shop)
    assert f"{TOML}a URL contains {sign}, which is not declared here" in said
    assert "remedy: if it may be sent there, secrets = [" in said
    assert site.asked == []


def test_the_other_keys_of_an_address_are_held_to_the_same(tmp_path: Path, site: Site) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-internet", "meadow-budget")
    swap_all(shop.sources / "meadow-internet/source.toml", "^pages = .*", 'pages = "${GH_TOKEN}"')
    url = f"{site.root}{RECORD}{WANTED}"
    swap_all(shop.sources / "meadow-budget/source.toml", "^record = .*", f'record = "{url}"')
    with pytest.raises(SourceError) as caught:
        shop.build(copies=None)
    told = [(problem.source, problem.column) for problem in caught.value.problems]
    assert told == [
        ("meadow-budget", "fetch.raw.secrets"),
        ("meadow-internet", "fetch.raw.secrets"),
    ]
    assert site.asked == []


def test_each_address_of_a_list_is_held_to_the_same(shop: Workshop, site: Site) -> None:
    set_urls(shop, "meadow-grid", f"{site.root}/1?k=${{EMBER_API_KEY}}", f"{site.root}/2{WANTED}")
    assert f"{TOML}a URL contains ${{GH_TOKEN}}, which is not declared here" in refusal(shop)
    assert site.asked == []


def test_a_variable_that_is_declared_and_named_nowhere_is_refused(shop: Workshop) -> None:
    keyed = "https://example.org/grid.csv?api_key=${EMBER_API_KEY}"
    set_urls(shop, "meadow-grid", keyed)
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r"^secrets = .*", 'secrets = ["EMBER_API_KEY", "GH_TOKEN"]')
    assert refusal(shop) == (
        f"{TOML}declares ${{GH_TOKEN}}, which no URL contains\n"
        "  remedy: remove it, or use it in the URL"
    )


@pytest.mark.parametrize("name", ["key", "ember_api_key", "", "A B", "$KEY", "1KEY"])
def test_a_declared_name_is_the_name_of_a_variable(shop: Workshop, name: str) -> None:
    toml = shop.sources / "meadow-grid" / "source.toml"
    swap_all(toml, r'"EMBER_API_KEY"\]', f"{json.dumps(name)}]")
    assert f"column fetch.raw.secrets.0, value {name!r}" in refusal(shop)


def test_the_link_of_a_record_is_never_filled_in(zenodo: Workshop, site: Site) -> None:
    wanted = f"{RECORD}/files/{FILE}/content{WANTED}"
    site.serve(wanted.replace("${GH_TOKEN}", TOKEN), workshop.budget().encode())
    serve_record(zenodo, site, f"{site.root}{wanted}")
    said = refusal(zenodo, "meadow-budget")
    assert f"its link has a variable or a secret: {site.root}{wanted}" in said
    assert site.asked == [RECORD]
    assert TOKEN not in said


@pytest.mark.parametrize("name", ["EMBER_API_KEY", "GH_TOKEN", "gh_token", "HOME"])
def test_not_even_a_declared_name_is_filled_in_there(
    zenodo: Workshop, site: Site, name: str
) -> None:
    wanted = f"{site.root}/x?stolen=${{{name}}}"
    serve_record(zenodo, site, wanted, keyed=True)
    assert f"a variable or a secret: {wanted}\n" in refusal(zenodo, "meadow-budget")
    assert site.asked == [f"{RECORD}?key={SENT}"]


def test_nor_when_it_is_only_asked_what_is_newer(zenodo: Workshop, site: Site) -> None:
    serve_record(zenodo, site, f"{site.root}/x{WANTED}", keyed=True)
    zenodo.build()
    said = newer(zenodo, "meadow-budget")
    assert (said["newer"], site.asked) == ("failed", [f"{RECORD}?key={SENT}"])
    assert said["why"].endswith(f"{site.root}/x{WANTED}")


@pytest.mark.parametrize("form", [SECRET, SENT])
def test_a_link_that_repeats_the_key_is_not_kept(
    zenodo: Workshop, site: Site, cache: Path, form: str
) -> None:
    serve_record(zenodo, site, f"{site.root}/x?key={form}", keyed=True)
    assert f"{site.root}/x?key=${{EMBER_API_KEY}}" in refusal(zenodo, "meadow-budget")
    assert [
        path for path in cache.rglob("*") if path.is_file() and b"s3cr3t" in path.read_bytes()
    ] == []
    assert not (cache / "by-url").exists()


def test_the_file_of_a_record_is_asked_for_without_the_key_of_the_record(
    zenodo: Workshop, site: Site
) -> None:
    file = f"{RECORD}/files/{FILE}/content"
    serve_record(zenodo, site, f"{site.root}{file}", keyed=True)
    refresh(zenodo, "meadow-budget")
    assert site.asked == [f"{RECORD}?key={SENT}", file]
    taken = record(zenodo, "meadow-budget").files["raw"]
    assert taken.url == [f"{site.root}{RECORD}?key=${{EMBER_API_KEY}}"]
    assert taken.taken_from == [f"{site.root}{file}"]


@pytest.mark.parametrize("name", ["GH_TOKEN", "EMBER_API_KEY"])
def test_a_redirect_is_never_filled_in(shop: Workshop, site: Site, name: str) -> None:
    target = f"{site.root}/new.csv?stolen=${{{name}}}"
    site.serve(GRID, Answer(b"", 302, {"Location": target}))
    said = refusal(shop)
    assert f"redirected to a URL with a variable, which is never filled in: {target}" in said
    assert site.asked == [GRID]


def test_a_redirect_takes_the_key_along_on_its_own_host_alone(shop: Workshop, site: Site) -> None:
    site.serve(GRID, Answer(b"", 302, {"Location": f"/new.csv?api_key={SENT}"}))
    site.serve(f"/new.csv?api_key={SENT}", OTHER)
    refresh(shop)
    assert figure(shop) == 23
    elsewhere = f"https://example.org/new.csv?api_key={SENT}"
    site.serve(GRID, Answer(b"", 302, {"Location": elsewhere}))
    said = refusal(shop)
    assert "redirected to another host with the value of a secret: https://example.org/" in said
    assert "s3cr3t" not in said


def test_no_log_tells_the_key(shop: Workshop, site: Site, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    site.serve(GRID, Answer(b"", 500), OTHER)
    refresh(shop)
    assert "${EMBER_API_KEY}" in caplog.text
    assert "s3cr3t" not in caplog.text


def test_nor_does_the_log_of_an_answer_with_a_broken_head(
    shop: Workshop, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    # A header without a name, which urllib3 warns about with the address, and quotes.
    site.serve(GRID, Answer(OTHER, headers={"": SECRET}))
    refresh(shop)
    assert "Failed to parse headers" in caplog.text
    assert "s3cr3t" not in caplog.text


def test_what_a_publisher_sets_as_a_cookie_is_not_sent_back(shop: Workshop, site: Site) -> None:
    moved = {"Location": "/new.csv", "Set-Cookie": "who=me; Path=/"}
    site.serve(GRID, Answer(b"", 302, moved))
    site.serve("/new.csv", OTHER)
    refresh(shop)
    assert [heads["Cookie"] for heads in site.heads] == [None, None]


@pytest.mark.parametrize("target", ["/new.csv?x=$GH_TOKEN", "/new.csv?x=%24%7BGH_TOKEN%7D"])
def test_other_ways_to_write_a_variable_mean_nothing(
    shop: Workshop, site: Site, target: str
) -> None:
    site.serve(target, OTHER)
    site.serve(GRID, Answer(b"", 302, {"Location": target}))
    refresh(shop)
    assert site.asked == [GRID, target]


def test_the_address_of_a_page_beyond_the_first_is_the_manifests(
    tmp_path: Path, site: Site
) -> None:
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-internet")
    keyed = f"{site.root}/net?key=${{EMBER_API_KEY}}"
    set_urls(shop, "meadow-internet", keyed, secrets=["EMBER_API_KEY"])
    asked = [f"/net?key={SENT}&page={page}" for page in (1, 2)]
    for page, path in enumerate(asked, start=1):
        site.serve(path, workshop.internet(page, 2).encode())
    refresh(shop, "meadow-internet")
    assert site.asked == asked
    assert record(shop, "meadow-internet").files["raw"].taken_from == [
        f"{keyed}&page={page}" for page in (1, 2)
    ]
