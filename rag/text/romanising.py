"""Lao letters as Latin ones, as newspapers write Lao names: `ທ່າແຂກ` is `thakhek`, which they print as `Thakhek`.

By the rules of Lao spelling, roughly: `rag.text.spelling.name_key` brings together what stands for one sound.
"""

from __future__ import annotations

import unicodedata

import regex

__all__ = ["romanised"]

_LATIN = dict(
    zip(
        "ກຂຄງຈສຊຍຢດຕຖທນບປຜຝພຟມຣລວຫຮໜໝຼະັາຳິີຶືຸູົໍຽເແໂໃໄ",
        "k kh kh ng ch s s y y d t th th n b p ph f ph f m r l v h h n m l"
        " a a a am i i u u u u o o ie e e o ai ai".split(),
        strict=True,
    )
)
_VOWELS = "ະັາຳິີຶືຸູົໍຽ"  # written behind or around their consonant; ເ ແ ໂ ໃ ໄ stand before it
_RULES = tuple(
    (regex.compile(written, regex.V1), spoken)
    for written, spoken in (
        ("[່້໊໋໌ໆ]", ""),  # tones
        (f"ົວ|(?<=[ກ-ຮໜໝຼ--ຫ])ວ(?=າ|[ກ-ຮ](?![{_VOWELS}]))", "uາ"),
        ("າາ", "າ"),
        ("ຫຼ", "ລ"),
        ("ຫ(?=[ງຍນມຣລວ])", ""),  # only gives a tone
        (f"(?<![ເແໂໃໄ])ດ(?![{_VOWELS}ອu])", "t"),  # closes a syllable
        (f"(?<![ເແໂໃໄ])ບ(?![{_VOWELS}ອu])", "p"),
        (f"(?<![ເແໂໃໄ])ຍ(?![{_VOWELS}ອu])", "i"),
        (f"(?<![ເແໂໃໄ])ວ(?![{_VOWELS}ອu])", "o"),
        ("([ເແໂໃໄ])([ກ-ຮໜໝ][ຼຣລ]?)", r"\2\1"),  # spoken behind the consonant
        ("ເ[ືຶ]ອ", "eua"),
        (f"(?<=[ກ-ຮໜໝຼ])ອ(?![{_VOWELS}])", "o"),
        ("ອ", ""),  # holds a vowel that has no consonant
        ("ເ[ີິ]", "eu"),
        ("ເົາ", "ao"),
    )
)


def romanised(text: str) -> str:
    """The text with Latin letters for Lao ones; all others stay."""
    plain = unicodedata.normalize("NFC", text)
    for written, spoken in _RULES:
        plain = written.sub(spoken, plain)
    return "".join(_LATIN.get(letter, letter) for letter in plain)
