"""Whether an article tells anything of a day."""

from __future__ import annotations

from datetime import date

import pytest

from rag.finding.days import Day, scheduled, tells_of_a_day

JUNE_5 = date(2025, 6, 5)


@pytest.mark.parametrize(
    ("text", "day", "told"),
    [
        ("Ngày 5/6, giá heo ở mức 74.000 đồng/kg.", (2025, 6, 5), True),
        ("Ngày 5/6, giá heo ở mức 74.000 đồng/kg.", (None, 6, 5), True),
        ("Ngày 5/6, giá heo ở mức 74.000 đồng/kg.", (2024, 6, 5), False),  # of the year of the article
        ("Ngày 5/6, giá heo ở mức 74.000 đồng/kg.", (2025, 6, 10), False),
        ("Cúp điện từ ngày 9 đến 13/6 ở phường 4.", (2025, 6, 11), True),
        ("Cúp điện từ ngày 9 đến 13/6 ở phường 4.", (2025, 6, 14), False),
        ("Cúp điện ngày 9 và 10/6 ở phường 4.", (2025, 6, 9), True),
        ("Lễ hội từ 4/6 đến 9/6/2025.", (2025, 6, 7), True),
        ("Lễ hội từ 4/6 đến 9/6/2025.", (2025, 6, 10), False),
        ("Họp ngày 4/6. Ngày 9/6 bế mạc.", (2025, 6, 7), False),  # two days, none between
        ("Từ ngày 1/6/2025, vé xe là 85.000 đồng.", (2025, 9, 2), True),
        ("Từ 15 giờ ngày 1/6/2025, xăng bán 19.590 đồng.", (2025, 6, 3), True),
        ("Từ ngày 1/6/2025, vé xe là 85.000 đồng.", (2025, 5, 2), False),
        ("Trường nộp tiền trước ngày 30/6.", (2025, 6, 20), True),
        ("Trong tháng 7/2025 tỉnh tiếp dân ba lần.", (2025, 7, 9), True),
        ("Hôm qua nước lũ lên nhanh.", (2025, 6, 4), True),
        ("Năm nay nước lũ lên nhanh.", (2025, 2, 4), False),  # a year tells nothing of a day
        ("Nước lũ lên nhanh.", (2025, 6, 5), True),
        ("Nước lũ lên nhanh.", (2025, 6, 3), True),  # soon after
        ("Nước lũ lên nhanh.", (2025, 6, 1), False),
        ("Nước lũ lên nhanh.", (2025, 6, 6), False),  # it came out before
        ("The road is closed June 5-7.", (2025, 6, 6), True),
        ("Tỷ lệ là 30/2.", (2025, 2, 28), False),
    ],
)
def test_a_day_that_an_article_of_5_june_2025_tells(text: str, day: Day, told: bool) -> None:
    assert tells_of_a_day(text, JUNE_5, [day]) is told


def test_an_article_without_a_date_may_tell_of_any_day_unless_it_names_others() -> None:
    assert tells_of_a_day("Nước lũ lên nhanh.", None, [(2025, 6, 5)])
    assert not tells_of_a_day("Ngày 9/6/2025 nước lũ lên nhanh.", None, [(2025, 6, 5)])
    assert tells_of_a_day("Ngày 9/6/2025 nước lũ lên nhanh.", None, [(None, 6, 9)])


def test_one_of_some_days_is_enough() -> None:
    assert tells_of_a_day("Ngày 5/6, giá là 74.000 đồng.", JUNE_5, [(2025, 6, 4), (2025, 6, 5)])


def test_29_february_is_in_no_other_year() -> None:
    assert not tells_of_a_day("Ngày 28/2/2025 họp.", date(2025, 2, 28), [(None, 2, 29)])
    assert tells_of_a_day("Ngày 29/2/2024 họp.", date(2024, 2, 29), [(None, 2, 29)])


def test_what_of_a_schedule_is_of_a_day() -> None:
    lines = ["Lịch như sau:", "Ngày 5/5/2025:", "- Từ 7 giờ: ấp 3.", "Ngày 6/5/2025:", "- Từ 13 giờ: chợ."]
    assert scheduled(lines, [(2025, 5, 5)]) == [None, True, True, False, False]
    assert scheduled(lines, [(None, 5, 6)]) == [None, False, False, True, True]


def test_a_row_is_of_the_day_in_its_first_cell_and_no_other_row_is() -> None:
    rows = ["Ngày | Giờ | Nơi", "9/6 | 5h | Trung Hạ", "10/6 | 6h | Hải Yến", "Mưa thì hoãn."]
    assert scheduled(rows, [(None, 6, 10)]) == [None, False, True, None]
    items = ["Ngày 6/5: cúp điện ở chợ.", "- 5/5: cúp ở ấp.", "Mọi thắc mắc gọi 1900."]
    assert scheduled(items, [(None, 5, 5)]) == [False, True, None]
