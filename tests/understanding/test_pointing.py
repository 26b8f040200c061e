"""Words by which a question points back to what was spoken of."""

from __future__ import annotations

import pytest

from rag.understanding.pointing import may_point_back, points_back


@pytest.mark.parametrize(
    ("question", "surely", "perhaps"),
    [
        ("Ông ấy bao nhiêu tuổi?", True, True),
        ("Ông Phú bao nhiêu tuổi?", False, False),
        ("Cầu này dài bao nhiêu?", True, True),
        ("Ở đó có gì?", True, True),
        ("o do co gi", True, True),
        ("Họ làm gì?", True, True),
        ("Bạn họ Trần là ai?", False, True),
        ("chúng ăn gì", True, False),
        ("chúng ta làm gì", False, False),
        ("no nao la cua xa", False, False),
        ("How long is it?", True, True),
        ("Is it true that tea is dear?", False, True),
        ("How long does it take to build a bridge?", False, True),
        ("How long does it take?", True, True),
        ("How many wards are there?", True, True),
        ("How many extended wards are there?", False, False),
        ("When did Phu lose his job?", False, False),
        ("In Vinh, when did he lose his job?", True, True),
        ("What happened that year?", True, True),
        ("And in the north?", False, True),
        ("Khi Phú đến, họ đã làm gì?", False, False),
        ("Khi đến Vinh, họ đã làm gì?", True, True),  # behind `đến` a name says where
        ("Đội nào thắng và họ được gì?", True, True),
        ("Đội bóng nào thắng trận chung kết và họ được thưởng gì?", False, False),
        ("Ai xây cầu?", False, False),
    ],
)
def test_a_question_points_back_surely_or_perhaps(question: str, surely: bool, perhaps: bool) -> None:
    assert (points_back(question), may_point_back(question)) == (surely, perhaps)
