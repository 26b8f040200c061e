"""The bytes of a file to text, whatever wrote them."""

from __future__ import annotations

import logging
import re
import unicodedata

import pytest
from codepages import cp1258

from rag.errors import ReadError
from rag.files.decoding import decode

SENTENCE = "Sáng nay lãnh đạo tỉnh họp bàn về thủy lợi và đường sá."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert decode("a.txt", SENTENCE.encode(encoding)) == SENTENCE


def test_utf16_big_endian() -> None:
    assert decode("a.txt", b"\xfe\xff" + SENTENCE.encode("utf-16-be")) == SENTENCE


def test_vietnamese_windows_encoding() -> None:
    assert unicodedata.normalize("NFC", decode("a.txt", cp1258(SENTENCE))) == SENTENCE


def test_vietnamese_tcvn3() -> None:
    data = "Hµ Néi lµ thñ ®« cña n­íc ViÖt Nam vµ ®­îc nhiÒu ng­êi biÕt ®Õn.".encode("latin-1")
    assert decode("a.txt", data) == "Hà Nội là thủ đô của nước Việt Nam và được nhiều người biết đến."


def test_vietnamese_viscii() -> None:
    data = "Hà Nµi là thü ðô cüa nß¾c Vi®t Nam và ðßþc nhi«u ngß¶i biªt ðªn, nhß c\x06m thÕch.".encode("latin-1")
    said = "Hà Nội là thủ đô của nước Việt Nam và được nhiều người biết đến, như cẪm thạch."
    assert decode("a.txt", data) == said


def test_other_encodings_are_guessed() -> None:
    assert decode("a.txt", "The mayor said “no” – and left.".encode("cp1252")) == "The mayor said “no” – and left."
    assert decode("a.txt", "Сегодня утром в городе прошла встреча.".encode("cp1251")).startswith("Сегодня утром")


def test_vni_text_does_not_fail() -> None:
    vni = "Haø Noäi laø thuû ñoâ cuûa nöôùc Vieät Nam."
    text = decode("a.txt", vni.encode("cp1252"))
    assert re.fullmatch(r"Ha. No.i la. thu. .o. cu.a n...c Vie.t Nam\.", text)  # its letters, whatever stands for marks


def test_a_few_damaged_bytes_are_replaced(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        text = decode("a.txt", SENTENCE.encode() + b" \xff " + SENTENCE.encode()[:-2])
    assert text == f"{SENTENCE} \ufffd {SENTENCE[:-2]}\ufffd"
    assert "a.txt: 2 characters are damaged" in caplog.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 abc", "it is a PDF, not text; save the article as plain text"),
        (b"PK\x03\x04abc", "it is a ZIP archive or an Office document, not text"),
        (b"{\\rtf1 abc}", "it is an RTF document, not text"),
        (b"abc\x00def", "it is not text; save the article as plain text"),
        (bytes(range(1, 32)) * 9, "it is not text"),
        (bytes(range(256)) * 9, "it is not text"),
    ],
)
def test_what_is_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode("tin/a.txt", data)
    assert caught.value.source == "tin/a.txt"
    assert caught.value.reason.startswith(reason)


def test_what_a_page_declares_is_taken_before_what_is_guessed() -> None:
    data = "Česká říčka".encode("cp1250")
    assert decode("a.html", data, "windows-1250") == "Česká říčka"
    assert decode("a.html", SENTENCE.encode(), "no-such-code") == SENTENCE
