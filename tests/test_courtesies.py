"""What is said to be polite, told from what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.courtesies import courtesy, plainly


@pytest.mark.parametrize(
    ("turn", "rest"),
    [
        ("Chào bạn, hội nghị ở đâu?", "hội nghị ở đâu?"),
        ("xin chao, hoi nghi o dau", "hoi nghi o dau"),
        ("Hi! Where is it?", "Where is it?"),
        ("Hội nghị ở đâu? Cảm ơn bạn!", "Hội nghị ở đâu?"),
        ("Xin chào bạn hội nghị ở đâu", "hội nghị ở đâu"),
        ("Chào bạn. Cảm ơn, còn năm 2024?", "còn năm 2024?"),
        ("Ai nhận thư cảm ơn?", "Ai nhận thư cảm ơn?"),
        ("Chào hàng ở đâu?", "Chào hàng ở đâu?"),
        ("Bạn có thể cho tôi biết cầu dài bao nhiêu không?", "Cầu dài bao nhiêu?"),
        ("ban co the cho toi biet cau dai bao nhieu khong", "Cau dai bao nhieu"),
        ("Cho em hỏi ai xây cầu ạ?", "Ai xây cầu?"),
        ("Xin hãy cho biết cầu có hỏng không?", "Cầu có hỏng không?"),
        ("Chào bạn, tôi muốn biết cầu ở đâu.", "Cầu ở đâu."),
        ("So sánh đội thắng năm 2023 và 2024", "Đội thắng năm 2023 và 2024"),
        ("Could you please tell me who built it?", "Who built it?"),
        ("Tell me about the bridge", "The bridge"),
        ("Do you know how long the new bridge is?", "How long is the new bridge?"),
        ("Tell me how many buses there are", "How many buses there are"),
        ("Ông cho biết điều gì?", "Ông cho biết điều gì?"),
        ("Anh muốn biết gì?", "Anh muốn biết gì?"),
        ("Tell me", "Tell me"),
        ("So sánh là gì?", "So sánh là gì?"),
        ("Cảm ơn", "Cảm ơn"),
        # typed in haste
        ("Giá cam bn 1kg vậy ạ?", "Giá cam bao nhiêu 1kg?"),
        ("gia cam bn 1kg", "gia cam bao nhieu 1kg"),
        ("bao so 4 co ai bi thuong k", "bao so 4 co ai bi thuong khong"),
        ("Ông ấy làm j?", "Ông ấy làm gì?"),
        ("Cầu có đc mở không nhỉ?", "Cầu có được mở không?"),
        ("benh vien o dau v ad", "benh vien o dau"),
        ("ai la chu tich zay", "ai la chu tich"),
        ("Cầu dài bao nhiêu thế?", "Cầu dài bao nhiêu?"),
        ("lai suat cho vay", "lai suat cho vay"),  # no `vậy`
        ("Vì sao lại như thế?", "Vì sao lại như thế?"),
        ("How many bn dollars?", "How many bn dollars?"),
    ],
)
def test_a_question_is_asked_without_its_courtesies(turn: str, rest: str) -> None:
    assert plainly(turn) == rest


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("Chào bạn", ("greeting", "vi")),
        ("Hello! Thanks a lot.", ("thanks", "en")),  # the last thing is meant
        ("OK, tạm biệt nhé", ("goodbye", "vi")),
        ("cháo", None),
        ("Chào bạn, cầu ở đâu?", None),
        ("ok", None),
    ],
)
def test_courtesies_alone_are_told_by_the_last_of_them(turn: str, meant: tuple[str, str] | None) -> None:
    assert courtesy(turn) == meant


@given(st.text(max_size=80) | st.text(alphabet="xin chàobạ,.?! cótểếôi", max_size=60))
def test_something_is_left_of_any_turn(turn: str) -> None:
    assert plainly(turn).strip() or not turn.strip()
