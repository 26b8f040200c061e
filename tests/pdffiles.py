"""PDFs for tests: letters at places, as the programs that write PDFs put them, without a font of their own.

Every letter is half as wide as it is high; a reader has the letters from the font's table to Unicode.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

__all__ = ["Page", "document", "lines"]

WIDE, HIGH = 595, 842  # A4, in points
_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


class Page:
    """What a page shows; places are points from its upper left corner, of text on its baseline."""

    def __init__(self, turned: int = 0) -> None:
        self.turned = turned
        self.commands: list[str] = []

    def text(
        self, left: float, down: float, text: str, size: float = 12, *, bold: bool = False, matrix: str = "1 0 0 1"
    ) -> Page:
        codes = text.encode("utf-16-be").hex()
        self.commands.append(f"BT /{'B' if bold else 'R'} {size} Tf {matrix} {left} {HIGH - down} Tm <{codes}> Tj ET")
        return self

    def line(self, left: float, down: float, right: float, below: float) -> Page:
        self.commands.append(f"{left} {HIGH - down} m {right} {HIGH - below} l S")
        return self

    def picture(self) -> Page:
        self.commands.append("q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q")
        return self

    def table(self, down: float, edges: Sequence[float], rows: Sequence[Sequence[str]], high: float = 20) -> Page:
        """A table with all its lines; its lower edge is at down + high times the rows."""
        for n, row in enumerate(rows):
            for left, cell in zip(edges, row, strict=False):
                for part, text in enumerate(cell.split("\n")):
                    self.text(left + 4, down + n * high + 10 + part * 9, text, 8)
        for n in range(len(rows) + 1):
            self.line(edges[0], down + n * high, edges[-1], down + n * high)
        for edge in edges:
            self.line(edge, down, edge, down + len(rows) * high)
        return self


def lines(page: Page, left: float, down: float, texts: Iterable[str], size: float = 12, pitch: float = 16) -> Page:
    """Lines one below the other."""
    for n, text in enumerate(texts):
        page.text(left, down + n * pitch, text, size)
    return page


def document(*pages: Page, title: str = "") -> bytes:
    """The bytes of a document."""
    objects: list[bytes] = [b"<</Type /Catalog /Pages 2 0 R>>", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    def stream(body: bytes) -> int:
        return add(b"<</Length %d>>\nstream\n%b\nendstream" % (len(body), body))

    unicode = stream(_CMAP)
    fonts = {name: _font(add, face, unicode) for name, face in (("R", b"Serif"), ("B", b"Serif-Bold"))}
    named = b" ".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in fonts.items())
    kids = []
    for page in pages:
        content = stream("\n".join(page.commands).encode("latin-1"))
        kids.append(
            add(
                b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R"
                b" /Resources <</Font <<%b>>>>>>" % (WIDE, HIGH, page.turned, content, named)
            )
        )
    objects[1] = b"<</Type /Pages /Count %d /Kids [%b]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    info = add(b"<</Title <feff%b> /CreationDate (D:20200101000000Z)>>" % title.encode("utf-16-be").hex().encode())
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    written += (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d /Root 1 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            info,
            len(written),
        )
    )
    return bytes(written)


def _font(add: Callable[[bytes], int], name: bytes, unicode: int) -> int:
    about = add(
        b"<</Type /FontDescriptor /FontName /%b /Flags 4 /FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80>>" % name
    )
    glyphs = add(
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /%b /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity)"
        b" /Supplement 0>> /FontDescriptor %d 0 R /DW 500>>" % (name, about)
    )
    return add(
        b"<</Type /Font /Subtype /Type0 /BaseFont /%b /Encoding /Identity-H /DescendantFonts [%d 0 R]"
        b" /ToUnicode %d 0 R>>" % (name, glyphs, unicode)
    )
