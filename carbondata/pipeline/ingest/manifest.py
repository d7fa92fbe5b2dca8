"""source.toml: a source's title, publisher, licence, and where its bytes come from."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import (
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from carbondata import bounded
from carbondata.citation import read
from carbondata.errors import Problem, SourceError, raise_all
from carbondata.names import nearest
from carbondata.pipeline import schema
from carbondata.pipeline.fetch import secrets
from carbondata.pipeline.ingest.raw_file import MAX_DAYS, RawFile, Strict, Url, Words
from carbondata.pipeline.licences import LICENCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Ten times the longest source.toml; a deeply nested megabyte takes hours to parse.
MAX_TOML_BYTES = 20_000
# A larger number is a typo: priorities go by tens to a hundred.
MAX_PRIORITY = 1_000
TableName = Annotated[str, StringConstraints(pattern=r"^raw(_[a-z0-9_]+)?$")]

# Not a table: the corrections to the rows of a fetched source.
CORRECTIONS = "corrections.csv"

# The kinds of files that feed tables.
FEEDING = {".sql", ".csv"}

HOW_TO = "see sources/README.md for the keys"


class Manifest(Strict):
    """A source as its folder describes it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Words
    publisher: Words
    homepage: Url
    licence: Words
    redistribute: bool
    published: dt.date
    priority: int = Field(ge=0, le=MAX_PRIORITY)
    refresh_days: int | None = Field(None, gt=0, le=MAX_DAYS)
    replaced_by: Words | None = None
    citation: Words
    fetch: dict[TableName, RawFile] = Field(default_factory=dict)
    folder: Path = Field(exclude=True)

    @property
    def transforms(self) -> dict[str, Path]:
        """The files of the folder that feed tables: `<table>.sql` or `<table>.csv`."""
        return {path.stem: path for path in sorted(_feeding(self.folder))}

    @property
    def secrets(self) -> set[str]:
        """The names of all its secrets, whose values must never be shown."""
        return {name for file in self.fetch.values() for name in file.secrets}

    @field_validator("licence")
    @classmethod
    def _licence_is_known(cls, licence: str) -> str:
        if licence not in LICENCES:
            msg = f"unknown licence {licence!r}; one of {', '.join(LICENCES)}"
            raise ValueError(msg)
        return licence

    @field_validator("citation")
    @classmethod
    def _citation_is_bibtex(cls, citation: str) -> str:
        read(citation)
        return citation

    @model_validator(mode="after")
    def _licence_allows(self) -> Self:
        if self.redistribute and not LICENCES[self.licence].redistributable:
            msg = (
                f"licence {self.licence} forbids redistribution, so its rows cannot be pinned: "
                "set redistribute = false"
            )
            raise ValueError(msg)
        if self.fetch and self.refresh_days is None:
            msg = "refresh_days is missing: a fetched source says how often it is updated"
            raise ValueError(msg)
        return self


def load(folder: Path) -> Manifest:
    """Read one source folder.

    Raises
    ------
    SourceError
        With the file and the key, when `source.toml` is missing, not TOML, has an unknown or
        missing key or a wrong value, or when the folder's files fit no table.
    """
    path = folder / "source.toml"
    where = f"sources/{folder.name}/source.toml"
    if problems := list(_outside(folder)):
        raise SourceError(*problems)
    if not path.exists():
        problem = Problem(folder.name, where, "the file is missing", f"write it; {HOW_TO}")
        raise SourceError(problem)
    try:
        content = tomllib.loads(bounded.content(path, MAX_TOML_BYTES).decode())
    except (bounded.UnfitError, ValueError) as error:
        # Not TOML, not UTF-8, or a number of thousands of digits.
        raise SourceError(Problem(folder.name, where, str(error), "fix the TOML")) from None
    except RecursionError:
        raise SourceError(Problem(folder.name, where, "nested too deeply", HOW_TO)) from None
    if "folder" in content:
        raise SourceError(Problem(folder.name, where, "unknown key", HOW_TO, column="folder"))
    try:
        manifest = Manifest.model_validate({**content, "folder": folder})
    except ValidationError as error:
        raise SourceError(*_problems(error, folder.name, where)) from None
    if problems := [*_misfits(manifest, where), *_secrets(manifest, where)]:
        raise SourceError(*problems)
    return manifest


def load_with(folder: Path, more: Path | None) -> dict[str, Manifest]:
    """Read every source folder of one folder, and of an optional second one.

    Raises
    ------
    SourceError
        When a manifest is invalid, or both folders have a source of the same id.
    """
    manifests, problems = load_all(folder)
    added, others = load_all(more) if more else ({}, [])
    remedy = f"give it another id; to change a source that ships, build with a copy of {folder}"
    twice = (
        Problem(source, f"{more}/{source}", "there is already a source with this id", remedy)
        for source in sorted(manifests.keys() & added.keys())
    )
    raise_all([*problems, *others, *twice])
    return manifests | added


def load_all(folder: Path) -> tuple[dict[str, Manifest], list[Problem]]:
    """Read every source folder; return the valid manifests by id, and the problems."""
    if (folder / "source.toml").is_file():
        what, remedy = "it is a single source", f"name the folder above it: {folder.parent}"
        return {}, [Problem(folder.name, str(folder), what, remedy)]
    manifests: dict[str, Manifest] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        what = "there is no such folder"
        return manifests, [Problem("carbondata", str(folder), what, "name a folder of sources")]
    folders = sorted(
        path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._"
    )
    for path in folders:
        try:
            manifest = load(path)
        except SourceError as error:
            problems += error.problems
        else:
            manifests[manifest.id] = manifest
    if not folders:
        what = "it contains no source folder"
        problems.append(Problem("carbondata", str(folder), what, "name a folder of sources"))
    return manifests, problems


def unknown(ids: Collection[str], manifests: dict[str, Manifest]) -> list[Problem]:
    """Report ids that no source has, with the nearest that exist."""
    problems = []
    for source in ids:
        if source not in manifests:
            near = ", ".join(nearest(source, manifests))
            remedy = f"nearest: {near}" if near else "`carbondata sources` lists the ids"
            what = "there is no such source"
            problems.append(Problem(source, "sources/", what, remedy))
    return problems


def _outside(folder: Path) -> Iterator[Problem]:
    """Refuse links, and anything that is not a file, as reading it might block."""
    remedy = "put the file itself there"
    if folder.is_symlink():
        yield Problem(
            folder.name, f"sources/{folder.name}", "a link", "put the folder itself there"
        )
        return
    for path in sorted(folder.iterdir()):
        where = f"sources/{folder.name}/{path.name}"
        if path.is_symlink():
            yield Problem(folder.name, where, "a link", remedy)
        elif path.suffix in {".toml", *FEEDING}:
            try:
                with bounded.regular(path):
                    pass
            except bounded.UnfitError as error:
                yield Problem(folder.name, where, str(error), remedy)


def _feeding(folder: Path) -> list[Path]:
    files = (path for path in folder.iterdir() if path.suffix in FEEDING)
    return [path for path in files if path.name != CORRECTIONS]


def _problems(error: ValidationError, source: str, where: str) -> list[Problem]:
    problems = []
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"]) or None
        value = None if fault["type"] in {"missing", "value_error"} else _shown(fault["input"])
        what = {
            "extra_forbidden": "unknown key",
            "missing": "missing key",
        }.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        problems.append(Problem(source, where, what, HOW_TO, column=key, value=value))
    return problems


def _shown(value: object) -> str:
    try:
        return str(value)[:60]
    except RecursionError:
        return "…"


def _misfits(manifest: Manifest, where: str) -> list[Problem]:
    name, problems = manifest.folder.name, []
    if manifest.id != name:
        what = (
            f"two sources with one id, or a renamed folder: id {manifest.id!r} in folder {name!r}"
        )
        problems.append(Problem(name, where, what, f"set id = {name!r}", column="id"))
    known = schema.fed()
    for table, path in manifest.transforms.items():
        file = f"sources/{name}/{path.name}"
        if table not in known or table in {"sources", "revisions"}:
            remedy = f"name it after one of {', '.join(known)}"
            problems.append(Problem(name, file, f"there is no table {table!r} to feed", remedy))
        elif path.suffix == ".sql" and not manifest.fetch:
            remedy = "add [fetch.raw], or enter the rows in a .csv"
            problems.append(Problem(name, file, "SQL, but nothing is fetched", remedy))
    names = [path.stem for path in _feeding(manifest.folder)]
    for table in sorted({table for table in names if names.count(table) > 1}):
        what = f"both {table}.sql and {table}.csv feed {table}"
        file = f"sources/{name}/{table}.csv"
        problems.append(Problem(name, file, what, "remove one of them"))
    if not manifest.fetch and (manifest.folder / CORRECTIONS).exists():
        file, what = f"sources/{name}/{CORRECTIONS}", "corrections to curated rows"
        problems.append(Problem(name, file, what, "correct the rows themselves"))
    if not manifest.transforms:
        remedy = "add <table>.sql or <table>.csv"
        problems.append(Problem(name, where, "the folder feeds no table", remedy))
    return problems


def _secrets(manifest: Manifest, where: str) -> Iterator[Problem]:
    """Refuse an undeclared variable in a URL, and a declared one that no URL uses."""
    for table, file in manifest.fetch.items():
        key = f"fetch.{table}.secrets"
        named = {sign for part in file.address_parts for sign in secrets.NAMED.findall(part)}
        declared = {secrets.written(name) for name in file.secrets}
        hosts = [secrets.host(part) for part in file.address_parts if "://" in part]
        if any(map(secrets.NAMED.search, hosts)):
            what = "a URL has a variable in the name of its host, which would be asked of others"
            yield Problem(manifest.id, where, what, "write the host out", column=key)
        for sign in sorted(named - declared):
            what = f"a URL contains {sign}, which is not declared here"
            remedy = f'if it may be sent there, secrets = ["{sign.strip("${}")}"]; else remove it'
            yield Problem(manifest.id, where, what, remedy, column=key)
        for sign in sorted(declared - named):
            what = f"declares {sign}, which no URL contains"
            remedy = "remove it, or use it in the URL"
            yield Problem(manifest.id, where, what, remedy, column=key)
