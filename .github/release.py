"""Make the files of a release, and prove them: built twice to the same bytes, installed, asked.

`python .github/release.py v2026.12.0 --out dist` makes a release of a clean checkout of that tag.
Without a tag it rehearses one of what is here, and keeps nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
QUESTION = ("compare", "strubell-2019/nas-gpu", "car-lifetime-usa", "--receipt", "receipt.json")
ANSWER = "as much as 5.0 lifetimes"
# Neither pip nor hatchling may write the time of day into a file.
FIXED = {"SOURCE_DATE_EPOCH": "1764547200", "PYTHONHASHSEED": "0"}


def main() -> None:
    """Make or rehearse a release."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("tag", nargs="?", help="the tag, such as v2026.12.0; none: a rehearsal")
    asked.add_argument("--out", type=Path, default=Path("dist"), help="where the files go")
    asked.add_argument("--url", help="the address of the repository, for the citation")
    asked.add_argument("--doi", help="the DOI of all versions, for the citation")
    given = asked.parse_args()
    version = version_here(TOP)
    if given.tag is not None:
        refuse_what_is_no_release(TOP, given.tag)
    with tempfile.TemporaryDirectory() as folder:
        first, second = (built(TOP, Path(folder) / name) for name in ("one", "two"))
        refuse_differences(first, second)
        (wheel,) = first.glob("*.whl")
        carbondata = answered(wheel, Path(folder))
        print(f"{version}: two builds are the same bytes; the wheel answers, signs and verifies")
        for file in sorted(first.iterdir()):
            print(f"{file.stat().st_size:>12,} bytes  {file.name}")
        if given.tag is not None:
            given.out.mkdir(exist_ok=True)
            for file in first.iterdir():
                shutil.copy(file, given.out)
            told = notes(TOP, version) + numbers(TOP, carbondata, Path(folder))
            (given.out / "notes.md").write_text(told, encoding="utf-8")
            cited = citation(TOP, url=given.url, doi=given.doi)
            (given.out / "CITATION.cff").write_text(cited, encoding="utf-8")


def version_here(top: Path) -> str:
    """Return the version of a checkout."""
    found = VERSION.search((top / "carbondata" / "_version.py").read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit('carbondata/_version.py has no __version__ = "..."')
    return found[1]


def refuse_what_is_no_release(top: Path, tag: str) -> None:
    """Refuse a tag that is not the version, changes that are not committed, and no changelog."""
    version = version_here(top)
    if tag != f"v{version}":
        raise SystemExit(
            f"the tag {tag} is not v{version}\n"
            f"  remedy: tag v{version}, or change it in carbondata/_version.py"
        )
    changed = run("git", "status", "--porcelain", cwd=top).strip()
    if changed:
        raise SystemExit(f"the checkout has changes:\n{changed}\n  remedy: commit or remove them")
    notes(top, version)


def notes(top: Path, version: str) -> str:
    """Return the part of the changelog about a version."""
    text = (top / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^## {re.escape(version)}( [^\n]*)?\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    if found is None:
        raise SystemExit(
            f"CHANGELOG.md has no heading ## {version}\n  remedy: write what changed for users"
        )
    if "unreleased" in (found[1] or ""):
        raise SystemExit(
            f"CHANGELOG.md calls {version} unreleased\n  remedy: write the date in its place"
        )
    return found[2].strip() + "\n"


def citation(top: Path, *, url: str | None, doi: str | None) -> str:
    """Return the citation file with what only the host knows in place of its last comment."""
    text = (top / "CITATION.cff").read_text(encoding="utf-8")
    known = {"url": url, "repository-code": url, "doi": doi}
    lines = [f"{key}: {value}" for key, value in known.items() if value]
    return re.sub(r"^#.*\n", "", text, flags=re.MULTILINE) + "".join(f"{line}\n" for line in lines)


def built(top: Path, folder: Path) -> Path:
    """Build the sdist, and the wheel from it, as an index's users would."""
    folder.mkdir()
    environment = os.environ | FIXED
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--target",
        str(folder / "tools"),
        "-c",
        str(top / "constraints.txt"),
        "hatchling",
        cwd=top,
    )
    tools = environment | {"PYTHONPATH": str(folder / "tools")}
    out = folder / "dist"
    for kind in ("sdist", "wheel"):
        run(
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            kind,
            "-d",
            str(out),
            cwd=top,
            env=tools,
        )
    return out


def refuse_differences(first: Path, second: Path) -> None:
    """Refuse two builds that are not the same, byte for byte."""
    names = {file.name for file in (*first.iterdir(), *second.iterdir())}
    for name in sorted(names):
        one, other = first / name, second / name
        if not (one.exists() and other.exists() and one.read_bytes() == other.read_bytes()):
            raise SystemExit(
                f"two builds of {name} differ\n"
                "  remedy: find what the build takes from the day or the machine"
            )


def numbers(top: Path, carbondata: Path, folder: Path) -> str:
    """Say which numbers changed since the last release, if there was one, as `changes` does."""
    tags = run("git", "tag", "--list", "v*", "--merged", "HEAD^", "--sort=-v:refname", cwd=top)
    if not tags.strip():
        return ""
    last, old, archive = tags.split()[0], folder / "last", folder / "last.tar"
    old.mkdir()
    run("git", "archive", "--output", str(archive), last, cwd=top)
    shutil.unpack_archive(archive, old, filter="data")
    # Its own code builds its tables, without a network.
    own = installed(str(old), folder / "of-last")
    run(str(own), "build", str(old), cwd=folder)
    run(str(carbondata), "build", str(folder / "this"), cwd=folder)
    said = run(str(carbondata), "changes", str(old), str(folder / "this"), cwd=folder)
    # Its own heading is for a page of its own.
    return f"\n## Numbers since {last}\n\n" + said.partition("\n")[2].lstrip()


def installed(what: str, home: Path) -> Path:
    """Install a wheel or a checkout in an environment of its own, and return its command."""
    venv.create(home, with_pip=True)
    bin_ = home / ("Scripts" if os.name == "nt" else "bin")
    constraints = str(TOP / "constraints.txt")
    python = str(bin_ / "python")
    run(python, "-m", "pip", "install", "-q", "-c", constraints, what, cwd=home)
    return bin_ / "carbondata"


def answered(wheel: Path, folder: Path) -> Path:
    """Install the wheel alone, ask, sign and verify in an empty folder; return its command."""
    empty = folder / "empty"
    empty.mkdir()
    carbondata = installed(str(wheel), folder / "venv")
    said = run(str(carbondata), *QUESTION, cwd=empty)
    if ANSWER not in " ".join(said.split()):
        raise SystemExit(f"the installed wheel answers otherwise:\n{said}")
    run(str(carbondata), "verify", "receipt.json", cwd=empty)
    if shutil.which("ssh-keygen") is None:
        print("no ssh-keygen: receipts are not signed here")
        return carbondata
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key", cwd=empty)
    public = (empty / "key.pub").read_text(encoding="utf-8").split()[:2]
    (empty / "signers").write_text(f"release {' '.join(public)}\n", encoding="utf-8")
    run(str(carbondata), *QUESTION, "--sign", "key", cwd=empty)
    said = run(str(carbondata), "verify", "receipt.json", "--signers", "signers", cwd=empty)
    if "release" not in said:
        raise SystemExit(f"the signature of a receipt is not known:\n{said}")
    return carbondata


def run(*words: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """Run a command, and stop with what it said if it fails."""
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
