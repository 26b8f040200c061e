"""A Word document (`.docx`) as an article: mammoth makes HTML of it, which is read as pages are."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from rag.errors import ReadError
from rag.files.webtext import collapsed, parse_html, without_unseen, written

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WordDocument", "read_word"]

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST = 30_000_000  # bytes of a document's text and styles, unpacked
_MOST_TAGS = 1_000_000  # in them, the ends counted too; each takes half a kilobyte, and a long book has a third of it
_TOO_LARGE = "it is too large, unpacked; split it, or save its text as .txt"
_PROPERTIES = "docProps/core.xml"
_BROKEN = "it is no Word document, or a broken one; open it in Word and save it as .docx again"
_LOCKED = "it is protected by a password; open it in Word and save it without one"
_MARKS = ("#footnote", "#endnote", "#comment")  # of notes, and the way back from them
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='List Paragraph'] => p:fresh
"""
_TERMS = "{http://purl.org/dc/terms/}"
_ELEMENTS = "{http://purl.org/dc/elements/1.1/}"
_HEAD = 12  # lines in which a title stands
_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class WordDocument:
    """An article that was a Word document.

    Attributes:
        text: its paragraphs, items of lists and rows of tables, in order; notes behind them.
        title: of its properties, where it stands at the head of the text, too; None without.
        heading: its first heading, where that stands at the head of the text; None without.
        saved: the day when it was last saved (ISO 8601); None where its properties do not say.
    """

    text: str
    title: str | None
    heading: str | None
    saved: str | None


def read_word(source: str, data: bytes) -> WordDocument:
    """Read a Word document.

    Args:
        source: its path, for errors.
        data: the file's bytes.

    Raises:
        ReadError: it is none, is broken, encrypted or unpacks to too much.
    """
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise ReadError(source, _LOCKED)
        raise ReadError(source, "it is an old Word document; open it in Word and save it as .docx")
    parts = _parts(source, data)
    root = parse_html(_html(source, parts))
    if root is None:
        return WordDocument("", None, None, None)
    for mark in root.iter("a"):
        if (mark.get("href") or "").startswith(_MARKS):
            mark.tag = "script"
    without_unseen(root)
    text = written(root)
    head = [line for line in text.split("\n") if line][:_HEAD]
    heading = next((collapsed(written(element)) for element in root.iter("h1", "h2")), None)
    title, saved = _properties(parts.get(_PROPERTIES, b""))
    return WordDocument(text, title if title in head else None, heading if heading in head else None, saved)


def _parts(source: str, data: bytes) -> dict[str, bytes]:
    """The parts of a document that are text, by name; pictures and the like are not unpacked.

    Raises:
        ReadError: it is no Word document, or a part is encrypted, broken, too large or not as Word writes it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [info for info in archive.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
            if any(info.flag_bits & 1 for info in found):
                raise ReadError(source, _LOCKED)
            if sum(info.file_size for info in found) > _MOST:
                raise ReadError(source, _TOO_LARGE)
            parts = {info.filename: archive.read(info) for info in found}
    except ReadError:
        raise
    except Exception as error:  # of a broken archive: struct.error, zlib.error, EOFError, NotImplementedError …
        raise ReadError(source, _BROKEN) from error
    if sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        raise ReadError(source, _TOO_LARGE)
    # An entity may stand for many others, each of them for many more; Word declares none.
    if any(b"<!DOCTYPE" in part.replace(b"\0", b"").upper() for part in parts.values()):
        raise ReadError(source, _BROKEN)
    return parts


def _html(source: str, parts: Mapping[str, bytes]) -> str:
    import mammoth  # 70 ms, and only for Word documents

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    try:
        converted = mammoth.convert_to_html(
            packed,
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    except Exception as error:  # whatever its readers raise on XML that Word did not write, RecursionError too
        raise ReadError(source, _BROKEN) from error
    return str(converted.value)


def _properties(part: bytes) -> tuple[str | None, str | None]:
    """The title and the day of the last change, as the document's properties have them."""
    try:
        root = ElementTree.fromstring(part)
    except (ElementTree.ParseError, ValueError, LookupError):
        return None, None
    title = collapsed(root.findtext(f"{_ELEMENTS}title"))
    made, saved = (collapsed(root.findtext(f"{_TERMS}{name}")) for name in ("created", "modified"))
    day = _DAY.match(saved) if saved != made else None  # as a program's template has them
    return title or None, day[0] if day else None
