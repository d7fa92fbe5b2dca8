"""[fetch.*] of a source.toml: one raw file, the addresses it comes from, and how to read it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _with_a_host(url: str) -> str:
    """Refuse `http://[`, on which whoever takes it apart later would stumble."""
    if not urlsplit(url).hostname:
        msg = "an address without a host"
        raise ValueError(msg)
    return url


Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$"), AfterValidator(_with_a_host)]

# A plain name, in which a * stands for what changes from release to release, or part to part.
FileName = Annotated[
    str, StringConstraints(pattern=r"^[^./\\?\[\]\x00-\x1f][^/\\?\[\]\x00-\x1f]*$")
]
# A variable of the environment, as an address names it: ${EMBER_API_KEY}.
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]


MOST_WINDOWS = 1000
# What is fetched is read into memory, whole; files have few lines before their header.
MAX_BYTES, MAX_ROWS, MAX_PREAMBLE, MAX_DAYS = 2_000_000_000, 1_000_000_000, 1_000, 36_500


class Strict(BaseModel):
    """What takes no key and no type but those it names."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Windows(Strict):
    """Days from `start` until before `end`, which an address gives so many at a time."""

    start: dt.date
    end: dt.date
    days: int = Field(gt=0, le=MAX_DAYS)

    @model_validator(mode="after")
    def _it_is_some_windows(self) -> Self:
        if not 0 < (self.end - self.start).days <= MOST_WINDOWS * self.days:
            msg = f"from start until before end there must be 1 to {MOST_WINDOWS} windows"
            raise ValueError(msg)
        return self

    def of(self, url: str) -> Iterator[str]:
        """Yield the address of each window: its days in the place of `{from}` and `{to}`."""
        step = dt.timedelta(self.days)
        start = self.start
        while start < self.end:
            end = min(start + step, self.end)
            yield url.replace("{from}", f"{start}").replace("{to}", f"{end}")
            start = end


class RawFile(Strict):
    """One file to fetch, read as a table of text cells."""

    url: Url | list[Url] | None = None
    record: Url | None = None
    file: FileName
    format: Literal["csv", "json", "xlsx"] = "csv"
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    encoding: Literal["utf-8", "latin-1", "utf-16"] = "utf-8"
    preamble_lines: int = Field(0, ge=0, le=MAX_PREAMBLE)
    rows: list[str | int] = []
    sheet: Words | None = None
    pages: Words | None = None
    windows: Windows | None = None
    secrets: list[SecretName] = []
    max_bytes: int = Field(gt=0, le=MAX_BYTES)
    min_rows: int = Field(gt=0, le=MAX_ROWS)

    @property
    def address_parts(self) -> list[str]:
        """Whatever of the manifest becomes a part of an address, as it is written there."""
        urls = self.url or self.record or []
        return [*([urls] if isinstance(urls, str) else urls), *([self.pages] if self.pages else [])]

    @property
    def urls(self) -> list[str]:
        """The addresses, in order; of one that comes in pages, that of the first."""
        addresses = self.url or self.record or []
        urls = [addresses] if isinstance(addresses, str) else list(addresses)
        if self.windows:
            urls = [part for url in urls for part in self.windows.of(url)]
        if self.pages:
            urls = [f"{url}{'&' if urlsplit(url).query else '?'}{self.pages}=1" for url in urls]
        return urls

    @property
    def in_parts(self) -> bool:
        """Whether one address comes as several files, whose names the * of `file` tells apart."""
        return bool(self.pages or self.windows)

    @model_validator(mode="after")
    def _keys_fit_the_format(self) -> Self:
        own = {
            "csv": {"delimiter", "preamble_lines", "encoding"},
            "json": {"rows", "pages"},
            "xlsx": {"sheet", "preamble_lines"},
        }
        others = {key for keys in own.values() for key in keys} - own[self.format]
        if misfits := self.model_fields_set & others:
            msg = f"{', '.join(sorted(misfits))} means nothing for format {self.format}"
            raise ValueError(msg)
        if (self.format == "xlsx") != bool(self.sheet):
            msg = "a workbook, and nothing else, is read by its sheet"
            raise ValueError(msg)
        if bool(self.url) == bool(self.record):
            msg = "give either url or record"
            raise ValueError(msg)
        if self.in_parts and self.record:
            msg = "pages and windows mean nothing for a record"
            raise ValueError(msg)
        if self.file.count("*") > (1 if self.record or self.in_parts else 0):
            msg = "file has a *: one is for the file of a record, for pages and for windows"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _windows_fit_the_url(self) -> Self:
        urls = [self.url] if isinstance(self.url, str) else self.url or []
        for url in urls:
            if {"{from}" in url, "{to}" in url} != {self.windows is not None}:
                msg = "windows and the {from} and {to} of a url go together"
                raise ValueError(msg)
        return self
