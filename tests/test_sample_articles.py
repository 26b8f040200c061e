"""The whole way with the real model: the repository's articles, asked as people ask."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import SAMPLE

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Answer, Assistant
from rag.text.words import fold

RACE_2023 = "le-hoi/2023-04-29-dua-thuyen-song-gianh.txt"
RACE_2024 = "le-hoi/2024-04-29-dua-thuyen-song-gianh.txt"
TRADE_2022 = "kinh-te/hoi-nghi-thuong-mai-bien-gioi-2022.txt"
TRADE_2024 = "kinh-te/2024-07-12-hoi-nghi-thuong-mai-bien-gioi.txt"
ORANGES = "kinh-te/cam-khe-may-vao-vu.txt"
HOSPITAL = "y-te/khu-dieu-tri-moi-huong-son.md"
FLOOD = "thoi-tiet/2023-11-15-mua-lu-huong-hoa.txt"
WIND = "kinh-te/dien-gio-bua-la-pha.txt"
TALKS = "english/border-trade-talks-savannakhet-july-2024.txt"
CANAL = "lao/2024-03-18-xonlapathan-nongbok.txt"
FOOTBALL = "lao/bane-te-mittaphap-2023.txt"


def assert_holds(assistant: Assistant, answer: Answer) -> None:
    """Every sentence has its marker, every marker its citation, every citation its place."""
    assert not answer.refused
    assert answer.text.endswith("]")
    markers = {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)}
    assert sorted(markers) == [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        document = assistant.document(citation.source)
        assert document.text[citation.start : citation.end] == citation.quote
        assert (citation.title, citation.date) == (document.title, document.date)
        assert citation.source in {hit.source for hit in answer.hits}


@pytest.mark.parametrize(
    ("question", "source", "fact"),
    [
        ("Giá cam Khe Mây loại một bán tại vườn là bao nhiêu một ki-lô-gam?", ORANGES, "38.000 đồng/kg"),
        ("Nhà máy điện gió ở Bua-la-pha có tổng công suất bao nhiêu?", WIND, "300 MW"),
        ("Huyện Hướng Hóa đã sơ tán bao nhiêu hộ dân vì mưa lũ?", FLOOD, "634 hộ"),
        ("Giám đốc Bệnh viện Đa khoa huyện Hương Sơn là ai?", HOSPITAL, "Lê Quang Hiển"),
        # the same event of two years
        ("Đội nào giành giải Nhất thuyền nam tại lễ hội đua thuyền sông Gianh năm 2023?", RACE_2023, "xã Quảng Hải"),
        ("Năm 2024, đội nào vô địch nội dung thuyền nam ở lễ hội đua thuyền sông Gianh?", RACE_2024, "xã Quảng Văn"),
        ("Ai là Trưởng ban tổ chức lễ hội đua thuyền sông Gianh năm 2024?", RACE_2024, "Nguyễn Thị Hoài Thương"),
        ("Đội nào vô địch giải đua thuyền năm 2024?", RACE_2024, "Quảng Văn"),
        ("Đội nào vô địch giải đua thuyền năm 2023?", RACE_2023, "Quảng Hải"),
        # across languages
        ("Who won the 2024 boat race?", RACE_2024, "Quảng Văn"),
        ("How many houses were flooded in Huong Hoa in November 2023?", FLOOD, "215 ngôi nhà"),
        (
            "How many medical visits by Lao patients did the Huong Son hospital receive in 2023?",
            HOSPITAL,
            "1.140 lượt",
        ),
        (
            "How many companies took part in the trade fair held alongside the 2024 Quang Tri - Savannakhet border"
            " trade conference?",
            TALKS,
            "64 companies",
        ),
        # in Lao about Lao
        ("ຄອງສົ່ງນ້ຳຂອງໂຄງການຊົນລະປະທານບ້ານດອນແກ້ວ ຍາວຈັກກິໂລແມັດ?", CANAL, "16,5 ກິໂລແມັດ"),
        ("ນັດຊີງຊະນະເລີດມີຜູ້ຊົມຈັກຄົນ?", FOOTBALL, "6.500 ຄົນ"),
    ],
)
def test_a_question_is_answered_by_the_fact_in_its_article(
    sample: Assistant, question: str, source: str, fact: str
) -> None:
    answer = sample.ask(question)
    assert_holds(sample, answer)
    assert answer.citations[0].source == source
    assert fact in "\n".join(c.quote for c in answer.citations if c.source == source)


@pytest.mark.parametrize(
    ("question", "understood", "source", "fact"),
    [
        (
            "gia dinh ba Phan Thi Lai co bao nhieu goc cam",
            "gia đình bà Phan Thị Lài có bao nhiêu gốc cam",
            ORANGES,
            "450 gốc",
        ),
        (
            "mua lu o Huong Hoa lam tinh lo nao bi sat lo",
            "mưa lũ ở Hướng Hóa làm tỉnh lộ nào bị sạt lở",
            FLOOD,
            "tỉnh lộ 586",
        ),
        (
            "tu ngay nao benh vien Huong Son kham ca sang thu Bay",
            "từ ngày nào bệnh viện Hương Sơn khám cả sáng thứ Bảy",
            HOSPITAL,
            "ngày 1/4",
        ),
        (
            "khu dieu tri moi cua benh vien Huong Son xay het bao nhieu tien",
            "khu điều trị mới của bệnh viện Hương Sơn xây hết bao nhiêu tiền",
            HOSPITAL,
            "96 tỷ đồng",
        ),
        (
            "hop dong mua ban dien gio Bua-la-pha co thoi han bao nhieu nam",
            "hợp đồng mua bán điện gió Bua-la-pha có thời hạn bao nhiêu năm",
            WIND,
            "25 năm",
        ),
    ],
)
def test_a_question_typed_without_diacritics_is_understood(
    sample: Assistant, question: str, understood: str, source: str, fact: str
) -> None:
    answer = sample.ask(question)
    assert_holds(sample, answer)
    assert (answer.understood, answer.citations[0].source) == (understood, source)
    assert fact in "\n".join(c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "source", "fact"),
    [
        ("Huyện Hướng Hóa đã sơ tán bao nhiêu hộ dân vì mưa lũ?", FLOOD, "634 hộ"),
        ("Huyện Hướng Hoá đã sơ tán bao nhiêu hộ dân vì mưa lũ?", FLOOD, "634 hộ"),  # the newer place of the tone
        ("Giám đốc Bệnh viện Đa khoa huyện Hương Sơn là ai?", HOSPITAL, "Lê Quang Hiển"),
        ("Who won the 2024 boat race?", RACE_2024, "Quảng Văn"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_capitals_and_composition_are_no_difference(
    sample: Assistant, question: str, source: str, fact: str, form: Literal["NFC", "NFD"]
) -> None:
    for typed in (question, question.upper(), fold(question).upper()):
        answer = sample.ask(unicodedata.normalize(form, typed))
        assert_holds(sample, answer)
        assert answer.citations[0].source == source
        assert fact in "\n".join(c.quote for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Giá vàng hôm nay là bao nhiêu?", "Các bài báo không trả lời câu hỏi này."),
        ("gia vang hom nay la bao nhieu", "Các bài báo không trả lời câu hỏi này."),
        ("What is the gold price today?", "The articles do not answer this question."),
        ("Ai là tổng thống Brazil?", "Các bài báo không trả lời câu hỏi này."),
        # near, but of another fruit, and of a year without an article
        (
            "Giá bưởi Phúc Trạch bán tại vườn là bao nhiêu một ki-lô-gam?",
            "Các bài báo không trả lời câu hỏi này.",
        ),
        (
            "Đội nào giành giải Nhất thuyền nam tại lễ hội đua thuyền sông Gianh năm 2022?",
            "Các bài báo không trả lời câu hỏi này.",
        ),
        (
            "How many visitors did the weaving exhibition attract after it moved to Thakhek?",
            "The articles do not answer this question.",
        ),
    ],
)
def test_what_the_articles_do_not_say_is_refused(sample: Assistant, question: str, said: str) -> None:
    answer = sample.ask(question)
    head, near = answer.text.split("\n")
    assert (answer.refused, head, answer.citations) == (True, said, ())
    assert f"“{answer.understood or question}”." in near  # what was looked for
    assert f"“{answer.hits[0].title}” ({answer.hits[0].source})" in near  # and what came nearest


@pytest.mark.parametrize(
    ("source", "question", "fact"),
    [
        (HOSPITAL, "Giám đốc Bệnh viện Đa khoa huyện Hương Sơn là ai?", "Lê Quang Hiển"),
        (ORANGES, "Giá cam Khe Mây loại một bán tại vườn là bao nhiêu một ki-lô-gam?", "38.000 đồng/kg"),
        (RACE_2024, "Năm 2024, đội nào vô địch nội dung thuyền nam ở lễ hội đua thuyền sông Gianh?", "xã Quảng Văn"),
    ],
)
def test_an_article_that_is_alone_in_its_folder_answers_too(
    real_model: SentenceTransformerEmbedder, tmp_path: Path, source: str, question: str, fact: str
) -> None:
    shutil.copy(SAMPLE / source, tmp_path)
    with Assistant.open(tmp_path, embedder=real_model) as assistant:
        assistant.sync()
        answer = assistant.ask(question)
        assert_holds(assistant, answer)
        assert fact in "\n".join(c.quote for c in answer.citations)
        assert assistant.ask("Giá vàng hôm nay là bao nhiêu?").refused


def test_what_another_thing_cost_is_not_told(sample: Assistant) -> None:
    """The school's article comes first: it says `Kinh phí xây dựng`, and of the bridge it is `tổng mức đầu tư`."""
    answer = sample.ask("Kinh phí xây dựng cầu Hà Linh?")
    assert {citation.source.split("/")[0] for citation in answer.citations} == {"giao-thong"}
    assert "143 tỷ đồng" in answer.text


def test_a_topic_of_one_syllable_is_not_every_word_that_has_it(sample: Assistant) -> None:
    """The hospital's article speaks of `nhu cầu`."""
    answer = sample.ask("Năm 2024 có tin gì về cầu?")
    assert sorted(citation.source for citation in answer.citations) == [
        "giao-thong/2024-08-20-thong-xe-cau-ha-linh.txt",
        "giao-thong/cau-ha-linh-noi-doi-bo-song-ngan-sau.txt",
    ]


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("học phí", "900.000 kíp"),
        ("gia cam", "38.000 đồng/kg"),
        ("doctor shortage", "thiếu bác sĩ gây mê"),
        ("tuition fees", "900.000 kíp"),
        ("động đất", None),
        ("giá vàng", None),
        ("gold price", None),
        ("football", None),
    ],
)
def test_keywords_are_answered_where_an_article_tells_of_them(sample: Assistant, words: str, fact: str | None) -> None:
    answer = sample.ask(words)
    assert answer.refused == (fact is None)
    if fact is not None:
        assert_holds(sample, answer)
        assert fact in "\n".join(c.quote for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Bạn có thể cho tôi biết cầu Hà Linh dài bao nhiêu không?",
        "cho hoi cau Ha Linh dai bao nhieu",
        "Can you tell me how long the new Ha Linh bridge is?",
    ],
)
def test_a_polite_question_is_answered_as_a_plain_one(sample: Assistant, question: str) -> None:
    assert "268 m" in sample.ask(question).text


@pytest.mark.parametrize(
    ("question", "leads", "sources", "marked"),
    [
        (
            "Ai là Trưởng ban tổ chức lễ hội đua thuyền sông Gianh?",
            ("Năm 2023: ", "Năm 2024: "),
            (RACE_2023, RACE_2024),
            ("Phan Quốc Tấn", "Nguyễn Thị Hoài Thương"),
        ),
        (
            "Có bao nhiêu đại biểu dự hội nghị thương mại biên giới?",
            ("Năm 2022: ", "Năm 2024: "),
            (TRADE_2022, TRADE_2024),
            ("120 đại biểu", "180 đại biểu"),
        ),
    ],
)
def test_a_yearly_event_is_told_year_by_year(
    sample: Assistant, question: str, leads: tuple[str, ...], sources: tuple[str, ...], marked: tuple[str, ...]
) -> None:
    answer = sample.ask(question)
    assert_holds(sample, answer)
    assert tuple(c.source for c in answer.citations) == sources
    assert answer.text == " ".join(
        f"{lead}{c.quote} [{c.marker}]" for lead, c in zip(leads, answer.citations, strict=True)
    )
    assert tuple(answer.text[start:end] for start, end in answer.highlights)[: len(marked)] == marked


def test_an_answer_goes_into_a_report(sample: Assistant) -> None:
    answer = sample.ask("Giá cam Khe Mây loại một bán tại vườn là bao nhiêu?")
    markdown = answer.to_markdown()
    assert "với giá **38.000 đồng/kg** đối với cam loại một, tăng 6.000 đồng so với vụ trước. \\[" in markdown
    for citation in answer.citations:
        assert f"{citation.marker}. {citation.title}, `{ORANGES}`: “" in markdown


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ("Có những bài nào về đua thuyền?", (RACE_2023, RACE_2024)),
        ("which articles do you have about wind power?", (WIND,)),
        ("ມີບົດຄວາມໃດກ່ຽວກັບບານເຕະ?", (FOOTBALL,)),
        ("co bai nao ve gia vang khong", ()),
    ],
)
def test_articles_about_something_are_listed(sample: Assistant, turn: str, said: tuple[str, ...]) -> None:
    answer = sample.ask(turn)
    assert tuple(c.source for c in answer.citations) == said
    assert answer.refused == (not said)
    assert len(answer.text.split("\n")) == len(said) + 1
    if said:
        assert_holds(sample, answer)


@pytest.mark.parametrize(
    ("turn", "source", "fact"),
    [
        ("Tóm tắt bài về khu điều trị mới ở Hương Sơn", HOSPITAL, "120 giường bệnh"),
        ("tom tat bai cam-khe-may-vao-vu.txt", ORANGES, "38.000 đồng/kg"),
        ("tóm tắt bài về lễ hội đua thuyền năm 2023", RACE_2023, "16 thuyền tham gia"),
        ("Summarise border-trade-talks-savannakhet-july-2024.txt", TALKS, "286 million US dollars"),
        ("ສະຫຼຸບບົດຄວາມກ່ຽວກັບຊົນລະປະທານ", CANAL, "16,5 ກິໂລແມັດ"),
    ],
)
def test_an_article_is_told_in_short(sample: Assistant, turn: str, source: str, fact: str) -> None:
    answer = sample.ask(turn)
    assert_holds(sample, answer)
    assert {c.source for c in answer.citations} == {source}
    assert 3 <= len(answer.citations) <= 4
    assert [c.start for c in answer.citations] == sorted(c.start for c in answer.citations)
    assert fact in answer.text


def test_a_greeting_before_a_question_is_no_part_of_it(sample: Assistant) -> None:
    question = "Giám đốc Bệnh viện Đa khoa huyện Hương Sơn là ai?"
    polite, plain = sample.ask(f"Xin chào, {question} Cảm ơn bạn!"), sample.ask(question)
    assert (polite.text, polite.understood) == (plain.text, question)
    assert "Lê Quang Hiển" in [polite.text[start:end] for start, end in polite.highlights]


def test_who_won_is_told_before_the_champion_of_the_year_before(sample: Assistant) -> None:
    answer = sample.ask("đội nào vô địch đua thuyền?", after="2024-01-01", before="2024-12-31")
    assert "chiến thắng của đội xã Quảng Văn" in answer.citations[0].quote


def test_search_puts_the_article_of_the_year_first(sample: Assistant) -> None:
    assert sample.search("lễ hội đua thuyền sông Gianh năm 2023", 1)[0].source == RACE_2023
    assert sample.search("lễ hội đua thuyền sông Gianh năm 2024", 1)[0].source == RACE_2024
    hits = sample.search("le hoi dua thuyen song Gianh 2023", 5)
    assert hits[0].source == RACE_2023
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_sample_article_was_taken(sample: Assistant) -> None:
    status = sample.status()
    assert (status.documents, status.failed) == (16, ())
    assert (status.fingerprint or "").startswith("intfloat/multilingual-e5-small@q4-")
    assert (status.fingerprint or "").endswith(", sentences-2/256, words-4, tokens-4, references-1")


CONVERSATIONS = [
    json.loads(line)
    for line in (SAMPLE.parent / "benchmarks" / "conversations.jsonl").read_text(encoding="utf-8").splitlines()
]
SAME_STORY = {  # two files tell it
    "giao-thong/2024-08-20-thong-xe-cau-ha-linh.txt": "giao-thong/cau-ha-linh-noi-doi-bo-song-ngan-sau.txt",
    "kinh-te/2024-07-12-hoi-nghi-thuong-mai-bien-gioi.txt": "english/border-trade-talks-savannakhet-july-2024.txt",
    "english/border-trade-talks-savannakhet-july-2024.txt": "kinh-te/2024-07-12-hoi-nghi-thuong-mai-bien-gioi.txt",
    "english/friendship-school-thakhek.md": "giao-duc/truong-song-ngu-tha-khec.txt",
}


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns["id"])
def test_a_second_question_finds_its_passage(sample: Assistant, turns: dict[str, Any]) -> None:
    answer = sample.ask(turns["question"], turns["history"])
    assert answer.hits[0].source in (turns["article"], SAME_STORY.get(turns["article"]))
    if turns["family"] == "new-topic":  # it is not dragged back into the old one
        assert turns["history"][0]["content"].split()[-1] not in (answer.understood or "")
