"""In which language to speak to someone."""

from __future__ import annotations

import unicodedata

import pytest

from rag.text.language import ask_for_question, language_of, nothing_indexed, nothing_within, refusal, replied_in


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Cảng nào mới mở cửa?", "vi"),
        (unicodedata.normalize("NFD", "Cảng nào mới mở cửa?"), "vi"),
        ("cang nao moi mo cua", "vi"),
        ("ai la chu tich", "vi"),
        ("Ha Noi", "vi"),
        ("How many lanterns were hung?", "en"),
        ("who won the medal", "en"),
        ("WHAT IS THE PRICE OF RICE", "en"),
        ("Where is Đà Nẵng?", "en"),  # marks are the stronger sign
        ("bridge ticket price", "en"),
        ("Ha Linh bridge cost", "en"),
        ("boat race", "en"),
        ("earthquake", "en"),
        ("casino", "vi"),
        ("can tho", "vi"),  # a town, though `can` is English, too
        ("can tho what year", "en"),
        ("Premier League", "vi"),  # a name, and the same in both
        ("ty so Real Madrid", "vi"),
        ("covid vaccine", "vi"),  # Vietnamese has these words, too
        ("game online", "vi"),
        ("ຝົນຕົກຢູ່ໃສ", "lo"),
        ("Cảng ຢູ່ໃສ?", "lo"),
        ("", "vi"),
        ("???", "vi"),
        ("2025", "vi"),
        ("где пекарня", "vi"),
    ],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize("say", [refusal, nothing_indexed, nothing_within, ask_for_question])
def test_everything_is_said_in_every_language(say: object) -> None:
    said = [say(language) for language in ("vi", "en", "lo")]  # type: ignore[operator]
    assert len(set(said)) == 3
    assert [language_of(text) for text in said] == ["vi", "en", "lo"]


@pytest.mark.parametrize("question", ["日本首相是谁？", "Кто губернатор?", "ใครเป็น CEO", "من هو المحافظ؟"])
def test_what_is_asked_in_another_script_is_replied_to_in_english(question: str) -> None:
    assert replied_in(question) == "en"


@pytest.mark.parametrize(
    ("question", "language"),
    [("Giá vàng 金 hôm nay", "vi"), ("2024?", "vi"), ("", "vi"), ("Who won?", "en"), ("ໃຜຊະນະ?", "lo")],
)
def test_any_other_is_replied_to_in_its_own(question: str, language: str) -> None:
    assert replied_in(question) == language == language_of(question)
