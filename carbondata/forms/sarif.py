"""Findings as SARIF 2.1.0, which code hosts show on the lines they are about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbondata._version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbondata.forms.lint import Found

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(found: Sequence[Found]) -> str:
    """Write findings as a log of SARIF with one run.

    Examples
    --------
    >>> from carbondata.forms.lint import Found
    >>> log = sarif([Found("README.md", 3, "", "not_in_grams", "7.67 is in kg", "write 7670")])
    >>> json.loads(log)["runs"][0]["results"][0]["ruleId"]
    'not_in_grams'
    """
    rules = [{"id": rule} for rule in sorted({one.rule for one in found})]
    driver = {"name": "carbondata", "version": __version__, "rules": rules}
    results = [
        {
            "ruleId": one.rule,
            "level": "note" if one.is_note else "error",
            "message": {"text": f"{one.what}; {one.remedy}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": one.file},
                        "region": {"startLine": max(one.line, 1)},
                    }
                }
            ],
        }
        for one in found
    ]
    runs = [{"tool": {"driver": driver}, "results": results}]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, indent=1)
