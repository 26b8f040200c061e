"""Which articles are about something, told from passages and their scores."""

from __future__ import annotations

import numpy as np
import pytest

from rag.datatypes import Hit
from rag.finding.query import Query, Retrieved
from rag.finding.scoring import WordMatch
from rag.talk.relevance import leading, relevant
from rag.text.words import terms

RAIN = [Hit(f"{n}.txt", 0, 9, "Trời mưa to.", 0.5, "Mưa", None) for n in range(6)]  # about something else


def found(topic: str, *hits: Hit) -> Retrieved:
    """What is found for a topic."""
    match = WordMatch(terms(topic), {}, 7, 10.0)
    return Retrieved(Query(topic, None, np.zeros(2, np.float32), match, match), hits)


def bridge(name: str, score: float, text: str = "Cầu Hà Linh dài tám mươi mét.", **more: bool) -> Hit:
    return Hit(name, 0, 9, text, score, "Cầu mới", None, **more)


def test_about_a_topic_is_what_has_its_words() -> None:
    other = bridge("d.txt", 0.9, "Linh xây nhà ở Hà Nội.")
    hits = bridge("a.txt", 0.8), bridge("b.txt", 0.7), bridge("a.txt", 0.6), bridge("c.txt", 0.5, timely=False)
    assert relevant(found("cầu Hà Linh", other, *hits), "vi") == [hits[0], hits[1]]


def test_about_a_topic_of_one_syllable_is_what_is_near_the_best() -> None:
    near, far = bridge("a.txt", 0.8), bridge("b.txt", 0.7, "Nhu cầu tăng.")
    assert relevant(found("cầu", near, far), "vi") == [near]
    assert relevant(found("Hà Linh", near, bridge("c.txt", 0.7)), "vi") == [near, bridge("c.txt", 0.7)]


@pytest.mark.parametrize(
    ("topic", "sources"), [("iphone", []), ("phà mới", ["e.txt"]), ("ferry", ["e.txt"]), ("bún chả", ["e.txt"])]
)
def test_a_foreign_word_stands_in_an_article_in_another_language(topic: str, sources: list[str]) -> None:
    ferry = Hit("e.txt", 0, 9, "A new ferry crosses the lake twice a day.", 0.6, "On the lake", None)
    assert [hit.source for hit in relevant(found(topic, ferry, *RAIN), "vi")] == sources


@pytest.mark.parametrize(
    ("first", "second", "leads"),
    [
        (0.6, 0.5, True),
        (0.6, 0.58, False),  # another is as near
        (0.52, 0.4, False),  # no nearer than what is about other things
    ],
)
def test_one_article_leads_where_no_other_is_near(first: float, second: float, leads: bool) -> None:
    best, next_best = bridge("a.txt", first), bridge("b.txt", second)
    assert leading(found("cầu Hà Linh", best, next_best, *RAIN), "vi") == ([best] if leads else [])


def test_what_leads_has_a_word_of_the_topic_or_is_in_another_language() -> None:
    ferry = bridge("e.txt", 0.6, "A new ferry crosses the lake twice a day.")
    assert leading(found("phà mới", ferry, *RAIN), "vi") == [ferry]
    assert leading(found("bến tàu", bridge("a.txt", 0.6), *RAIN), "vi") == []


def test_of_few_articles_none_leads() -> None:
    assert leading(found("cầu Hà Linh", bridge("a.txt", 0.9), *RAIN[:4]), "vi") == []
