"""The names that a thing has in several languages."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from rag.text.exonyms import EXONYMS


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("pháp", {"france", "french"}),
        ("nhật bản", {"nhật", "japan", "japanese"}),
        ("mekong", {"mê kông", "mê công", "cửu long"}),
        ("thứ bảy", {"thứ 7", "saturday", "saturdays", "ວັນເສົາ"}),
        ("un", {"liên hợp quốc", "liên hiệp quốc", "united nations", "lhq"}),
    ],
)
def test_a_thing_has_these_names(name: str, others: set[str]) -> None:
    [known] = [names for names in EXONYMS if name in names]
    assert known == others | {name}


def test_a_name_of_two_things_is_in_the_set_of_each() -> None:
    told = Counter(name for names in EXONYMS for name in names)
    # Of the two Koreas, of two spellings of Australia and of Palestine, of the city and the empire, of the continent
    assert {name for name, count in told.items() if count > 1} == {
        *("korea", "korean", "north korea"),
        *("australia", "australian", "palestine", "palestinian", "palestinians"),
        *("america", "rome"),
    }
    assert max(told.values()) == 2


def test_names_are_written_as_they_are_compared() -> None:
    for names in EXONYMS:
        assert len(names) > 1
        for name in names:
            assert name == unicodedata.normalize("NFC", " ".join(name.split())).lower() != ""
