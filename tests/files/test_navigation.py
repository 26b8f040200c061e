"""Menus above articles, imprints below them."""

from __future__ import annotations

import pytest

from rag.files.articles import parse
from rag.files.navigation import imprint_start, without_navigation

MENU = ["Báo Vàm Sa", "Trang chủ", "Thời sự", "Kinh tế", "Pháp luật", "English", "Đăng nhập", "Tìm kiếm"]
IMPRINT = (
    "Cơ quan chủ quản: Tỉnh ủy Vàm Sa\nTổng biên tập: Nguyễn Phước Toàn\n"
    "Tòa soạn: 9 đường 30/4. Điện thoại: 0299 3 820 001\nGiấy phép số 112/GP-BTTTT cấp ngày 3/6/2021"
)


def test_a_menu_of_lines_goes_with_the_name_above_it() -> None:
    assert without_navigation([*MENU, "", "Cầu mới thông xe", "26/4/2025"]) == ["", "Cầu mới thông xe", "26/4/2025"]


def test_a_headline_above_the_menu_stays() -> None:
    lines = ["Thông xe cầu Vàm Tắc, dân hai bờ hết lụy phà", *MENU[1:], "26/4/2025"]
    assert without_navigation(lines) == [lines[0], "26/4/2025"]


def test_a_short_headline_below_the_menu_stays_before_its_section() -> None:
    lines = [*MENU, "Lũ về đồng", "Thời sự", "26/4/2025 08:00"]
    assert without_navigation(lines) == ["Lũ về đồng", "Thời sự", "26/4/2025 08:00"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Kinh tế", "Giá heo tăng", "26/4/2025"],
        ["Báo cáo gồm các phần:", "Kinh tế", "Văn hóa", "Y tế"],  # nothing below: it is the article
        ["Trường | Giáo dục | Y tế", "Số 1 | 20 | 30"],
        ["Tổng số | Giáo dục | Y tế", "Số 1 | 20 | 30"],
        [],
        [""],
    ],
)
def test_what_is_no_menu_stays(lines: list[str]) -> None:
    assert without_navigation(lines) == lines


def test_a_name_with_sections_in_a_line() -> None:
    lines = ["Vam Sa Online | English | Travel", "Floating market loses half its boats"]
    assert without_navigation(lines) == lines[1:]


def test_the_headline_is_the_title_though_the_page_begins_with_a_menu() -> None:
    page = "\n".join(
        [*MENU, "Giá heo hơi ngày 5/6/2025", "05/06/2025 06:45", "Chia sẻ", "A- A A+", "Giá là 74.000 đồng."]
    )
    document = parse("a.txt", page.encode())
    assert document.title == "Giá heo hơi ngày 5/6/2025"
    assert document.date == "05/06/2025 06:45"
    assert document.text == "Giá heo hơi ngày 5/6/2025\n05/06/2025 06:45\nGiá là 74.000 đồng."


def test_an_imprint_ends_the_article() -> None:
    text = f"Giá heo tăng\nGiá là 74.000 đồng.\n{IMPRINT}"
    assert text[imprint_start(text) :] == IMPRINT
    assert parse("a.txt", text.encode()).body == "Giá heo tăng\nGiá là 74.000 đồng.\n"


def test_one_such_line_or_a_long_one_behind_it_is_the_article() -> None:
    for text in ("Bổ nhiệm\nTổng biên tập: ông Toàn", f"Bổ nhiệm\n{IMPRINT}\n{'Ông Toàn sinh ở Sa Lộc. ' * 20}"):
        assert imprint_start(text) == len(text)


def test_teasers_end_an_article_of_short_lines() -> None:
    article = "Kết quả xổ số ngày 14/5/2025\nĐặc biệt | 481 902\nGiải nhất | 37 115\nGiải nhì | 90 264\n"
    document = parse("a.txt", f"{article}Đọc nhiều\nChủ hụi lãnh 13 năm tù\n{IMPRINT}".encode())
    assert document.body == article


def test_a_heading_of_teasers_above_the_article_does_not_end_it() -> None:
    text = "Kết quả xổ số\nTin liên quan\nĐặc biệt | 481 902\nGiải nhất | 37 115"
    assert parse("a.txt", text.encode()).body == text
