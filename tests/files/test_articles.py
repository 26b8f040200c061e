"""What of a file is the article."""

from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.errors import ReadError
from rag.files.articles import parse
from rag.text.sentences import split_sentences

BODY = (
    "Cây cầu dài hai trăm mét bắc qua sông đã thông xe sau mười tám tháng thi công, sớm hơn kế hoạch gần ba tháng."
    " Người dân hai bờ không còn phải đi đò."
)


def text_of(text: str, source: str = "a.txt") -> str:
    return parse(source, text.encode()).text


# --- what of the bytes is text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 abc", "it is a PDF, not text; save the article as plain text"),
        (b"", "it is empty; put the article's text into it, or remove it"),
        (b" \r\n\t\xc2\xa0\xef\xbb\xbf", "it is empty"),
        ("\u200b\u200b".encode(), "it is empty"),
        (b"...\n---", "it is empty"),
    ],
)
def test_what_is_no_article(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse("tin/a.txt", data)
    assert caught.value.source == "tin/a.txt"
    assert caught.value.reason.startswith(reason)


def test_text_is_normalised() -> None:
    assert text_of(unicodedata.normalize("NFD", "Thủy lợi")) == "Thủy lợi"
    assert text_of("Một\r\nHai\rBa\u2028Bốn") == "Một\nHai\nBa\nBốn"
    assert text_of("thủy\xad lợi\u200b, Hà\xa0Tĩnh\u3000nay\ufeff") == "thủy lợi, Hà Tĩnh nay"
    assert text_of("\n\nMột  \n \n\t\n\nHai \n\n") == "Một\n\nHai"
    assert text_of("M\x07ột\x1b bài") == "Một bài"
    assert text_of("q" + "\u0323" * 50_000 + "a") == "q" + "\u0323" * 30 + "a"
    assert text_of("ສະບາຍດີ ທຸກຄົນ") == "ສະບາຍດີ ທຸກຄົນ"


# --- text to article


def test_an_article_as_a_page_has_it() -> None:
    document = parse(
        "tin/cau.txt",
        f"/\n\nCầu mới thông xe\n\n07:24 27/06/2024\n33 lượt xem\n\n{BODY}\n\nXem thêm phản hồi...".encode(),
    )
    assert document.source == "tin/cau.txt"
    assert document.title == "Cầu mới thông xe"
    assert (document.date, document.published) == ("07:24 27/06/2024", date(2024, 6, 27))
    assert document.text == f"Cầu mới thông xe\n\n07:24 27/06/2024\n\n{BODY}"
    assert document.body_end == len(document.text)


@pytest.mark.parametrize(
    "line",
    [
        "/",
        "Trang chủ / Thời sự",
        "/ Trang chủ / Văn hóa / Lễ hội",
        "/ Kinh tế / Chợ phiên",
        "Trang chủ",
        "Home > World",
        "Thời sự » Chính trị",
        "1.234 lượt xem",
        "Lượt xem: 33",
        "Chia sẻ",
        "Facebook",
        "Copy link",
        "Bình luận",
        "Bình luận (0)",
        "0 bình luận",
        "In bài",
        "A+",
        "Share",
        "12 comments",
        "Xem thêm phản hồi.....",
        "MENU | Thời sự | Kinh tế | Nông thôn mới | Podcast",
        "Menu • Thời sự • Kinh tế",
        "Trang chủ  Thời sự  Kinh tế  Đất và người",
        "Thời sự  Kinh tế  Pháp luật",
        "Đăng ký  |  Tìm kiếm",
        "Nghe audio | Cỡ chữ: A- A A+",
        "Bình luận (4)  Ý kiến bạn đọc (2)  In bài",
        "Chia sẻ:  Facebook  Zalo",
        "Ý kiến (3)",
        ">> Xem thêm: Chợ Hạ sắp mở cửa trở lại",
        "Đọc tiếp: “Bến phà cũ” lên sân khấu",
        "Read more: Ferry to close next month",
        " | ".join(["Trang chủ", "Thời sự", "Kinh tế", "Văn hóa", "Thể thao", "Pháp luật", "Du lịch"] * 2),
    ],
)
def test_lines_of_the_page_are_taken_out(line: str) -> None:
    assert text_of(f"{line}\nCầu mới thông xe\n{BODY}\n{line}") == f"Cầu mới thông xe\n{BODY}"


@pytest.mark.parametrize(
    "line",
    [
        "Chia sẻ với chúng tôi, ông Nam nói cầu rất đẹp.",
        "Facebook mở văn phòng",
        "Home is where the heart is",
        "Bình luận của chuyên gia",
        "3/4 người dân đồng ý",
        "Hà Nội / Huế / Sài Gòn",
        "“In bài đi!”",
        "Cỡ chữ trên biển báo: 20 cm",
        "Xem thêm: Điều 5 của bản nội quy này.",
        "Xem thêm: phụ lục về giá vé tàu",
        "Facebook | Giá quảng cáo",
        "Năm | Giáo dục | Y tế | Giao thông | Môi trường",
        "Menu | Giá",
        "Menu | Phở | Bún | Kinh tế",
        "Menu | Thời sự | Kinh tế | Bài này nói về cây cầu mới của tỉnh",
        "…",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    assert text_of(f"{line}\n{BODY}") == f"{line}\n{BODY}"


def test_an_article_of_one_such_word_stays() -> None:
    assert text_of("Facebook") == "Facebook"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Thứ ba, 6/12/2016\nCầu mới thông xe\n" + BODY, "Cầu mới thông xe"),
        ("Kinh tế\n6/12/2016\nCầu mới thông xe\n" + BODY, "Cầu mới thông xe"),
        ("Kinh tế\n" + BODY, "Kinh tế"),
        ("05/09/2024 | Kinh tế\nCầu mới thông xe\n" + BODY, "Cầu mới thông xe"),
        ("MENU | Thời sự | Kinh tế | Podcast\nCầu mới thông xe\n" + BODY, "Cầu mới thông xe"),
        ("***\n2024\nCầu mới thông xe", "Cầu mới thông xe"),
        ("KẾ HOẠCH\nTổ chức lễ hội làng\n" + BODY, "KẾ HOẠCH Tổ chức lễ hội làng"),
        (
            "HĐND HUYỆN HẠ\nSố: 12/NQ-HĐND\nNGHỊ QUYẾT:\nVề việc đặt tên đường\n" + BODY,
            "NGHỊ QUYẾT Về việc đặt tên đường",
        ),
        ("TIN BUỒN\nGia đình báo tin:\nCụ bà LÊ THỊ NA\nĐã từ trần.\n" + BODY, "TIN BUỒN Cụ bà LÊ THỊ NA"),
        ("TIN BUỒN\nBáo tin:\nÔng LÊ VĂN NA (Ba Na)\nĐã mất.\n" + BODY, "TIN BUỒN Ông LÊ VĂN NA (Ba Na)"),
        ("BAN CHỈ HUY\nBÁO CÁO NHANH\nThiệt hại do lũ\n" + BODY, "BÁO CÁO NHANH Thiệt hại do lũ"),
        ("CÔNG TY NƯỚC\nTHÔNG BÁO ĐIỀU CHỈNH GIÁ NƯỚC\nTừ tháng 7:\n" + BODY, "THÔNG BÁO ĐIỀU CHỈNH GIÁ NƯỚC"),
        ("SỞ Y TẾ\nTHÔNG BÁO TUYỂN DỤNG\nSở tuyển hai người.\n" + BODY, "THÔNG BÁO TUYỂN DỤNG"),
        ("Tin buồn\n" + BODY, "Tin buồn"),
        ("KẾ HOẠCH\n" + "Làng Hạ mở hội. " * 20, "KẾ HOẠCH"),
        ("  Cầu mới thông xe  \n" + BODY, "Cầu mới thông xe"),
        ("12/12/2012\n2012", "bai"),
        ("Cầu thông xe. " + BODY * 2, "Cầu thông xe."),
        ("cầu " * 100, "cầu " * 29 + "cầu…"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert parse("tin/bai.txt", text.encode()).title == title


def test_the_name_of_a_section_is_no_headline() -> None:
    assert text_of(f"Kinh tế\n\nCầu mới thông xe\n{BODY}") == f"Cầu mới thông xe\n{BODY}"


def test_dates_among_teasers_are_not_the_date() -> None:
    document = parse("a.txt", f"Cầu mới\n{BODY}\nTin khác\nĐường mới\n27/06/2024\nSáng nay (6/12), đường mở.".encode())
    assert document.date is None


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("2018-12-02 00:00:00", "2018-12-02"),  # no hour was told
        ("2018-12-02T00:00:00+07:00", "2018-12-02"),
        ("2018-12-02 14:42:00", "2018-12-02 14:42:00"),
    ],
)
def test_midnight_is_no_hour_of_publication(line: str, printed: str) -> None:
    document = parse("a.md", f"---\ntitle: Cầu mới\ndate: {line}\n---\n\n{BODY}".encode())
    assert (document.date, document.published) == (printed, date(2018, 12, 2))


def test_front_matter_is_honoured_and_not_text() -> None:
    document = parse(
        "a.md", f'---\ntitle: "Cầu mới: thông xe"\ntags:\n  - cầu\ndate: 2024-05-02\n---\n\n{BODY}'.encode()
    )
    assert document.title == "Cầu mới: thông xe"
    assert (document.date, document.published) == ("2024-05-02", date(2024, 5, 2))
    assert document.text == BODY


def test_plain_text_has_front_matter_too() -> None:
    document = parse("a.txt", f"---\nTiêu đề: Cầu mới: thông xe\nNgày đăng: 2/5/2024\n---\n{BODY}".encode())
    assert document.title == "Cầu mới: thông xe"
    assert (document.date, document.published) == ("2/5/2024", date(2024, 5, 2))
    assert document.text == BODY


def test_a_title_in_front_matter_is_normalised() -> None:
    assert parse("a.txt", b'---\ntitle: "C\\u00e2\\u0300u\\u200b m\\u1edbi"\n---\nA').title == "Cầu mới"
    assert parse("a.txt", '---\ntitle: "\\u200b"\n---\nCầu mới'.encode()).title == "Cầu mới"


def test_a_line_of_dashes_is_no_front_matter() -> None:
    assert text_of("---\nCầu mới\n---\nBài.") == "---\nCầu mới\n---\nBài."
    assert text_of("---\nÔng Nam: Cầu đẹp.\n---\nBài.") == "---\nÔng Nam: Cầu đẹp.\n---\nBài."


# --- teasers

TEASERS = f"Đường mới khởi công\n\n{BODY}\nChợ mới mở cửa\n\n{BODY}"


@pytest.mark.parametrize(
    "heading",
    [
        "Đọc thêm",
        "Tin liên quan:",
        "XEM THÊM",
        "Đừng bỏ lỡ",
        "Tin cùng mục",
        "Cùng tác giả:",
        "Có thể bạn quan tâm",
        "Tin cùng chuyên mục",
        "Read more",
        "See also",
    ],
)
def test_teasers_of_other_stories_stay_behind_the_body(heading: str) -> None:
    document = parse("a.txt", f"Cầu mới\n\n{BODY}\n\n{heading}\n\n{TEASERS}".encode())
    assert document.text == f"Cầu mới\n\n{BODY}\n\n{heading}\n\n{TEASERS}"
    assert document.text[document.body_end :] == f"{heading}\n\n{TEASERS}"


def test_a_box_within_the_article_is_no_end() -> None:
    document = parse("a.txt", f"Cầu mới\n\n{BODY}\n\nTin liên quan\n\nĐường mới\n\n{BODY}\n\n{BODY}".encode())
    assert document.body_end == len(document.text)


def test_the_last_heading_counts_where_the_article_went_on() -> None:
    text = f"Cầu mới\n\n{BODY}\n\nTin liên quan\n\nĐường mới\n\n{BODY}\n\n{BODY}\n\nĐọc thêm\n\n{TEASERS}"
    document = parse("a.txt", text.encode())
    assert document.text[document.body_end :] == f"Đọc thêm\n\n{TEASERS}"


def test_a_heading_above_the_body_is_no_end() -> None:
    document = parse("a.txt", f"Cầu mới\n\nĐọc thêm\n\nĐường mới\n\n{BODY}".encode())
    assert document.body_end == len(document.text)


def test_a_sentence_is_no_heading() -> None:
    document = parse("a.txt", f"Cầu mới\n\n{BODY}\n\nĐọc thêm sách giúp ích nhiều.\n\nĐường mới".encode())
    assert document.body_end == len(document.text)


# --- Markdown


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Cầu mới #", "Cầu mới"),
        ("Cầu mới\n=======\nBài.", "Cầu mới\n\nBài."),
        ("Một **cây cầu** *dài* và __rộng__ _lắm_.", "Một cây cầu dài và rộng lắm."),
        ("***Rất*** đẹp", "Rất đẹp"),
        ("Xem [trang này](https://a.vn/b_(c)) nhé.", "Xem trang này nhé."),
        ("Xem [trang này][1] nhé.\n\n[1]: https://a.vn", "Xem trang này nhé."),
        ("![ảnh](a.jpg)\nCầu mới", "Cầu mới"),
        ("[![ảnh](a.jpg)](b.html) Cầu", "Cầu"),
        ("> Trích lời\n> ông Nam", "Trích lời\nông Nam"),
        ("* Một\n- Hai\n1. Ba", "Một\nHai\n1. Ba"),
        ("Tệp `a_b_c.txt` và snake_case_name", "Tệp a_b_c.txt và snake_case_name"),
        ("2 * 3 * 4 = 24", "2 * 3 * 4 = 24"),
        (r"Giá 5\*, mục \[1\]", "Giá 5*, mục [1]"),
        ("Một <!-- ghi chú --> hai", "Một  hai"),
        ("Một\n\n---\n\nHai", "Một\n\nHai"),
        ("<p>Giá <b>gạo</b> tăng&nbsp;15.000 &amp;&#8203; lên</p>\n\n\n<p>Hai</p>", "Giá gạo tăng 15.000 & lên\n\nHai"),
        ("| Tỉnh | Dân |\n|---|---|\n| Huế | 1,3 |", "Tỉnh | Dân\nHuế | 1,3"),
        ("Giá[^1] tăng.\n\n[^1]: Theo sở.", "Giá tăng.\n\nTheo sở."),
    ],
)
def test_markdown_reads_as_prose(markdown: str, text: str) -> None:
    assert text_of(markdown, "a.md") == text


def test_plain_text_is_not_read_as_markdown() -> None:
    assert text_of("Một *hai* [ba](bốn)\n# năm &amp;") == "Một *hai* [ba](bốn)\n# năm &amp;"


# --- anything

LONG = 20_000
HOSTILE = {
    "fields without an end": "---\n" + "  a: b\n" * LONG + "het\n",
    "tags without a name": "---\n" + "- tag\n" * LONG + "dc.title: y\n",
    "nested fields": "---\ntitle: " + "[{a: " * LONG + "\n---\nx",
    "a long title": "---\ntitle: a" + " " * LONG + "b\n---\nx",
    "fields that are no YAML": "---\n" + "date: '\n" * LONG + "---\nx",
    "midnights": "---\ndate: 2024-05-02" + " 00:00" * LONG + "x\n---\nx",
    "a long heading": "# a" + " " * LONG + "b",
    "headings": "# a\n" * LONG,
    "stops": "a" + "." * LONG + "b c",
    "abbreviations": "A. " * LONG,
    "marks on a letter": "a" + "\u0301\u0323" * LONG,
    "images": "![" * LONG,
    "images in images": "![" * LONG + "](a)" * LONG,
    "links": "[a](" * LONG,
    "links in links": "[a" * LONG + "](b)" * LONG,
    "named links": "[a]: /b\n" * LONG + "[a][b" * LONG,
    "stars": "*a **b " * LONG + "c** d*" * LONG,
    "code": "".join("`" * n for n in range(1, 200)) + "`a ``" * LONG,
    "tags": "<a b='" * LONG,
    "comments": "<!-- " * LONG,
    "scripts": "<script><style>" * LONG,
    "cells": "<td></td> " * LONG,
    "entities": "&#" * LONG,
    "quotations": "> " * LONG + "a",
    "lists": "- " * LONG + "a\n" + "- a\n" * LONG,
    "numbers": "1. " * LONG,
    "a wide table": "|" * LONG + "\n" + "|-" * LONG + "\n",
    "tables": "a|b\n-|-\n" * LONG,
    "teasers": "• " * LONG + "\n" + "Đọc thêm\n" * LONG,
    "nothing but teasers": "Tin nóng\n" * LONG,
    "dates": "Hà Nội," + " " * LONG + "05/09/2024 " * LONG,
    "Lao": "ກ ກ" * LONG,
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("source", ["a.txt", "a.md"])
def test_no_file_takes_long(case: str, source: str) -> None:
    data = HOSTILE[case].encode()
    start = time.thread_time()
    try:
        text = parse(source, data).text
    except ReadError:
        text = ""
    split_sentences(text)
    assert time.thread_time() - start < 5  # most take less than half a second


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from(["a.txt", "a.md", "a.xyz", "a"])
)
def test_any_bytes_are_an_article_or_an_error(data: bytes, source: str) -> None:
    try:
        document = parse(source, data)
    except ReadError:
        return
    assert document.text == document.text.strip("\n") != ""
    assert document.title
    assert 0 <= document.body_end <= len(document.text)
    assert unicodedata.is_normalized("NFC", document.text)


@given(st.text("aâ.\n /#*_[]()-:1đ\u0301\u200b", max_size=200), st.sampled_from(["a.txt", "a.md"]))
def test_text_without_page_lines_is_kept(text: str, source: str) -> None:
    try:
        document = parse(source, text.encode())
    except ReadError:
        return
    assert "\n\n\n" not in document.text
    assert not any(line.endswith(" ") for line in document.text.split("\n"))
