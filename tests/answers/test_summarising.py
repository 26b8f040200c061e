"""Which sentences tell of an article, and which of them are the best."""

from __future__ import annotations

from itertools import repeat
from time import process_time

import pytest
from talking import FAIR

from rag.answers.summarising import tells
from rag.datatypes import Document, Sentence

FROST = "Trời rét ngọt suốt cả tuần."


def _sentence(document: Document, text: str) -> Sentence:
    start = document.text.index(text)
    return Sentence(start, start + len(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "Hội chợ",
        "Hội chợ hoa xuân đông khách",
        "Ảnh: người mua hoa ở chợ",
        "Người mua chọn hoa đào.",
        "3/2/2024 07:30.",
    ],
)
def test_headlines_captions_and_dates_tell_nothing(text: str) -> None:
    document = Document("a.txt", "Hội chợ hoa xuân đông khách", None, f"{FAIR}\n{FROST}\n{text}\n")
    assert not tells(_sentence(document, text), document)
    assert tells(_sentence(document, FROST), document)


@pytest.mark.parametrize(("apart", "told"), [(0, False), (19_000, False), (21_000, True)])
def test_what_a_page_prints_twice_tells_nothing_where_it_stands_near(apart: int, told: bool) -> None:
    document = Document("a.txt", "Chợ", None, f"{FROST}\n{'x' * apart}\n{FROST}\n")
    for start in (0, document.text.rindex(FROST)):
        assert tells(Sentence(start, start + len(FROST), FROST), document) == told


def test_a_long_article_costs_no_more_a_sentence() -> None:
    texts = [f"Gian hàng số {number} bán hoa đào và mai vàng." for number in range(200)]

    def took(filler: int) -> float:
        document = Document("a.txt", "Chợ", None, "\n".join(texts) + "\n" + "Chợ đông. " * filler)
        sentences = [_sentence(document, text) for text in texts]
        times = []
        for _ in repeat(None, 3):
            began = process_time()
            assert all(tells(sentence, document) for sentence in sentences)
            times.append(process_time() - began)
        return min(times)

    assert took(500_000) < 5 * took(5_000)
