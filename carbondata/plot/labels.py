"""Labels beside points, each where it covers no point and no other label, or left out."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The mean width of a letter, generously, and the height of a line, in a sans-serif of 11 pixels.
LETTER, LINE = 5.6, 13.0
LONGEST = 32
# The gap to a label's own point, and a larger one to other points, which it must not seem to name.
GAP, DOT = 7.0, 9.0


Align = Literal["left", "center", "right"]
# Where a label may stand: beside its point first, then above and below it.
PLACES: tuple[tuple[float, float, Align], ...] = (
    (GAP, 0, "left"),
    (-GAP, 0, "right"),
    (0, -LINE, "center"),
    (0, LINE, "center"),
    (0, -LINE, "left"),
    (0, LINE, "left"),
    (0, -LINE, "right"),
    (0, LINE, "right"),
)


class Label(NamedTuple):
    """A text whose left end, middle or right end is at x, its middle line at y, in pixels."""

    x: float
    y: float
    text: str
    align: Align = "left"

    def box(self) -> _Box:
        """Return the space it takes, estimated from its letters."""
        size = LETTER * len(self.text)
        left = self.x - {"left": 0, "center": size / 2, "right": size}[self.align]
        return _Box(left, self.y - LINE / 2, left + size, self.y + LINE / 2)


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def short(text: str) -> str:
    r"""Cut a text that is too long for a label.

    Examples
    --------
    >>> short("Evolved Transformer, architecture search, as run")
    'Evolved Transformer …'
    >>> short("GPT-3 (175\xa0Md)")
    'GPT-3 (175\xa0Md)'
    """
    if len(text) <= LONGEST:
        return text
    cut = textwrap.shorten(text, LONGEST, placeholder="").split(",")[0]
    if cut.count("(") > cut.count(")"):
        cut = cut[: cut.rindex("(")].rstrip()
    return f"{cut} …"


def place(
    wanted: Iterable[Label],
    dots: Sequence[tuple[float, float]],
    width: float,
    height: float,
) -> list[Label]:
    """Place texts beside their points, in order; those without room are left out.

    Examples
    --------
    >>> [(label.x, label.align) for label in place([Label(10, 50, "a")], [(10, 50)], 100, 100)]
    [(17.0, 'left')]
    >>> [(label.x, label.align) for label in place([Label(95, 50, "abc")], [(95, 50)], 100, 100)]
    [(88.0, 'right')]
    """
    around = {(x, y): _Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in dots}
    taken: list[_Box] = []
    placed = []
    for label in wanted:
        others = [box for dot, box in around.items() if dot != label[:2]]
        for right, down, align in PLACES:
            moved = Label(label.x + right, label.y + down, label.text, align)
            box = moved.box()
            inside = box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height
            if inside and not any(box.meets(other) for other in (*taken, *others)):
                taken.append(box)
                placed.append(moved)
                break
    return placed
