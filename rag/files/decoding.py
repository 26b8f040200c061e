"""The text of a file's bytes, in whatever encoding."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Mapping

from rag.errors import ReadError

__all__ = ["decode", "legacy_letters"]

_log = logging.getLogger(__name__)

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32"} | {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_SAMPLE = 65_536
# The 8-bit code of Vietnamese text before Unicode (TCVN 5712), bytes A1 to FE; capitals with tones were another font.
_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE"
            "DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# The other one, of before Unicode abroad (RFC 1456): bytes 80 to FF, and six letters among the control characters.
_VISCII = dict(
    zip(
        bytes.fromhex("02 05 06 14 19 1E") + bytes(range(0x80, 0x100)),
        "ẲẴẪỶỸỴẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
        "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
        strict=True,
    )
)
_VIETNAMESE = frozenset(
    "của và là được các những một không người với đã để này về bà tại đến từ có năm ngày trên ở vào tỉnh khi phải đó"
    " việc đồng cũng nhiều sẽ còn như rất hội nước ông".split()
)
_UNICODE_ALONE = re.compile("[\u1ea0-\u1ef9]")  # has these, in every other word of Vietnamese
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def decode(source: str, data: bytes, declared: str | None = None) -> str:
    """Text of a file's bytes: Unicode first, else the encoding that they look like.

    Args:
        source: the file, for errors.
        data: what it holds.
        declared: the encoding that a web page names, taken where it is no Unicode and names another than Latin-1,
            which pages name whatever they are in.

    Raises:
        ReadError: it is not text.
    """
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is not None:
        raise ReadError(source, f"it is {kind}, not text; save the article as plain text")
    not_text = ReadError(source, "it is not text; save the article as plain text (UTF-8)")
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    if encoding.startswith("utf-8") and data.count(0) * 1000 > len(data):
        raise not_text
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        kept = sum(character > "\x7f" for character in text) - lost
        if encoding == "utf-8" and kept < 4 * lost:
            text = _decode_declared(data, declared) or _decode_legacy(data, declared)
        else:
            _log.warning("%s: %d characters are damaged and were replaced", source, lost)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > max(4, min(len(text), _SAMPLE) // 20):
        raise not_text
    return text


def legacy_letters(sample: str) -> Mapping[int, str]:
    """What stands for which letter in a text that is in a Vietnamese font of before Unicode, as old PDFs are.

    Args:
        sample: some of the text, as Unicode takes the font's codes.

    Returns:
        For `str.translate`; empty where the text is in no such font.
    """
    if len(_UNICODE_ALONE.findall(unicodedata.normalize("NFC", sample))) * 10 > len(sample.split()):
        return {}  # however few of its words are known
    share, read = _vietnamese_share(sample), _vietnamese_share(sample.translate(_TCVN3))
    return _TCVN3 if read > max(0.04, 2 * share) else {}


_MARKUP = re.compile(rb"<[^>]*>")  # hides how often the words are Vietnamese
_EIGHT_BIT = re.compile(
    r"cp125[013-8]|windows-125[013-8]|iso-?8859-(?:[2-9]|1[0-6])|koi8-[ru]|gbk?|gb2312|gb18030|big5|shift_jis|euc-?(?:jp|kr)"
    r"|tis-?620|cp874|windows-874",
    re.IGNORECASE,
)


def _decode_declared(data: bytes, declared: str | None) -> str:
    """The text in the encoding that a page names; "" where it names none that tells more than the bytes do."""
    if declared is None or not _EIGHT_BIT.fullmatch(declared):
        return ""
    return data.decode(re.sub("(?i)windows-", "cp", declared), "replace")


def _decode_legacy(data: bytes, declared: str | None) -> str:
    """Text in an 8-bit encoding: a Vietnamese one if it then reads as Vietnamese, else what statistics say."""
    sample = data[:_SAMPLE] if declared is None else _MARKUP.sub(b" ", data)[:_SAMPLE]
    # Letters of one are letters of the others, too: the one that most words are Vietnamese in.
    shares = {read: _vietnamese_share(read(sample)) for read in _VIETNAMESE_CODES}
    best_read = max(shares, key=shares.__getitem__)
    if shares[best_read] > 0.04:
        return best_read(data)
    from charset_normalizer import from_bytes  # rarely needed, and an import of 40 ms

    best = from_bytes(sample).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


_VIETNAMESE_CODES: tuple[Callable[[bytes], str], ...] = (
    lambda data: data.decode("cp1258", "replace"),
    lambda data: data.decode("latin-1").translate(_TCVN3),
    lambda data: data.decode("latin-1").translate(_VISCII),
)


def _vietnamese_share(text: str) -> float:
    words = unicodedata.normalize("NFC", text).lower().split()
    return sum(word in _VIETNAMESE for word in words) / max(1, len(words))
