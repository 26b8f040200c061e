"""The times, people, places, teams and organisations that sentences mention, with all of their words."""

from __future__ import annotations

import pytest

from rag.text.mentions import ORGANISATION, PEOPLE, PHONE, PRECISE, TEAM, TIME, WIN, WON, places


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Khai mạc lúc 7 giờ 30 phút sáng 26/6/2024.", {"clock": "7 giờ 30 phút sáng", "day": "26/6/2024"}),
        ("Từ 8h30 thứ Bảy, ngày 3/5", {"clock": "8h30", "week": "thứ Bảy", "day": "ngày 3/5"}),
        ("On June 5, 2023 at 5 p.m.", {"day": "June 5, 2023", "clock": "5 p.m."}),
        ("Trong quý II/2024", {"month": "quý II/2024"}),
        ("Đầu năm 2019 tăng 2.019 đồng, 2024%", {"year": "năm 2019"}),
        ("ວັນທີ 5 ພຶດສະພາ 2024", {"day": "ວັນທີ 5 ພຶດສະພາ 2024"}),
        ("Xe 1.2024 đồng, 12-2024", {}),
    ],
)
def test_times(text: str, told: dict[str, str]) -> None:
    assert {match.lastgroup: match.group() for match in TIME.finditer(text)} == told


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Gọi 0299 3 812 466 hoặc 1900 0277.", ["0299 3 812 466", "1900 0277"]),
        ("Gọi 115 ngay, có 115 người.", ["115"]),
        ("+84 912 345 678", ["+84 912 345 678"]),
        ("Số 012345, giá 1.900.000", []),
    ],
)
def test_telephone_numbers(text: str, numbers: list[str]) -> None:
    assert PHONE.findall(text) == numbers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ông Lê Văn Tám đến.", "Lê Văn Tám"),
        ("Giám đốc bệnh viện Hoàng Nam đến.", "Hoàng Nam"),
        ("Minh Anh, giám đốc", "Minh Anh"),
        ("Nguyễn Văn Phú đến.", "Nguyễn Văn Phú"),
        ("Dr. Helen Morgan came.", "Helen Morgan"),
        ("ທ່ານ ສົມພອນ ກ່າວວ່າ", "ສົມພອນ"),
        ("Đường Nguyễn Văn Phú dài.", None),
        ("Phan Thiết có mưa.", None),
        ("Bà con xã Sậy", None),
        ("Ông Bí thư đến.", None),
    ],
)
def test_people(text: str, name: str | None) -> None:
    assert {match["name"] for pattern in PEOPLE for match in pattern.finditer(text)} == ({name} if name else set())


def test_places_stand_behind_their_words() -> None:
    vietnamese, english = places(["ở", "tại"]), places(["in", "at"], english=True)
    assert [m["name"] for m in vietnamese.finditer("Họp ở xã Sậy, huyện Vạc và tại Ban Quản lý, ở nhà")] == [
        "xã Sậy, huyện Vạc"
    ]
    assert [m["name"] for m in english.finditer("held at the old market in Vinh, Nghe An.")] == [
        "the old market in Vinh, Nghe An"
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("đội Sông Lam thắng", "Sông Lam"),
        ("câu lạc bộ bóng đá Sậy", "Sậy"),
        ("ທີມລາວ", "ລາວ"),
        ("đội trưởng Nam", None),
        ("đội bóng của Nam", None),
    ],
)
def test_teams(text: str, name: str | None) -> None:
    found = TEAM.search(text)
    assert (found and found["n"]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Công ty cổ phần Năng lượng Ngàn Trươi khởi công", "Năng lượng Ngàn Trươi"),
        ("Mekong Power Company built it", "Mekong Power Company"),
        ("ບໍລິສັດລາວ", "ລາວ"),
        ("công ty của tôi", None),
    ],
)
def test_organisations(text: str, name: str | None) -> None:
    found = ORGANISATION.search(text)
    assert (found and found["n"]) == name


@pytest.mark.parametrize(
    ("question", "asks"),
    [("Đội nào vô địch?", True), ("Who won?", True), ("Ai giành lại ghế?", False), ("Đội nào thua?", False)],
)
def test_who_won_is_asked(question: str, asks: bool) -> None:
    assert (WON.search(question) is not None) == asks
    assert WIN.search("Đội Sậy về nhất")


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("Họp mấy giờ?", "lúc 8h30", "ngày 5/6"),
        ("Xây năm nào?", "năm 2019", "ngày 5/6"),
        ("Họp ngày nào?", "ngày 5/6", "lúc 8h30"),
        ("Which month?", "in May 2024", "8:30"),
    ],
)
def test_what_a_question_about_time_asks_for_more_exactly(question: str, answer: str, other: str) -> None:
    [holds] = [told for asked, told in PRECISE if asked.search(question)]
    assert holds.search(answer)
    assert not holds.search(other)
