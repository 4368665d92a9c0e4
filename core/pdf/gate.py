"""The automatic gate: what a printed report must be before it is kept (docs/design/report.md#gate).

It proves structure, not conformance: the reference validator (veraPDF) has the last word on PDF/A and PDF/UA.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name

from core.pdf.structure import elements, mark_number, marks_in_tree

PAINTING = frozenset([*"S s f F f* B B* b b* Tj TJ ' \" Do sh".split(), "INLINE IMAGE"])
NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}
STANDARD_TAGS = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot "
    "Span Quote Note Reference BibEntry Code Link Annot Figure Formula Form".split()
)


def inspect(content: bytes, *, language: str, symbol: str, footnotes: int) -> list[str]:
    """Complaints about a finished file, none when it may pass. ``footnotes`` counts numbered and asterisk notes."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [
                *_syntax(pdf),
                *_catalogue(pdf, language=language, symbol=symbol),
                *_description(pdf),
                *_headings(pdf),
                *_structure(pdf, footnotes=footnotes),
                *_marked_content(pdf),
                *_links(pdf),
                *_fonts(pdf),
            ]
    except (pikepdf.PdfError, AttributeError, KeyError, TypeError, ValueError) as error:
        # The gate reads only well-formed files; whatever it cannot read, it does not let pass.
        return [f"The file cannot be read: {error}"]


def _syntax(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "The file is encrypted."
    for problem in pdf.check_pdf_syntax():
        yield f"Syntax: {problem}"


def _catalogue(pdf: pikepdf.Pdf, *, language: str, symbol: str) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False) or "/StructTreeRoot" not in root:
        yield "The file is not tagged."
    if str(root.get("/Lang", "")) != language:
        yield f"The language of the file is not {language}."
    if not str(pdf.docinfo.get("/Title", "")).startswith(symbol):
        yield f"The title of the file does not start with {symbol}."
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "Viewers are not told to show the title of the file."
    if not any(intent.get("/S") == Name.GTS_PDFA1 for intent in root.get("/OutputIntents", Array())):
        yield "The file names no output colour profile."


def _description(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "The file has no XMP description."
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    xmp = etree.fromstring(pdf.Root.Metadata.read_bytes(), parser)
    wanted = {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    for name, value in wanted.items():
        if _xmp_value(xmp, name) != value:
            yield f"XMP: {name} is not {value}."
    for name, key in {"xmp:CreateDate": "/CreationDate", "xmp:ModifyDate": "/ModDate"}.items():
        of_description, of_information = _xmp_value(xmp, name), str(pdf.docinfo.get(key, ""))
        if not of_information or _digits(of_description) != _digits(of_information):
            yield f"XMP: {name} differs from {key} of the file."
    title = xmp.findtext(".//dc:title/rdf:Alt/rdf:li", default="", namespaces=NAMESPACES)
    if title != str(pdf.docinfo.get("/Title", "")):
        yield "XMP: the title differs from the title of the file."


def _xmp_value(xmp, name: str) -> str:
    return xmp.findtext(f".//{name}", default="", namespaces=NAMESPACES)


def _digits(moment: str) -> str:
    return re.sub(r"\D", "", moment)


def _headings(pdf: pikepdf.Pdf) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in elements(pdf) if re.fullmatch(r"H[1-6]", element.tag)]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "The file does not start with its one heading of level 1."
    for previous, level in zip(levels, levels[1:], strict=False):
        if level > previous + 1:
            yield f"A heading of level {level} follows one of level {previous}."


def _structure(pdf: pikepdf.Pdf, *, footnotes: int) -> Iterator[str]:
    notes, identifiers = 0, []
    for element in elements(pdf):
        node = element.node
        if element.tag not in STANDARD_TAGS:
            yield f"{element.tag} is not a standard tag."
        if element.tag == "Figure" and not str(node.get("/Alt", node.get("/ActualText", ""))).strip():
            yield "A figure has no text."
        if element.tag == "TH" and not _has_scope(node):
            yield "A head cell has no scope."
        if element.tag == "Note":
            notes += 1
            if "/ID" not in node:
                yield "A note has no identifier."
        if "/ID" in node:
            identifiers.append(bytes(node.ID))
    if notes != footnotes:
        yield f"The file has {notes} notes, the document {footnotes} footnotes."
    if len(identifiers) != len(set(identifiers)):
        yield "An identifier of the structure is used twice."
    if set(identifiers) - set(_listed_identifiers(pdf)):
        yield "An identifier is missing from the tree of identifiers."


def _has_scope(node: Dictionary) -> bool:
    held = node.get("/A", Array())
    attributes = held if isinstance(held, Array) else Array([held])
    return any(attribute.get("/Scope") in (Name.Row, Name.Column, Name.Both) for attribute in attributes)


def _listed_identifiers(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    waiting = [pdf.Root.get("/StructTreeRoot", Dictionary()).get("/IDTree", Dictionary())]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("/Kids", Array()))
        names = node.get("/Names", Array())
        yield from (bytes(names[place]) for place in range(0, len(names), 2))


def _marked_content(pdf: pikepdf.Pdf) -> Iterator[str]:
    reached = marks_in_tree(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        in_tree = reached.get(page.obj.objgen, set())
        outside, unmarked = 0, 0
        open_marks: list[bool] = []  # for each open piece: is it an artifact or a piece of the tree
        for instruction in pikepdf.parse_content_stream(page):
            match str(instruction.operator):
                case "BDC" | "BMC":
                    mark = mark_number(instruction.operands)
                    open_marks.append(mark is not None or instruction.operands[0] == Name.Artifact)
                    outside += mark is not None and mark not in in_tree
                case "EMC":
                    open_marks.pop()
                case name if name in PAINTING and not any(open_marks):
                    unmarked += 1
        if outside:
            yield f"Page {number}: {outside} marked pieces lie outside the structure."
        if unmarked:
            yield f"Page {number}: {unmarked} painting operators are not marked."


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        annotations = page.get("/Annots", Array())
        if len(annotations) and page.get("/Tabs") != Name.S:
            yield f"Page {number}: links are not walked in the order of the structure."
        for annotation in annotations:
            if annotation.get("/Subtype") == Name.Link and not str(annotation.get("/Contents", "")).strip():
                yield f"Page {number}: a link does not say where it leads."


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in _used_fonts(pdf):
        name = str(font.get("/BaseFont", "a font without a name"))
        if "/ToUnicode" not in font:
            yield f"{name} does not tell which letters its shapes stand for."
        for described in font.get("/DescendantFonts", Array([font])):
            descriptor = described.get("/FontDescriptor", Dictionary())
            is_embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if described.get("/Subtype") != Name.Type3 and not is_embedded:
                yield f"{name} is not embedded."


def _used_fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Fonts of the pages and of the drawings on them, each once."""
    seen = set()
    waiting = [page.get("/Resources", Dictionary()) for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        if resources.is_indirect:
            if resources.objgen in seen:
                continue
            seen.add(resources.objgen)
        for font in resources.get("/Font", Dictionary()).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font
        for drawing in [*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values()]:
            if "/Resources" in drawing:
                waiting.append(drawing["/Resources"])
