"""Names of a question that an article never says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.answers.absent import absent_names, is_of_another_name
from rag.datatypes import Document, Hit
from rag.finding.query import Query
from rag.finding.scoring import WordMatch
from rag.text.language import language_of
from rag.text.words import terms

BUSES = Document(
    "xe.txt",
    "Xe buýt điện ở Huế",
    None,
    "Xe buýt điện ở Huế\nTP Huế đưa 36 xe buýt điện vào chạy.\nGiá vé 8.000 đồng, do Công ty Hương Giang bán.\n"
    "Tin khác\nĐà Nẵng mở tuyến xe mới.",
    body_end=103,
)
PRICES = Document("gia.txt", "Giá cam", None, "Giá cam\nỞ Vinh cam bán 38.000 đồng.\nỞ Huế không ai bán.")


def hit(document: Document) -> Hit:
    """Its first passage."""
    return Hit(document.source, 0, 40, document.text[:40], 0.5, document.title, None)


def query(text: str, others: dict[str, list[tuple[str, ...]]] | None = None) -> Query:
    words = WordMatch(terms(text), dict.fromkeys(terms(text), 2), 10, 8, others or {})
    return Query(text, None, np.zeros(1, np.float32), words, words, language_of(text))


def share(text: str, *documents: Document) -> float:
    found = documents or (BUSES,)
    return absent_names(query(text), [hit(d) for d in found], {d.source: d for d in found})


def is_another(asked: Query | str, *documents: Document) -> bool:
    found = documents or (BUSES,)
    asked = query(asked) if isinstance(asked, str) else asked
    return is_of_another_name(asked, [hit(d) for d in found], {d.source: d for d in found})


@pytest.mark.parametrize(
    ("question", "expected", "another"),
    [
        ("Giá vé xe buýt điện ở Huế bao nhiêu?", 0.0, False),
        ("Giá vé xe buýt điện ở Vinh bao nhiêu?", 1.0, True),
        ("Xe buýt điện ở Đà Nẵng chạy mấy tuyến?", 1.0, True),  # a teaser below the article names it
        ("Xe buýt điện của Huế do Công ty Sông Lam bán vé?", 2 / 3, True),
        ("Giá vé xe buýt điện bao nhiêu?", 0.0, False),
        ("Vinh có xe buýt điện?", 1.0, True),
        ("Xe điện ở đâu?", 0.0, False),  # a first word has a capital anyway
        ("Việt Nam có mấy xe buýt điện ở Việt Nam?", 1.0, False),  # few say where they are from
        ("Xe buýt điện ở Huế năm 2024 chạy chưa?", 0.0, False),
        ("Giá vé ở UBND phường?", 1.0, False),  # letters may be written out
        ("Trường Đại học nào ở Huế có xe buýt điện?", 0.0, False),
        ("How much is the ticket in Hue?", 0.0, False),
        ("How much is the ticket in Da Nang?", 0.5, True),
        ("Who won the FIFA World Cup?", 1 / 3, True),  # letters that are spoken as a word stand in any language
        ("Who won the UBND World Cup?", 1 / 3, False),
        ("How much is the ticket in Hue City Center?", 0.0, False),
    ],
)
def test_names_that_the_best_article_does_not_say(question: str, expected: float, another: bool) -> None:
    assert (share(question), is_another(question)) == (pytest.approx(expected), another)


def test_a_paragraph_need_not_say_its_names() -> None:
    paragraph = replace(BUSES, text="Giá vé xe buýt điện\n8.000 đồng.", body_end=-1)
    assert not is_another("Giá vé xe buýt điện ở Vinh?", paragraph)
    assert share("Giá vé xe buýt điện ở Vinh?", paragraph) == 1.0


def test_what_is_compared_may_stand_in_several_articles() -> None:
    assert is_another("Giá cam ở Vinh?", BUSES, PRICES)
    assert not is_another("Huế và Vinh, nơi nào đắt hơn?", BUSES, PRICES)
    assert is_another("Đà Lạt và Vinh, nơi nào đắt hơn Sa Pa?", BUSES, PRICES)


def test_another_spelling_is_the_same_name() -> None:
    asked = "Xe buýt ở Khăm Muộn?"
    text = "Xe ở Lào\nXe buýt chạy ở Khammouane.\nVé rẻ."
    document = replace(BUSES, text=text, body_end=-1)
    assert not is_another(query(asked, {"khăm": [("khammouane",)], "muộn": [("khammouane",)]}), document)


def test_of_an_article_that_is_not_known_its_passages_are_read() -> None:
    asked = query("Giá vé xe buýt điện ở Vinh?")
    assert absent_names(asked, [hit(BUSES)], {}) == 1.0
    assert not is_of_another_name(asked, [hit(BUSES)], {})


def test_half_of_a_short_name_is_in_many_others() -> None:
    cave = Document("cave.txt", "A cave", None, "A cave\nIn 2023 the cave had 24,600 visitors.\nBan Na Xang runs it.")
    market = Document("fair.txt", "A fair", None, "A fair\nThe fair in Na Hin had 128 stalls.\nIt rained.")
    assert is_another("Hội chợ ở Na Hin có bao nhiêu gian hàng?", cave)
    assert not is_another("Hội chợ ở Na Hin có bao nhiêu gian hàng?", market)
    assert not is_another("Hang ở Thakhek Na có bao nhiêu khách?", cave)  # a long one tells enough
