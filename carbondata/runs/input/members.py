"""Which members the objects of a JSON have, told from its text before any of it is parsed."""

from __future__ import annotations

import re


def has_member(name: str, text: str, *, as_beginning: bool = False) -> bool:
    r"""Tell whether an object has a member of this name, or of one that begins so.

    In a text of a user, where it is written with a backslash, it is none.

    Examples
    --------
    >>> has_member("usage", '{"usage": {}}'), has_member("usage", '{"prompt": "usage"}')
    (True, False)
    >>> has_member("usage", r'{"prompt": "{\"usage\": 1}"}')
    False
    >>> has_member("gen_ai.", '{"gen_ai.system": "x"}', as_beginning=True)
    True
    """
    rest = r'[\w.]*"' if as_beginning else '"'
    return (
        f'"{name}' in text and re.search(rf'(?<!\\)"{re.escape(name)}{rest}\s*:', text) is not None
    )
