"""Where a publisher leads, by a redirect or a record's link: to the open web, or nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import workshop
from publisher import Answer, Site, figure, refresh, refusal
from workshop import Workshop, swap_all

import carbondata
from carbondata.pipeline.fetch import leads
from carbondata.pipeline.fetch.http_errors import Refusal

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
    assert f"redirected to what is no address: {target!r}" in said
    assert site.asked == ["/grid.csv"]


def test_a_redirect_whose_bytes_are_no_text_is_refused_by_name(
    refreshed: Workshop, site: Site
) -> None:
    site.serve("/grid.csv", Answer(b"", 302, {"Location": "/caf\xe9.csv"}))
    assert "redirected to what is no address: '/caf\xe9.csv'" in refusal(refreshed)


@pytest.mark.parametrize("target", NO_ADDRESS[:-1])
def test_a_link_to_no_address_is_refused_by_name(zenodo: Workshop, site: Site, target: str) -> None:
    link(site, target)
    said = refusal(zenodo, "meadow-budget")
    assert f"{site.root}{RECORD}: its link leads to what is no address: {target!r}" in said
    assert site.asked == [RECORD]


def test_nor_is_there_a_bare_error_when_it_is_asked_what_is_newer(
    zenodo: Workshop, site: Site
) -> None:
    zenodo.build()
    link(site, "http://[")
    said = carbondata.check_for_updates(
        zenodo.out, only=["meadow-budget"], sources=zenodo.sources
    ).to_pylist()
    why = "its link leads to what is no address: 'http://['"
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
    assert f"its link leads to what is not https: {target}\n" in said
    assert site.asked == [RECORD]


def test_a_record_elsewhere_sends_nobody_to_the_server_of_this_machine(
    zenodo: Workshop, site: Site
) -> None:
    # The record is asked for at 127.0.0.1, so that localhost is elsewhere, though the server there
    # would answer.
    file = f"{RECORD}/files/{FILE}/content"
    link(site, f"http://localhost:{site.server_port}{file}")
    assert "its link leads to what is not https" in refusal(zenodo, "meadow-budget")
    assert site.asked == [RECORD]
    with pytest.raises(Refusal, match="not https"):
        leads.check(f"https://zenodo.org{RECORD}", f"{site.root}{file}", "its link leads to")
    link(site, f"{site.root}{file}")
    refresh(zenodo, "meadow-budget")
    assert site.asked == [RECORD, RECORD, file]


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
    assert f"not filled in: {site.root}/stolen?by=${{GH_TOKEN}}" in refusal(refreshed)
    assert (site.asked, figure(refreshed)) == (["/grid.csv"], 22)
