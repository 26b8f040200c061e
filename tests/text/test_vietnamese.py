"""How Vietnamese is spelt at large."""

from __future__ import annotations

import pytest

from rag.text.vietnamese import at_large


@pytest.mark.parametrize(
    ("plain", "likeliest"), [("nguoi", "người"), ("cua", "của"), ("nhieu", "nhiều"), ("duoc", "được"), ("hang", "hàng")]
)
def test_the_commonest_spelling_of_a_syllable(plain: str, likeliest: str) -> None:
    spelt = at_large().spellings[plain]
    assert max(spelt, key=spelt.__getitem__) == likeliest


def test_shares_add_up_and_a_syllable_without_marks_is_weighed_as_a_vietnamese_one() -> None:
    known = at_large()
    assert sum(share for spelt in known.spellings.values() for share in spelt.values()) == pytest.approx(1.0)
    assert 0 < known.spellings["la"]["la"] < known.spellings["la"]["là"]  # though `la` is French and Spanish, too
    assert "xyzzy" not in known.spellings


def test_what_follows_what_in_words() -> None:
    known = at_large()
    assert ("quốc", "gia") in known.pairs
    assert ("quốc", "giá") not in known.pairs
    assert known.stand_together("trung", "quoc")
    assert not known.stand_together("tom", "daley")


@pytest.mark.parametrize(("first", "second"), [("thiết", "kế"), ("quốc", "gia"), ("bóng", "đá")])
def test_what_follows_a_syllable_in_words_is_as_likely_as_what_else_does(first: str, second: str) -> None:
    known = at_large()
    others = {other for before, other in known.pairs if before == first}
    assert known.follows(first, second) == pytest.approx(1 / len(others))
    assert sum(known.follows(first, other) for other in others) == pytest.approx(1.0)
    assert known.follows(first, "xyzzy") == known.follows("xyzzy", second) == 0.0
