"""What compares two things, read into a question about each, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers.comparing import Side, apart, of_side, read
from rag.answers.generating import Statement
from rag.datatypes import Hit, Sentence
from rag.text.words import fold


def questions(turn: str) -> tuple[str, ...]:
    return tuple(side.question for side in read(turn) or ())


@pytest.mark.parametrize(
    ("turn", "first", "second"),
    [
        ("cầu Sậy với cầu Vạc Con cầu nào dài hơn", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        ("Giữa cầu Sậy và cầu Vạc Con, cầu nào rộng hơn?", "Cầu Sậy rộng bao nhiêu?", "Cầu Vạc Con rộng bao nhiêu?"),
        ("Sậy hay Vạc Con thì cầu nào ngắn hơn?", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        ("Cầu nào cao hơn, Sậy hay Vạc Con vậy ạ?", "Cầu Sậy cao bao nhiêu?", "Cầu Vạc Con cao bao nhiêu?"),
        ("Cầu Sậy có dài hơn cầu Vạc Con không?", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        ("Cầu Sậy dài hơn Vạc Con bao nhiêu mét?", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        ("Ở Sậy đông dân hơn ở Vạc không?", "Dân số của Sậy là bao nhiêu?", "Dân số của Vạc là bao nhiêu?"),
        ("Cầu Sậy hay cầu Vạc Con dài hơn?", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        ("Cầu Sậy dài hơn hay cầu Vạc Con dài hơn?", "Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"),
        (
            "bệnh viện nào nhiều giường hơn, Đầm Sen hay Sản Nhi",
            "Bệnh viện Đầm Sen có bao nhiêu giường?",
            "Bệnh viện Sản Nhi có bao nhiêu giường?",
        ),
        (
            "So sánh giúp tôi số giường của bệnh viện Đầm Sen với bệnh viện Sản Nhi ạ",
            "Bệnh viện Đầm Sen có bao nhiêu giường?",
            "Bệnh viện Sản Nhi có bao nhiêu giường?",
        ),
        ("Ông Phú với bà Lý ai nhiều tuổi hơn", "Ông Phú bao nhiêu tuổi?", "Bà Lý bao nhiêu tuổi?"),
        ("Ai đến trước, ông Phú hay bà Lý?", "Ông Phú đến khi nào?", "Bà Lý đến khi nào?"),
        ("Cầu nào thông xe sau, Sậy hay Vạc Con?", "Cầu Sậy thông xe khi nào?", "Cầu Vạc Con thông xe khi nào?"),
        ("Hội Sậy hay hội Vạc kéo dài lâu hơn?", "Hội Sậy kéo dài bao lâu?", "Hội Vạc kéo dài bao lâu?"),
        ("Đội Sậy hay đội Vạc ghi nhiều bàn hơn?", "Đội Sậy ghi bao nhiêu bàn?", "Đội Vạc ghi bao nhiêu bàn?"),
        (
            "xã nào nuôi nhiều vịt hơn, Yên Sậy hay Yên Vạc",
            "Xã Yên Sậy nuôi bao nhiêu vịt?",
            "Xã Yên Vạc nuôi bao nhiêu vịt?",
        ),
        ("xã nào bán nhiều hơn, Yên Sậy hay Yên Vạc", "Xã Yên Sậy bán bao nhiêu?", "Xã Yên Vạc bán bao nhiêu?"),
        ("Lễ hội nào diễn ra lâu hơn, Sậy hay Vạc?", "Lễ hội Sậy diễn ra bao lâu?", "Lễ hội Vạc diễn ra bao lâu?"),
        (
            "So sánh dân số của xã Yên Sậy và Yên Vạc",
            "Dân số của xã Yên Sậy là bao nhiêu?",
            "Dân số của xã Yên Vạc là bao nhiêu?",
        ),
        (
            "So sánh tổng vốn đầu tư của cầu Sậy và cầu Vạc",
            "Tổng vốn đầu tư của cầu Sậy là bao nhiêu?",
            "Tổng vốn đầu tư của cầu Vạc là bao nhiêu?",
        ),
        (
            "So sánh xã Yên Sậy và xã Yên Vạc về dân số",
            "Dân số của xã Yên Sậy là bao nhiêu?",
            "Dân số của xã Yên Vạc là bao nhiêu?",
        ),
        (
            "xã nào có dân số đông hơn: Yên Sậy hay Yên Vạc?",
            "Dân số của xã Yên Sậy là bao nhiêu?",
            "Dân số của xã Yên Vạc là bao nhiêu?",
        ),
        (
            "Trường nào điểm chuẩn cao hơn, Yên Sậy hay Yên Vạc?",
            "Điểm chuẩn của trường Yên Sậy là bao nhiêu?",
            "Điểm chuẩn của trường Yên Vạc là bao nhiêu?",
        ),
        ("giá mít Đồng Sậy so với mít Bãi Vạc", "Giá mít Đồng Sậy là bao nhiêu?", "Giá mít Bãi Vạc là bao nhiêu?"),
        ("giá mít Đồng Sậy so với Bãi Vạc ra sao?", "Giá mít Đồng Sậy là bao nhiêu?", "Giá mít Bãi Vạc là bao nhiêu?"),
        (
            "giá mít Đồng Sậy với giá mít Bãi Vạc cái nào cao hơn?",
            "Giá mít Đồng Sậy là bao nhiêu?",
            "Giá mít Bãi Vạc là bao nhiêu?",
        ),
        ("So sánh giá mít loại một và loại hai", "Giá mít loại một là bao nhiêu?", "Giá mít loại hai là bao nhiêu?"),
        ("Số ca mắc ở Yên Sậy so với Yên Vạc", "Yên Sậy có bao nhiêu ca mắc?", "Yên Vạc có bao nhiêu ca mắc?"),
        ("giá mít so với giá na", "Giá mít là bao nhiêu?", "Giá na là bao nhiêu?"),
        (
            "giá mít Đồng Sậy năm 2024 so với mít Bãi Vạc",
            "Giá mít Đồng Sậy là bao nhiêu năm 2024?",
            "Giá mít Bãi Vạc là bao nhiêu năm 2024?",
        ),
        ("So sánh ý kiến của ông Phú và bà Lý", "Ý kiến của ông Phú như thế nào?", "Ý kiến của bà Lý như thế nào?"),
        # typed without marks, which the articles restore
        ("cau say voi cau vac con cau nao dai hon", "Cau say dai bao nhieu?", "Cau vac con dai bao nhieu?"),
        ("gia mit Dong Say so voi mit Bai Vac", "Gia mit Dong Say la bao nhieu?", "Gia mit Bai Vac la bao nhieu?"),
        ("cau nao dai hon, cau may hay cau moi", "Cau may dai bao nhieu?", "Cau moi dai bao nhieu?"),
        # English
        ("Which bridge is longer, Say or Vac Con?", "How long is the Say bridge?", "How long is the Vac Con bridge?"),
        (
            "Which is older: the Say bridge or the Vac bridge?",
            "How old is the Say bridge?",
            "How old is the Vac bridge?",
        ),
        ("Is the old bridge wider than the new bridge?", "How wide is the old bridge?", "How wide is the new bridge?"),
        ("Say or Vac, which bridge is higher?", "How high is the Say bridge?", "How high is the Vac bridge?"),
        ("Who is younger, Mr Phu or Mrs Ly?", "How old is Mr Phu?", "How old is Mrs Ly?"),
        (
            "Which hospital has more beds, Say or Vac?",
            "How many beds does the Say hospital have?",
            "How many beds does the Vac hospital have?",
        ),
        (
            "Which cost more, the Say dam or the Vac dam?",
            "How much did the Say dam cost?",
            "How much did the Vac dam cost?",
        ),
        (
            "Which bridge costs less, Say or Vac?",
            "How much does the Say bridge cost?",
            "How much does the Vac bridge cost?",
        ),
        (
            "Which cost more, the Say dam or the Vac weir?",
            "How much did the Say dam cost?",
            "How much did the Vac weir cost?",
        ),
        ("Who scored more goals, Phu or Ly?", "How many goals did Phu score?", "How many goals did Ly score?"),
        ("Does Say have more pupils than Vac?", "How many pupils does Say have?", "How many pupils does Vac have?"),
        ("Which bridge opened first, Say or Vac?", "When did the Say bridge open?", "When did the Vac bridge open?"),
        ("Which dam was built earlier, Say or Vac?", "When was the Say dam built?", "When was the Vac dam built?"),
        ("Compare the population of Say and Vac", "What is the population of Say?", "What is the population of Vac?"),
        (
            "price of Say plums compared to Vac plums",
            "What is the price of Say plums?",
            "What is the price of Vac plums?",
        ),
    ],
)
def test_what_compares_two_is_read_into_two_questions(turn: str, first: str, second: str) -> None:
    assert questions(turn) == (first, second)


@pytest.mark.parametrize(
    "turn",
    [
        "",
        "Ai ghi nhiều bàn nhất?",
        "A và B ký hợp tác khi nào?",
        "đội nào thắng, Sậy hay Vạc",
        "Cầu nào dài nhất, Sậy hay Vạc?",
        "Cái nào quan trọng hơn, an toàn hay tốc độ?",
        # two times, which answers are told by
        "so sánh 2024 với 2025",
        "So sánh đội thắng năm 2023 và 2024",
        "so sánh sản lượng mít 2024 với 2025",
        "so sánh giá mít tháng 3 với tháng 4",
        "Năm nào mưa nhiều hơn, 2023 hay 2024?",
        "Giá mít năm nay có cao hơn năm ngoái không?",
        "Giá mít so với vụ trước thế nào?",
        "So sánh giá mít với vụ trước",
        "gia mit so voi vu truoc",
        "Giá mít Đồng Sậy so với cùng kỳ",
        "Sản lượng mít tăng bao nhiêu so với vụ trước?",
        # one thing, none, three
        "Dân số tỉnh có đông hơn dự kiến không?",
        "Trường nào nhiều học sinh hơn trường Sậy?",
        "Cầu nào cao hơn đỉnh lũ hay mặt đường?",
        "cầu Sậy, cầu Vạc và cầu Con cầu nào dài hơn",
        "Ngoài Yên Sậy và Yên Vạc, xã nào nhiều vịt hơn?",
        "xã nào ở Yên Sậy và Yên Vạc nhiều vịt hơn?",
        "Vụ tai nạn bị thương 11 hay 13 người?",
        "Cầu Sậy với cầu Sậy cầu nào dài hơn?",
        "Phương án nào rẻ hơn, 1 hay 2?",
        # who joins two names, and does not compare them
        "Bác sĩ Phú và bác sĩ Lý cho biết bệnh viện nào đông hơn?",
        "Việt Nam và Lào hợp tác ở lĩnh vực nào nhiều tiền hơn?",
        "Sau khi cầu Sậy và cầu Vạc thông xe, xe nào được đi trước?",
        "Phú và Lý gặp ai trước?",
        "Ai nói rằng cầu mới cao hơn đỉnh lũ?",
        # what the turns before must tell
        "Cầu này với cầu Sậy cầu nào dài hơn?",
        "Is it cheaper than before?",
        "So sánh là gì?",
        "So sánh cầu Sậy và cầu Vạc",
        "Which bridge is longest?",
        "Who was the leader, Phu or Ly?",
        "Which team won, Say or Vac?",
        "What is the number of workers and teachers?",
        "Who is older than the teacher?",
    ],
)
def test_what_surely_compares_no_two_things_is_left(turn: str) -> None:
    assert read(turn) is None


WORDS = (
    "cầu Sậy Vạc Con xã nào ai dài nhiều vịt hơn hay và với so sánh giá của có không bao nhiêu trước năm 2024 , ?"
    " which bridge is longer or than Say compare the price of {} {x}"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60))
def test_any_turn_is_read(turn: str) -> None:
    sides = read(turn)
    if sides is None:
        return
    first, second = sides
    assert first.question != second.question
    assert fold(first.name) != fold(second.name)
    for side in sides:
        assert fold(side.name).lower() in fold(side.question).lower()
        assert side.question.endswith("?")
        assert " " in side.question


NAMES = st.sampled_from(["Sậy", "Vạc Con", "Yên Hạc", "Bến Cói"])


@given(NAMES, NAMES, st.sampled_from(["thắng", "dài nhất", "ở xa", "ký khi nào", "bị phạt vì sao"]))
def test_two_names_alone_make_no_comparison(x: str, y: str, predicate: str) -> None:
    assert read(f"Đội nào {predicate}, {x} hay {y}?") is None
    assert read(f"{x} và {y} {predicate}?") is None


# The sentence that tells of one ------------------------------------------------------------------------------------


def said(*texts: str, title: str = "Cầu Vạc Con sắp xong", marked: int = 0) -> list[Statement]:
    """The sentences of one passage as an answer that tells them all."""
    text, sentences = " ".join(texts), []
    for one in texts:
        start = text.index(one)
        sentences.append(Sentence(start, start + len(one), one))
    hit = Hit("a.txt", 0, len(text), text, 1.0, title, None, tuple(sentences))
    return [
        Statement(one, hit, sentence, marked=place == marked)
        for place, (one, sentence) in enumerate(zip(texts, sentences, strict=True))
    ]


SIDE = Side("cầu Vạc Con", "Cầu Vạc Con dài bao nhiêu?", frozenset({"vac", "con"}), frozenset({"say"}))


def told(*texts: str, title: str = "Cầu Vạc Con sắp xong", marked: int = 0) -> list[str]:
    found = of_side(SIDE, SIDE.question, said(*texts, title=title, marked=marked))
    shown = []
    for statement in found:
        text = statement.text
        for start, end in reversed(statement.highlights):
            text = f"{text[:start]}**{text[start:end]}**{text[end:]}"
        shown.append(text)
    return shown


def test_the_sentence_with_what_is_asked_is_told_behind_the_one_before_it() -> None:
    assert told("Cầu Vạc Con cách bến cũ 60 m.", "Cầu mới dài 204 m.", "Bến cũ vắng khách.") == [
        "Cầu Vạc Con cách bến cũ 60 m.",
        "Cầu mới dài **204 m**.",
    ]


def test_the_sentence_that_answers_is_told_alone() -> None:
    assert told("Cầu Vạc Con dài 204 m.", "Cầu được sơn xanh.") == ["Cầu Vạc Con dài **204 m**."]


def test_a_sentence_about_the_other_steps_back() -> None:
    assert told("Cầu Sậy dài 310 m.", "Cầu Vạc Con dài 204 m.")[-1] == "Cầu Vạc Con dài **204 m**."


def test_a_passage_about_the_other_alone_tells_nothing() -> None:
    assert told("Cầu dài 310 m.", title="Cầu Sậy thông xe") == []


def test_of_years_side_by_side_those_that_tell_what_is_asked_are_told() -> None:
    years = said("Năm ấy cầu Vạc Con dài 180 m.", "Cầu phao cách đó 90 m.", "Cầu nay dài 204 m.")
    every = [Statement(one.text, one.hit, one.support, lead=f"{year}: ") for year, one in enumerate(years, 2022)]
    found = of_side(SIDE, SIDE.question, every)
    assert [f"{one.lead}{one.text}" for one in found] == [
        "2022: Năm ấy cầu Vạc Con dài 180 m.",
        "2024: Cầu nay dài 204 m.",
    ]


def test_a_name_without_a_word_of_its_own_is_not_told_from_the_other() -> None:
    side = Side("cầu Sậy", "Cầu Sậy dài bao nhiêu?", frozenset(), frozenset({"cu"}))
    [found] = of_side(side, side.question, said("Cầu dài 310 m, thay cầu cũ."))
    assert found.text == "Cầu dài 310 m, thay cầu cũ."


def test_nothing_is_told_of_nothing() -> None:
    assert of_side(SIDE, SIDE.question, []) == []


def test_a_row_is_told_below_the_head_of_its_table() -> None:
    rows = "Cầu | Rộng | Dài", "Sậy | 8 m | 310 m", "Vạc Con | 9 m | 204 m"
    head, _, row = said(*rows)
    found = of_side(SIDE, SIDE.question, [head, row])
    assert [statement.text for statement in found] == ["Cầu | Rộng | Dài", "Vạc Con | 9 m | 204 m"]
    assert [[one.text[slice(*span)] for span in one.highlights] for one in found] == [[], ["204 m"]]


def test_a_row_is_told_below_the_head_and_not_below_the_row_of_the_other() -> None:
    head, row, of_vac = said("Cầu | Rộng | Dài", "Sậy | 8 m | 310 m", "Vạc Con | 9 m | 204 m")
    found = of_side(SIDE, SIDE.question, [head, row, of_vac])
    assert [statement.text for statement in found] == ["Cầu | Rộng | Dài", "Vạc Con | 9 m | 204 m"]


OTHER = Side("cầu phao cũ", "Cầu phao cũ dài bao nhiêu?", frozenset({"phao", "cu"}), frozenset({"vac", "con"}))
RIVAL = Side("cầu Vạc Con", "Cầu Vạc Con dài bao nhiêu?", frozenset({"vac", "con"}), frozenset({"phao", "cu"}))


def lengths(first: list[str], second: list[str], title: str) -> list[list[str]]:
    both = [of_side(RIVAL, RIVAL.question, said(*first, title=title)), of_side(OTHER, OTHER.question, said(*second))]
    return [[statement.text for statement in one] for one in apart([RIVAL, OTHER], both)]


def test_what_is_told_again_counts_for_the_one_that_it_is_of() -> None:
    phao = "Cầu dài 204 m, có bốn trụ, thay cầu phao cũ."
    again = ["Cầu dài 204 m và có bốn trụ.", "Phao cũ bỏ không."]
    assert lengths(["Cây cầu dài 204 m và có bốn trụ."], again, "Khánh thành cầu Vạc Con") == [
        ["Cây cầu dài 204 m và có bốn trụ."],
        [],
    ]
    assert lengths(["Cầu Vạc Con dài 204 m."], [phao], "Tin vắn") == [["Cầu Vạc Con dài 204 m."], [phao]]


def test_two_that_measure_the_same_are_both_told() -> None:
    both = lengths(["Cầu Vạc Con dài 204 m."], ["Cầu phao cũ dài 204 m."], "Tin vắn")
    assert both == [["Cầu Vạc Con dài 204 m."], ["Cầu phao cũ dài 204 m."]]


def test_one_sentence_may_tell_of_both() -> None:
    sentence = "Cầu Vạc Con dài 204 m, cầu phao cũ dài 90 m."
    assert lengths([sentence], [sentence], "Tin vắn") == [[sentence], [sentence]]


@pytest.mark.parametrize(
    ("names", "title", "told"),
    [
        (("cầu Vạc Con", "cầu Lau Sậy"), "Cầu Vạc Con nối đôi bờ sông Lau Sậy", [True, False]),
        (("the Vac Con bridge", "the Lau Say bridge"), "Cầu Vạc Con nối đôi bờ sông Lau Sậy", [True, False]),
        (("cầu Vạc Con", "cầu Lau Sậy"), "Cầu Vạc Con và cầu Lau Sậy dài như nhau", [True, True]),
        (("đội Vạc Con", "đội Lau Sậy"), "Cầu Vạc Con nối đôi bờ sông Lau Sậy", [True, True]),  # that tells nothing
    ],
)
def test_one_length_is_of_the_one_that_is_called_so(names: tuple[str, str], title: str, told: list[bool]) -> None:
    vac, lau = frozenset({"vac", "con"}), frozenset({"lau", "say"})
    question = "Cầu dài bao nhiêu?"
    sides = [Side(names[0], question, vac, lau), Side(names[1], question, lau, vac)]
    found = [of_side(side, question, said("Cây cầu dài 268 m, rộng 9 m.", title=title)) for side in sides]
    assert [bool(one) for one in apart(sides, found)] == told
