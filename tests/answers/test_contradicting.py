"""Questions that the nearest passages contradict, on sentences made for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.contradicting import contradicted
from rag.datatypes import Hit


def hit(text: str, *, date: str | None = None, source: str = "a.txt") -> Hit:
    return Hit(source, 0, len(text), text, 0.5, "Tin làng", date)


def told(question: str, *texts: str, date: str | None = None, near: Sequence[str] = ()) -> str | None:
    """What of a question passages of one article contradict; the first is the nearest sentence, too."""
    return contradicted(question, [hit(text, date=date) for text in texts], texts[0], near)


@pytest.mark.parametrize(
    ("question", "text", "what"),
    [
        ("Sau khi khánh thành cầu, xe nào được chạy?", "Trước khi khánh thành cầu, chỉ xe máy được chạy.", "opposite"),
        ("Sau khi khánh thành cầu, xe nào được chạy?", "Trước khi thông xe, chỉ xe máy được chạy.", None),
        ("Trước khi khánh thành cầu có gì?", "Trước khi khánh thành cầu là phà, sau khi khánh thành là chợ.", None),
        ("Bến cũ ở đâu?", "Bến mới ở cuối làng.", "opposite"),
        ("Cam loại một giá bao nhiêu?", "Cam loại hai giá 25.000 đồng.", "opposite"),
        ("Hội lần thứ 8 họp ở đâu?", "Hội lần thứ 7 họp ở bãi sông.", "opposite"),
        ("Cầu mới dài mấy mét?", "Cầu dài 315 mét thay bến phà cũ.", None),
        ("Lần thứ hai tổ chức ở đâu?", "Lần đầu tiên tổ chức ở bãi sông.", "opposite"),
        ("Lần thứ hai tổ chức ở đâu?", "Lần thứ 2 tổ chức ở bãi sông, lần đầu tiên ở chợ.", None),
        ("Lần cuối cùng lũ về là khi nào?", "Lũ về lần thứ ba vào tháng tám.", None),  # beside other words
        ("What is the highest hill?", "The lowest hill is a pasture.", "opposite"),
        ("What is the highest hill?", "The hill, lowest of all, is a pasture.", None),
        ("What is the highest hill?", "Ngọn đồi thấp nhất là bãi chăn.", None),  # another language
        ("Nắn dòng làm sông Gỗ dài thêm mấy mét?", "Từ khi nắn dòng, sông ngắn đi 30 mét.", "opposite"),  # of the river
        ("Nắn dòng làm sông Gỗ dài thêm mấy mét?", "Nắn dòng, làng mất con đường ngắn, 30 mét.", None),
        ("Giá cam Hạ tăng vọt năm nào?", "Giá cam sụp đổ năm ấy, làng bỏ vườn.", "opposite"),
        ("Chợ nào nằm trong đê?", "Chợ Hạ nằm ngoài đê.", "opposite"),
        ("Sau Thế chiến I, làng dựng gì?", "Sau Thế chiến II, làng dựng lại chợ.", "opposite"),
        ("Bài hát cuối cùng của ông Tám?", "Mùa gặt đầu tiên là bài hát cuối.", None),
        ("Ai thắng trận chung kết?", "Làng Hạ thua làng Thượng trong trận chung kết.", None),  # told from two sides
        ("Ai không dự lễ?", "Ông Tám và bà Sáu đến dự lễ.", "negation"),
        ("Ai không dự lễ?", "Vắng mặt trong buổi lễ là ông Tám.", None),
        ("Ông Tám có dự lễ không?", "Ông Tám đến dự lễ.", None),
        ("Cầu đã thông xe chưa?", "Cầu thông xe sáng 29/4.", None),
        ("Cầu đã xong chưa vậy ạ?", "Cầu thông xe sáng 29/4.", None),
        ("Cầu nào chưa thông xe?", "Cầu Gỗ thông xe sáng 29/4.", "negation"),
        ("Trường tư thục nào mở cửa?", "Trường công ở làng Hạ mở cửa.", "opposite"),
        ("Bão cấp 13 thì dời bao nhiêu hộ?", "Bão cấp 12 - 14: dời 2.000 hộ.", None),
        ("Bão cấp 11 thì dời bao nhiêu hộ?", "Bão cấp 12 - 14: dời 2.000 hộ.", "figure"),
        ("Hãng hàng không nào bay đến đảo?", "Hãng Cánh Cò bay đến đảo.", None),
        ("Who did not come?", "Mr Tam and Mrs Sau came.", "negation"),
        ("Cầu nào không được phép chạy ban đêm?", "Cầu Gỗ được phép chạy ban đêm, bất kể mùa.", "negation"),
        ("Who did not come?", "Ông Tám và bà Sáu đến.", None),
    ],
)
def test_the_opposite_or_no_denial(question: str, text: str, what: str | None) -> None:
    assert told(question, text) == what


@pytest.mark.parametrize(
    ("question", "text", "what"),
    [
        ("Làng nào có 1.250 hộ?", "Làng Hạ có 1.205 hộ.", "figure"),
        ("Làng nào có 1.250 hộ?", "Làng Hạ có 1,250 hộ.", None),
        ("Làng nào có 1.250 hộ?", "Làng Hạ có nhiều hộ.", None),  # no other figure is told
        ("Cầu nào xây năm 1973?", "Cầu Gỗ xây năm 1974.", "figure"),
        ("Người 65 tuổi mất bao nhiêu?", "Vé 8.000 đồng, người trên 60 tuổi không mất tiền.", None),  # within bounds
        ("Người 65 tuổi mất bao nhiêu?", "Vé 8.000 đồng, cụ Tám 60 tuổi đi đầu tiên.", "figure"),
        ("Làng có hai giếng nào?", "Làng Hạ có 15 giếng.", None),  # small numbers are often not said
        ("Thế kỷ 15 làng có gì?", "Chợ có từ năm 1470.", None),
        ("Những năm 1970 làng có gì?", "Chợ có từ năm 1974.", None),
        ("Which village has 1,250 homes?", "Làng Hạ có 1.205 hộ.", "figure"),
        ("Which village has 1,250 homes?", "Làng Hạ có 1.250 hộ.", None),
    ],
)
def test_another_figure(question: str, text: str, what: str | None) -> None:
    assert told(question, text) == what


def test_a_figure_may_stand_anywhere_in_the_best_article() -> None:
    question = "Cầu nào xây năm 1973?"
    assert told(question, "Cầu Gỗ xây năm 1974.", "Cầu Đá xây năm 1973.") is None
    assert told(question, "Cầu Gỗ hỏng sau 20 năm.", date="3/5/1973") is None
    assert told(question, "Cầu Gỗ dài 20 mét, xong sau 30 tháng.") is None  # of whatever year
    timely = replace(hit("Cầu Gỗ thay cầu năm 1969, dài 20 mét."), timely=True)
    assert contradicted(question, [timely], timely.text) is None
    assert contradicted("Cầu nào dài 15 mét xây năm 1973?", [timely], timely.text) == "figure"
    other = replace(hit("Cầu Đá xây năm 1973.", source="b.txt"), score=0.4)
    assert contradicted(question, [hit("Cầu Gỗ xây năm 1974."), other], "Cầu Gỗ xây năm 1974.") == "figure"


def test_what_one_sentence_says_otherwise_another_may_say() -> None:
    asked, title = "Trường nào có điểm thấp nhất?", "Điểm chuẩn: Cao nhất 27,25 điểm"
    assert told(asked, title) == "opposite"
    assert told(asked, title, near=["Thấp nhất là trường Hạ."]) is None
    assert told(asked, title, near=["Trường Hạ ở cuối làng."]) == "opposite"
    assert told("Ai không dự lễ?", "Ông Tám đến dự lễ.", near=["Lễ họp sớm.", "Trời đẹp.", "Vắng bà Sáu."]) is None


@pytest.mark.parametrize(
    ("question", "nearest", "near", "what"),
    [
        ("Làng Hạ thu bao nhiêu tấn cam năm 2021?", "Năm 2023, làng Hạ thu 40 tấn cam.", [], "figure"),
        ("Làng Hạ thu bao nhiêu tấn cam năm 2021?", "Năm 2023, làng Hạ thu 40 tấn cam.", ["Năm 2021: 25 tấn."], None),
        ("Chợ làng Hạ năm 2021 họp ở đâu?", "Năm 2023, làng Hạ thu 40 tấn cam.", [], None),  # tells something else
        ("How many oranges were picked in 2021?", "Năm 2023, làng Hạ thu 40 tấn cam.", [], None),  # another language
    ],
)
def test_the_same_is_told_of_another_year(question: str, nearest: str, near: list[str], what: str | None) -> None:
    elsewhere = "Năm 2021, chợ mở cửa, có 20 gian."  # the article has the figures, of something else
    assert told(question, nearest, elsewhere, near=near) == what


def test_an_article_of_the_year_asked_for_need_not_say_it() -> None:
    best = replace(hit("So với năm 2023, làng Hạ thu 40 tấn cam."), timely=True)
    question = "Làng Hạ thu bao nhiêu tấn cam năm 2024?"
    assert contradicted(question, [best], best.text, []) is None


def test_what_the_article_tells_of_by_its_number_is_not_contradicted_by_another() -> None:
    seventh, eighth = "Hội lần thứ 7 khép lại ở bãi sông.", "Hội lần thứ 8 sẽ họp ở Thà Lau."
    assert told("Hội lần thứ 8 họp ở đâu?", seventh, eighth) is None
    assert told("Bản đồ phiên bản thứ hai có gì?", "Phiên bản đầu tiên không có gì.", "Phiên bản 2 có bến.") is None
    elsewhere = [hit(seventh), hit(eighth, source="b.txt")]
    assert contradicted("Hội lần thứ 8 họp ở đâu?", elsewhere, seventh) == "opposite"


def test_another_article_as_near_that_has_the_figure_is_the_one_that_may_be_meant() -> None:
    best, other = hit("Cầu xây năm 1961."), hit("Bến phà mở năm 1564.", source="b.txt")
    asked = "Bến nào mở năm 1564?"
    assert contradicted(asked, [best], best.text) == "figure"
    assert contradicted(asked, [best, replace(other, score=0.49)], best.text) is None
    assert contradicted(asked, [best, replace(other, score=0.47)], best.text) == "figure"
    assert contradicted(asked, [best, hit("Bến phà mở năm 1955.", source="b.txt")], best.text) == "figure"
