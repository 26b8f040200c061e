"""Which sentences tell of an article, and which of them are the best."""

from __future__ import annotations

import pytest
from talking import FAIR

from rag.answers.summarising import tells
from rag.datatypes import Document


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
    document = Document("a.txt", "Hội chợ hoa xuân đông khách", None, FAIR)
    assert not tells(text, document)
    assert tells("Trời rét ngọt suốt cả tuần.", Document("a.txt", "Chợ", None, "Trời rét ngọt suốt cả tuần."))
