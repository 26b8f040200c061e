from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.files.datelines import find_date, is_stamp, says_published

STAMPS = {
    "07:24 27/06/2024": ("07:24 27/06/2024", date(2024, 6, 27)),
    "2018-06-29 15:25:08": ("2018-06-29 15:25:08", date(2018, 6, 29)),
    "2024-05-02T10:11:12+07:00": ("2024-05-02T10:11:12", date(2024, 5, 2)),
    "May 2, 2024": ("May 2, 2024", date(2024, 5, 2)),
    "Sept. 5, 2023": ("Sept. 5, 2023", date(2023, 9, 5)),
    "5 September 2023": ("5 September 2023", date(2023, 9, 5)),
    "Published May 2, 2024 at 3:15 pm": ("May 2, 2024 at 3:15 pm", date(2024, 5, 2)),
    "Published: 2024-05-02 Updated: 2024-05-03": ("2024-05-02", date(2024, 5, 2)),
    "ngày 15/4/2024": ("15/4/2024", date(2024, 4, 15)),
    "27 tháng 6 năm 2024": ("27 tháng 6 năm 2024", date(2024, 6, 27)),
    "Ngày 3 tháng 7, 2024": ("3 tháng 7, 2024", date(2024, 7, 3)),
    "Thứ ba, 6/12/2016, 07:00 (GMT+7)": ("6/12/2016, 07:00", date(2016, 12, 6)),
    "Chủ nhật, 05/11/2023 | 19:30": ("05/11/2023 | 19:30", date(2023, 11, 5)),
    "Cập nhật: 07:24 ngày 27/06/2024": ("07:24 ngày 27/06/2024", date(2024, 6, 27)),
    "15/04/2024 - 08h30": ("15/04/2024 - 08h30", date(2024, 4, 15)),
    "27.06.2024, 9:15": ("27.06.2024, 9:15", date(2024, 6, 27)),
    "06/27/2024": ("06/27/2024", date(2024, 6, 27)),
    "ວັນທີ 15 ພຶດສະພາ 2024": ("15 ພຶດສະພາ 2024", date(2024, 5, 15)),
    "15/5/2024": ("15/5/2024", date(2024, 5, 15)),
    "Cập nhật 16:03, 10/12/2024 (GMT+7)": ("16:03, 10/12/2024", date(2024, 12, 10)),
    # beside a section or the writer
    "05/09/2024 | Kinh tế": ("05/09/2024", date(2024, 9, 5)),
    "Kinh tế | 05/09/2024": ("05/09/2024", date(2024, 9, 5)),
    "Y tế 16/10/2025 10:00": ("16/10/2025 10:00", date(2025, 10, 16)),
    "Y tế - Sức khỏe 16/10/2025 10:00": ("16/10/2025 10:00", date(2025, 10, 16)),
    "Thời sự  25/04/2025 18:08": ("25/04/2025 18:08", date(2025, 4, 25)),
    "Thứ sáu, 25/04/2025 18:08 | THỜI SỰ": ("25/04/2025 18:08", date(2025, 4, 25)),
    "Business | Updated: 18 August 2025": ("18 August 2025", date(2025, 8, 18)),
    "18 August 2025 - Staff writer": ("18 August 2025", date(2025, 8, 18)),
    "Staff writer, 18 August 2025": ("18 August 2025", date(2025, 8, 18)),
    "By Minh and Lan Anh, 18 August 2025": ("18 August 2025", date(2025, 8, 18)),
    "Theo TTXVN | 2/9/2025": ("2/9/2025", date(2025, 9, 2)),
    "PV - TTXVN | 2/9/2025": ("2/9/2025", date(2025, 9, 2)),
    "Kinh tế | Lan Anh | 2/9/2025": ("2/9/2025", date(2025, 9, 2)),
    "Lan Anh - 2/9/2025 10:00": ("2/9/2025 10:00", date(2025, 9, 2)),
}


@pytest.mark.parametrize("line", STAMPS)
def test_a_line_that_says_when(line: str) -> None:
    assert is_stamp(line)
    assert find_date(["Cầu mới thông xe", line, "Sáng nay (1/1), cầu thông xe."], 0) == STAMPS[line]
    assert find_date([line, "Cầu mới thông xe"], 1) == STAMPS[line]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Hà Nội, ngày 15 tháng 4 năm 2024", ("15 tháng 4 năm 2024", date(2024, 4, 15))),
        ("Trần Bình, 27/6/2024", ("27/6/2024", date(2024, 6, 27))),
        ("27/6/2024 – Trần Bình", ("27/6/2024", date(2024, 6, 27))),
        ("27/6/2024 | TTXVN", ("27/6/2024", date(2024, 6, 27))),
        ("Trần Bình 07:24 27/6/2024", ("07:24 27/6/2024", date(2024, 6, 27))),
        ("Y tế 27/6/2024", ("27/6/2024", date(2024, 6, 27))),
    ],
)
def test_below_the_headline_a_place_or_a_name_may_stand_beside(line: str, expected: tuple[str, date]) -> None:
    assert find_date(["Cầu mới thông xe", line], 0) == expected
    assert find_date([line, "Cầu mới thông xe"], 1) == (None, None)
    assert not is_stamp(line)  # it may be a headline


@pytest.mark.parametrize(
    "line",
    [
        "Giá vàng 27/6/2024 10:00",
        "27/6/2024 - Khởi công",
        "27/6/2024 - Khánh",
        "27/6/2024 - Trần Bình: cầu đẹp",
        "27/6/2024, Kinh tế tăng trưởng",
        "27/6/2024 | Một Cái Tên Dài Quá Thể",
        "Đội Hà Tĩnh - Đội Nghệ An 27/6/2024 19:00",
        "Hà Tĩnh - Nghệ An - 27/6/2024 lúc nào",
        "Ông đến ngày 27/6/2024, rồi về",
    ],
)
def test_a_sentence_or_an_event_is_no_stamp(line: str) -> None:
    assert not is_stamp(line)
    assert find_date(["Cầu mới thông xe", line], 0) == (None, None)


@pytest.mark.parametrize("line", [*STAMPS, "2017-03-02 16:54:36"])
def test_when_an_article_was_published(line: str) -> None:
    assert says_published(line) == (line not in ("ngày 15/4/2024", "Ngày 3 tháng 7, 2024"))


@pytest.mark.parametrize(
    "line", ["Thời gian: 8h30 ngày 2/5/2024", "Ngày 2/5/2024:", "7h30", "2-1", "1.250.000", "Hà Nội, ngày 2/5/2024"]
)
def test_when_something_is_held_is_no_date_of_publication(line: str) -> None:
    assert not says_published(line)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("(Baotinh.vn) - Sáng nay (6/12), tại thị xã, cầu mới thông xe.", ("6/12", None)),
        ("Chiều hôm qua (26/6), đoàn đã tới nơi.", ("26/6", None)),
        ("Đoàn công tác, sáng nay 5/5, đã tới nơi.", ("5/5", None)),
        ("Chiều nay (26/6/2024), đoàn đã tới nơi.", ("26/6/2024", date(2024, 6, 26))),
        ("Trưa 14/8, công an có mặt.", ("14/8", None)),
        ("TTO - Sáng 9-12, công an có mặt.", ("9-12", None)),
        ("Ngày 3/7, đơn vị cho biết đã sửa xong.", ("3/7", None)),
        ("Ngày 3/7/2024, đơn vị cho biết đã sửa xong.", ("3/7/2024", date(2024, 7, 3))),
        ("HÀ NỘI, 2/5/2024 – Bộ trưởng lên đường.", ("2/5/2024", date(2024, 5, 2))),
        ("VIENTIANE, May 2 (Agency) -- The bridge opened.", ("May 2", None)),
        ("WASHINGTON, May 2, 2024 — The bridge opened.", ("May 2, 2024", date(2024, 5, 2))),
    ],
)
def test_a_dateline(paragraph: str, expected: tuple[str, date | None]) -> None:
    assert find_date(["Cầu mới thông xe", paragraph], 0) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "Hai bên nhắc lại biên bản ký ngày 15/6/2017 tại thị xã.",
        "Ngày 30/4/1975, đất nước thống nhất.",
        "Tỷ lệ 3/4, tăng so với năm trước.",
        "Vào ngày 6 tháng 10 năm 1973, cầu cũ sập.",
        "Giải thưởng mang tên 2/9 được trao.",
    ],
)
def test_a_date_that_is_only_told_of(paragraph: str) -> None:
    assert find_date(["Cầu mới thông xe", paragraph], 0) == (None, None)


def test_a_date_in_the_headline_is_not_the_date() -> None:
    assert find_date(["Lễ kỷ niệm 30/4/2015", "Mọi người dự lễ."], 0) == (None, None)
    assert find_date(["Cả nước đón 30/4/2015"], 0) == (None, None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Số 12/KH-SVH – ngày 4/5/2024", date(2024, 5, 4)),
        ("SỞ VĂN HÓA HẠ LAM – Số: 12/KH-SVH – ngày 4/5/2024", date(2024, 5, 4)),
        ("QUYẾT ĐỊNH số 7/2024/QĐ-UBND ngày 4/5/2024", date(2024, 5, 4)),
        ("(Kèm theo Thông báo số 9/TB-SNV ngày 4 tháng 5 năm 2024 của Sở Nội vụ)", date(2024, 5, 4)),
        ("Căn cứ Quyết định số 7/QĐ-UBND ngày 4/5/2024", None),
        ("Thông báo số 9/TB-SNV ngày 4/5/2024 nói cầu đã hỏng.", None),
        ("Số 12 đường Lê Lợi, ngày 4/5/2024", None),
    ],
)
def test_an_office_dates_its_paper_beside_the_number(line: str, day: date | None) -> None:
    printed = "4 tháng 5 năm 2024" if "tháng" in line else "4/5/2024"
    expected = (None, None) if day is None else (printed, day)
    assert find_date(["Mở lớp dạy bơi", line, "Lớp học mở trong hè."], 0) == expected
    assert find_date([line, "Lớp học mở trong hè."], 0) == expected


@pytest.mark.parametrize(
    ("title", "opening", "expected"),
    [
        ("Giá nông sản ngày 4/5/2024", "Cam giảm nhẹ.", ("4/5/2024", date(2024, 5, 4))),
        ("Thị trường rau quả hôm nay 4/5/2024", "Cam giảm nhẹ.", ("4/5/2024", date(2024, 5, 4))),
        ("Lễ mở cửa chợ Hạ 4/5/2024", "Sáng 4/5, chợ Hạ mở cửa.", ("4/5/2024", date(2024, 5, 4))),
        ("Lễ mở cửa chợ Hạ 4/5/2024", "Sáng 3/5, tiểu thương dọn hàng.", ("3/5", None)),
        ("Giá điện tăng từ ngày 4/5/2024", "Dân lo lắng.", (None, None)),
        ("Thời tiết ngày 4/5 và ngày 5/5/2024", "Trời nắng.", (None, None)),
        ("Chợ Hạ mở cửa ngày 4/5/2024", "Tiểu thương mong đợi.", (None, None)),
    ],
)
def test_the_day_in_a_headline_where_it_is_that_of_the_article(
    title: str, opening: str, expected: tuple[str | None, date | None]
) -> None:
    assert find_date([title, opening], 0) == expected


def test_without_a_headline_a_first_paragraph_may_tell_of_the_past() -> None:
    assert find_date(["Ngày 1/5/1994, cuộc đua bắt đầu lúc trưa."]) == (None, None)
    assert find_date(["Sáng nay (6/12), cuộc đua bắt đầu."]) == ("6/12", None)


def test_a_date_far_down_is_not_the_date() -> None:
    assert find_date(["Cầu mới thông xe", *["Một dòng."] * 12, "27/06/2024"], 0) == (None, None)


def test_nothing_in_nothing() -> None:
    assert find_date([]) == (None, None)


@pytest.mark.parametrize(
    "line", ["33 lượt xem", "Ngày mai", "Sáng", "3.500 người", "May", "", "/", "Chủ nhật buồn 2", "10:00 | Kinh tế"]
)
def test_lines_that_do_not_say_when(line: str) -> None:
    assert not is_stamp(line)


def test_a_time_alone_says_when() -> None:
    assert is_stamp("07:24")
    assert is_stamp("7h30")


@given(st.lists(st.text(max_size=60) | st.text("0123456789/-: thángnăm,.", max_size=30), max_size=6))
def test_what_is_printed_stands_in_a_line(lines: list[str]) -> None:
    printed, published = find_date(lines, 0 if lines else -1)
    assert printed is None or any(printed in line for line in lines)
    assert published is None or printed is not None
