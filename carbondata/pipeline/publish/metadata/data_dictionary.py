"""parquet/README.md: every table, column, unit and vocabulary, and every source, for people."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from carbondata.faces import markdown
from carbondata.pipeline import schema
from carbondata.tables import schemas

if TYPE_CHECKING:
    from carbondata.pipeline.ingest.manifest import Manifest


# Characters that would end the URL of a Markdown link.
CLOSING = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "()<>|`\\"})


# The rows keep the licences of their sources, which the last table names.
CARD = (
    *("pretty_name: carbondata", "language: [en, fr]", "license: other", "license_name: by-source"),
    *("license_link: README.md", "size_categories: [100K<n<1M]"),
    *("tags: [carbon, energy, emissions, electricity, machine-learning, climate, croissant]",),
)


def data_dictionary(rows: dict[str, int], manifests: dict[str, Manifest]) -> str:
    """Format the data dictionary: every table, column, unit and vocabulary, and every source."""
    parts = [
        _card(rows),
        "# The tables of carbondata\n",
        _wrap(
            "Written by `carbondata build` from the schemas in `carbondata/tables/`; change it "
            "there. One file per table, sorted by source and key, compressed with zstd. "
            "`build.json` records which bytes every source's rows came from; "
            "`datapackage.json` describes the same columns for machines."
        ),
    ]
    parts += [_table(table, rows[table]) for table in schema.tables()]
    parts.append(_sources(manifests))
    return "\n".join(parts)


def _card(rows: dict[str, int]) -> str:
    """Write the front matter with which the folder is a dataset on the Hugging Face Hub."""
    configs = [
        line
        for table in schema.tables()
        if rows[table]
        for line in (f"- config_name: {table}", f"  data_files: {table}.parquet")
    ]
    return "\n".join(["---", *CARD, "configs:", *configs, "---"])


def _table(table: str, rows: int) -> str:
    lines = [
        f"\n## {table}\n",
        f"{schemas()[table].description} {rows:,} rows; key: {', '.join(schema.key(table))}.\n",
        "| column | type | unit | null | description |",
        "| --- | --- | --- | --- | --- |",
    ]
    for field in schema.fields(table):
        words = f" One of: {', '.join(f'`{word}`' for word in field.words)}." if field.words else ""
        null = "yes" if field.nullable else ""
        lines.append(
            f"| {field.name} | {field.sql} | {field.unit or ''} | {null} | {field.prose}{words} |"
        )
    return "\n".join(lines)


def _sources(manifests: dict[str, Manifest]) -> str:
    lines = [
        "\n## The sources\n",
        _wrap(
            "Rows keep the licence of their source. Fetch-only sources are built on your machine "
            "by `carbondata build --refresh` and are not in this folder."
        ),
        "| source | publisher | title | licence | shipped |",
        "| --- | --- | --- | --- | --- |",
    ]
    for manifest in manifests.values():
        shipped = "yes" if manifest.redistribute else "fetch-only"
        lines.append(
            f"| [{manifest.id}]({manifest.homepage.translate(CLOSING)}) "
            f"| {markdown(manifest.publisher)} | {markdown(manifest.title)} "
            f"| {manifest.licence} | {shipped} |"
        )
    return "\n".join(lines) + "\n"


def _wrap(text: str) -> str:
    return textwrap.fill(text, 100) + "\n"
