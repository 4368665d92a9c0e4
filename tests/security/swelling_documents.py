"""Texts that hang a printer or swell in it: short to write, without bound to lay out. Bodies of an HTML page.

Each is known from layout engines: spans without end, nesting that doubles the work at each level, counters of millions
of letters, pages that a number in a style sheet orders. They stay below the printer's first limits (bytes, rows,
nesting), which alone would refuse them.
"""

DEEP = 20


def nested(opening: str, closing: str, times: int, inside: str = "x") -> str:
    return opening * times + inside + closing * times


SWELLING = {
    "a page for each of 100,000 blocks": '<p style="break-after: page">x</p>' * 100_000,
    "a block as high as a million pages": '<div style="height: 1000000000px">x</div>',
    "a margin of a million pages": '<div style="margin-top: 1000000000px; break-inside: avoid">x</div>' * 3,
    "a cell over a hundred million columns": '<table><tr><td colspan="100000000">x</td></tr></table>',
    "a cell over many columns, often": "<table>" + '<tr><td colspan="1000">x</td><td>y</td></tr>' * 4_000 + "</table>",
    "cells that reach over a million rows": "<table><tr>" + '<td rowspan="65534">x</td>' * 2_000 + "</tr></table>",
    "two hundred thousand cells": "<table>" + ("<tr>" + "<td>x" * 400 + "</tr>") * 500 + "</table>",
    "tables in tables": nested("<table><tr><td>a</td><td>", "</td></tr></table>", 18),
    "flexible boxes in each other": nested('<div style="display: flex"><i>a</i><div>', "</div></div>", DEEP),
    "grids in each other": nested(
        '<div style="display: grid; grid-template-columns: 1fr auto"><i>a</i><div>', "</div></div>", DEEP
    ),
    "inline blocks in each other": nested('<span style="display: inline-block">a ', "</span>", 2 * DEEP),
    "floats in each other": nested('<div style="float: left">a ', "</div>", 2 * DEEP),
    "a word of four million letters": "<p>" + "m" * 4_000_000 + "</p>",
    "a letter under a million accents": "<p>o" + "\u0301" * 1_000_000 + "</p>",
    "half a million elements": "<p>" + "<b>x</b>" * 500_000 + "</p>",
    "a hundred thousand floats": '<i style="float: left">x</i>' * 100_000,
    "a hundred thousand notes": '<style>s { float: footnote }</style><p>' + "<s>x</s>" * 100_000 + "</p>",
    "a number of a million letters": (
        "<style>@counter-style long { system: additive; additive-symbols: 1 'many letters' }"
        "ol { counter-reset: list-item 90000000; list-style: long }</style><ol><li>x</li></ol>"
    ),
    "columns without number": '<div style="columns: 1000000; column-gap: 0">' + "x " * 100_000 + "</div>",
    "letters a mile high": '<p style="font-size: 100000000px">' + "x " * 1_000 + "</p>",
    "a drawing that repeats itself": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
        + "</svg>"
    ),
    "a drawing as wide as the world": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100000000" height="100000000">'
        '<filter id="f"><feGaussianBlur stdDeviation="99999"/></filter>'
        '<rect width="100000000" height="100000000" filter="url(#f)"/></svg>'
    ),
    "rules that fit everything": "<style>" + "* * * * * *, :not(a b c d) * > * ~ * { color: red }" * 2_000 + "</style>"
    + "<p><b>x</b></p>" * 5_000,
}  # fmt: skip
