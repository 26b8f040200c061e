"""Things of a kind that are told apart by their number."""

from __future__ import annotations

import pytest

from rag.text.ordinals import is_of_another, is_of_the_same


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Giá cam loại một là bao nhiêu?", "Cam loại hai có giá 25.000 đồng/kg."),
        ("Giá cam loại 1 là bao nhiêu?", "Cam loại II có giá 25.000 đồng/kg."),
        ("Giai đoạn 1 hoàn thành khi nào?", "Giai đoạn hai hoàn thành vào năm 2027."),
        ("Ai đoạt giải nhất?", "Giải nhì thuộc về đội Phú Hòa, giải ba thuộc về đội Cồn Vẹn."),
        ("Who won first prize?", "The second prize went to the team of the school."),
        ("When does phase 2 begin?", "Phase one begins in May."),
        ("Kỳ thứ năm bàn về việc gì?", "Kỳ thứ tư bàn về giá nước."),
        ("Học sinh lớp 10 học mấy buổi?", "Học sinh lớp 12 học sáu buổi."),
    ],
)
def test_a_sentence_of_another_number_is_of_another_thing(question: str, sentence: str) -> None:
    assert is_of_another(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Giá cam loại một là bao nhiêu?", "Cam loại một có giá 38.000 đồng/kg, loại hai 25.000 đồng/kg."),
        ("Giá cam loại một là bao nhiêu?", "Cam loại I có giá 38.000 đồng/kg."),
        ("Giá cam loại một là bao nhiêu?", "Cam được mua với giá 38.000 đồng/kg."),
        ("Giá cam loại một là bao nhiêu?", "Giai đoạn hai của dự án bắt đầu."),
        ("Giá cam là bao nhiêu?", "Cam loại hai có giá 25.000 đồng/kg."),
        ("Có mấy loại cam?", "Có hai loại cam: loại một và loại hai."),
        ("Kỳ 1 bàn về việc gì?", "Kỳ năm ngoái bàn về giá nước."),
        ("Giải nhất thuộc về ai?", "Đội Phú Hòa giải nhiệt bằng nước cam."),
        ("Who won first prize?", "The first prize went to the team of the school."),
    ],
)
def test_another_sentence_may_be_of_the_same(question: str, sentence: str) -> None:
    assert not is_of_another(question, sentence)


def test_an_edition_is_told_by_its_number() -> None:
    question = "Hội Lau lần thứ 8 họp ở đâu?"
    assert is_of_another(question, "Hội Lau lần thứ 7 khép lại.")
    assert not is_of_another(question, "Hội Lau khép lại sau bảy ngày.")
    assert is_of_the_same(question, "Hội lần thứ 7 khép lại, lần thứ 8 sẽ ở Thà Lau.")
    assert not is_of_the_same(question, "Hội lần thứ 7 khép lại.")
