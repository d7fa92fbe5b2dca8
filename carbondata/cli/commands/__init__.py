"""One file per command: `carbondata build` is build.py."""
