"""The command line: a command imports and calls one public function.

In: arguments. Out: text, files, an exit code. May import every other room.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from carbondata.cli.app import app
from carbondata.files import take_away

if TYPE_CHECKING:
    from types import FrameType

__all__ = ["app", "run"]


def run() -> None:
    """Run the command, and leave without unwinding the native libraries.

    Once in some two hundred runs a thread of theirs outlived the interpreter and turned the exit
    code of a refusal into an abort (134). All files are closed and in place by then.
    """
    # What is imported stays: to look through it for garbage again and again is lost time.
    gc.set_threshold(100_000)
    _have_surroundings()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # What is ignored, as under nohup, stays so.
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, _leave)
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except OSError as error:
        # There is no room for what typer itself prints, a help above all.
        sys.stderr.write(f"error: {error.strerror}\n")
        code = 1
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    """Take away what is temporary and leave, as the shell counts it.

    To raise would go through DuckDB, which makes a fault of its own of it.
    """
    take_away()
    if os.isatty(2):
        os.write(2, b"\x1b[?25h\n")  # the cursor, which a sign of life hides
    os._exit(128 + number)


def _have_surroundings() -> None:
    """Refuse to answer into a closed stream, or from nowhere; what else is closed is empty."""
    for name, mode in (("stdin", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # It stays open as long as the process.
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    if sys.stdout is None:
        sys.stderr.write("error: standard output is closed; for no output, send it to /dev/null\n")
        os._exit(1)
    try:
        Path.cwd()
    except OSError:
        sys.stderr.write("error: the current folder is gone; go to another one\n")
        os._exit(1)
