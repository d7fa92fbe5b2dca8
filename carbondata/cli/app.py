"""The application: its commands are the files in commands/, imported on demand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from carbondata._version import __version__
from carbondata.cli import commands
from carbondata.cli.preload import Asking
from carbondata.cli.say import say


class Files(Mapping[str, Any]):
    """The commands by name, made on demand: making one is the slowest step of starting up."""

    def __init__(self) -> None:
        self.made: dict[str, Any] = {}

    def __iter__(self) -> Iterator[str]:
        """List the commands: each is the file of that name, with hyphens."""
        return (file.name.replace("_", "-") for file in iter_modules(commands.__path__))

    def __len__(self) -> int:
        """Count the commands."""
        return sum(1 for _ in self)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (typer does not export its type)
        """Import a command."""
        if name not in self.made:
            if name not in iter(self):
                raise KeyError(name)
            file = import_module(f"{commands.__name__}.{name.replace('-', '_')}")
            self.made[name] = typer.main.get_command(file.app)
        return self.made[name]


class Commands(TyperGroup):
    """A group that reads its commands from files."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401  (typer's own settings)
        super().__init__(**settings | {"commands": None})
        self.commands = cast("Any", Files())  # typer only reads it

    def make_context(self, *given: Any, **extra: Any) -> Any:  # noqa: ANN401  (typer's own types)
        """Parse the command line while the tables open in the background."""
        _refuse_unreadable(given[1])
        _, (name, *args), *_ = given[0], given[1] or [""]
        _refuse_repeated(self.commands.get(name), args)
        if isinstance(command := self.commands.get(name), Asking):
            command.ahead(args)
        return super().make_context(*given, **extra)


app = typer.Typer(
    cls=Commands,
    name="carbondata",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _refuse_unreadable(args: list[str]) -> None:
    """Refuse arguments that are not text: they can name neither a figure nor a file."""
    for arg in args:
        try:
            arg.encode()
        except UnicodeEncodeError:
            message = f"{arg!a} is not valid text"
            raise typer.BadParameter(message) from None


def _refuse_repeated(command: Any, args: list[str]) -> None:  # noqa: ANN401  (typer's own)
    """Refuse an option that takes one value and is given twice: the first would be dropped."""
    if hasattr(command, "commands") and args:
        _refuse_repeated(command.commands.get(args[0]), args[1:])
        return
    single = {
        name: param.opts[0]
        for param in getattr(command, "params", ())
        if param.param_type_name == "option" and not (param.multiple or param.is_flag)
        for name in param.opts
    }
    given: set[str] = set()
    rest = iter(args[: args.index("--")] if "--" in args else args)
    for arg in rest:
        name, equals, _ = arg.partition("=")
        option = single.get(name if name.startswith("--") else arg[:2])
        if option is None:
            continue
        if option in given:
            message = f"{option} is given twice; it takes one value"
            raise typer.BadParameter(message)
        given.add(option)
        # The next word is its value, unless that is joined to it.
        if not equals and (arg.startswith("--") or arg == arg[:2]):
            next(rest, None)


def _version(asked: bool) -> None:  # noqa: FBT001  (typer calls it with the flag)
    if asked:
        say(f"carbondata {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compare carbon figures across sectors, typed and sourced (not Apache CarbonData)."""
