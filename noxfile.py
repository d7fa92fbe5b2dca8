"""The five commands of a developer: `nox -s tests`, `all`, `lint`, `docs`, `release`."""

import nox

nox.options.sessions = ["lint", "tests"]
nox.options.default_venv_backend = "uv|virtualenv"
PINNED = ("-c", "constraints.txt")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the quick tests; `nox -s tests -- tests/test_x.py` runs some."""
    session.install(*PINNED, "-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session(name="all")
def everything(session: nox.Session) -> None:
    """Run everything, as CI does."""
    session.run(".ci/run", external=True)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and types."""
    session.install(*PINNED, "-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session
def docs(session: nox.Session) -> None:
    """Make the documentation in site/."""
    session.install(*PINNED, "-e", ".[docs]")
    session.run("sphinx-build", "--fail-on-warning", "--quiet", "docs", "site")


@nox.session
def release(session: nox.Session) -> None:
    """Rehearse a release of the version that is here: build, install, answer, verify."""
    session.run("python", ".github/release.py", *session.posargs, external=True)
