"""Puts right what WeasyPrint 70.0 leaves wrong in a tagged file (docs/design/report.md#accessible-file).

Running heads become artifacts, page footnotes become notes, heads of tables say what they head, links say where they
lead, and the description of the file (XMP) claims what the gate then checks. Dates and identifiers depend on the
content alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from core.pdf.structure import elements, kids, mark_number, marks_in_tree, parent_tree

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{producer}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def finish(source: bytes, *, created: date, link_labels: Mapping[str, str]) -> bytes:
    """The finished file. ``created`` is its only date; ``link_labels`` tells for an anchor where a link to it leads."""
    with pikepdf.open(io.BytesIO(source)) as pdf:
        turn_running_matter_into_artifacts(pdf)
        turn_footnotes_into_notes(pdf)
        say_what_heads_head(pdf)
        list_element_ids(pdf)
        describe_links(pdf, link_labels)
        describe_file(pdf, created)
        finished = io.BytesIO()
        # deterministic_id keeps the first identifier (ours) and derives the second from the content.
        pdf.save(finished, deterministic_id=True, fix_metadata_version=False, force_version="1.7")
    return finished.getvalue()


def turn_running_matter_into_artifacts(pdf: pikepdf.Pdf) -> None:
    """Heads, feet and page numbers are marked as content but hang outside the tree: make them pagination artifacts."""
    reached = marks_in_tree(pdf)
    parents = parent_tree(pdf)
    for page in pdf.pages:
        in_tree = reached.get(page.obj.objgen, set())
        instructions: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
        loose = []
        for instruction in pikepdf.parse_content_stream(page):
            number = mark_number(instruction.operands) if str(instruction.operator) == "BDC" else None
            if number is not None and number not in in_tree:
                loose.append(number)
                artifact = [Name.Artifact, Dictionary(Type=Name.Pagination)]
                instructions.append(pikepdf.ContentStreamInstruction(artifact, Operator("BDC")))
            else:
                instructions.append(instruction)
        if loose:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            slots = parents[int(page.StructParents)]
            for number in loose:
                slots[number] = None


def turn_footnotes_into_notes(pdf: pikepdf.Pdf) -> None:
    """Page footnotes are spans in nameless containers right below the document element."""
    (document,) = kids(pdf.Root.StructTreeRoot)
    count = 0
    for container in kids(document):
        if container.S != Name.NonStruct:
            continue
        for span in kids(container):
            if isinstance(span, Dictionary) and span.get("/S") == Name.Span:
                count += 1
                span.S = Name.Note
                span.ID = String(f"note-{count:04}")


def say_what_heads_head(pdf: pikepdf.Pdf) -> None:
    """A head cell in the head of a table heads its column, any other its row."""
    for element in elements(pdf):
        if element.tag == "TH":
            scope = Name.Column if "THead" in element.above else Name.Row
            attributes = element.node.get("/A", Dictionary(O=Name.Table))
            attributes.Scope = scope
            element.node.A = attributes


def list_element_ids(pdf: pikepdf.Pdf) -> None:
    """Every element that has an identifier is found through the tree of identifiers."""
    found = {bytes(element.node.ID): element.node for element in elements(pdf) if "/ID" in element.node}
    names = Array([item for key in sorted(found) for item in (String(key), found[key])])
    if found:
        limits = Array([String(min(found)), String(max(found))])
        leaf = pdf.make_indirect(Dictionary(Names=names, Limits=limits))
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Kids=Array([leaf])))


def describe_links(pdf: pikepdf.Pdf, link_labels: Mapping[str, str]) -> None:
    """Links say in words where they lead; pages with links are walked in the order of the structure."""
    for page in pdf.pages:
        annotations = page.get("/Annots", Array())
        for annotation in annotations:
            anchor = str(annotation.get("/Dest", ""))
            if annotation.get("/Subtype") == Name.Link and anchor in link_labels:
                annotation.Contents = String(link_labels[anchor])
        if len(annotations):
            page.Tabs = Name.S


def describe_file(pdf: pikepdf.Pdf, created: date) -> None:
    """Write the description of the file anew: PDF/A-2a, PDF/UA-1, and the dates of the Info dictionary."""
    information = pdf.docinfo
    for key in ("/CreationDate", "/ModDate"):
        information[key] = String(f"D:{created:%Y%m%d}000000Z")
    xmp = XMP.format(
        producer=escape(str(information.get("/Producer", ""))),
        title=escape(str(information.get("/Title", ""))),
        author=escape(str(information.get("/Author", ""))),
        moment=f"{created.isoformat()}T00:00:00Z",
    )
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
