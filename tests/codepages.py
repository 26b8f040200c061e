"""Texts in the encodings of older systems."""

from __future__ import annotations

import unicodedata

__all__ = ["cp1258"]


def cp1258(text: str) -> bytes:
    """As Windows writes Vietnamese: tones apart from their letters."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    data = b""
    for character in text:
        parts = unicodedata.normalize("NFD", character)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        data += (base + "".join(part for part in parts if part in tones)).encode("cp1258")
    return data
