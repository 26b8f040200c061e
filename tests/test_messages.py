"""What comes in, in the one form that everything reads."""

from __future__ import annotations

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag import Assistant, ConfigError, Message
from rag.messages import as_messages, as_read

ASKED = {"role": "user", "content": "Đội nào vô địch năm 2023?"}
NFD = unicodedata.normalize("NFD", "Đội nào vô địch?")


@pytest.mark.parametrize(
    ("history", "messages"),
    [
        (None, []),
        ((), []),
        ([ASKED], [ASKED]),
        ((turn for turn in [ASKED]), [ASKED]),
        ([Message(role="user", content=f" {NFD}\n")], [{"role": "user", "content": "Đội nào vô địch?"}]),
        ([ASKED | {"refusal": None, "id": 7}], [ASKED]),
        (
            [{"role": "system", "content": "Be short."}, ASKED, {"role": "tool", "content": None}, ASKED],
            [ASKED, ASKED],
        ),
        (
            [
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "Đội nào"},
                        {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}},
                        {"type": "input_text", "text": NFD[4:]},
                        "và ở đâu?",
                    ],
                }
            ],
            [{"role": "user", "content": "Đội nào " + unicodedata.normalize("NFC", NFD[4:]) + " và ở đâu?"}],
        ),
        ([{"role": "assistant", "content": []}], [{"role": "assistant", "content": ""}]),
    ],
)
def test_turns_have_one_form(history: Any, messages: list[Message]) -> None:
    assert as_messages(history) == messages


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ("còn năm 2024?", "history is a text: give the turns as a list"),
        (ASKED, "history is one turn: give the turns as a list"),
        (5, "history is 5: give the turns as a list"),
        ([("a", "b")], "every item of history needs a role and a content"),
        ([{"role": "user"}], "every item of history needs a role and a content"),
        ([ASKED, {"content": "a"}], "every item of history needs a role and a content"),
        ([{"role": "human", "content": "a"}], "the role of an item of history is 'human'"),
        ([{"role": ["user"], "content": "a"}], "the role of an item of history is ['user']"),
        ([{"role": None, "content": "a"}], "the role of an item of history is None"),
        ([{"role": "user", "content": None}], "the content of an item of history is None"),
        ([{"role": "user", "content": 5}], "the content of an item of history is 5"),
        ([{"role": "user", "content": {"text": "a"}}], "the content of an item of history is {'text': 'a'}"),
        ([{"role": "user", "content": [5]}], "the content of an item of history is [5]"),
    ],
)
def test_what_is_no_turn_is_said(history: Any, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        as_messages(history)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value)) < 300


def test_a_fault_is_not_said_at_length() -> None:
    with pytest.raises(ConfigError) as caught:
        as_messages([{"role": "user", "content": ["a" * 10_000, 5]}])
    assert len(str(caught.value)) < 300


def test_no_more_is_kept_than_is_read() -> None:
    turns = [{"role": "user", "content": f"{n} " + "x" * 9_000} for n in range(50)]
    kept = as_messages(turns)
    assert [message["content"].split()[0] for message in kept] == [str(n) for n in range(30, 50)]
    assert {len(message["content"]) for message in kept} == {2_000}
    assert as_read(turns[0]["content"])[:3] == "0 x"


def test_all_ways_of_asking_read_history_alike(assistant: Assistant, folder: Any) -> None:
    folder.write("a.txt", "Giải vô địch bóng đá\n\nĐội Sông Lam vô địch giải bóng đá năm 2024.\n")
    assistant.sync()
    for history in ([{"role": "user", "content": [{"type": "text", "text": NFD}]}], [ASKED]):
        whole = "Đội nào vô địch năm 2024?"
        assert assistant.ask("Còn năm 2024?", history).understood == whole
        assert [answer.understood for answer in assistant.stream("Còn năm 2024?", history)][-1] == whole
        assert assistant.explain("Còn năm 2024?", history=history).question == whole
    assert assistant.ask("Còn năm 2024?", None).understood is None
    for wrong in ([{"role": "user", "content": None}], "a"):
        with pytest.raises(ConfigError, match="history"):
            assistant.ask("Còn năm 2024?", wrong)  # type: ignore[arg-type]
        with pytest.raises(ConfigError, match="history"):
            assistant.explain("Còn năm 2024?", history=wrong)  # type: ignore[arg-type]


def test_a_long_history_costs_no_more_than_a_short_one(assistant: Assistant, folder: Any) -> None:
    folder.write("a.txt", "Giải vô địch bóng đá\n\nĐội Sông Lam vô địch giải bóng đá năm 2024.\n")
    assistant.sync()
    history = [{"role": "user", "content": "Còn năm 2024 thì sao " * 5_000} for _ in range(6)]
    assistant.ask("Còn năm 2023?")
    began = time.thread_time()
    assistant.ask("Còn năm 2023?", history)
    assert time.thread_time() - began < 5


@given(st.text(st.characters(codec=None), max_size=50))
def test_whatever_a_shell_makes_of_bytes_is_read_as_text(typed: str) -> None:
    read = as_read(typed)
    assert read.encode("utf-8").decode("utf-8") == read
    if not any("\ud800" <= c <= "\udfff" for c in typed):
        assert read == unicodedata.normalize("NFC", typed).strip()


def test_halves_of_characters_are_joined_or_replaced() -> None:
    assert as_read("gi\udce1 cam \ud83c\udf4a?") == "gi\ufffd cam \U0001f34a?"


@pytest.mark.parametrize("question", [None, 5, float("nan"), b"a", ["a"], {"question": "a"}])
def test_a_question_is_a_text(question: Any) -> None:
    with pytest.raises(ConfigError, match=r"^the question is .*: give a text$"):
        as_read(question)
