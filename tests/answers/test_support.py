"""Whether a sentence of an answer is supported by the passages it cites."""

from __future__ import annotations

import pytest
from fakes import FakeEmbedder

from embeddings.embedder import SentenceTransformerEmbedder
from rag.answers.support import SupportChecker
from rag.datatypes import Document, Hit, Sentence
from rag.text.sentences import split_sentences

FERRY = (
    "Bến phà ngừng chạy từ 5 giờ sáng 26/6 vì sương mù. Ông Lê Văn Tám, trưởng bến, cho biết 1.150 hành khách phải chờ."
    " Hành khách được chuyển sang đường bộ. Phà chạy lại lúc 11 giờ với 3 chuyến bù."
)
BRIDGE = "Cầu Hạ Linh thông xe ngày 20/8/2024. Cầu dài 412 mét, rộng 9 mét, vốn 186 tỷ đồng. Lễ thông xe có mưa to."


def hit(source: str, text: str, title: str = "", date: str | None = None) -> Hit:
    sentences = tuple(Sentence(a, b, text[a:b]) for a, b in split_sentences(text))
    return Hit(source, 0, len(text), text, 0.5, title or source, date, sentences)


HITS = [hit("pha.txt", FERRY, "Bến phà ngừng chạy", "26/6/2024"), hit("cau.txt", BRIDGE, "Thông xe cầu Hạ Linh")]


@pytest.fixture
def checker() -> SupportChecker:
    return SupportChecker(FakeEmbedder())


def quotes(checker: SupportChecker, sentence: str, hits: list[Hit] = HITS) -> list[str]:
    support = checker.support(sentence, hits)
    return [span.text for _, span in support.spans] if support else []


def test_the_sentence_that_says_so_is_found(checker: SupportChecker) -> None:
    for _, sentence in ((h, s) for h in HITS for s in h.sentences):
        assert quotes(checker, sentence.text) == [sentence.text]


@pytest.mark.parametrize(
    "sentence",
    [
        "1.150 hành khách phải chờ, ông Lê Văn Tám, trưởng bến, cho biết.",
        "Ông Le Van Tam, trưởng bến, cho biết 1,150 hành khách phải chờ.",
        "Ngày 26 tháng 6 năm 2024, bến phà ngừng chạy từ 5 giờ sáng vì sương mù.",
        "Bến phà ngừng chạy từ năm giờ sáng 26/6/2024.",
    ],
)
def test_other_words_for_the_same(checker: SupportChecker, sentence: str) -> None:
    assert quotes(checker, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ông Lê Văn Tám, trưởng bến, cho biết 1.250 hành khách phải chờ.",
        "Ông Lê Văn Bảy, trưởng bến, cho biết 1.150 hành khách phải chờ.",
        "Bến phà ngừng chạy từ 5 giờ sáng 27/6 vì sương mù.",
        "Bến phà ngừng chạy từ 3 giờ sáng 26/6 vì sương mù.",  # 3 stands elsewhere in the article
        "Cầu dài 9 mét, rộng 412 mét, vốn 186 tỷ đồng.",  # both stand in the very sentence
        "Cầu dài 412 mét, rộng 9 mét, vốn 186 triệu đồng.",
        "Sao Hải Vương có 14 vệ tinh.",
        "Con mèo nằm ngủ trên mái nhà.",
        "",
        "…",
    ],
)
def test_what_is_changed_or_made_up_is_seen(checker: SupportChecker, sentence: str) -> None:
    assert quotes(checker, sentence) == []


def test_only_what_is_cited_counts(checker: SupportChecker) -> None:
    said = "Cầu dài 412 mét, rộng 9 mét."
    assert quotes(checker, said) == ["Cầu dài 412 mét, rộng 9 mét, vốn 186 tỷ đồng."]
    assert checker.support(said, HITS[:1]) is None
    assert checker.support(said, []) is None


def test_one_sentence_may_need_two(checker: SupportChecker) -> None:
    said = "Cầu Hạ Linh dài 412 mét, rộng 9 mét, vốn 186 tỷ đồng, và 1.150 hành khách phải chờ."
    assert quotes(checker, said) == [
        "Cầu dài 412 mét, rộng 9 mét, vốn 186 tỷ đồng.",
        "Ông Lê Văn Tám, trưởng bến, cho biết 1.150 hành khách phải chờ.",
    ]


def test_a_name_may_stand_elsewhere_in_the_article() -> None:
    said = "Hành khách phà Sông Gianh được chuyển sang đường bộ."
    document = Document("pha.txt", "Phà Sông Gianh", None, f"Tin từ phà Sông Gianh.\n{FERRY}")
    assert quotes(SupportChecker(FakeEmbedder()), said) == []
    assert quotes(SupportChecker(FakeEmbedder(), {"pha.txt": document}.get), said) == [
        "Hành khách được chuyển sang đường bộ."
    ]


def test_yesterday_is_counted_from_the_article_s_day(checker: SupportChecker) -> None:
    hits = [hit("a.txt", "Tối qua, lễ hội đèn lồng mở màn bên sông.", date="3/9/2025")]
    assert quotes(checker, "Tối 2/9/2025, lễ hội đèn lồng mở màn bên sông.", hits)
    assert quotes(checker, "Tối 1/9/2025, lễ hội đèn lồng mở màn bên sông.", hits) == []


@pytest.mark.parametrize(
    ("told", "right", "wrong"),
    [
        ("Ba ngày trước, lễ hội mở màn bên sông.", "Ngày 31/8/2025", "Ngày 1/9/2025"),
        ("Thứ Hai vừa qua, lễ hội mở màn bên sông.", "Ngày 1/9/2025", "Ngày 2/9/2025"),
        ("Tháng trước, lễ hội mở màn bên sông.", "Tháng 8/2025", "Tháng 7/2025"),
        ("Năm ngoái, lễ hội mở màn bên sông.", "Năm 2024", "Năm 2023"),
    ],
)
def test_other_times_are_counted_from_it_too(checker: SupportChecker, told: str, right: str, wrong: str) -> None:
    hits = [hit("a.txt", told, date="3/9/2025")]
    assert quotes(checker, f"{right}, lễ hội mở màn bên sông.", hits)
    assert quotes(checker, f"{wrong}, lễ hội mở màn bên sông.", hits) == []


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Some 1,150 passengers had to wait, said Le Van Tam.", "Ông Lê Văn Tám"),
        ("The bridge opened to traffic on August 20, 2024.", "Cầu Hạ Linh thông xe"),
        ("The bridge is 412 metres long and cost 186 billion dong.", "Cầu dài 412 mét"),
        ("Passengers were taken by road instead.", "Hành khách được chuyển sang đường bộ."),
    ],
)
def test_another_language(real_model: SentenceTransformerEmbedder, sentence: str, quote: str) -> None:
    assert quotes(SupportChecker(real_model), sentence)[0].startswith(quote)


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 1,250 passengers had to wait, said Le Van Tam.",
        "Some 1,150 passengers had to wait, said Le Van Hung.",
        "The bridge opened to traffic on August 21, 2024.",
        "The bridge is 412 metres long and cost 186 million dong.",
        "The moon is made of cheese.",
    ],
)
def test_another_language_does_not_hide_a_change(real_model: SentenceTransformerEmbedder, sentence: str) -> None:
    assert quotes(SupportChecker(real_model), sentence) == []
