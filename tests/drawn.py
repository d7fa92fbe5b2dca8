"""Where the texts and dots of an SVG stand, as far as that can be told without a font."""

from __future__ import annotations

import re
from math import cos, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
# The width of a letter over its height, in Arial at the least; a pixel or two are the font's.
SLIM, SLIM_LETTER, LETTER, SLACK = (
    "fijlrtI.,;:'()|-/ \N{RIGHT SINGLE QUOTATION MARK}",
    0.22,
    0.5,
    2.0,
)
# a, b, c, d, e, f of the matrix of a transformation.
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


def outside(root: ET.Element) -> list[str]:
    """Return the texts and dots of a drawing that reach beyond it."""
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    return [
        what
        for what, x, y in _points(root, SAME)
        if not (-SLACK <= x <= width + SLACK and -SLACK <= y <= height + SLACK)
    ]


def _points(element: ET.Element, around: Matrix) -> Iterator[tuple[str, float, float]]:
    """Yield the ends of each text, and each dot, at its place in the whole drawing."""
    own = _times(around, _matrix(element.get("transform", "")))
    if element.tag == f"{SVG}svg":
        own = _times(own, _moved(float(element.get("x", 0)), float(element.get("y", 0))))
    if element.tag == f"{SVG}text":
        lines = [one.text or "" for one in element.iter(f"{SVG}tspan")] or [element.text or ""]
        size = float(element.get("font-size", "13").removesuffix("px"))
        wide = max(map(_width, lines)) * size
        x, y = float(element.get("x", 0)), float(element.get("y", 0))
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        for at in (x - before * wide, x + (1 - before) * wide):
            yield (max(lines, key=_width), *_placed(own, at, y))
    elif element.tag == f"{SVG}circle":
        at, y = float(element.get("cx", 0)), float(element.get("cy", 0))
        yield ("a dot", *_placed(own, at, y))
    for child in element:
        yield from _points(child, own)


def _width(text: str) -> float:
    return sum(SLIM_LETTER if letter in SLIM else LETTER for letter in text)


def _placed(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, _, _ = one
    first, second = (a, b), (c, d)
    columns = [
        (first[0] * x + second[0] * y, first[1] * x + second[1] * y)
        for x, y in (other[:2], other[2:4])
    ]
    (p, q), (r, s) = columns
    return (p, q, r, s, *_placed(one, other[4], other[5]))


def _matrix(transform: str) -> Matrix:
    whole = SAME
    for name, given in re.findall(r"(\w+)\(([^)]*)\)", transform):
        first, *more = (float(one) for one in re.split(r"[\s,]+", given.strip()))
        match name:
            case "translate":
                step = _moved(first, *more)
            case "rotate":
                turn = radians(first)
                step = (cos(turn), sin(turn), -sin(turn), cos(turn), 0.0, 0.0)
            case "scale":
                step = (first, 0.0, 0.0, more[0] if more else first, 0.0, 0.0)
            case _:
                raise ValueError(transform)
        whole = _times(whole, step)
    return whole


def _moved(x: float, y: float = 0.0) -> Matrix:
    return (1, 0, 0, 1, x, y)
