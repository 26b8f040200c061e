"""English questions that compare two things: the names, and what is asked of each."""

from __future__ import annotations

import pytest

from rag.understanding.comparing_english import in_english


@pytest.mark.parametrize(
    ("question", "names", "first"),
    [
        ("Which bridge is longer, Say or Vac", ("the Say bridge", "the Vac bridge"), "How long is {}?"),
        ("Which is longer: the Say or Vac bridge", ("the Say bridge", "Vac bridge"), "How long is {}?"),
        (
            "Which of the Say bridge and the Vac bridge is wider",
            ("the Say bridge", "the Vac bridge"),
            "How wide is {}?",
        ),
        ("Say or Vac, which is higher", ("Say", "Vac"), "How high is {}?"),
        (
            "Which hospital has more beds, Say or Vac",
            ("the Say hospital", "the Vac hospital"),
            "How many beds does {} have?",
        ),
        ("Who scored more goals, Say or Vac", ("Say", "Vac"), "How many goals did {} score?"),
        ("Which opened first, Say or Vac", ("Say", "Vac"), "When did {} open?"),
        ("Which was built earlier, Say or Vac", ("Say", "Vac"), "When was {} built?"),
        ("Which costs more, tea or coffee", ("tea", "coffee"), "How much does {} cost?"),
        ("Is Say larger than Vac", ("Say", "Vac"), "How large is {}?"),
        ("Does Say have more beds than Vac", ("Say", "Vac"), "How many beds does {} have?"),
        ("the area of Say compared with Vac", ("Say", "Vac"), "What is the area of {}?"),
        ("the old bridge or the new bridge, which is longer", ("the old bridge", "the new bridge"), "How long is {}?"),
    ],
)
def test_two_names_and_what_is_asked_of_each(question: str, names: tuple[str, str], first: str) -> None:
    assert in_english(question, compares=False) == (names, tuple(map(first.format, names)))


def test_what_might_ask_of_both_at_once_compares_where_that_is_said() -> None:
    asked = ("What is the population of Say?", "What is the population of Vac?")
    assert in_english("population of Say and Vac", compares=True) == (("Say", "Vac"), asked)
    assert in_english("population of Say and Vac", compares=False) is None


@pytest.mark.parametrize(
    "question",
    ["number of beds in Say and Vac", "is it larger than expected", "which is longer", "is Say larger than before", ""],
)
def test_what_surely_compares_no_two(question: str) -> None:
    assert in_english(question, compares=True) is None
