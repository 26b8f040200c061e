"""Articles of different times told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rag.answers.dating import leads, of_their_day, retells, year_of
from rag.datatypes import Hit


def hit(source: str = "a.txt", *, date: str | None = None, title: str = "Chợ hoa", text: str = "") -> Hit:
    return Hit(source, 0, len(text), text, 0.5, title, date)


@pytest.mark.parametrize(
    ("found", "year"),
    [
        (hit(date="16:20 29/04/2023"), 2023),
        (hit(date="29 April 2023"), 2023),
        (hit(date="6/12"), None),
        (hit(), None),
        (hit("tin/cho-hoa-2022.txt", date="6/12"), 2022),
        (hit("2024-05-01-cho-hoa.txt", text="Chợ hoa năm 2024 mở cửa."), 2024),
        (hit("2014.txt", text="Chợ hoa mở cửa."), None),  # a number, perhaps
        (hit("2021/cho-hoa.txt"), None),  # a folder keeps articles of any year
        (hit("cho-2022-2023.txt"), None),
        (hit(title="Chợ hoa năm 2021", date="6/12"), 2021),
        (hit(title="Từ năm 1945 đến nay, chợ hoa vẫn họp"), None),  # an encyclopedia
        (hit(date="3/1/2024", title="Chợ hoa 2023 đông khách"), 2023),  # told in January of the year before
        (hit(date="3/1/2024", title="Từ chợ hoa 1986 đến nay"), 2024),
        (hit(date="3/1/2024", title="Kế hoạch chợ hoa 2023 - 2025"), 2024),
        (hit(title="Giải 2.023 triệu đồng"), None),
    ],
)
def test_the_year_of_an_article(found: Hit, year: int | None) -> None:
    assert year_of(found) == year


OLD, NEW, UNDATED = hit("o.txt", date="2/3/2018"), hit("n.txt", date="2/3/2024"), hit("u.txt")


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [("vi", "Năm 2018: ", "Năm 2024: "), ("en", "In 2018: ", "In 2024: "), ("lo", "ປີ 2018: ", "ປີ 2024: ")],
)
def test_two_years_are_told_apart(language: str, old: str, new: str) -> None:
    assert leads([(OLD, "Chợ có 30 gian."), (NEW, "Chợ có 64 gian.")], language) == [old, new]


@pytest.mark.parametrize("said", [[], [(NEW, "A.")], [(NEW, "A."), (NEW, "B.")], [(UNDATED, "A."), (NEW, "B.")]])
def test_where_there_is_nothing_to_tell_apart_nothing_is_said(said: list[tuple[Hit, str]]) -> None:
    assert leads(said, "vi") == [""] * len(said)


def test_one_lead_serves_the_sentences_behind_it() -> None:
    other = hit("m.txt", date="20/3/2024")
    said = [(OLD, "A."), (OLD, "B."), (NEW, "C."), (other, "D.")]
    assert leads(said, "vi") == ["Năm 2018: ", "", "Năm 2024: ", ""]


def test_a_sentence_that_names_its_year_needs_none() -> None:
    assert leads([(OLD, "Năm 2018, chợ có 30 gian."), (NEW, "Chợ có 64 gian.")], "vi") == ["", "Năm 2024: "]


def test_a_sentence_of_another_year_is_told_to_be_of_an_article_of_its_own() -> None:
    said = [(OLD, "Chợ có 30 gian."), (NEW, "Chợ năm 2025 sẽ dời đi.")]
    assert leads(said, "vi") == ["Năm 2018: ", "Bài năm 2024: "]
    assert leads(said, "en")[1] == "An article of 2024: "


def test_what_is_undated_among_years_says_so() -> None:
    said = [(OLD, "A."), (UNDATED, "B."), (NEW, "C.")]
    assert leads(said, "vi") == ["Năm 2018: ", "Bài không ghi năm: ", "Năm 2024: "]


def test_months_of_one_year_are_told_apart_where_they_are_far_from_each_other() -> None:
    spring, autumn = hit("s.txt", date="2/3/2024"), hit("h.txt", date="5/11/2024")
    assert leads([(spring, "Giá 30 đồng."), (autumn, "Giá 64 đồng.")], "vi") == ["Tháng 3/2024: ", "Tháng 11/2024: "]
    assert leads([(spring, "Price 30."), (autumn, "Price 64.")], "en") == ["In March 2024: ", "In November 2024: "]
    assert leads([(spring, "Tháng 3, giá 30 đồng."), (autumn, "Giá 64 đồng.")], "vi") == ["", "Tháng 11/2024: "]
    week = hit("w.txt", date="9/3/2024")
    assert leads([(spring, "Giá 30 đồng."), (week, "Giá 64 đồng.")], "vi") == ["", ""]
    assert leads([(spring, "A."), (hit("cho-2024.txt", date="5/11"), "B.")], "vi") == ["", ""]  # its month is not known


FAIR_OLD = hit(
    "o.txt",
    title="Hội chợ hoa xuân Hòa An khai mạc",
    text="Hội chợ hoa xuân thường niên của xã Hòa An khai mạc sáng nay với 30 gian hàng của các làng nghề ven sông.",
)
FAIR_NEW = hit(
    "n.txt",
    title="Đông khách đến hội chợ hoa xuân Hòa An",
    text="Hội chợ hoa xuân thường niên của xã Hòa An năm nay có 64 gian hàng, đông gấp đôi, nhờ thêm các làng nghề.",
)
BRIDGE = hit(
    "b.txt",
    title="Thông xe cầu treo bắc qua suối Đá",
    text="Cây cầu treo dài tám mươi mét vừa được đưa vào sử dụng, giúp học sinh hai bản khỏi phải lội suối mùa mưa.",
)


def test_articles_about_one_kind_of_event_are_alike() -> None:
    assert retells([FAIR_OLD], [FAIR_NEW])
    assert not retells([FAIR_OLD], [BRIDGE])
    assert not retells([hit(title="Hội chợ hoa xuân")], [hit(title="Hội chợ hoa xuân")])  # too short to tell
    assert not retells([], [BRIDGE])


def dated(found: Hit, date: str) -> Hit:
    return replace(found, date=date)


def test_one_matter_over_the_years_is_told_by_year() -> None:
    said = [(dated(FAIR_OLD, "2/3/2023"), "Có 30 gian hàng."), (dated(FAIR_NEW, "3/3/2024"), "Có 64 gian hàng.")]
    assert leads(said, "vi") == ["Năm 2023: ", "Năm 2024: "]


def test_stories_that_have_nothing_in_common_are_no_matter_over_the_years() -> None:
    said = [(dated(FAIR_OLD, "2/3/2023"), "Có 30 gian hàng."), (dated(BRIDGE, "3/3/2024"), "Cầu dài 80 mét.")]
    assert leads(said, "vi") == ["", ""]
    said = [(dated(FAIR_OLD, "2/3/2024"), "Có 30 gian hàng."), (dated(BRIDGE, "3/9/2024"), "Cầu dài 80 mét.")]
    assert leads(said, "vi") == ["", ""]


def test_one_of_its_own_among_others_is_of_an_article_of_its_year() -> None:
    others = [(dated(FAIR_OLD, "2/3/2023"), "Có 30 gian hàng."), (dated(FAIR_NEW, "3/3/2024"), "Có 64 gian hàng.")]
    said = [*others, (dated(BRIDGE, "3/3/2025"), "Cầu dài 80 mét.")]
    assert leads(said, "vi") == ["Năm 2023: ", "Năm 2024: ", "Bài năm 2025: "]


def test_across_languages_nothing_in_common_says_nothing() -> None:
    fair = hit(
        "e.txt",
        date="3/3/2024",
        title="Spring flower fair opens again",
        text="The yearly spring flower fair of the commune opened this morning, and there were 64 stalls of the"
        " villages along the river, which is twice as many as there had been at the last one.",
    )
    assert leads([(dated(FAIR_OLD, "2/3/2023"), "Có 30 gian hàng."), (fair, "64 stalls.")], "en") == [
        "In 2023: ",
        "In 2024: ",
    ]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("Năm nay có 27 đội.", "Bài ngày 2/3/2024: "),
        ("Giá tăng so với tháng trước.", ""),  # what it is compared with is no time
        ("Hôm qua, chợ đã đóng cửa.", "Bài ngày 2/3/2024: "),
        ("Hôm qua, chợ hoa năm 2024 đã đóng cửa.", ""),
        ("Chợ có 64 gian.", ""),
    ],
)
def test_a_time_seen_from_the_day_of_an_article_is_told_with_that_day(sentence: str, lead: str) -> None:
    said = [(NEW, sentence)]
    assert of_their_day(said, [""], "vi", date(2026, 11, 27)) == [lead]
    assert of_their_day(said, ["Năm 2024: "], "vi", date(2026, 11, 27)) == ["Năm 2024: "]
    assert of_their_day(said, [""], "vi", date(2026, 11, 27), {2024}) == [""]
    assert of_their_day(said, [""], "vi", date(2024, 3, 2)) == [""]  # it is read on that day


def test_the_day_of_an_article_is_told_once_before_its_sentences() -> None:
    said = [
        (NEW, "Chợ có 64 gian."),
        (NEW, "This year it is bigger."),
        (OLD, "Sold last month."),
        (UNDATED, "This year."),
    ]
    leads_ = of_their_day(said, [""] * 4, "en", date(2024, 5, 1))
    assert leads_ == ["", "", "An article of 2 March 2018: ", ""]
    leads_ = of_their_day(said, [""] * 4, "en", date(2025, 5, 1))
    assert leads_ == ["An article of 2 March 2024: ", "", "An article of 2 March 2018: ", ""]
