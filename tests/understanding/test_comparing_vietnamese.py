"""Vietnamese questions that compare two things: the names, and what is asked of each."""

from __future__ import annotations

import pytest

from rag.understanding.comparing_vietnamese import asked_of_thing, bare, in_vietnamese


@pytest.mark.parametrize(
    ("question", "names", "first"),
    [
        ("cầu Sậy với cầu Vạc cầu nào dài hơn", ("cầu Sậy", "cầu Vạc"), "cầu Sậy dài bao nhiêu?"),
        ("giữa cầu Sậy và cầu Vạc, cầu nào hẹp hơn", ("cầu Sậy", "cầu Vạc"), "cầu Sậy rộng bao nhiêu?"),
        ("cầu nào thông xe trước, Sậy hay Vạc", ("cầu Sậy", "cầu Vạc"), "cầu Sậy thông xe khi nào?"),
        ("cau Say voi cau Vac cau nao dai hon", ("cau Say", "cau Vac"), "cau Say dài bao nhiêu?"),
        (
            "cam loại một và loại hai cái nào đắt hơn",
            ("cam loại một", "cam loại hai"),
            "giá cam loại một là bao nhiêu?",
        ),
        ("ông Phú với bà Lý ai nhiều tuổi hơn", ("ông Phú", "bà Lý"), "ông Phú bao nhiêu tuổi?"),
        ("đội nào thắng nhiều trận hơn, Sậy hay Vạc", ("đội Sậy", "đội Vạc"), "đội Sậy thắng bao nhiêu trận?"),
        ("cầu Sậy có dài hơn cầu Vạc không", ("cầu Sậy", "cầu Vạc"), "cầu Sậy dài bao nhiêu?"),
        ("cầu Sậy hay cầu Vạc dài hơn", ("cầu Sậy", "cầu Vạc"), "cầu Sậy dài bao nhiêu?"),
        ("giá mít Sậy so với mít Vạc", ("mít Sậy", "mít Vạc"), "giá mít Sậy là bao nhiêu?"),
        ("giá mít Sậy với mít Vạc cái nào cao hơn", ("mít Sậy", "mít Vạc"), "giá mít Sậy là bao nhiêu?"),
        ("số học sinh của trường Sậy so với Vạc", ("trường Sậy", "trường Vạc"), "trường Sậy có bao nhiêu học sinh?"),
    ],
)
def test_two_names_and_what_is_asked_of_each(question: str, names: tuple[str, str], first: str) -> None:
    second = first.replace(names[0], names[1])
    assert in_vietnamese(question, compares=False) == (names, (first, second))


@pytest.mark.parametrize(
    ("question", "names", "first"),
    [
        ("dân số của xã Sậy và xã Vạc", ("xã Sậy", "xã Vạc"), "dân số của xã Sậy là bao nhiêu?"),
        ("xã Sậy và Vạc về dân số", ("xã Sậy", "xã Vạc"), "dân số của xã Sậy là bao nhiêu?"),
        ("cách trồng mít ở Sậy và ở Vạc", ("Sậy", "Vạc"), "cách trồng mít ở Sậy như thế nào?"),
    ],
)
def test_what_might_ask_of_both_at_once_compares_where_that_is_said(
    question: str, names: tuple[str, str], first: str
) -> None:
    assert in_vietnamese(question, compares=True) == (names, (first, first.replace(names[0], names[1])))
    assert in_vietnamese(question, compares=False) is None


@pytest.mark.parametrize(
    "question",
    [
        "cầu nào dài nhất",
        "cầu Sậy và cầu Sậy cầu nào dài hơn",
        "cầu Sậy, cầu Vạc và cầu Cò cầu nào dài hơn",
        "năm nay giá mít cao hơn năm ngoái không",
        "ai nói giá mít cao hơn năm ngoái",
        "cầu nào dài hơn cầu Sậy",
        "",
    ],
)
def test_what_surely_compares_no_two(question: str) -> None:
    assert in_vietnamese(question, compares=False) is None


@pytest.mark.parametrize(
    ("said", "name", "asked"),
    [
        ("vốn đầu tư", "cầu Sậy", "vốn đầu tư của cầu Sậy là bao nhiêu?"),
        ("giá vé", "hang Vạc", "giá vé hang Vạc là bao nhiêu?"),
        ("rộng", "cầu Sậy", "cầu Sậy rộng bao nhiêu?"),
        ("nang", "ca Say", "ca Say nặng bao nhiêu?"),
        ("đẹp", "cầu Sậy", None),
        ("rộng lắm", "cầu Sậy", None),
    ],
)
def test_a_property_or_a_quality_is_asked_of_a_thing(said: str, name: str, asked: str | None) -> None:
    assert asked_of_thing(said, name) == asked


@pytest.mark.parametrize(
    ("name", "own"),
    [("cầu Sậy", "Sậy"), ("cau Say", "Say"), ("Trạm y tế Vạc", "Vạc"), ("Sậy", "Sậy"), ("cầu", "cầu"), ("", "")],
)
def test_a_name_without_its_kind(name: str, own: str) -> None:
    assert bare(name) == own
