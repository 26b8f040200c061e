"""What all questions of a language have in common, so that it can be taken away.

In a multilingual model some passages are near to any question whatever ("hubs": Radovanović, Nanopoulos, Ivanović,
"Hubs in space", 2010), those in the question's own language most of all. A few questions about nothing in particular
tell which: as far as a passage is near to those, its nearness says little.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from embeddings.embedder import Vectors

if TYPE_CHECKING:
    from embeddings.embedder import Embedder

__all__ = ["QuestionCentre"]

_QUESTIONS = {
    "vi": (
        "Giám đốc bệnh viện là ai?",
        "Cây cầu được thông xe khi nào?",
        "Có bao nhiêu người tham gia lễ hội?",
        "Giá gạo năm nay là bao nhiêu?",
        "Hội nghị được tổ chức ở đâu?",
        "Vì sao công ty đóng cửa nhà máy?",
        "Đội nào thắng trận chung kết?",
        "Bộ trưởng nói gì về luật mới?",
        "Con sông dài bao nhiêu?",
        "Thủ phủ của tỉnh là gì?",
        "Ai viết cuốn sách này?",
        "Chiến tranh kết thúc năm nào?",
        "Nguyên nhân gây ra bệnh là gì?",
        "Những nước nào ký hiệp định?",
        "Dự án được đầu tư bao nhiêu tiền?",
        "Ngôi trường tên là gì?",
        "Dân số của thành phố là bao nhiêu?",
        "Học sinh được chọn như thế nào?",
        "Ai dẫn đầu đoàn đại biểu?",
        "Chuyện gì xảy ra sau trận lụt?",
    ),
    "en": (
        "Who is the director of the hospital?",
        "When was the bridge opened to traffic?",
        "How many people took part in the festival?",
        "What is the price of rice this year?",
        "Where was the conference held?",
        "Why did the company close its factory?",
        "Which team won the final match?",
        "What did the minister say about the new law?",
        "How long is the river?",
        "What is the capital of the province?",
        "Who wrote the book?",
        "When did the war end?",
        "What causes the disease?",
        "Which countries signed the agreement?",
        "How much money was invested in the project?",
        "What is the name of the school?",
        "What is the population of the city?",
        "How are the students chosen?",
        "Who led the delegation?",
        "What happened after the flood?",
    ),
    "lo": (
        "ໃຜເປັນຜູ້ອຳນວຍການໂຮງໝໍ?",
        "ຂົວເປີດນຳໃຊ້ເມື່ອໃດ?",
        "ມີຈັກຄົນເຂົ້າຮ່ວມງານບຸນ?",
        "ລາຄາເຂົ້າປີນີ້ເທົ່າໃດ?",
        "ກອງປະຊຸມຈັດຢູ່ໃສ?",
        "ຍ້ອນຫຍັງບໍລິສັດຈຶ່ງປິດໂຮງງານ?",
        "ທີມໃດຊະນະເລີດ?",
        "ລັດຖະມົນຕີເວົ້າຫຍັງກ່ຽວກັບກົດໝາຍໃໝ່?",
        "ແມ່ນ້ຳຍາວເທົ່າໃດ?",
        "ໂຮງຮຽນຊື່ວ່າຫຍັງ?",
        "ໂຄງການລົງທຶນເທົ່າໃດ?",
        "ໃຜນຳພາຄະນະຜູ້ແທນ?",
    ),
}


class QuestionCentre:
    """The mean embedding of questions at large, by language; embedded when first asked for. Safe to use from threads.

    Args:
        embedder: the model that questions are embedded with.
        weight: how much of it is taken away, from 0.0 (nothing) to 1.0.
    """

    def __init__(self, embedder: Embedder, weight: float) -> None:
        self._embedder = embedder
        self._weight = weight
        self._lock = threading.Lock()
        self._means: dict[str, Vectors] = {}

    def of(self, language: str) -> Vectors:
        """What to take away from a question in `vi`, `en` or `lo`, shape (d,)."""
        with self._lock:
            if language not in self._means:
                mean: Vectors = self._embedder.embed_queries(_QUESTIONS[language]).mean(axis=0)
                self._means[language] = self._weight * mean
            return self._means[language]
