"""Two questions in one line."""

from __future__ import annotations

import pytest

from rag.understanding.several import asked_apart


@pytest.mark.parametrize(
    ("turn", "questions"),
    [
        ("Cầu dài bao nhiêu? Ai xây cầu?", ("Cầu dài bao nhiêu?", "Ai xây cầu?")),
        ("cau dai bao nhieu?  ai xay cau", ("cau dai bao nhieu?", "ai xay cau")),
        ("How long is it? Who built it?", ("How long is it?", "Who built it?")),
        ("Cầu dài bao nhiêu? rộng bao nhiêu mét?", ("Cầu dài bao nhiêu?", "rộng bao nhiêu mét?")),
        ("Cầu dài bao nhiêu? Bao nhiêu mét?", None),
        ("Phim Ai là chủ nhà? chiếu khi nào?", None),
        ("CẦU DÀI BAO NHIÊU? AI XÂY?", ("CẦU DÀI BAO NHIÊU?", "AI XÂY?")),
        ("Cầu dài bao nhiêu? Cảm ơn bạn", None),
        ("Cầu dài bao nhiêu?", None),
        ("Ai? Ở đâu? Khi nào?", None),
        ("Có ai biết không? Giá cam bao nhiêu?", None),
        ("How long is the bridge? Do you know?", None),
        ("Hả? Ai xây cầu?", None),
        ("", None),
    ],
)
def test_two_questions_are_told_apart(turn: str, questions: tuple[str, str] | None) -> None:
    assert asked_apart(turn) == questions
