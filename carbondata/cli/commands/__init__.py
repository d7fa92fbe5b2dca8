"""One file a command: `carbondata build` is build.py."""
