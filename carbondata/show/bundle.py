"""One script of several modules: each becomes a function that gives what it exports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.mjs";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const) (\w+))", re.MULTILINE)


def bundle(entry: Path) -> str:
    r"""Join a module and all that it imports from its own folder, each after what it needs.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "one.mjs").write_text("export const one = 1;\n")
    ...     main = Path(folder) / "main.mjs"
    ...     _ = main.write_text('import { one } from "./one.mjs";\nalert(one);\n')
    ...     print(bundle(main))
    const $one = (() => {
    const one = 1;
    return { one };
    })();
    const $main = (() => {
    const { one } = $one;
    alert(one);
    return {  };
    })();
    """
    made: dict[str, str] = {}
    _add(entry, made)
    return "\n".join(made.values())


def _add(module: Path, made: dict[str, str]) -> None:
    text = module.read_text(encoding="utf-8")
    for _, needed in IMPORT.findall(text):
        if needed not in made:
            _add(module.with_name(f"{needed}.mjs"), made)
    names = ", ".join(EXPORT.findall(text))
    body = EXPORT.sub("", IMPORT.sub(r"const \1 = $\2;\n", text))
    made[module.stem] = f"const ${module.stem} = (() => {{\n{body}return {{ {names} }};\n}})();"
