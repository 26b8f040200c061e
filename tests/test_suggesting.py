"""Questions are made of sentences that answer them by themselves, and are shown where they are answered."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes import FakeEmbedder, Folder

from rag import Assistant
from rag.datatypes import Answer, Citation
from rag.suggesting import Suggestion, answered, suggestions


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            "Sáng 20/8, huyện Hương Khê (Hà Tĩnh) tổ chức lễ thông xe cầu Hà Linh mới, chấm dứt cảnh đi cầu treo.",
            [("when", "20/8", "Huyện Hương Khê tổ chức lễ thông xe cầu Hà Linh mới khi nào?")],
        ),
        (
            "Cầu Hà Linh mới ở huyện Hương Khê đã thông xe sáng 20/8, khép lại những năm khó khăn.",
            [("when", "20/8", "Cầu Hà Linh mới ở huyện Hương Khê đã thông xe khi nào?")],
        ),
        (
            "Nhà máy Khe Nước Trong khởi công vào tháng 3/2022.",
            [("when", "3/2022", "Nhà máy Khe Nước Trong khởi công khi nào?")],
        ),
        (
            "Lượng mưa ba ngày tại trạm Hướng Linh là khoảng 487 mm, cao gấp đôi năm 2020.",
            [("count", "487", "Lượng mưa ba ngày tại trạm Hướng Linh là bao nhiêu mm?")],
        ),
        (
            "Khách đến Tràng An trong tháng đạt 1,1 triệu lượt.",
            [("count", "1,1 triệu", "Khách đến Tràng An trong tháng đạt bao nhiêu lượt?")],
        ),
        (
            "Chiều 11/7, hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra tại thành phố Đông Hà, Quảng Trị.",
            [
                ("when", "11/7", "Hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra tại thành phố Đông Hà khi nào?"),
                ("where", "Đông Hà", "Hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra ở đâu?"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_sentence_becomes_what_it_answers(sentence: str, made: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.told, each.question) for each in suggestions(sentence)] == made


@pytest.mark.parametrize(
    "sentence",
    [
        "Cầu dài 268 m, rộng 9 m.",  # which?
        "Ông Trần Xuân Lộc cho biết xã Hà Linh có 310 ha cam.",
        "Nằm cách cửa khẩu quốc tế Cầu Treo 35 km, bệnh viện đón cả người Lào.",
        "Năm nay huyện Hương Khê hiện nay có 12 xã.",
        "Đội này của xã Quảng Phú được 12 điểm.",
        "Ngày hội ở xã Hà Linh bắt đầu lúc 17 giờ 30 phút.",
        "Đoạn đường qua xã Hà Linh từ 12 đến 15 km bị ngập.",
        "Quốc lộ 8 qua huyện Hương Sơn bị sạt lở.",
        "Có 180 đại biểu của Quảng Trị dự hội nghị.",
        "Trong 12 đội của xã Hà Linh có 5 đội về đích.",
        "Xã Hà Linh có 3 thôn với 310 ha cam.",  # a number is left in the question
        "The show at Dong Hoi museum brings together 146 objects from villages.",
        "“Xã Hà Linh có 310 ha cam”, chủ tịch xã nói.",
        "",
    ],
)
def test_a_sentence_that_leans_on_others_becomes_none(sentence: str) -> None:
    assert list(suggestions(sentence)) == []


def said(question: str, quote: str, told: str, *, refused: bool = False) -> Answer:
    cited = (Citation(1, "a.txt", "A", None, quote, 0, len(quote)),)
    start = quote.find(told)
    spans = ((start, start + len(told)),) if start >= 0 else ()
    return Answer(f"{quote} [1]", () if refused else cited, refused=refused, question=question, highlights=spans)


def made(*named: str) -> list[list[Suggestion]]:
    """`count:5:xã nào có` and the like, one an article."""
    return [[Suggestion(f"{words}?", told, kind)] for kind, told, words in (name.split(":") for name in named)]


def choose(
    questions: Sequence[Sequence[Suggestion]], quotes: dict[str, str], n: int = 3
) -> tuple[list[str], list[str]]:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        told = next(each.told for article in questions for each in article if each.question == question)
        quote = quotes.get(question, f"Có {told} cái.")
        return said(question, quote, told, refused=quote == "refused")

    return answered(questions, ask, n), asked


def test_what_is_not_answered_by_its_number_is_not_shown() -> None:
    questions = made("count:5:xã Hà Linh", "count:6:huyện Ea Kao", "count:7:cầu Phú Lâm")
    shown, asked = choose(questions, {"xã Hà Linh?": "refused", "huyện Ea Kao?": "Có 9 cái."})
    assert shown == ["cầu Phú Lâm?"]
    assert asked == ["xã Hà Linh?", "huyện Ea Kao?", "cầu Phú Lâm?"]


def test_kinds_differ_and_stories_too() -> None:
    questions = made("count:5:xã Hà Linh", "count:6:huyện Ea Kao", "when:1/2:cầu Phú Lâm", "when:3/4:cầu Phú Lâm mới")
    assert choose(questions, {}, 2)[0] == ["xã Hà Linh?", "cầu Phú Lâm?"]
    assert choose(questions, {}, 4)[0] == ["xã Hà Linh?", "cầu Phú Lâm?", "huyện Ea Kao?"]
    assert choose(questions, {}, 0) == ([], [])


def test_few_are_asked() -> None:
    questions = made(*(f"count:{n}:xã {n}" for n in range(30)))
    assert len(choose(questions, {f"xã {n}?": "refused" for n in range(30)})[1]) == 10


def test_the_sample_articles_answer_what_is_suggested(sample: Assistant) -> None:
    shown = sample.suggestions()
    assert shown == [
        "Cầu Hà Linh mới bắc qua sông Ngàn Sâu ở huyện Hương Khê đã chính thức thông xe khi nào?",
        "Hội nghị hợp tác thương mại biên giới thường niên Quảng Trị - Savannakhet năm 2024 diễn ra ở đâu?",
        "Bệnh viện Đa khoa huyện Hương Sơn đưa vào sử dụng khu điều trị nội trú năm tầng với bao nhiêu giường bệnh?",
    ]
    told = [answer.text[slice(*answer.highlights[0])] for answer in map(sample.ask, shown)]
    assert told == ["sáng 20/8", "thành phố Cay-xỏn Phôm-vi-hản, tỉnh Savannakhet (Lào)", "120 giường bệnh"]


def test_nothing_is_suggested_where_nothing_is_vietnamese(folder: Folder, embedder: FakeEmbedder) -> None:
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assert assistant.suggestions() == []
        folder.write("a.txt", "Bakery wins a medal\n\nThe bakery of Dong Hoi won 12 medals in the contest of towns.")
        assistant.sync()
        assert assistant.suggestions() == []
