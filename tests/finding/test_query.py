from __future__ import annotations

import numpy as np

from rag.datatypes import Hit
from rag.finding.query import Query, Retrieved
from rag.finding.scoring import WordMatch

MATCH = WordMatch(["lúa"], {"lúa": 1}, 3, 12.0, {})
FIRST = Hit(source="a.txt", start=0, end=9, text="Lúa chín.", score=0.9, title="", date=None)
SECOND = Hit(source="a.txt", start=10, end=19, text="Mưa rồi.", score=0.8, title="", date=None)


def test_what_its_tokens_meet_is_told_by_place_in_an_article() -> None:
    met = {("a.txt", 0): np.array([[0.5, 0.25]], np.float32)}
    query = Query("lúa", None, np.zeros(1, np.float32), MATCH, MATCH, met=met)
    assert query.meets(FIRST).tolist() == [[0.5, 0.25]]
    assert query.meets(SECOND).shape == (0, 0)  # it was not looked at


def test_names_and_numbers_that_it_has() -> None:
    text = "Cầu Hà Linh dài 268 m năm 2024? I ask."
    query = Query(text, None, np.zeros(1, np.float32), MATCH, MATCH)
    assert query.names() == {"hà", "linh"}
    assert query.numbers() == {"268"}  # the time that it names is no number of it
    for text, names in (
        ("Kazik mất ở đâu?", {"kazik"}),
        ("Bao giờ xong?", set()),
        ("Beethoven is who?", {"beethoven"}),
    ):
        assert Query(text, None, np.zeros(1, np.float32), MATCH, MATCH).names() == names  # at the head, what is one


def test_a_syllable_of_a_name_counts_in_company() -> None:
    query = Query("ai ở Hà Linh với Martin Luther", None, np.zeros(1, np.float32), MATCH, MATCH)
    names = query.names()
    assert names == {"hà", "linh", "martin", "luther"}
    assert query.shared(names, ["cầu", "hà", "linh"]) == {"hà", "linh"}
    assert query.shared(names, ["ha", "linh"]) == {"hà", "linh"}  # marks do not matter
    assert query.shared(names, ["hà", "tĩnh", "linh", "hoạt"]) == frozenset()
    assert query.shared(names, ["luther", "nói"]) == {"luther"}  # a longer word stands for itself


def test_a_topic_is_had_where_its_words_stand_side_by_side() -> None:
    def has(topic: str, text: str, title: str = "") -> bool:
        words = topic.split()
        match = WordMatch(words, dict.fromkeys(words, 2), 20, 12.0, {})
        query = Query(topic, None, np.zeros(1, np.float32), match, match)
        return query.has_topic(
            Hit(source="a.txt", start=0, end=len(text), text=text, score=0.9, title=title, date=None)
        )

    assert has("động đất", "Trận động đất mạnh.")
    assert not has("động đất", "Hoạt động mua bán đất.")
    assert has("bão", "Mưa to.", title="Tin bão")
    assert not has("bão", "Mưa to.")
    # of four words one may be missing, and of their three pairs one
    assert has("giá cam Khe Mây".lower(), "Cam Khe Mây được giá.")
    assert not has("giá cam Khe Mây".lower(), "Khe cam, giá Mây.")


def test_whether_it_is_answered_is_told_without_the_reranker() -> None:
    query = Query("lúa", None, np.zeros(1, np.float32), MATCH, MATCH)
    assert Retrieved(query, (FIRST, SECOND)).evidence == (FIRST, SECOND)
    assert Retrieved(query, (SECOND, FIRST), unranked=(FIRST, SECOND)).evidence == (FIRST, SECOND)
