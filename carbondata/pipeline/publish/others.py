"""What is somebody's own where a build would write: what links lead to, and other files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbondata import places
from carbondata.errors import Problem, SourceError
from carbondata.pipeline.publish.files import READY
from carbondata.proof import RECORD, proof, unwritten

if TYPE_CHECKING:
    from pathlib import Path


def refuse_others(out: Path) -> None:
    """Refuse a folder in which a build would replace files that no build made.

    A stranger's folder may hold links, which git keeps: a build must not follow them.

    Raises
    ------
    SourceError
        When the database or a folder of tables is a link, or the tables' folder has other files.
    """
    database, tables = places.database(out), places.published(out)
    for path in (database, proof(database), unwritten(database), tables, places.local(out)):
        if path.is_symlink():
            what = "is a link, and what it leads to would be replaced"
            remedy = "remove the link, or build in another folder"
            raise SourceError(Problem("carbondata", str(path), what, remedy))
    is_made = any((tables / name).exists() for name in (RECORD, READY))
    others = [] if is_made else sorted(path.name for path in tables.glob("[!.]*") if path.is_file())
    if others:
        what = f"has files that no build made, such as {others[0]}"
        raise SourceError(Problem("carbondata", str(tables), what, "build in another folder"))
