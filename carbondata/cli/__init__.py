"""The command line: each command imports and calls one public function.

In: arguments. Out: text, files, an exit code. May import every other room.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from carbondata.cli.app import app
from carbondata.cli.narrow import lose_nothing
from carbondata.files import take_away

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["app", "run"]


def run() -> None:
    """Run the command, and exit without unwinding the native libraries.

    In about one of two hundred runs a native thread outlived the interpreter and turned the exit
    code of a refusal into an abort (134). All files are closed and in place by then.
    """
    # Imported modules stay; scanning them for garbage again and again wastes time.
    gc.set_threshold(100_000)
    _require_environment()
    lose_nothing()
    # pandera imports Spark where it is installed, which warns of pandas 3 to everybody.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support", FutureWarning)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # An ignored signal, as under nohup, stays ignored.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _leave)
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except OSError as error:
        # The disk is full for what typer itself prints, such as the help.
        sys.stderr.write(f"error: {error.strerror}\n")
        code = 1
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Remove temporary folders and exit with the code that a shell expects.

    An exception would pass through DuckDB, which turns it into an error of its own.
    """
    take_away()
    if os.isatty(2):
        os.write(2, b"\x1b[?25h\n")  # show the cursor, which a progress display hides
    os._exit(128 + number)


def _require_environment() -> None:
    """Refuse to run without standard output or a current folder; replace other closed streams."""
    for name, mode in (("stdin", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # It stays open until the process ends.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    if sys.stdout is None:
        remedy = "for no output, redirect it to /dev/null"
        sys.stderr.write(f"error: standard output is closed\n  remedy: {remedy}\n")
        os._exit(1)
    try:
        Path.cwd()
    except OSError:
        sys.stderr.write("error: the current folder is gone\n  remedy: change to another one\n")
        os._exit(1)
