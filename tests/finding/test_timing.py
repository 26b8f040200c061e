"""The time that a question names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Document
from rag.finding.timing import AskedTime

TODAY = date(2025, 3, 1)


def asked(question: str) -> AskedTime:
    return AskedTime.of(question, TODAY)


def article(text: str = "Không nói ngày.", published: date | None = None, printed: str | None = None) -> Document:
    return Document("a.txt", "Tên", printed, text, published)


@pytest.mark.parametrize(
    ("question", "years", "days"),
    [
        ("Ai thắng năm 2024?", {2024}, set()),
        ("Who won in 2023 and 2024?", {2023, 2024}, set()),
        ("ai vô địch 2024", {2024}, set()),
        ("ใครชนะ 2024", {2024}, set()),
        ("ໃຜຊະນະ ປີ 2024", {2024}, set()),
        ("mùa giải 2023-2024 ai vô địch", {2023, 2024}, set()),
        ("giai đoạn 2021–2023", {2021, 2022, 2023}, set()),
        ("từ năm 2020 đến năm 2022 xây mấy cầu", {2020, 2021, 2022}, set()),
        ("from 2020 to 2022", {2020, 2021, 2022}, set()),
        ("hội nghị ngày 6/12", set(), {(6, 12)}),
        ("hội nghị 6/12 họp ở đâu", set(), {(6, 12)}),
        ("lễ 2/9 tổ chức ở đâu", set(), {(2, 9)}),
        ("dịp 30/4 có gì", set(), {(30, 4)}),
        ("hội nghị ngày 6/12/2018", {2018}, {(6, 12)}),
        ("họp 06.12.2018 ở đâu", {2018}, {(6, 12)}),
        ("họp 2018-12-06 ở đâu", {2018}, {(6, 12)}),
        ("ngày 26 tháng 6 có gì", set(), {(26, 6)}),
        ("ngay 26 thang 6 nam ngoai co gi", {2024}, {(26, 6)}),
        ("ngày 26 tháng 6 năm 2024 có gì", {2024}, {(26, 6)}),
        ("tháng 6/2024 có gì", {2024}, set()),
        ("tháng 6 năm 2024 có gì", {2024}, set()),
        ("what happened on April 29?", set(), {(29, 4)}),
        ("what happened on 29 April 2024?", {2024}, {(29, 4)}),
        ("the race of April 2024", {2024}, set()),
        ("ວັນທີ 29 ເມສາ 2024", {2024}, {(29, 4)}),
        ("năm nay và năm ngoái", {2025, 2024}, set()),
        ("last year's harvest", {2024}, set()),
        ("5 năm trước ai thắng", {2020}, set()),
        ("những năm trước ai thắng", set(), set()),
        ("hôm qua họp gì", {2025}, {(28, 2)}),
        ("sáng nay họp gì", {2025}, {(1, 3)}),
        ("What is the price of gold today?", {2025}, {(1, 3)}),
        ("What is the town known as today?", set(), set()),
        ("giá 38.000 đồng, 45/13, dài 2024 km", set(), set()),
        ("2000 công nhân làm ở đâu", set(), set()),
        ("hơn 2/3 dân số sống ở đâu", set(), set()),
        ("ai may 2 bộ áo", set(), set()),
        ("thắng với tỷ số 3/2 phải không", set(), set()),
        ("quốc lộ 2024 đi đâu", set(), set()),
        ("giá 2024.000 đồng", set(), set()),
        ("Ai là hiệu trưởng?", set(), set()),
    ],
)
def test_what_a_question_names(question: str, years: set[int], days: set[tuple[int, int]]) -> None:
    assert (asked(question).years, asked(question).days) == (years, days)
    assert bool(asked(question)) == bool(years or days or asked(question).latest)


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("Hội nghị mới nhất họp ở đâu?", True),
        ("the latest summit", True),
        ("mới đi", False),
        ("hoi nghi moi nhat", True),
        ("tuần vừa qua họp gì", False),
    ],
)
def test_what_is_newest_may_be_asked_for(question: str, latest: bool) -> None:
    assert asked(question).latest is latest


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Ai thắng giải đua năm 2024?", "Ai thắng giải đua ?"),
        ("Ai đến ngày 6/12/2018 vậy", "Ai đến vậy"),
        ("Ai đến ngày 6 tháng 12 vậy", "Ai đến vậy"),
        ("hội nghị 6/12 họp ở đâu", "hội nghị họp ở đâu"),
        ("Who won in 2024", "Who won"),
        ("Who won on April 29, 2024?", "Who won ?"),
        ("hơn 2/3 dân số", "hơn 2/3 dân số"),
        ("Ai thắng?", "Ai thắng?"),
    ],
)
def test_a_question_without_its_time(question: str, topic: str) -> None:
    assert " ".join(AskedTime.strip(question).split()) == topic


@given(st.text(alphabet="0123456789/-. năm thángyqhô2024", max_size=40))
def test_any_digits_are_read(question: str) -> None:
    time = asked(question)
    assert all(1 <= day <= 31 and 1 <= month <= 12 for day, month in time.days)
    assert all(1900 <= year <= 2099 or year >= TODAY.year - 99 for year in time.years)
    assert len(AskedTime.strip(question)) <= len(question) + 40


def test_an_article_of_the_year_gains_and_one_of_another_loses() -> None:
    time = asked("đua thuyền năm 2024")
    right = article(published=date(2024, 4, 29))
    wrong = article(published=date(2023, 4, 29))
    told = article("Năm 2024 thì khác.", published=date(2023, 4, 29))
    undated = article()
    undated_told = article("Mở đầu.\nHội năm 2024 đông.")
    assert [time.timely(d, d.text) for d in (right, wrong, told, undated)] == [True, False, True, None]
    assert time.timely(undated_told, "Mở đầu.") is True
    assert [time.adjust(d, d.text) for d in (right, wrong, undated)] == [0.03, -0.06, 0.0]


def test_for_today_only_an_article_of_the_day_answers() -> None:
    time = asked("Hôm nay họp gì?")
    of_the_day, of_another = article(published=date(2025, 3, 1)), article("Ngày 1/3/2025.", published=date(2025, 2, 1))
    assert [time.timely(d, d.text) for d in (of_the_day, of_another, article())] == [True, False, False]
    assert time.timely(article(printed="1/3"), "x") is True


@pytest.mark.parametrize(
    ("question", "ranges", "open_dates"),
    [
        ("tuần trước họp gì", {(date(2025, 2, 17), date(2025, 2, 23))}, set()),
        ("tháng 6/2024 có gì", {(date(2024, 6, 1), date(2024, 6, 30))}, set()),
        ("quý 2 năm 2023 thu bao nhiêu", {(date(2023, 4, 1), date(2023, 6, 30))}, set()),
        ("tháng 6 có gì, ngày 2/9 có gì", set(), {(6, 0), (9, 2)}),
        ("hội nghị 31/2/2024", {(date(2024, 2, 1), date(2024, 2, 29))}, set()),
    ],
)
def test_a_time_is_a_range_of_days(
    question: str, ranges: set[tuple[date, date]], open_dates: set[tuple[int, int]]
) -> None:
    assert (asked(question).ranges, asked(question).open) == (ranges, open_dates)


def test_for_last_week_an_article_of_that_week_answers_or_a_later_one_that_tells_of_it() -> None:
    time = asked("Tuần trước họp gì?")  # from 17 to 23 February
    within, before = article(published=date(2025, 2, 18)), article(published=date(2025, 2, 10))
    after = article(published=date(2025, 2, 25))
    assert [time.timely(d, "Khai mạc.") for d in (within, before, after, article())] == [True, False, False, False]
    assert time.timely(after, "Ngày 20/2, khai mạc.") is True
    assert time.timely(after, "Ngày 20/2/2024, khai mạc.") is False
    assert time.timely(before, "Ngày 20/2 sẽ khai mạc.") is False  # it only announces
    assert time.timely(article(printed="18/2"), "x") is True


def test_yesterday_s_event_may_be_told_today() -> None:
    time = asked("Hôm qua họp gì?")
    today = article(published=TODAY)
    assert time.timely(today, "Chiều 28/2, đoàn họp.") is True
    assert time.timely(today, "Chiều 1/3, đoàn họp.") is False


@pytest.mark.parametrize(
    ("question", "gains"),
    [
        # an article of 5 July 2024 that tells of 28 June, one of 20 May 2024, one without a date, one of June 2023
        ("tháng 6/2024 có gì", [0.06, -0.03, 0.0, -0.12]),
        ("tháng 6 có gì", [0.03, -0.06, 0.0, 0.03]),
        ("in late June 2024", [0.06, -0.03, 0.0, -0.12]),
        ("quý 2 năm 2024", [0.06, 0.06, 0.0, -0.12]),
        ("đầu năm 2024", [-0.03, -0.03, 0.0, -0.12]),
        ("năm 2024", [0.03, 0.03, 0.0, -0.06]),
    ],
)
def test_within_a_year_the_month_and_the_week_count(question: str, gains: list[float]) -> None:
    articles = [
        article("Ngày 28/6, cầu thông xe.", date(2024, 7, 5), "5/7/2024"),
        article("Cầu thông xe.", date(2024, 5, 20), "20/5/2024"),
        article(),
        article("Cầu thông xe.", date(2023, 6, 1), "1/6/2023"),
    ]
    assert [round(asked(question).adjust(d, d.text), 2) for d in articles] == gains


def test_a_file_name_may_tell_the_year() -> None:
    filed = Document("2022/hoi-nghi_2022.txt", "Tên", "6/12", "Sáng nay (6/12), khai mạc.")
    assert asked("hội nghị năm 2022").timely(filed, "x") is True
    assert asked("hội nghị năm 2021").timely(filed, "x") is False


def test_an_article_of_the_day_gains_and_one_of_another_loses() -> None:
    time = asked("hội nghị ngày 6/12")
    assert time.timely(article(), "x") is None
    assert time.adjust(article(printed="6/12"), "x") == 0.03
    assert time.adjust(article("Sáng nay (6/12), khai mạc."), "x") == 0.03
    assert time.adjust(article("On December 6, it opened."), "x") == 0.03
    assert time.adjust(article("Ngày 6 tháng 12, khai mạc."), "x") == 0.03
    assert time.adjust(article(printed="26/6"), "x") == -0.06
    assert time.adjust(article(), "x") == 0.0


def test_of_what_fits_alike_the_newest_gains_most() -> None:
    old, new = article(published=date(2018, 12, 6)), article(published=date(2024, 6, 26))
    far, undated = article(published=date(2025, 1, 1)), article()
    time = asked("hội nghị mới nhất")
    assert time.prefer_latest([old, new, far, undated], [0.70, 0.68, 0.60, 0.69]) == [0.03, 0.06, 0.0, 0.0]
    assert asked("hội nghị").prefer_latest([old, new], [0.7, 0.7]) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("question", "exact"),
    [
        ("giá vàng ngày 5/5/2025", ((2025, 5, 5),)),
        ("gia vang 5/5/2025", ((2025, 5, 5),)),
        ("ngày 5/5 cúp điện ở đâu", ((None, 5, 5),)),
        ("What was the price of gold on 5 May 2025?", ((2025, 5, 5),)),
        ("giá vàng ngày 5/5/2025 và ngày 6/5/2025", ((2025, 5, 5), (2025, 5, 6))),
        ("từ ngày 5/5/2025 vé xe bao nhiêu", ()),
        ("sau ngày 5/5/2025 phải nộp gì", ()),
        ("truoc 5/5/2025 phai nop gi", ()),
        ("giá vàng tháng 5/2025", ()),
        ("giá vàng ngày 5/5 và năm ngoái", ()),
        ("giá vàng hôm qua", ()),
    ],
)
def test_days_that_are_asked_of_themselves(question: str, exact: tuple[object, ...]) -> None:
    assert asked(question).exact == exact


def test_an_article_of_another_day_is_not_timely() -> None:
    of_the_day = article("Sáng 5/5, vàng bán 11,9 triệu đồng/chỉ.", date(2025, 5, 5))
    of_another = article("Sáng 22/4, vàng bán 11,9 triệu đồng/chỉ.", date(2025, 4, 22))
    for question, told in (("giá vàng ngày 5/5/2025", True), ("giá vàng ngày 5/5", None)):
        assert asked(question).timely(of_the_day, of_the_day.text) is told
        assert asked(question).timely(of_another, of_another.text) is False
