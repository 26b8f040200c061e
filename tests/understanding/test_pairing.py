"""What may be the names of two things that are compared."""

from __future__ import annotations

import pytest

from rag.understanding.pairing import are_names, are_of_a_kind, of_each, says_more, small


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("cầu Sậy", "cầu Vạc", True),
        ("cau truoc", "cau sau", True),  # without marks, `truoc` may be of a name
        ("cầu Sậy", "Cau say", False),
        ("cái này", "cái kia", False),
        ("giá cam", "năm ngoái", False),
        ("vu truoc", "vu nay", False),
        ("the bridge that", "Vac", False),
        ("Sậy và Cò", "Vạc", False),
        ("Sậy, Cò", "Vạc", False),
        ("12", "13", False),
        ("", "Vạc", False),
        ("một", "Vạc", False),
        ("Một", "Vạc", True),  # a capital may be a name's
        ("a b c d e f g h", "Vạc", True),
        ("a b c d e f g h i", "Vạc", False),
    ],
)
def test_names_are_few_words_that_say_nothing(one: str, other: str, names: bool) -> None:
    assert are_names(one, other) == are_names(other, one) == names


def test_two_of_a_kind_share_the_word_that_says_it() -> None:
    assert are_of_a_kind("cầu mới", "Cau cũ", 0)
    assert are_of_a_kind("the old bridge", "a new bridge", -1)
    assert not are_of_a_kind("the old bridge", "the new road", -1)
    assert not are_of_a_kind("cầu", "cầu cũ", 0)


def test_a_capital_is_made_small_at_the_head_alone() -> None:
    assert [small(said) for said in ("Cầu Sậy", "cầu", "")] == ["cầu Sậy", "cầu", ""]


def test_words_of_no_name_say_more() -> None:
    assert [says_more(said) for said in ("cầu dài hơn", "cau dai hon", "cầu Hón", "Hơn", "hòn đảo")] == [
        *(True, True, False, False, False)
    ]


def test_each_is_asked_the_same() -> None:
    assert of_each(("A", "B"), "{}?".format) == (("A", "B"), ("A?", "B?"))
