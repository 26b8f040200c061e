"""One article told in short, over a fake model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import FakeEmbedder, Folder
from talking import opened, reply

from rag import Assistant, Message

SUMMARY = (
    "Tóm tắt bài “Hội chợ hoa xuân đông khách”:\n"
    "Hội chợ hoa xuân mở cửa sáng nay với sáu mươi gian hàng hoa. [1]"
    " Khách mua hoa đông gấp đôi năm trước. [2]"
    " Hoa xuân còn bán thêm ở hội chợ này đến hết tuần sau. [3]"
)


@pytest.fixture
def assistant(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    yield from opened(folder, embedder)


@pytest.mark.parametrize(
    "turn",
    [
        "Tóm tắt bài về hội chợ hoa xuân",
        "tom tat bai hoi cho hoa xuan",
        "Tóm tắt bài “Hội chợ hoa xuân đông khách”",
        "tóm tắt bài le-hoi/cho-hoa.txt",
        "tóm tắt bài cho-hoa.txt",
        "tóm tắt cho-hoa",
    ],
)
def test_an_article_is_told_in_its_best_sentences(assistant: Assistant, turn: str) -> None:
    answer = reply(assistant, turn)
    assert (answer.text, answer.refused) == (SUMMARY, False)
    assert {c.source for c in answer.citations} == {"le-hoi/cho-hoa.txt"}


def test_the_article_spoken_of_is_told(assistant: Assistant) -> None:
    history: list[Message] = [
        {"role": "user", "content": "Hội chợ hoa xuân có bao nhiêu gian hàng?"},
        {"role": "assistant", "content": "Sáu mươi."},
        {"role": "user", "content": "Cảm ơn!"},
        {"role": "assistant", "content": "Không có gì."},
    ]
    assert reply(assistant, "Tóm tắt bài này", history).text == SUMMARY


def test_an_article_that_is_not_there_is_not_told(assistant: Assistant) -> None:
    assert not reply(assistant, "Tóm tắt bài về giá vàng thế giới").text.startswith("Tóm tắt")


def test_what_was_quoted_last_is_told_before_what_is_found(assistant: Assistant) -> None:
    asked = Message(role="user", content="Cầu treo suối Đá dài bao nhiêu?")
    said = Message(role="assistant", content="Hội chợ hoa xuân mở cửa sáng nay với sáu mươi gian hàng hoa. [1]")
    assert reply(assistant, "Tóm tắt bài này", [asked, said]).text == SUMMARY


def test_a_name_that_several_files_have_needs_its_folder(assistant: Assistant, folder: Folder) -> None:
    for where in ("xuan", "thu"):
        folder.write(f"{where}/bt-7.txt", f"Một bài về mùa {where}\n\nTrời rét ngọt suốt cả tuần ở bản {where}.\n")
    assistant.sync()
    assert not reply(assistant, "tóm tắt bài bt-7.txt").text.startswith("Tóm tắt")
    assert reply(assistant, "tóm tắt bài xuan/bt-7.txt").text == (
        "Tóm tắt bài “Một bài về mùa xuan”:\nTrời rét ngọt suốt cả tuần ở bản xuan. [1]"
    )
