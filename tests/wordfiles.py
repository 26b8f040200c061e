"""Word documents for tests, as small as Word reads them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

__all__ = ["body", "document", "paragraph", "table"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>"""
_NUMBERING = f"""<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_NOTES = f"""<w:footnotes xmlns:w="{_W}"><w:footnote w:id="2"><w:p><w:r><w:t>Theo sổ của chợ.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str, style: str = "", item: bool = False, xml: str = "") -> str:
    """A paragraph of runs, with further XML behind them; each text is one run."""
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if item else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{''.join(map(run, texts))}{xml}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a line break in a cell parts paragraphs."""
    cells = [["".join(map(paragraph, cell.split("\n"))) for cell in row] for row in rows]
    return (
        f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{c}</w:tc>' for c in row) + '</w:tr>' for row in cells)}</w:tbl>"
    )


def body(*blocks: str) -> str:
    """The main part."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}</w:body></w:document>'


def document(
    main: str, *, title: str = "", created: str = "", modified: str = "", more: dict[str, str] | None = None
) -> bytes:
    """The bytes of a document.

    Args:
        main: see `body`.
        title: of its properties; the next two are their dates.
        created: ISO 8601.
        modified: ISO 8601.
        more: further parts, or others than usual, by name.
    """
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dcterms:created>{created}</dcterms:created>"
        f"<dcterms:modified>{modified}</dcterms:modified></cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
        ' Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">'
        + "".join(
            f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
            for name in ("styles", "numbering", "footnotes")
        )
        + "</Relationships>",
        "word/document.xml": main,
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _NUMBERING,
        "word/footnotes.xml": _NOTES,
        "docProps/core.xml": core,
    } | (more or {})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
