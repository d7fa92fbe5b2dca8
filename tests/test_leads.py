"""Where a publisher leads, by a redirect or a record's link: to the open web, or nowhere."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, refresh, refusal, set_urls
from workshop import Workshop, swap_all

import carbondata
from carbondata.errors import FetchError
from carbondata.pipeline.fetch import http, leads
from carbondata.pipeline.fetch.http_errors import Refusal
from carbondata.pipeline.fetch.session import open_session

pytestmark = pytest.mark.slow

RECORD = "/api/records/1"
FILE = "GCB2023v28_MtCO2_flat.csv"
NO_ADDRESS = ["http://[", "https://[", "https://[::1", "http://[x]/", "https://a:99999/", "//["]
# Of this machine, of a private network, and of a host that is another than it seems: requests goes
# to what stands before the backslash.
PRIVATE = ["https://localhost/x", "https://10.0.0.1/x", "https://127.0.0.2\\@8.8.8.8/x"]
UNSAFE = ["http://localhost/x", "http://192.0.2.1/x", "ftp://127.0.0.1/x", "file:///etc/hosts"]


@pytest.fixture
def zenodo(tmp_path: Path, site: Site) -> Workshop:
    """Have the budget, whose publisher keeps its files in a record."""
    shop = workshop.furnish(tmp_path / "shop", "iso-3166", "meadow-budget")
    listed = site.record(RECORD, {FILE: workshop.budget().encode()})
    toml = shop.sources / "meadow-budget" / "source.toml"
    swap_all(toml, r"^record = .*", f'record = "{listed}"')
    return shop


def link(site: Site, url: str) -> None:
    """Have the record give this link to its file."""
    listed = json.loads(site.answers[RECORD][0].body)
    listed["files"][0]["links"]["self"] = url
    site.serve(RECORD, json.dumps(listed).encode())


@pytest.mark.parametrize("target", NO_ADDRESS)
def test_a_redirect_to_no_address_is_refused_by_name(
    refreshed: Workshop, site: Site, target: str
) -> None:
    site.serve("/grid.csv", Answer(b"", 302, {"Location": target}))
    said = refusal(refreshed)
    assert f"redirected to something that is not a URL: {target!r}" in said
    assert site.asked == ["/grid.csv"]


def test_a_redirect_whose_bytes_are_no_text_is_refused_by_name(
    refreshed: Workshop, site: Site
) -> None:
    site.serve("/grid.csv", Answer(b"", 302, {"Location": "/caf\xe9.csv"}))
    assert "redirected to something that is not a URL: '/caf\xe9.csv'" in refusal(refreshed)


@pytest.mark.parametrize("target", NO_ADDRESS[:-1])
def test_a_link_to_no_address_is_refused_by_name(zenodo: Workshop, site: Site, target: str) -> None:
    link(site, target)
    said = refusal(zenodo, "meadow-budget")
    assert f"{site.root}{RECORD}: its link leads to something that is not a URL: {target!r}" in said
    assert site.asked == [RECORD]


def test_nor_is_there_a_bare_error_when_it_is_asked_what_is_newer(
    zenodo: Workshop, site: Site
) -> None:
    zenodo.build()
    link(site, "http://[")
    said = carbondata.check_for_updates(
        zenodo.out, only=["meadow-budget"], sources=zenodo.sources
    ).to_pylist()
    why = "its link leads to something that is not a URL: 'http://['"
    assert said == [{"source": "meadow-budget", "newer": "failed", "why": why}]


@pytest.mark.parametrize("target", PRIVATE)
def test_a_redirect_into_a_private_network_is_refused(
    refreshed: Workshop, site: Site, target: str
) -> None:
    site.serve("/grid.csv", Answer(b"", 302, {"Location": target}))
    assert "redirected to a private address, " in refusal(refreshed)
    assert site.asked == ["/grid.csv"]


@pytest.mark.parametrize("target", PRIVATE)
def test_a_link_into_a_private_network_is_refused(
    zenodo: Workshop, site: Site, target: str
) -> None:
    link(site, target)
    assert "its link leads to a private address, " in refusal(zenodo, "meadow-budget")
    assert site.asked == [RECORD]


@pytest.mark.parametrize("target", [*UNSAFE, f"{RECORD}/files/{FILE}/content", ""])
def test_a_link_to_what_is_not_https_is_refused(zenodo: Workshop, site: Site, target: str) -> None:
    link(site, target)
    said = refusal(zenodo, "meadow-budget")
    assert f"its link leads to a URL that is not https: {target}\n" in said
    assert site.asked == [RECORD]


def test_a_record_elsewhere_sends_nobody_to_the_server_of_this_machine(
    zenodo: Workshop, site: Site
) -> None:
    # The record is asked for at 127.0.0.1, so that localhost is elsewhere, though the server there
    # would answer.
    file = f"{RECORD}/files/{FILE}/content"
    link(site, f"http://localhost:{site.server_port}{file}")
    assert "its link leads to a URL that is not https" in refusal(zenodo, "meadow-budget")
    assert site.asked == [RECORD]
    with pytest.raises(Refusal, match="not https"):
        leads.check(f"https://zenodo.org{RECORD}", f"{site.root}{file}", "its link leads to")
    link(site, f"{site.root}{file}")
    refresh(zenodo, "meadow-budget")
    assert site.asked == [RECORD, RECORD, file]


OWN = ["https://localhost/x", "https://10.0.0.1/x", "https://[::1]/x", "https://2130706433/x"]


@pytest.mark.parametrize("url", OWN)
def test_the_manifests_own_address_is_held_to_the_same(refreshed: Workshop, url: str) -> None:
    set_urls(refreshed, "meadow-grid", url)
    assert "source.toml names a private address, " in refusal(refreshed)


def test_only_a_test_may_fetch_from_this_machine(
    refreshed: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "loopback_allowed", False)
    assert "source.toml names a URL that is not https: http://127.0.0.1" in refusal(refreshed)
    assert site.asked == []


# Of this machine or a private network: as it is, mapped, translated for NAT64 (also locally),
# 6to4 and ISATAP; and what was never given to anybody.
PEERS = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "::1", "fe80::1%eth0", "fd00::1"]
PEERS += ["::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::808:808", "fec0::1"]
PEERS += ["2002:a00:1::", "2001:470::5efe:a00:1", "5f00::1", "ff0e::1", "224.0.0.1", "192.0.0.192"]


@pytest.mark.parametrize("peer", PEERS)
def test_no_form_of_a_private_address_passes(peer: str) -> None:
    with pytest.raises(Refusal, match="private address"):
        leads.check_reached(peer)


@pytest.mark.parametrize("peer", ["8.8.8.8", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_an_address_of_the_open_web_passes(peer: str) -> None:
    leads.check_reached(peer)


@pytest.mark.usefixtures("cache")  # no proxy, which would be the one that looks names up
def test_a_name_that_means_another_address_by_then_hears_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leads, "_private", lambda _host: None)  # what it meant when it was checked
    with socket.socket() as inner, open_session() as session:
        inner.bind(("127.0.0.1", 0))
        inner.listen()
        url = f"https://127.0.0.1:{inner.getsockname()[1]}/"
        asked = http.Asked("meadow-grid", url, 100, own=True)
        with pytest.raises(FetchError, match=r"its name resolves to a private address, 127.0.0.1"):
            http.download(session, asked, tmp_path / "file", lambda _taken, _total: None)
        with inner.accept()[0] as peer:
            assert peer.recv(1) == b""


@pytest.mark.parametrize(
    "url", ["https://example.org/\u202egpj.exe", "https://example.org/\x1b[2J"]
)
def test_a_link_that_cannot_be_shown_is_no_address(zenodo: Workshop, site: Site, url: str) -> None:
    link(site, url)
    assert f"leads to something that is not a URL: {url!r}" in refusal(zenodo, "meadow-budget")


def test_an_address_without_a_host_is_refused_when_the_manifest_is_read(
    refreshed: Workshop, site: Site
) -> None:
    swap_all(refreshed.sources / "meadow-grid" / "source.toml", r"^url = .*", 'url = "http://["')
    assert "source.toml, column fetch.raw.url" in refusal(refreshed)
    assert site.asked == []


def test_a_redirect_on_the_same_host_gets_no_variable_either(
    refreshed: Workshop, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "planted")
    site.serve("/grid.csv", Answer(b"", 302, {"Location": "/stolen?by=${GH_TOKEN}"}))
    assert f"never filled in: {site.root}/stolen?by=${{GH_TOKEN}}" in refusal(refreshed)
    assert (site.asked, figure(refreshed)) == (["/grid.csv"], 22)
