"""Text to terms."""

from __future__ import annotations

import unicodedata
import zlib

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from rag.text.words import as_spoken, fold, folded, has_marks, spaced, term_ids, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t.,;!?…“”()[]—", []),
        ("Cảng mới mở cửa.", ["cảng", "mới", "mở", "cửa"]),
        ("Giá 12,5 triệu/tấn (tăng 3%)", ["giá", "12", "5", "triệu", "tấn", "tăng", "3"]),
        ("tên_file-2.txt", ["tên", "file", "2", "txt"]),
        ("SỞ Y TẾ", ["sở", "y", "tế"]),
        ("don't COVID-19 3G", ["don", "t", "covid", "19", "3g"]),
        ("а Москва Ω", ["а", "москва", "ω"]),
        ("😀🎉", []),
        ("a\u200bb", ["a", "b"]),
        ("ba ba ba", ["ba", "ba", "ba"]),
    ],
)
def test_words_are_lower_case_in_order(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(
    st.text(st.characters(max_codepoint=0x2FF) | st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF), max_size=40)
)
@example(
    "".join(chr(code) + " x" + chr(code) for code in (*range(0x300), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)))
)
def test_plain_text_is_read_as_any_other(text: str) -> None:
    assert terms(text) == terms(text + " ກ")[: len(terms(text))]
    assert terms(text + " ກ")[len(terms(text)) :] == ["ກ"]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("HOẢ", "hỏa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("loá", "lóa"),
        ("quý", "quý"),  # here u belongs to qu
        ("quỳ", "quỳ"),
        ("toàn", "toàn"),
        ("ngoài", "ngoài"),
        ("oà", "òa"),
    ],
)
def test_two_ways_to_place_a_tone_are_one_term(newer: str, older: str) -> None:
    assert terms(newer) == terms(older) == [older]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ນ້ຳ", ["ນ້ຳ"]),  # one cluster
        ("ລາວ", ["ລາ", "າວ"]),
        ("北京大学", ["北京", "京大", "大学"]),
        ("北", ["北"]),
        ("abc北京x", ["abc", "北京", "x"]),
        ("ຫນອງ", ["ໜອ", "ອງ"]),
        ("ປີ ໒໐໒໕", ["ປີ", "2025"]),
        ("ໂຮງຮຽນ 12", ["ໂຮ", "ຮງ", "ງຮ", "ຮຽ", "ຽນ", "12"]),
        ("ひらカナ", ["ひら", "らカ", "カナ"]),
    ],
)
def test_scripts_without_spaces_become_pairs_of_clusters(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@given(st.text())
def test_terms_do_not_depend_on_composition(text: str) -> None:
    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))


@example("ខ្ញុំទៅផ្សារ។ ငံ။ ๏ ⺀")
@given(st.text())
def test_terms_are_words_only(text: str) -> None:
    for term in terms(text):
        assert regex.fullmatch(r"[\p{L}\p{N}\p{M}]+", term)


@given(st.lists(st.sampled_from(["cảng", "tàu", "hoà", "12", "x", "ກາ"]), max_size=8))
def test_words_apart_are_words_together(words: list[str]) -> None:
    assert terms(", ".join(words)) == [term for word in words for term in terms(word)]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đường Nguyễn Thị Định", "Duong Nguyen Thi Dinh"),
        ("ưỡn ẹo ằẵ", "uon eo aa"),
        (unicodedata.normalize("NFD", "đèn lồng"), "den long"),
        ("plain ASCII 123", "plain ASCII 123"),
        ("", ""),
    ],
)
def test_folding_drops_marks(text: str, plain: str) -> None:
    assert fold(text) == plain
    assert fold(plain) == plain


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_what_has_no_marks_is_not_folded(text: str) -> None:
    assert fold(text) == text
    assert not has_marks(text)


@pytest.mark.parametrize("text", ["hà", "đ", "Đ", "ơ", "Ừ", "ẹ", "naïve", unicodedata.normalize("NFD", "tối"), "abc đ"])
def test_marks_are_seen(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["", "ha noi", "20°C ¿", "ກ່າວ", "Москва", "“x” – 1…", "½"])
def test_what_is_no_marked_latin_letter_is_none(text: str) -> None:
    assert not has_marks(text)


def test_signs_among_the_letters_are_no_marks() -> None:
    # × and ÷ lie among the accented letters of Latin-1; "gian hang 3×4 o dau" is given its diacritics
    assert not has_marks("3×4 ÷ 2")


def test_the_number_of_a_term_is_the_same_everywhere() -> None:
    assert term_ids(["cảng", "a", "cảng"]).tolist() == [
        zlib.crc32("cảng".encode()) % 2**24,
        0xB7BE43,
        zlib.crc32("cảng".encode()) % 2**24,
    ]
    assert term_ids([]).tolist() == []


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("HỘI NGHỊ Ở ĐÂU?", "hội nghị ở đâu?"),
        ("HOI NGHI NAM 2024", "hoi nghi nam 2024"),
        ("UBND", "UBND"),
        ("ວັກຊີນ HPV ຜະລິດຢູ່ໃສ", "ວັກຊີນ HPV ຜະລິດຢູ່ໃສ"),  # Lao has no capitals
        ("Hội nghị LHQ", "Hội nghị LHQ"),
        ("2024", "2024"),
        ("", ""),
    ],
)
def test_capitals_all_over_are_no_names(text: str, spoken: str) -> None:
    assert as_spoken(text) == spoken


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["Hoà Khoẻ Thuỷ", "Hòa Khỏe Thủy", "HOÀ KHOẺ THUỶ", "HÒA KHỎE THỦY"])
def test_case_composition_and_tone_placement_are_no_difference(written: str, form: str) -> None:
    text = unicodedata.normalize(form, written)
    assert terms(text) == ["hòa", "khỏe", "thủy"]
    assert fold(text).lower() == "hoa khoe thuy"
    assert has_marks(text)


def test_folded_are_the_distinct_terms_without_marks() -> None:
    assert folded("Đội Hòa, đội hoa") == {"doi", "hoa"}


def test_terms_stand_side_by_side_or_not() -> None:
    text = spaced(terms("Hiệu ứng nhà kính"))
    assert text == " hiệu ứng nhà kính "
    assert spaced(["nhà", "kính"]) in text
    assert spaced(["kính"]) in text
    assert spaced(["ứng", "kính"]) not in text
    assert spaced(["nh"]) not in text
