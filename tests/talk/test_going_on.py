"""Turns that go on from the ones before, as people talk: asked of the repository's articles with the real model."""

from __future__ import annotations

from typing import Any

import pytest

from rag import Answer, Assistant
from rag.datatypes import Message
from rag.finding.retrieval import Retriever
from rag.finding.tracing import Trace
from rag.text.language import ask_for_question

RACE_2023 = "le-hoi/2023-04-29-dua-thuyen-song-gianh.txt"
BRIDGE = "giao-thong/cau-ha-linh-noi-doi-bo-song-ngan-sau.txt"
HOSPITAL = "y-te/khu-dieu-tri-moi-huong-son.md"
ORANGES = "kinh-te/cam-khe-may-vao-vu.txt"
FLOOD = "thoi-tiet/2023-11-15-mua-lu-huong-hoa.txt"
TRADE_2024 = "kinh-te/2024-07-12-hoi-nghi-thuong-mai-bien-gioi.txt"
SCHOOL = "english/friendship-school-thakhek.md"


def talked(assistant: Assistant, *turns: str) -> list[Message]:
    """Turns with their answers."""
    history: list[Message] = []
    for turn in turns:
        said = assistant.ask(turn, history).text
        history += [{"role": "user", "content": turn}, {"role": "assistant", "content": said}]
    return history


def talk(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last turn."""
    return assistant.ask(turns[-1], talked(assistant, *turns[:-1]))


@pytest.mark.parametrize(
    ("turns", "understood", "source", "fact"),
    [
        # what the turn says alone, another article would answer
        (
            ["benh vien huong son co may giuong", "giam doc la ai"],
            "bệnh viện Hương Sơn: giám đốc là ai",
            HOSPITAL,
            "Lê Quang Hiển",
        ),
        (
            ["benh vien huong son co may giuong", "giam doc la ai", "con kinh phi?"],
            "kinh phí của bệnh viện Hương Sơn là bao nhiêu?",
            HOSPITAL,
            "96 tỷ đồng",
        ),
        (
            ["Hội nghị thương mại biên giới 2022 họp ở đâu?", "2024 thì sao?"],
            "Hội nghị thương mại biên giới họp ở đâu 2024?",
            TRADE_2024,
            "Cay-xỏn Phôm-vi-hản",
        ),
        # it was understood otherwise
        (
            ["Đội nào vô địch đua thuyền sông Gianh?", "không, ý tôi là năm 2023"],
            "Đội nào vô địch đua thuyền sông Gianh năm 2023?",
            RACE_2023,
            "Quảng Phúc",
        ),
        (
            ["How many pupils does the bilingual school have?", "No, I mean what time does it start?"],
            "what time does the bilingual school start?",
            SCHOOL,
            "7.45 a.m.",
        ),
        (["Who opened the Ha Linh bridge?", "How long is it?"], "How long is the Hà Linh bridge?", BRIDGE, "268 m"),
        # of all articles, the cost of a school is nearer
        (
            ["Who opened the Ha Linh bridge?", "How long is it?", "And what did it cost?"],
            "And what did the Hà Linh bridge cost?",
            BRIDGE,
            "143 tỷ đồng",
        ),
        (
            ["How many pupils does the bilingual school have?", "Who is the headteacher?", "What time does it start?"],
            "the bilingual school: What time does it start?",
            SCHOOL,
            "7.45 a.m.",
        ),
    ],
)
def test_a_turn_goes_on(sample: Assistant, turns: list[str], understood: str, source: str, fact: str) -> None:
    history = talked(sample, *turns[:-1])
    answer = sample.ask(turns[-1], history)
    assert (answer.understood, answer.follows) == (understood, True)
    explanation = sample.explain(turns[-1], history=history)
    assert (explanation.understood or explanation.question) == understood
    assert source in [explained.hit.source for explained in explanation.hits[:2]]
    assert {citation.source for citation in answer.citations} == {source}
    assert fact in answer.text


@pytest.mark.parametrize("answer", ["", "Bệnh viện có 310 giường, trong đó 120 giường ở khu mới. [1]"])
def test_a_turn_goes_on_where_nothing_was_quoted_word_for_word(sample: Assistant, answer: str) -> None:
    history: list[Message] = [{"role": "user", "content": "Bệnh viện Hương Sơn có bao nhiêu giường?"}]
    history += [{"role": "assistant", "content": answer}] if answer else []
    found = sample.ask("Giám đốc là ai?", history)
    assert (found.understood, found.citations[0].source) == ("Bệnh viện Hương Sơn: Giám đốc là ai?", HOSPITAL)


def test_a_turn_goes_on_within_the_files_that_are_asked(sample: Assistant) -> None:
    history: list[Message] = [{"role": "user", "content": "Bệnh viện Hương Sơn có bao nhiêu giường?"}]
    found = sample.ask("Giám đốc là ai?", history, sources=["kinh-te"])
    assert {hit.source.split("/")[0] for hit in found.hits} == {"kinh-te"}


@pytest.mark.parametrize(
    ("turns", "source", "fact"),
    [
        # answered as well alone, from the article that was quoted
        (["mua lu huong hoa bao nhieu ho so tan", "thiet hai bao nhieu"], FLOOD, "21 tỷ đồng"),
        # of something else
        (["Bệnh viện Hương Sơn có bao nhiêu giường?", "giá cam loại một bao nhiêu?"], ORANGES, "38.000 đồng/kg"),
        (["Giá cam Khe Mây loại một bao nhiêu?", "what time does the school day begin?"], SCHOOL, "7.45 a.m."),
    ],
)
def test_a_turn_that_stands_alone_is_asked_alone(sample: Assistant, turns: list[str], source: str, fact: str) -> None:
    answer = talk(sample, *turns)
    assert not answer.follows
    assert answer.citations[0].source == source
    assert fact in answer.text


def test_a_turn_goes_on_with_the_last_reply_and_not_with_an_older_one(sample: Assistant) -> None:
    turns = "Mưa lũ Hướng Hóa sơ tán bao nhiêu hộ?", "kinh phí đua thuyền năm 2024?", "Còn năm 2023?"
    answer = talk(sample, *turns)
    assert answer.understood == "kinh phí đua thuyền năm 2023?"
    assert (answer.citations[0].source, "420 triệu đồng" in answer.text) == (RACE_2023, True)


@pytest.mark.parametrize(
    "turn",
    [
        *("nguồn nào?", "bai nao noi vay", "ở bài nào?", "Which article says that?"),
        *("Bạn chắc chứ?", "Có đúng không?", "that khong", "Vậy à?", "Are you sure?", "Really?"),
    ],
)
def test_where_it_stands_is_told(sample: Assistant, turn: str) -> None:
    answer = talk(sample, "Giá cam Khe Mây loại hai bao nhiêu?", turn)
    assert [(c.source, c.quote) for c in answer.citations] == [(ORANGES, "Cam loại hai có giá 25.000 đồng/kg.")]
    assert "Cam Khe Mây vào vụ, nhà vườn phấn khởi vì được giá" in answer.text


@pytest.mark.parametrize("turn", ["nói rõ hơn", "noi ro hon di", "tóm tắt lại", "Tell me more", "chi tiết hơn đi"])
def test_more_is_told_of_the_article_that_was_quoted(sample: Assistant, turn: str) -> None:
    answer = talk(sample, "Giá cam Khe Mây loại hai bao nhiêu?", "bà Lài có bao nhiêu gốc cam?", turn)
    assert {citation.source for citation in answer.citations} == {ORANGES}
    assert "310 ha cam" in answer.text


def test_what_was_refused_is_not_doubted(sample: Assistant) -> None:
    answer = talk(sample, "Ai phát minh ra bóng đèn?", "Bạn chắc không?")
    assert (answer.refused, answer.citations) == (True, ())


def test_before_anything_was_quoted_there_is_no_more_of_it(sample: Assistant) -> None:
    assert sample.ask("nói rõ hơn").refused
    greeted: list[Message] = [{"role": "user", "content": "xin chào"}, {"role": "assistant", "content": "Chào bạn!"}]
    for turn in ("nguồn nào?", "nói rõ hơn", "xem tiếp"):
        answer = sample.ask(turn, greeted)
        assert (answer.text, answer.refused) == (ask_for_question("vi"), True)


@pytest.mark.parametrize(
    ("turns", "searched"),
    [
        (["Bệnh viện Hương Sơn có bao nhiêu giường?"], ["Bệnh viện Hương Sơn có bao nhiêu giường?"]),
        (
            ["Bệnh viện Hương Sơn có bao nhiêu giường?", "Giám đốc là ai?"],
            ["Giám đốc là ai?", "Bệnh viện Hương Sơn: Giám đốc là ai?"],
        ),
        (
            ["Bệnh viện Hương Sơn có bao nhiêu giường?", "giá cam loại một bao nhiêu?"],
            ["giá cam loại một bao nhiêu?", "Bệnh viện Hương Sơn: giá cam loại một bao nhiêu?"],
        ),
        (["Giá cam Khe Mây bao nhiêu?", "còn vốn cầu Hà Linh?"], ["Giá cam bao nhiêu vốn cầu Hà Linh?"]),
        (["Giá cam Khe Mây loại hai bao nhiêu?", "nói rõ hơn"], ["Giá cam Khe Mây loại hai bao nhiêu?"]),
        (["Giá cam Khe Mây loại hai bao nhiêu?", "nguồn nào?"], ["Giá cam Khe Mây loại hai bao nhiêu?"]),
    ],
)
def test_nothing_is_searched_for_that_decides_nothing(
    sample: Assistant, monkeypatch: pytest.MonkeyPatch, turns: list[str], searched: list[str]
) -> None:
    *before, last = turns
    history: list[Message] = []
    for turn in before:
        history += [{"role": "user", "content": turn}, {"role": "assistant", "content": sample.ask(turn, history).text}]
    seen: list[str] = []
    trace = Retriever.trace

    def traced(self: Retriever, question: str, *args: Any) -> Trace:
        seen.append(question)
        return trace(self, question, *args)

    monkeypatch.setattr(Retriever, "trace", traced)
    sample.ask(last, history)
    assert seen == searched


def test_what_was_quoted_is_not_translated(sample: Assistant) -> None:
    answer = talk(sample, "Giá cam Khe Mây loại hai bao nhiêu?", "dịch sang tiếng Anh")
    assert (answer.citations, answer.refused) == ((), False)
    assert answer.text == "Tôi không dịch: tôi chỉ dẫn nguyên văn câu của các bài báo, bằng tiếng của bài."


@pytest.mark.parametrize(
    ("turn", "understood", "facts"),
    [
        (
            "Bệnh viện Hương Sơn có bao nhiêu giường? Giám đốc là ai?",
            "Bệnh viện Hương Sơn có bao nhiêu giường? Bệnh viện Hương Sơn: Giám đốc là ai?",
            ["lên 310", "Lê Quang Hiển"],
        ),
        (
            "cau ha linh dai bao nhieu? xay het bao nhieu tien?",
            "cầu Hà Linh dài bao nhiêu? cầu Hà Linh: tổng mức đầu tư bao nhiêu tiền?",
            ["268 m", "143 tỷ đồng"],
        ),
        (
            "How long is the Ha Linh bridge? What did it cost?",
            "How long is the Hà Linh bridge? What did the Hà Linh bridge cost?",
            ["268 m", "143 tỷ đồng"],
        ),
    ],
)
def test_two_questions_in_one_line_are_both_answered(
    sample: Assistant, turn: str, understood: str, facts: list[str]
) -> None:
    answer = sample.ask(turn)
    assert answer.understood == understood
    quotes = [citation.quote for citation in answer.citations]
    assert [fact in quote for fact, quote in zip(facts, quotes, strict=True)] == [True, True]


def test_of_two_questions_in_one_line_the_one_that_is_not_answered_is_named(sample: Assistant) -> None:
    answer = sample.ask("Cầu Hà Linh dài bao nhiêu? Thủ đô nước Pháp có bao nhiêu dân?")
    assert ["268 m" in citation.quote for citation in answer.citations] == [True]
    assert "Thủ đô nước Pháp có bao nhiêu dân?" in (answer.note or "")
