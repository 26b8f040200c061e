"""What a turn asks for, with the turns before it."""

from __future__ import annotations

from collections.abc import Sequence

from rag.datatypes import Message
from rag.talk.meaning import Understood, understood

HENS = [
    Message(role="user", content="có những bài nào về trại gà"),
    Message(role="assistant", content="Có 2 bài về “trại gà”:\n– Trại gà mới (ga.txt) [1]"),
]


class Completing:
    """Makes questions whole as it is told to.

    Args:
        whole: what each becomes.

    Attributes:
        asked: every question, and the questions before it.
    """

    def __init__(self, whole: str | None = None) -> None:
        self.whole = whole
        self.asked: list[tuple[str, list[str]]] = []

    def __call__(self, question: str, history: Sequence[Message]) -> str | None:
        self.asked.append((question, [turn["content"] for turn in history]))
        return self.whole


def test_a_question_that_stands_alone_is_made_whole_without_its_courtesies() -> None:
    complete = Completing()
    thanks = [Message(role="user", content="Cảm ơn"), Message(role="assistant", content="Không có gì.")]
    assert understood("Cho mình hỏi cầu Hà Linh ở đâu ạ?", thanks, complete) == Understood()
    assert complete.asked == [("Cầu Hà Linh ở đâu?", [])]  # small talk is no turn to go on from


def test_a_comparison_has_two_sides_and_is_not_made_whole() -> None:
    complete = Completing("cầu Lau dài bao nhiêu?")
    read = understood("cầu Hà Linh với cầu Lau cầu nào dài hơn?", HENS, complete)
    assert read.sides is not None
    assert [side.question for side in read.sides] == ["Cầu Hà Linh dài bao nhiêu?", "Cầu Lau dài bao nhiêu?"]
    assert (read.completed, read.apart, complete.asked) == (None, None, [])


def test_two_questions_in_one_line_stand_apart() -> None:
    complete = Completing("anything")
    read = understood("Cầu Hà Linh ở đâu? Cầu Lau dài bao nhiêu?", HENS, complete)
    assert read == Understood(apart=("Cầu Hà Linh ở đâu?", "Cầu Lau dài bao nhiêu?"))
    assert complete.asked == []


def test_another_list_is_asked_for_as_the_last_one_was() -> None:
    complete = Completing("anything")
    assert understood("còn trại vịt", HENS, complete) == Understood("có những bài nào về trại vịt")
    assert complete.asked == []


def test_a_follow_up_may_become_a_comparison() -> None:
    whole = "cầu Hà Linh với cầu Lau cầu nào dài hơn?"
    asked = [Message(role="user", content="Cầu Hà Linh dài bao nhiêu?")]
    read = understood("So với cầu Lau thì sao?", asked, Completing(whole))
    assert read.completed == whole
    assert read.sides is not None
    assert [side.name for side in read.sides] == ["cầu Hà Linh", "cầu Lau"]
