"""Words that name a topic, told from questions."""

from __future__ import annotations

import pytest

from rag.text.keywords import are_keywords


@pytest.mark.parametrize(
    "typed",
    [
        "động đất",
        "giá cam Khe Mây",
        "Cầu Hà Linh?",
        "cau ha linh",
        "boat race",
        "earthquake",
        "price of gold",
        "the boat race of 2024",
    ],
)
def test_a_few_words_that_ask_nothing(typed: str) -> None:
    assert are_keywords(typed)


@pytest.mark.parametrize(
    "asked",
    [
        "Cầu dài bao nhiêu?",
        "Ai thắng?",
        "Cầu ở đâu?",
        "Làng có điện chưa?",
        "Who won?",
        "Is rice dear?",
        "Lễ hội đua thuyền sông Gianh",
        "bridges over rivers in Vietnam flooded yesterday",
        "ລາຄາເຂົ້າ",
    ],
)
def test_a_question_and_a_longer_phrase(asked: str) -> None:
    assert not are_keywords(asked)
