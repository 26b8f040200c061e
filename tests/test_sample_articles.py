"""The whole way over the sample articles, with the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import Assistant

ARTICLES = Path(__file__).parents[1] / "articles"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(ARTICLES, tmp_path_factory.mktemp("index")) as assistant:
        assistant.sync()
        yield assistant


@pytest.mark.parametrize(
    ("question", "source", "fact"),
    [
        ("Đội nào vô địch giải đua thuyền năm 2024?", "le-hoi/2024-04-29-dua-thuyen-song-gianh.txt", "Quảng Văn"),
        ("Đội nào vô địch giải đua thuyền năm 2023?", "le-hoi/2023-04-29-dua-thuyen-song-gianh.txt", "Quảng Hải"),
        ("Giám đốc Bệnh viện Đa khoa huyện Hương Sơn là ai?", "y-te/khu-dieu-tri-moi-huong-son.md", "Lê Quang Hiển"),
        (
            "khu dieu tri moi cua benh vien Huong Son xay het bao nhieu tien",
            "y-te/khu-dieu-tri-moi-huong-son.md",
            "96 tỷ đồng",
        ),
        ("Who won the 2024 boat race?", "le-hoi/2024-04-29-dua-thuyen-song-gianh.txt", "Quảng Văn"),
    ],
)
def test_an_answer_is_cited_to_the_right_article(sample: Assistant, question: str, source: str, fact: str) -> None:
    answer = sample.ask(question)
    assert not answer.refused
    for citation in answer.citations:
        text = sample.document(citation.source).text
        assert text[citation.start : citation.end] == citation.quote
        assert f"[{citation.marker}]" in answer.text
    assert source in [c.source for c in answer.citations if fact in c.quote]


@pytest.mark.parametrize(
    ("question", "refusal"),
    [
        ("Giá vàng hôm nay bao nhiêu?", "Các bài báo không trả lời câu hỏi này."),
        ("Ai là tổng thống Brazil?", "Các bài báo không trả lời câu hỏi này."),
        ("What is the boiling point of nitrogen?", "The articles do not answer this question."),
    ],
)
def test_what_the_articles_do_not_say_is_refused(sample: Assistant, question: str, refusal: str) -> None:
    answer = sample.ask(question)
    assert (answer.text, answer.refused, answer.citations) == (refusal, True, ())
    assert answer.hits
