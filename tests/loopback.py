"""The command, allowed to fetch from the publishers of the tests: plain http on this machine."""

from __future__ import annotations

from carbondata.cli import run
from carbondata.pipeline.fetch import leads

if __name__ == "__main__":
    leads.loopback_allowed = True
    run()
