"""Which units answer which question."""

from __future__ import annotations

import pytest
import regex

from rag.text.units import CURRENCY, asked_units, has_unit, measures_asked


def taken(question: str, sentence: str, at: int) -> str | None:
    """What a question takes for its unit in a sentence, behind the number that ends at `at`."""
    for units in asked_units(question):
        for unit in units:
            match = unit.match(sentence, at)
            if match:
                return match.group()
    return None


@pytest.mark.parametrize(
    ("question", "number", "behind", "unit"),
    [
        ("Cầu mới dài bao nhiêu?", "680", " m, rộng", " m"),
        ("Cầu mới dài bao nhiêu?", "680", " m2", None),
        ("Cầu mới dài bao nhiêu?", "680", " tỷ đồng", None),
        ("How long is the bridge?", "12", " kilometres", " kilometres"),
        ("How long is the new bridge?", "3", " giờ", None),
        ("How long did it take?", "12", " hours", " hours"),
        ("How long did it take?", "12", " km", None),
        ("How long is the course?", "12", " hours", " hours"),
        ("Hội kéo dài bao nhiêu ngày?", "3", " ngày", " ngày"),
        ("Hội kéo dài bao nhiêu ngày?", "3", " km", None),
        ("Hồ sâu mấy mét?", "30", "m", "m"),
        ("cầu dài bao nhiêu met", "268", " m, rộng", " m"),  # no article has `mét`
        ("Tuyến đường dài bao nhiêu cây số?", "3.500", " mét", " mét"),
        ("Chuyến bay mất bao lâu?", "2", " giờ", " giờ"),
        ("Nạn nhân bao nhiêu tuổi?", "31", " tuổi", " tuổi"),
        ("How old was he?", "31", "-year-old", "-year-old"),
        ("Tỷ lệ hộ nghèo là bao nhiêu?", "3,2", "%", "%"),
        ("Diện tích rừng là bao nhiêu?", "450", " ha", " ha"),
        ("Công suất nhà máy là bao nhiêu?", "300", " MW", " MW"),
        ("Công suất nhà máy nước là bao nhiêu?", "20.000", " m3", " m3"),
        ("Nhà máy bao nhiêu megawatt?", "870", " kWh", None),
        ("Có bao nhiêu m² đất?", "450", " m đường", None),
        ("Có bao nhiêu m² đất?", "450", " m² đất", " m²"),
        ("How many square kilometres?", "5", " km vuông", " km vuông"),
        ("Cầu dài bao nhiêu?", "5", " m vuông", None),
        ("Cầu dài bao nhiêu?", "60", " km/h", None),
        ("Chuyến bay mất mấy tiếng?", "2", " tiếng", " tiếng"),
        ("How long was the road closed?", "3", " days", " days"),
        ("How long is the boat race?", "2", " hours", " hours"),
        ("How long is the beach?", "2", " hours", None),
        ("ຂົວຍາວເທົ່າໃດ?", "680", " ແມັດກວ້າງ", " ແມັດ"),
        ("Nhà máy bao nhiêu megawatt?", "300", " MW", " MW"),
        ("Thu hoạch bao nhiêu tấn?", "500", " kg", " kg"),
        ("Con lợn nặng bao nhiêu?", "550", " pound", " pound"),
        ("Sản lượng lúa là bao nhiêu?", "6,5", " tấn/ha", " tấn/ha"),
        ("ຂົວຍາວເທົ່າໃດ?", "680", " ແມັດ", " ແມັດ"),
    ],
)
def test_the_unit_that_a_question_takes(question: str, number: str, behind: str, unit: str | None) -> None:
    assert taken(question, number + behind, len(number)) == unit


@pytest.mark.parametrize(
    "question", ["Có bao nhiêu học sinh?", "Ai là giám đốc?", "How many people came?", "How many homes lost power?", ""]
)
def test_no_quantity_is_asked_for(question: str) -> None:
    assert asked_units(question) == []


def test_the_unit_that_is_named_comes_before_its_kin() -> None:
    first, then = asked_units("Kho chứa bao nhiêu tấn?")
    assert [unit.match("5 kg", 1) is not None for unit in first] == [False]
    assert any(unit.match("5 kg", 1) for unit in then)
    assert first == then[:1]


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Cầu mới dài bao nhiêu?", "Cầu dài 680 m.", "Cầu khởi công năm 2022, tốn 52 tỷ đồng."),
        ("How long is the Ray bridge?", "Cầu dài 680 m.", "Traders fear the Ray bridge."),
        ("Hồ sâu mấy mét?", "Hồ sâu 30 m.", "Hồ có 30 chiếc thuyền."),
    ],
)
def test_a_measure_is_told_by_its_unit(question: str, told: str, untold: str) -> None:
    measures = measures_asked(question)
    assert (has_unit(told, measures), has_unit(untold, measures)) == (True, False)


@pytest.mark.parametrize(
    "question",
    [
        "Cầu xây mất bao lâu?",
        "How long did it take?",
        "Ông Tư bao nhiêu tuổi?",
        "Có bao nhiêu sinh viên học ở cầu dài bao nhiêu?",
        "Cầu ở đâu?",
    ],
)
def test_a_time_an_age_and_a_count_are_no_measures(question: str) -> None:
    assert measures_asked(question) == []


@pytest.mark.parametrize(
    ("behind", "currency"),
    [
        ("đồng/kg", "đồng"),
        ("đồng phạm", None),
        ("đ một vé", "đ"),
        ("VNĐ", "VNĐ"),
        ("US dollars and", "US dollars"),
        ("USD/tấn", "USD"),
        ("đô la Mỹ", "đô la Mỹ"),
        ("EUR", "EUR"),
        ("euros", "euros"),
        ("yên", "yên"),
        ("bảng Anh", "bảng"),
        ("kíp Lào", "kíp"),
        ("ກີບ", "ກີບ"),
        ("kipper", None),
        ("con", None),
    ],
)
def test_currencies_stand_behind_a_number(behind: str, currency: str | None) -> None:
    found = regex.match(CURRENCY, behind, regex.I)
    assert (found.group() if found else None) == currency
