"""The articles as a whole: counted and listed; over a fake model."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fakes import FakeEmbedder, Folder
from talking import ARTICLES, BRIDGE, opened, reply

from rag import Answer, Assistant, Message


@pytest.fixture
def assistant(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    yield from opened(folder, embedder)


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("Xin chào!", "Xin chào! Hãy hỏi về các bài báo: mỗi câu trả lời dẫn tới đúng câu trong bài."),
        ("hello", "Hello! Ask about the articles: every answer leads to the very sentence that says so."),
        ("cam on ban", "Không có gì. Cứ hỏi tiếp nhé."),
        ("thanks", "You are welcome. Ask on."),
        ("ຂອບໃຈ", "ບໍ່ເປັນຫຍັງ. ຖາມຕໍ່ໄດ້ເລີຍ."),
        ("Tạm biệt", "Tạm biệt!"),
        ("bye", "Goodbye!"),
    ],
)
def test_small_talk_is_answered_in_its_language(
    assistant: Assistant, embedder: FakeEmbedder, turn: str, said: str
) -> None:
    before = list(embedder.queries)
    answer = reply(assistant, turn)
    assert (answer.text, answer.refused, answer.hits) == (said, False, ())
    assert embedder.queries == before  # nothing is searched for


def test_small_talk_needs_no_articles(folder: Folder, embedder: FakeEmbedder) -> None:
    with Assistant.open(folder.path, embedder=embedder) as empty:
        assert empty.ask("hello").text.startswith("Hello!")
        assert empty.ask("Có bao nhiêu bài?").text.startswith("Chưa có bài báo nào")
        assert empty.ask("bài mới nhất").refused
        assert empty.ask("what can you do").text.endswith("put some into the folder and read it again.")


COUNTED = {
    "vi": "Có 4 bài. Bài cũ nhất đề ngày 3/2/2024, bài mới nhất đề ngày 9/8/2024. 1 bài không ghi đủ ngày tháng năm.",
    "en": "There are 4 articles. The oldest is of 3 February 2024, the newest of 9 August 2024."
    " Without a full date: 1.",
}


def test_how_many_articles_there_are_and_of_when(assistant: Assistant) -> None:
    assert reply(assistant, "co bao nhieu bai").text == COUNTED["vi"]
    assert reply(assistant, "How many articles are there?").text == COUNTED["en"]
    assert reply(assistant, "Có bao nhiêu bài?", sources="le-hoi").text == "Có 1 bài. Bài đề ngày 3/2/2024."
    can = reply(assistant, "What can you do?").text
    assert can.startswith("I am Hỏi báo. I answer from the articles in the folder “articles”")
    assert can.endswith(COUNTED["en"])
    assert reply(assistant, "bạn là ai").text.endswith(COUNTED["vi"])


def test_the_newest_articles_are_listed(assistant: Assistant) -> None:
    answer = reply(assistant, "bài mới nhất")
    assert answer.text == (
        "Các bài mới nhất:\n"
        "– New ferry on the lake (August 9, 2024, ferry.md) [1]\n"
        "– Thông xe cầu treo suối Đá (5/8/2024, cau-treo.txt) [2]\n"
        "– Hội chợ hoa xuân đông khách (3/2/2024, le-hoi/cho-hoa.txt) [3]"
    )
    assert [c.quote for c in answer.citations] == [
        "A new ferry crosses the lake twice a day.",
        "Cầu treo suối Đá dài tám mươi mét thông xe sáng nay.",
        "Hội chợ hoa xuân mở cửa sáng nay với sáu mươi gian hàng hoa.",
    ]
    before = reply(assistant, "Latest articles", before="2024-06-01")
    assert before.text == "The latest articles:\n– Hội chợ hoa xuân đông khách (3/2/2024, le-hoi/cho-hoa.txt) [1]"


def test_articles_about_something_are_listed(assistant: Assistant) -> None:
    answer = reply(assistant, "Có những bài nào về cầu treo?")
    assert answer.text == "Có 1 bài về “cầu treo”:\n– Thông xe cầu treo suối Đá (5/8/2024, cau-treo.txt) [1]"
    assert [c.quote for c in answer.citations] == ["Cầu treo suối Đá dài tám mươi mét thông xe sáng nay."]
    typed = reply(assistant, "co bai nao ve cau treo khong")
    assert (typed.text, typed.understood) == (answer.text, "cầu treo")
    english = reply(assistant, "Which articles do you have about the ferry?")
    assert english.text == "Articles about “the ferry”: 1.\n– New ferry on the lake (August 9, 2024, ferry.md) [1]"


def test_articles_of_a_time_are_listed(assistant: Assistant) -> None:
    bridge = "– Thông xe cầu treo suối Đá (5/8/2024, cau-treo.txt) [2]"
    ferry = "– New ferry on the lake (August 9, 2024, ferry.md) [1]"
    assert reply(assistant, "Có bao nhiêu bài trong tháng 8/2024?").text == (
        f"Có 2 bài của tháng 8/2024:\n{ferry}\n{bridge}"
    )
    assert (
        reply(assistant, "What news was there in August 2024?").text
        == f"Articles of August 2024: 2.\n{ferry}\n{bridge}"
    )
    within = reply(assistant, "tin tuc nam 2024", before="2024-03-01")
    assert within.text == "Có 1 bài của nam 2024:\n– Hội chợ hoa xuân đông khách (3/2/2024, le-hoi/cho-hoa.txt) [1]"


def test_where_no_article_is_of_that_time_that_is_said(assistant: Assistant) -> None:
    before = reply(assistant, "Năm 2019 có tin gì?")
    assert (before.text, before.refused) == ("Không có bài nào của năm 2019. Bài mới nhất đề ngày 9/8/2024.", True)
    assert reply(assistant, "What happened yesterday?").text == (
        "There is no article of yesterday (13 August 2024). The newest is of 9 August 2024."
    )


def test_what_happened_lately_is_told_as_seen_from_the_day_of_the_question(assistant: Assistant) -> None:
    assert reply(assistant, "Tuần trước có gì mới?").text == (
        "Có 2 bài của tuần trước (5/8/2024–11/8/2024):\n– New ferry on the lake (August 9, 2024, ferry.md) [1]"
        "\n– Thông xe cầu treo suối Đá (5/8/2024, cau-treo.txt) [2]"
    )


def test_what_happened_may_be_told_by_an_article_of_another_time(assistant: Assistant, folder: Folder) -> None:
    folder.write(
        "lich-su.txt", "Nhớ năm 1945\n\n3/9/2024\n\nNăm 1945 có một sự kiện lớn ở bản Trằm là dựng đình làng.\n"
    )
    assistant.sync()
    answer = reply(assistant, "Năm 1945 có sự kiện gì?")
    assert (answer.refused, answer.citations[0].source) == (False, "lich-su.txt")


def test_another_time_is_asked_of_by_a_follow_up(assistant: Assistant) -> None:
    history: list[Message] = [{"role": "user", "content": "Có bao nhiêu bài trong tháng 8/2024?"}]
    answer = reply(assistant, "Còn tháng 2/2024?", history)
    assert answer.text == "Có 1 bài của tháng 2/2024:\n– Hội chợ hoa xuân đông khách (3/2/2024, le-hoi/cho-hoa.txt) [1]"
    assert (answer.understood, answer.follows) == ("Có bao nhiêu bài tháng 2/2024?", True)


def test_another_topic_is_asked_of_by_a_follow_up(assistant: Assistant) -> None:
    history: list[Message] = [{"role": "user", "content": "Có bài nào về hội chợ không?"}]
    answer = reply(assistant, "Còn về cầu treo?", history)
    assert [citation.source for citation in answer.citations] == ["cau-treo.txt"]
    assert (answer.understood, answer.follows) == ("Có bài nào về cầu treo không?", True)


def test_articles_about_something_of_a_time(assistant: Assistant) -> None:
    answer = reply(assistant, "Tháng 8/2024 có tin gì về cầu treo?")
    assert [citation.source for citation in answer.citations] == ["cau-treo.txt"]
    none = reply(assistant, "Năm 2023 có tin gì về cầu treo?")
    assert (none.refused, none.citations) == (True, ())


def test_a_long_list_of_a_time_is_cut(assistant: Assistant, folder: Folder) -> None:
    for day in range(11, 21):
        folder.write(
            f"{day}.txt", f"Phiên chợ thứ {day}\n\n{day}/9/2024\n\nPhiên chợ thứ {day} bán {day * 7} con lợn giống.\n"
        )
    assistant.sync()
    lines = reply(assistant, "tin tháng 9/2024").text.split("\n")
    assert (lines[0], lines[1], lines[-1]) == (
        "Có 10 bài của tháng 9/2024:",
        "– Phiên chợ thứ 20 (20/9/2024, 20.txt) [1]",
        "Còn 2 bài nữa.",
    )
    assert len(lines) == 1 + 8 + 1


def test_where_no_article_is_about_it_that_is_said(assistant: Assistant) -> None:
    answer = reply(assistant, "Có bài nào về giá vàng không?")
    assert (answer.text, answer.refused, answer.citations) == ("Không có bài nào về “giá vàng”.", True, ())
    assert answer.hits


def test_a_person_is_known_without_the_title(assistant: Assistant, folder: Folder) -> None:
    folder.write("quan.txt", "Quán nước ven sông\n\nQuán của Lê Thị Na, 40 tuổi, bán trà đá.\n")
    assistant.sync()
    answer = reply(assistant, "Có bài nào về bà Na không?")
    assert answer.text == "Có 1 bài về “bà Na”:\n– Quán nước ven sông (quan.txt) [1]"


def test_a_story_told_by_two_files_is_listed_twice(assistant: Assistant, folder: Folder) -> None:
    folder.write("copy.txt", BRIDGE.replace("Thông xe", "Khánh thành"))
    assistant.sync()
    text = reply(assistant, "có bài nào về cầu treo").text
    assert sorted(re.findall(r"\S+\.txt", text)) == ["cau-treo.txt", "copy.txt"]


def test_a_long_list_is_cut_and_says_so(assistant: Assistant, folder: Folder) -> None:
    for n in range(11):
        folder.write(
            f"ga-{n}.txt", f"Trại gà số {n}\n\nTrại gà của hộ thứ {n * 37} có {n * 91} con {chr(97 + n) * 7}.\n"
        )
    assistant.sync()
    lines = reply(assistant, "có những bài nào về trại gà").text.split("\n")
    assert len(lines) == 1 + 8 + 1
    assert lines[-1] == "Còn 3 bài nữa."


def asked(assistant: Assistant, *turns: str) -> list[Answer]:
    """What is said to turns, one after another."""
    history: list[Message] = []
    said = []
    for turn in turns:
        said.append(reply(assistant, turn, history))
        history += [{"role": "user", "content": turn}, {"role": "assistant", "content": said[-1].text}]
    return said


def sources(*answers: Answer) -> list[str]:
    return [citation.source for answer in answers for citation in answer.citations]


@pytest.mark.parametrize("turn", ["có những bài nào về trại gà", "Articles about hens", "tin tháng 9/2024"])
def test_a_list_is_gone_on_with_until_its_end(assistant: Assistant, folder: Folder, turn: str) -> None:
    for n in range(1, 20):
        folder.write(
            f"ga-{n}.txt",
            f"Trại gà số {n}, hens\n\n{n}/9/2024\n\nTrại gà của hộ {n * 37} có {chr(97 + n) * 7}, hens.\n",
        )
    assistant.sync()
    first, second, third, end = asked(assistant, turn, "xem tiếp", "còn bài nào nữa không", "more")
    assert [answer.more for answer in (first, second, third, end)] == [11, 3, 0, 0]
    assert sorted(sources(first, second, third)) == sorted(f"ga-{n}.txt" for n in range(1, 20))
    assert (second.understood, second.follows) == (turn, True)
    english = turn.startswith("A")
    assert second.text.split("\n")[0] == ("Articles 9–16:" if english else "Bài thứ 9–16:")
    assert end.text == ("That is all: there are no more." if english else "Đã hết: không còn bài nào nữa.")
    assert not end.refused
    _, rest = asked(assistant, turn, "liệt kê hết")
    assert sorted(sources(first, rest)) == sorted(f"ga-{n}.txt" for n in range(1, 20))


def test_the_newest_are_gone_on_with(assistant: Assistant, folder: Folder) -> None:
    for n in range(1, 10):
        folder.write(f"{n}.txt", f"Phiên chợ {n}\n\n{n}/9/2024\n\nPhiên chợ thứ {n} bán {n * 7} con lợn giống.\n")
    assistant.sync()
    first, second = asked(assistant, "bài mới nhất", "còn nữa không")
    assert sources(first, second) == [f"{n}.txt" for n in range(9, 0, -1)] + ["ferry.md"]
    assert (first.more, second.more) == (7, 2)  # the well tells no day
    assert first.text.endswith("\nCòn 7 bài nữa.")


def test_without_a_list_more_is_a_question(assistant: Assistant) -> None:
    _, answer = asked(assistant, "Cầu treo suối Đá dài bao nhiêu?", "còn nữa không")
    assert not answer.text.startswith(("Bài thứ", "Đã hết", "Có 4 bài"))


def test_a_language_model_is_not_asked(folder: Folder, embedder: FakeEmbedder) -> None:
    class Never:
        def generate(self, *arguments: object) -> Iterator[None]:
            raise AssertionError("asked")

    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, embedder=embedder, generator=Never()) as assistant:  # type: ignore[arg-type]
        assistant.sync()
        for turn in ("Chào bạn", "Cảm ơn", "bạn là ai", "Có bao nhiêu bài?", "bài mới nhất", "tóm tắt bài cho-hoa"):
            assert not assistant.ask(turn).refused
