from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.sentences import cut_long, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


# A bar stands where a sentence ends; white space around it is the text's own.
CASES = {
    "city": "Hội nghị diễn ra tại TP. Hà Tĩnh vào sáng nay.| Nhiều người dự.",
    "city that ends a sentence": "Ông ở TP.HCM.| Ông nói vậy.",
    "degrees": "TS. Nguyễn Văn Bình và PGS.TS. Lê Hoa phát biểu.| ThS. Trần An ghi chép.",
    "districts": "Th.S Lê Na, Th.S. Lê Na ở Q.1 và P.5 rồi về Q. 3 ngay.",
    "pages": "Sách dày 200 tr. Bìa đẹp, xem Tr. 15 và tr.CN của nhà máy.",
    "and so on": "Có gạo, muối, v.v. ở kho.| Có gạo, v.v.| Kho đầy.",
    "titles": "He met Dr. Smith and Mr. Jones at St. Mary's.| They left.",
    "states": "The U.S. Army moved.| It left the U.S.| The end came.",
    "numbers and no": "See No. 5, e.g. the red one.| He said no.| Then he left.",
    "initials": "J. K. Rowling và John F. Kennedy đến.| Họ về.",
    "hidden names": "Anh Nguyễn Văn T. (30 tuổi) cho biết.| Chị Lê Thị H.| Sau đó khai.",
    "dates": "Ngày 6/12. sau đó họ về.| Ngày 7/12.| Họ đi.",
    "numbers": "Có 107.700 ý kiến, tăng 1.5 lần lúc 7.30 sáng.| Tốt.",
    "ellipses": "Ông ấy... im lặng.| Rồi… bỏ đi.| Hết…| Mọi người về.",
    "end of an official text": "Kế hoạch năm 2024./.| Hà Vân",
    "quotes close after the stop": 'Bà nói: "Tôi sẽ đến."| Sau đó bà về.| “Xong rồi.”| Ông đáp.| «Vâng.»| Hết.',
    "a quote apart": "Bà nói: “Tôi sẽ đến. ”| Sau đó bà về.",
    "what begins a sentence": "Mưa.| – Ai đó?| 5 người vào.| Đông lắm.| Ở đó vui.| Ấy là thế.| “Vâng.”| (Hết.)",
    "question in quotes": '"Ai đó?" ông hỏi.| “Đẹp quá!” và bà cười.',
    "speaker after a dash": "“Rất tốt!” - Ông Nam nói.| Anh đi đâu?| - Tôi về.",
    "numbered list": "1. Mở đầu bài.| 2. Kết luận.| 10. Phụ lục.",
    "lettered list": "a. Điểm thứ nhất.| b. Điểm thứ hai.",
    "list with brackets": "a) Điểm thứ nhất.| b) Điểm thứ hai;\n|c) Điểm thứ ba.",
    "articles of a law": "Điều 5. Hiệu lực thi hành.| Điều 6. Tổ chức.",
    "domains": "Xem baohatinh.vn hoặc viết a.b@c.com.vn nhé.| Cảm ơn baohatinh.vn.| Tạm biệt.",
    "semicolon": "Một; Hai; Ba.| Bốn.",
    "a space is missing": "Lễ bế mạc đã kết thúc.|Đoàn đại biểu ra về.",
    "a space is missing after a year": "Cầu khánh thành năm 2004.|Tháng 3 năm sau, phà nghỉ.",
    "a space is missing after a bracket": "Đường dài 9 km (5,6 dặm).|Xe chạy hai chiều.",
    "a space is missing after a quote": 'Ông gọi đó là "món quà".|Từ đó, bến đông khách.',
    "a space is missing after a name": "Đoàn thăm Singapore.|Quân nhạc ra đón.| Họ về Riots.|Sau đó thì nghỉ.",
    "no space is missing": "Tệp node.Js và trang vietnam.Net đều mở được.",
    "no space is missing in names": "Từ TP.Hồ Chí Minh đến Q.Tân Bình gặp TS.Nguyễn Văn Nam, Mr.Smith và 3.Word.",
    "times and months": "It was 10 a.m. Tuesday.| On Sept. 11, 2001 it fell.| Prices at Acme Inc. rose.",
    "acronyms end sentences": "Bộ GD&ĐT.| UBND tỉnh họp.| Thuộc UBND.| Rồi thôi.",
    "several marks": "Vui quá!!!| Thật sao?!| Ừ.",
    "who said it, behind it": "“以后方便多了！”王秀英说。|此前，12个村。",
    "what follows a quote": "“很好。”|第二天，他走了。",
    "Lao": "ທ່ານ ດຣ. ບຸນມີ ມາຮອດແລ້ວ.| ຂ້ອຍໄປຕະຫຼາດ.",
    "Chinese": "今天下雨。|我们不去。",
    "lines": "Dòng một\n|Dòng hai\r\n|Dòng ba",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_sentences_end_where_they_should(case: str) -> None:
    assert sentences(case.replace("|", "")) == [part.strip() for part in case.split("|")]


def test_spans_are_character_offsets_without_white_space() -> None:
    assert split_sentences("  Một.  Hai! \n\n Ba ") == [(2, 6), (8, 12), (16, 18)]


def test_nothing_in_nothing() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \n\t ") == []


def test_a_long_sentence_stays_whole() -> None:
    sentence = "Đoàn đại biểu gồm " + ", ".join(f"ông Nguyễn Văn {n}" for n in range(60)) + "."
    assert len(sentence) > 600
    assert sentences(f"{sentence} Hết.") == [sentence, "Hết."]


def test_a_short_lao_line_stays_whole() -> None:
    line = "ກອງປະຊຸມ ຈັດຂຶ້ນ ທີ່ ແຂວງຄໍາມ່ວນ ໃນມື້ນີ້"
    assert sentences(line) == [line]


def test_a_long_lao_line_is_cut_at_spaces() -> None:
    words = ["ກອງປະຊຸມຈັດຂຶ້ນ"] * 40
    pieces = sentences(" ".join(words))
    assert all(len(piece) <= 250 for piece in pieces)
    assert " ".join(pieces).split(" ") == words
    assert len(pieces) == 3


def test_a_long_lao_line_without_spaces_stays_whole() -> None:
    assert sentences("ກ" * 400) == ["ກ" * 400]


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_long(text, (0, len(text)))]


def test_a_sentence_too_long_to_quote_is_cut_between_its_clauses() -> None:
    first = "Đoàn gồm " + ", ".join(f"ông Nguyễn Văn {n}" for n in range(10)) + ";"
    second = "về phía bạn có " + ", ".join(f"bà Trần Thị {n}" for n in range(15)) + "."
    assert parts(f"{first} {second}") == [first, second]  # not in the middle, which is after a comma
    assert parts(first) == [first]  # short enough


def test_a_cut_is_near_the_middle_and_out_of_brackets() -> None:
    words = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm"
    assert parts(f"{words} {words} (một hai, ba), {words} {words} {words}.") == [
        f"{words} {words} (một hai, ba),",
        f"{words} {words} {words}.",
    ]
    assert parts(f"{words} {words} {words} (một, {words}) {words}.") == [
        f"{words} {words} {words} (một,",  # for want of another place
        f"{words}) {words}.",
    ]
    assert parts(f"{words}: {words} – {words} – {words}, {words}") == [
        f"{words}: {words} –",
        f"{words} – {words}, {words}",
    ]


def test_a_number_is_not_cut_nor_a_sentence_without_clauses() -> None:
    long = "Giá là 1,5 đồng và " * 30
    assert parts(long.strip()) == [long.strip()]


@given(st.text("ab,;: ()“”0–", min_size=300, max_size=1500).map(str.strip))
def test_parts_of_a_sentence_hold_all_of_it(text: str) -> None:
    spans = cut_long(text, (0, len(text)))
    for (_, before), (after, _) in pairwise(spans):
        assert not text[before:after].strip()
        assert after > before
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert len(spans) == 1 or all(end - start >= 50 for start, end in spans)


TEXTS = st.text() | st.text("aB đĐ.!?…\"”' \n1)(-/ກ。", max_size=80)


@given(TEXTS)
def test_spans_are_ordered_disjoint_and_cover_the_text(text: str) -> None:
    end = 0
    for start, stop in split_sentences(text):
        assert text[end:start].strip() == ""
        assert start < stop
        assert text[start:stop] == text[start:stop].strip()
        assert "\n" not in text[start:stop]
        end = stop
    assert text[end:].strip() == ""


@pytest.mark.parametrize(
    "text",
    [
        "." * 100_000,
        "a" + "." * 100_000 + "b c",
        ". " * 50_000,
        ". = " * 40_000,
        "A. " * 40_000,
        "A.\t" * 40_000,
        "A. " + "(" * 40_000 + "A. " * 40_000,
        "1." * 40_000 + " A." * 40_000,
        "Ab.Cd." * 40_000,
        "./" * 40_000,
        "./. " * 40_000,
        '" ' * 50_000,
        "a." + '"' * 100_000 + "b",
        "ກ" * 100_000,
        "ກ ກ" * 100_000,
        "a" * 200_000,
        "a, " * 70_000,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_takes_long(text: str) -> None:
    start = time.thread_time()
    for span in split_sentences(text):
        cut_long(text, span)
    assert time.thread_time() - start < 2
