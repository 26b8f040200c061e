"""Numbers, dates and names: what a sentence claims, and what a text holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.evidence import Evidence
from rag.text.facts import facts


def missing(sentence: str, text: str, *, foreign: bool = False) -> list[str]:
    """The facts of a sentence that a text does not hold."""
    evidence = Evidence.of(text)
    return [fact.text for fact in facts(sentence) if not evidence.holds(fact, foreign=foreign)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.150 người", "1,150 người"),
        ("1.150 người", "1150 người"),
        ("1 150 người", "1.150 người"),
        ("1,2 triệu đồng", "1.200.000 đồng"),
        ("1.2 million dong", "1,2 triệu đồng"),
        ("2 nghìn tỷ đồng", "2.000 tỷ đồng"),
        ("bảy trăm chiếc", "700 chiếc"),
        ("hai mươi lăm em", "25 em"),
        ("một nghìn hai trăm hộ", "1.200 hộ"),
        ("hai triệu rưỡi đồng", "2,5 triệu đồng"),
        ("seven hundred lanterns", "700 lanterns"),
        ("twenty-five children", "25 children"),
        ("1.234,5 ha", "1,234.5 ha"),
        ("20-30 triệu đồng", "20 triệu đến 30 triệu đồng"),
        ("lúc 17 giờ 30", "lúc 5:30 p.m."),
        ("thế kỷ XIX", "thế kỷ 19"),
        ("໒໐໒໔", "2024"),
        ("26/6/2024", "ngày 26 tháng 6 năm 2024"),
        ("26/6/2024", "June 26, 2024"),
        ("26/6/2024", "26 June 2024"),
        ("2024-06-26", "26.6.2024"),
        ("6/26/2024", "26/6/2024"),
        ("ngày 26/6", "ngày 26 tháng 6 năm 2024"),
        ("tháng 6/2024", "26/6/2024"),
        ("ngày 2 tháng chạp", "2/12"),
        ("June 2024", "tháng 6 năm 2024"),
        ("ở Hà Tĩnh", "tại Ha Tinh"),
        ("ở Xa-vẳn-na-khệt", "ở Savannakhet"),
        ("in Savannakhet", "ở Xa-vẳn-na-khệt"),
        ("in Hanoi", "ở Hà Nội"),
        ("của Lào", "of Laos"),
        ("the French army", "quân đội Pháp"),
        ("tại UBND xã", "tại Ủy ban nhân dân xã"),
        ("vào thứ bảy", "vào Thứ Bảy"),
        ("at Saturday's meeting", "chiều thứ bảy"),
        ("tối chủ nhật", "on Sunday"),
        ("Five of them left.", "Năm nạn nhân rời đi"),
        ("in Yunnan", "ở Vân Nam"),
        ("the Welsh Parliament", "Nghị viện Wales"),
        ("in the Pacific Ocean", "trên Thái Bình Dương"),
        ("the Congressional Campaign", "Chiến dịch Quốc hội"),
        ("anti-Erdogan protesters", "người biểu tình chống Erdogan"),
    ],
)
def test_spelling_is_no_difference(one: str, other: str) -> None:
    assert facts(one)
    assert missing(one, other, foreign=True) == []


@pytest.mark.parametrize(
    ("sentence", "text", "lacks"),
    [
        ("1.250 người", "1.150 người", ["1.250"]),
        ("1,2 tỷ đồng", "1,2 triệu đồng", ["1,2 tỷ"]),
        ("bảy trăm chiếc", "800 chiếc", ["bảy trăm"]),
        ("27/6/2024", "26/6/2024", ["27/6/2024"]),
        ("26/7/2024", "26/6/2024", ["26/7/2024"]),
        ("26/6/2023", "26/6/2024", ["26/6/2023"]),
        ("năm 2023", "26/6/2024", ["2023"]),
        ("ông Trần Văn Nam", "ông Nguyễn Văn Nam", ["Trần"]),
        ("ở Lào", "ở Thái Lan", ["Lào"]),
        ("vào thứ bảy", "vào thứ hai", ["thứ bảy"]),
        ("on Saturday", "sáng thứ hai", ["Saturday"]),
        ("pro-Erdogan voters", "cử tri ủng hộ Merkel", ["Erdogan"]),
        ("Pháp đã thắng", "Đức đã thắng", ["Pháp"]),
        ("đạo Phật ở Đức", "đạo đức của Phật", ["Đức"]),
        ("Rollo đến năm 911", "Vua Charles đến năm 911", ["Rollo"]),
        ("xem http://evil.test/p", "xem http://good.test/p", ["http://evil.test/p"]),
    ],
)
def test_what_is_not_there_is_missed(sentence: str, text: str, lacks: list[str]) -> None:
    assert missing(sentence, text) == lacks


@pytest.mark.parametrize(
    ("sentence", "text", "lacks"),
    [
        ("Five of them left.", "Năm 2024, họ rời đi", ["Five"]),
        ("Five of them left.", "Năm nay họ rời đi", ["Five"]),
        ("Rapper Matt Stone changed it.", "Rapper Kanye West đã đổi", ["Matt", "Stone"]),  # beside a word that is there
        ("in the Yunnan province", "ở tỉnh Tứ Xuyên", ["Yunnan"]),
        ("near Florence and Clement", "gần Roma", ["Florence", "Clement"]),
    ],
)
def test_a_translation_is_no_excuse(sentence: str, text: str, lacks: list[str]) -> None:
    assert missing(sentence, text, foreign=True) == lacks


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo ông, một số người trong năm nay không đến.",
        "Tuy nhiên, cả hai bên đều đồng ý lần thứ hai.",
        "However, one of them was not there.",
        "Ba tôi kể chuyện.",
    ],
)
def test_ordinary_words_claim_nothing(sentence: str) -> None:
    assert [fact.text for fact in facts(sentence)] == []


def test_a_year_may_stand_apart_from_its_day() -> None:
    assert missing("26/6/2024", "Sáng 26/6, cầu thông xe.\n27/06/2024") == []
    assert missing("26/6/2023", "Sáng 26/6, cầu thông xe.\n27/06/2024") == ["26/6/2023"]


@pytest.mark.parametrize("line", ["three people came. ", "ba người đến. ", "Ngày 3/5/2019 có mưa. ", "Na Hin. "])
def test_a_whole_book_is_read_at_once(line: str) -> None:
    start = time.thread_time()
    assert missing("Có 1.250 hộ.", line * 20_000) == ["1.250"]
    assert time.thread_time() - start < 5


@given(st.text())
def test_a_text_holds_its_own_facts(text: str) -> None:
    assert missing(text, text) == []
