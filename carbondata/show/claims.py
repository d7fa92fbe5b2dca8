"""The claims as cards: the verdict, the sentence, stated against today, the reason, who said it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from carbondata.draw.claim import bar
from carbondata.faces import shown
from carbondata.query.attribution import attribution
from carbondata.query.claims import CHECKS
from carbondata.query.connection import opened
from carbondata.text.claims import claim_rows, verdict
from carbondata.text.language import LANGUAGES, SIGNS
from carbondata.text.typeset import capital, say, typeset

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carbondata.text.language import Language

ARTICLE = "article-2019/"
# What stands on a card itself; the rest opens under it.
ON_CARD = ("claim", "who", "note")
# What its bar shows.
ENDS = ("stated", "today")
# The operands of a claim as written; the check has what was picked for them.
OPERANDS = "SELECT claim_id, subject, reference FROM claims"
BAR = 300
# A range is seen even if it is a point.
THINNEST = 4


def cards(database: str | Path | None = None) -> str:
    """Write all claims as articles in HTML, in both languages: those of the article first."""
    con = opened(database).cursor()
    checks = con.sql(CHECKS, params=[None]).to_arrow_table().to_pylist()
    written = {claim: pair for claim, *pair in con.execute(OPERANDS).fetchall()}
    own = [check for check in checks if check["claim_id"].startswith(ARTICLE)]
    others = [check for check in checks if check not in own]
    attributed = attribution(con)
    told = [
        "".join(card(check, written[check["claim_id"]], attributed) for check in some)
        for some in (own, others)
    ]
    heads = _said(lambda language: f"<h3>{say('page.other_claims', language, n=len(others))}</h3>")
    return (
        f'<div class="claims">{told[0]}</div>\n'
        f'<details class="others" id="other-claims"><summary>{heads}</summary>'
        f'<div class="claims">{told[1]}</div></details>'
    )


def card(
    check: dict[str, Any],
    operands: tuple[str | None, str | None] | list[Any],
    attributed: Callable[[str], str],
) -> str:
    """Write one claim as an article, its sources as authors and year."""
    claim = escape(shown(check["claim_id"]))
    pair = [escape(shown(one)) for one in operands if one]
    compared = ""
    if len(pair) > 1 and check["reference"] and check["outcome"]:
        compared = f' data-s="{pair[0]}" data-r="{pair[1]}"'
    body = _said(lambda language: _body(check, language, claim, attributed))
    marks = f'class="claim {check["verdict"]}" id="claim-{claim}"{compared}'
    return f"<article {marks}>{body}</article>"


def _said(told: Any) -> str:  # noqa: ANN401  (a function of the language)
    return "".join(
        f'<div class="said" lang="{language}">{told(language)}</div>' for language in LANGUAGES
    )


def _body(
    check: dict[str, Any], language: Language, claim: str, attributed: Callable[[str], str]
) -> str:
    rows = {what: attributed(text) for what, text in claim_rows(check, language)}
    heads = {what: say(f"claim.head.{what}", language) for what in ON_CARD}
    sentence, who, note = (shown(rows.pop(heads[what], "")) for what in ON_CARD)
    signs = SIGNS[language]
    quoted = f"{signs.opening}{sentence.rstrip('.')}{signs.closing}"
    link = say("page.link", language)
    ends = {say(f"claim.head.{end}", language): f' class="{end}"' for end in ENDS}
    more = "".join(
        f"<dt{ends.get(what, '')}>{escape(what)}</dt><dd>{escape(shown(text))}</dd>"
        for what, text in rows.items()
    )
    return (
        f'<p class="finding">{escape(capital(typeset(verdict(check, language), language)))}</p>'
        f"<blockquote>{escape(quoted)}</blockquote>{_bar(check)}"
        f'<p>{escape(note)}</p><p class="quiet">{escape(who)}</p>'
        f"<details><summary>{say('page.worked_out', language)}</summary><dl>{more}</dl></details>"
        f'<p class="actions"><a href="#claim={claim}">{link}</a></p>'
    )


def _bar(check: dict[str, Any]) -> str:
    """Draw what was stated, as a line, against the range that is known today, as a bar.

    The card says both in words.
    """
    found = bar(check, BAR, THINNEST)
    if found is None:
        return ""
    left, wide, line = found
    return (
        f'<svg class="bar" viewBox="0 0 {BAR} 18" aria-hidden="true">'
        f'<rect class="rail" y="4" width="{BAR}" height="10" rx="5"/>'
        f'<rect class="today" x="{left:.1f}" y="4" width="{wide:.1f}" height="10" rx="3"/>'
        f'<rect class="stated" x="{line - 1.5:.1f}" width="3" height="18"/></svg>'
    )
