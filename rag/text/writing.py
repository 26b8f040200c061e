"""One form for what is written in several: digits of every script, and Lao letters that keyboards make otherwise.

Lao is typed in several ways that look alike: `ນ້ຳ` and `ນໍ້າ` are the same letters on paper, as are `ແ` and `ເເ`.
Unicode's composed form (NFC) leaves them apart, so neither words nor patterns would meet.
"""

from __future__ import annotations

import regex

__all__ = ["composed_lao", "in_one_form", "western_digits"]

_LAO = regex.compile(r"\p{Lao}")
_TONE = "[່້໊໋]"
_AM = regex.compile(rf"(?:(?:\u0ecd{_TONE}*\u0eb2|\u0eb3){_TONE}*)+")  # several only by mistake
_TWO_E = "ເເ"
_DIGIT = regex.compile(r"(?![0-9])\p{Nd}")
_JOINED = {"ຫນ": "ໜ", "ຫມ": "ໝ", "ຫລ": "ຫຼ"}  # two letters that are also written as one
_PARTED = regex.compile("|".join(_JOINED))


def western_digits(text: str) -> str:
    """The text with `0` to `9` for the digits of other scripts, such as `໒໐໒໕`; every place in it stays what it was."""
    return text if text.isascii() else _DIGIT.sub(_western, text)


def _western(digit: regex.Match[str]) -> str:
    return str(int(digit.group()))


def composed_lao(text: str) -> str:
    """The text with one form for what looks alike in Lao: `ນ້ຳ` for `ນໍ້າ`, and `ແ` for `ເເ`.

    Args:
        text: in NFC, which leaves them apart.
    """
    if not _LAO.search(text):
        return text
    return _AM.sub(_am, text.replace(_TWO_E, "ແ"))


def _am(written: regex.Match[str]) -> str:
    vowels = regex.findall("[\u0eb2\u0eb3]", written.group())
    return "".join(regex.findall(_TONE, written.group())) + "\u0eb3" * len(vowels)


def in_one_form(text: str) -> str:
    """The text as words are compared by: with western digits, and `ໜ` for `ຫນ`, which readers see are not the same.

    Args:
        text: in NFC.
    """
    text = western_digits(text)
    return _PARTED.sub(lambda pair: _JOINED[pair.group()], composed_lao(text)) if _LAO.search(text) else text
