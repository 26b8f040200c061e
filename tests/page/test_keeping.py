"""A conversation is kept as a text and read again; anything else that is read is no conversation."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Answer, Citation, Hit
from rag.page import rendering
from rag.page.keeping import limits_to_keep, restored, restored_limits, to_keep
from rag.page.rendering import Turn
from rag.page.wording import TEXTS

CITED = Citation(1, "lao/lu.txt", "Lũ <b>lên</b>", "6/12", "Sơ tán 340 hộ dân.", 10, 28)
ANSWER = Answer(
    "Sơ tán 340 hộ dân. [1]", (CITED,), question="so tan", understood="Sơ tán?", follows=True, note="Ghi chú.",
    unsupported=("Không.",), highlights=((7, 10),), more=3,
)  # fmt: skip
NEAR = Hit("a.txt", 5, 9, "Đoạn", 0.0, "Bài a", None)
REFUSED = Answer("Không trả lời.", refused=True, question="trời mưa?", hits=(NEAR,))
TURNS = (
    Turn("so tan", ANSWER, done=True, within="từ 31/1/2024"),
    Turn("trời mưa?", REFUSED, done=True),
    Turn("hỏng", error="Mất mô hình.", done=True),
    Turn("lâu", replace(ANSWER, highlights=()), done=True, stopped=True),
)


def read(text: object) -> tuple[Turn, ...]:
    return restored(text, "bai", "Dở dang.")


def values() -> Any:
    return json.loads(to_keep(TURNS, "bai"))


def test_a_conversation_is_the_same_again() -> None:
    text = to_keep(TURNS, "bai")
    assert "<" not in text  # Gradio warns of scripts
    assert read(text) == TURNS
    assert to_keep((), "bai") == ""
    assert read("") == ()


def test_pages_are_kept_and_what_an_older_hoibao_kept_has_none() -> None:
    paged = (
        Turn("so tan", replace(ANSWER, citations=(replace(CITED, page=12),)), done=True),
        Turn("trời mưa?", replace(REFUSED, hits=(replace(NEAR, page=3),)), done=True),
    )
    assert read(to_keep(paged, "bai")) == paged
    made = values()
    for turn in made["turns"]:
        for cited in turn["answer"]["citations"] if turn["answer"] else ():
            assert cited.pop("page") is None
    assert made["turns"][1]["answer"]["hits"][0].pop() is None
    assert read(json.dumps(made)) == TURNS


def test_of_an_answer_the_passages_that_are_shown_are_kept() -> None:
    considered = replace(ANSWER, hits=(NEAR,))
    [turn] = read(to_keep([Turn("a", considered, done=True)], "bai"))
    assert turn.answer == ANSWER  # nothing of them is shown
    four = tuple(replace(NEAR, source=f"{n}.txt") for n in range(9))
    [turn] = read(to_keep([Turn("a", replace(REFUSED, hits=four), done=True)], "bai"))
    assert turn.answer is not None
    assert [hit.source for hit in turn.answer.hits] == ["0.txt", "1.txt", "2.txt"]


def test_an_answer_that_had_not_ended_is_said_to_be_so() -> None:
    assert read(to_keep([Turn("lâu")], "bai")) == (Turn("lâu", error="Dở dang.", done=True),)


def test_another_folder_has_another_conversation() -> None:
    assert restored(to_keep(TURNS, "bai"), "bai khac", "") == ()


def test_the_oldest_turns_make_room() -> None:
    long = [Turn(f"{n}" + "x" * 40_000, done=True) for n in range(12)]
    text = to_keep(long, "bai")
    assert len(text) <= 300_000
    assert [turn.question[:2] for turn in read(text)] == ["5x", "6x", "7x", "8x", "9x", "10", "11"]
    many = [Turn(str(n), done=True) for n in range(70)]
    assert [turn.question for turn in read(to_keep(many, "bai"))] == [str(n) for n in range(20, 70)]
    assert to_keep([Turn("x" * 400_000, done=True)], "bai") == ""


def path(*keys: Any) -> Any:
    return keys


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (path("version"), 2),
        (path("version"), None),
        (path("turns"), {}),
        (path("turns"), [1]),
        (path("turns", 0), {}),
        (path("turns", 0, "question"), None),
        (path("turns", 0, "question"), "\ud800"),
        (path("turns", 0, "error"), 5),
        (path("turns", 0, "done"), 1),
        (path("turns", 0, "answer"), []),
        (path("turns", 0, "answer", "text"), ["a"]),
        (path("turns", 0, "answer", "refused"), "no"),
        (path("turns", 0, "answer", "more"), -1),
        (path("turns", 0, "answer", "more"), True),
        (path("turns", 0, "answer", "unsupported"), "abc"),
        (path("turns", 0, "answer", "highlights"), [[1, 2], [1, 3]]),
        (path("turns", 0, "answer", "highlights"), [[3, 2]]),
        (path("turns", 0, "answer", "highlights"), [[0, 9999]]),
        (path("turns", 0, "answer", "highlights"), [[0]]),
        (path("turns", 0, "answer", "citations"), [{}]),
        (path("turns", 0, "answer", "citations", 0, "marker"), "1"),
        (path("turns", 0, "answer", "citations", 0, "start"), 1e3),
        (path("turns", 0, "answer", "citations", 0, "end"), 2**40),
        (path("turns", 0, "answer", "citations", 0, "date"), 6),
        (path("turns", 0, "answer", "citations", 0, "page"), "12"),
        (path("turns", 0, "answer", "citations", 0, "page"), -1),
        (path("turns", 1, "answer", "hits", 0, 6), True),
        (path("turns", 1, "answer", "hits"), [["a.txt", 5, 9]]),
        (path("turns", 1, "answer", "hits"), [["a.txt", 5, 9, "Đoạn", "Bài a", None, 3, 4]]),
        (path("turns", 1, "answer", "hits", 0, 0), None),
    ],
)
def test_what_is_not_a_conversation_is_none(place: tuple[Any, ...], value: object) -> None:
    made = at = values()
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    assert read(json.dumps(made)) == ()


@pytest.mark.parametrize(
    "text", [None, 5, [], {}, "{", "null", "[]", "[" * 100_000, '{"version":1}', "9" * 5000, "\ud800", "x" * 300_001]
)
def test_any_text_is_read_without_an_error(text: object) -> None:
    assert read(text) == ()


def test_two_citations_do_not_share_a_number() -> None:
    made = values()
    made["turns"][0]["answer"]["citations"] *= 2
    assert read(json.dumps(made)) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_what_is_read_can_be_shown(data: st.DataObject) -> None:
    made = values()
    at, key = made, "turns"
    for _ in range(data.draw(st.integers(0, 6))):
        inner = at[key]
        if not inner or not isinstance(inner, dict | list):
            break
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        at, key = inner, data.draw(st.sampled_from(keys))
    at[key] = data.draw(JSON)
    turns = read(json.dumps(made))
    rendering.conversation(turns, TEXTS["vi"])
    rendering.history(turns)
    assert read(to_keep(turns, "bai")) == turns


LIMITS = ("2024-01-31", "", "<b>kinh-te</b>, *.md")


def test_limits_are_the_same_again() -> None:
    text = limits_to_keep(LIMITS, "bai")
    assert "<" not in text
    assert restored_limits(text, "bai") == LIMITS
    assert limits_to_keep(("", "", ""), "bai") == ""


def test_limits_of_another_folder_are_not_taken() -> None:
    assert restored_limits(limits_to_keep(LIMITS, "bai"), "bai khac") == ("", "", "")


@pytest.mark.parametrize(
    "text",
    [
        None, 5, "", "{", "null", "[]", "[" * 100_000, '{"folder":"bai"}', '{"folder":"bai","boxes":"abc"}',
        '{"folder":"bai","boxes":["a","b"]}', '{"folder":"bai","boxes":["a","b",1]}',
        '{"folder":"bai","boxes":["a","b","\\ud800"]}', '{"folder":["bai"],"boxes":["a","b","c"]}', "x" * 300_001,
    ],
)  # fmt: skip
def test_what_is_no_limits_is_none(text: object) -> None:
    assert restored_limits(text, "bai") == ("", "", "")
