"""Texts that hang a printer or swell in it: short to write, without bound to lay out. Bodies of an HTML page.

Layout engines are known for them: cells over millions of columns, nesting that doubles the work at each level, drawings
that repeat themselves. They stay below the printer's first limits (bytes, rows, nesting), so that only the limits on
time and memory end them.
"""

DEEP = 20


def nested(opening: str, closing: str, times: int, inside: str = "x") -> str:
    return opening * times + inside + closing * times


SWELLING = {
    "a page for each of 100,000 blocks": '<p style="break-after: page">x</p>' * 100_000,
    "a cell over a hundred million columns": '<table><tr><td colspan="100000000">x</td></tr></table>',
    "a cell over many columns, often": "<table>" + '<tr><td colspan="1000">x</td><td>y</td></tr>' * 4_000 + "</table>",
    "two hundred thousand cells": "<table>" + ("<tr>" + "<td>x" * 400 + "</tr>") * 500 + "</table>",
    "flexible boxes in each other": nested('<div style="display: flex"><i>a</i><div>', "</div></div>", DEEP),
    "grids in each other": nested(
        '<div style="display: grid; grid-template-columns: 1fr auto"><i>a</i><div>', "</div></div>", DEEP
    ),
    "a letter under a million accents": "<p>o" + "\u0301" * 1_000_000 + "</p>",
    "half a million elements": "<p>" + "<b>x</b>" * 500_000 + "</p>",
    "a hundred thousand floats": '<i style="float: left">x</i>' * 100_000,
    "a hundred thousand notes": '<style>s { float: footnote }</style><p>' + "<s>x</s>" * 100_000 + "</p>",
    "columns without number": '<div style="columns: 1000000; column-gap: 0">' + "x " * 100_000 + "</div>",
    "a grid of two hundred thousand columns": (
        '<div style="display: grid; grid-template-columns: repeat(200000, 1px)">' + "<i>x</i>" * 2_000 + "</div>"
    ),
    "words that turn the writing round": "<p>" + "\u202ba\u202cb" * 400_000 + "</p>",
    "a list of two hundred thousand lines": "<ol>" + "<li>x</li>" * 200_000 + "</ol>",
    "letters a mile high": '<p style="font-size: 100000000px">' + "x " * 1_000 + "</p>",
    "a drawing that repeats itself": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
        + "</svg>"
    ),
    "rules that fit everything": "<style>" + "* * * * * *, :not(a b c d) * > * ~ * { color: red }" * 2_000 + "</style>"
    + "<p><b>x</b></p>" * 5_000,
}  # fmt: skip
