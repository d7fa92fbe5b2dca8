"""[fetch.*] of a source.toml: one raw file, the URLs it comes from, and how to read it."""

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
    """Refuse `http://[`, which would break later code that splits it."""
    if not urlsplit(url).hostname:
        msg = "a URL without a host"
        raise ValueError(msg)
    return url


Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$"), AfterValidator(_with_a_host)]

# A plain name, in which a * stands for the part that changes between releases or parts.
FileName = Annotated[
    str, StringConstraints(pattern=r"^[^./\\?\[\]\x00-\x1f][^/\\?\[\]\x00-\x1f]*$")
]
# An environment variable, used in a URL as ${EMBER_API_KEY}.
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]


MOST_WINDOWS = 1000
# Fetched files are read into memory as a whole; few lines precede a header.
MAX_BYTES, MAX_ROWS, MAX_PREAMBLE, MAX_DAYS = 2_000_000_000, 1_000_000_000, 1_000, 36_500


class Strict(BaseModel):
    """A model that accepts no other keys and no other types."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Windows(Strict):
    """Days from `start` to before `end`, requested `days` at a time."""

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
        """Yield the URL of each window: its dates replace `{from}` and `{to}`."""
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
        """All parts of the manifest that become part of a URL, as written there."""
        urls = self.url or self.record or []
        return [*([urls] if isinstance(urls, str) else urls), *([self.pages] if self.pages else [])]

    @property
    def urls(self) -> list[str]:
        """The URLs, in order; for paged ones, that of the first page."""
        addresses = self.url or self.record or []
        urls = [addresses] if isinstance(addresses, str) else list(addresses)
        if self.windows:
            urls = [part for url in urls for part in self.windows.of(url)]
        if self.pages:
            urls = [f"{url}{'&' if urlsplit(url).query else '?'}{self.pages}=1" for url in urls]
        return urls

    @property
    def in_parts(self) -> bool:
        """Whether one URL gives several files, distinguished by the * in `file`."""
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
            msg = f"{', '.join(sorted(misfits))} cannot be used with format {self.format}"
            raise ValueError(msg)
        if (self.format == "xlsx") != bool(self.sheet):
            msg = "xlsx needs sheet, and no other format has one"
            raise ValueError(msg)
        if bool(self.url) == bool(self.record):
            msg = "give either url or record"
            raise ValueError(msg)
        if self.in_parts and self.record:
            msg = "pages and windows cannot be used with a record"
            raise ValueError(msg)
        if self.file.count("*") > (1 if self.record or self.in_parts else 0):
            msg = "only the file of a record, of pages or of windows may have a *, and only one"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _windows_fit_the_url(self) -> Self:
        urls = [self.url] if isinstance(self.url, str) else self.url or []
        for url in urls:
            if {"{from}" in url, "{to}" in url} != {self.windows is not None}:
                msg = "windows needs {from} and {to} in url, and they need windows"
                raise ValueError(msg)
        return self
