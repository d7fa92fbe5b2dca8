"""The command line: a command imports and calls one public function.

In: arguments. Out: text, files, an exit code. May import every other room.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from carbondata.cli.app import app

__all__ = ["app", "run"]


def run() -> None:
    """Run the command, and leave without unwinding the native libraries.

    Once in some two hundred runs a thread of theirs outlived the interpreter and turned the exit
    code of a refusal into an abort (134). All files are closed and in place by then.
    """
    # What is imported stays: to look through it for garbage again and again is lost time.
    gc.set_threshold(100_000)
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        with suppress(BrokenPipeError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)
