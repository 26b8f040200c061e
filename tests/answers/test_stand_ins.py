"""Which article is asked in place of the best one, by hand on passages whose numbers are given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from passages import passage, query

from rag.answers import stand_ins as module
from rag.answers.stand_ins import answerable
from rag.datatypes import Document, Hit
from rag.finding.query import Query, Retrieved

FIRST = passage(
    "a.txt", ("Công ty nước Rạng Đông ngưng cấp nước ngày 5/5.", 0.7), score=0.80, title="Lịch nước Rạng Đông"
)
SECOND = passage(
    "b.txt",
    ("Công ty nước Rạng Đông ngưng cấp nước ngày 12/5.", 0.7),
    ("Bà con gọi tổng đài 1900 0277.", 0.6),
    score=0.79,
    title="Lịch nước Rạng Đông",
)
PHONE = query("số điện thoại công ty nước Rạng Đông")


@pytest.fixture(autouse=True)
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no veto speaks against is sure."""
    monkeypatch.setattr(module, "confidence", lambda found: 0.0 if module.veto(found) else 1.0)


def sources(found: Retrieved) -> list[str]:
    return [one.source for one in found.hits]


def of(*hits: Hit, asked: Query = PHONE) -> Retrieved:
    documents = {one.source: Document(one.source, one.title, None, one.text) for one in hits}
    return Retrieved(asked, hits, documents=documents)


def test_one_nearly_tied_that_has_a_word_of_it_is_asked() -> None:
    assert sources(answerable(of(FIRST, SECOND), 0.5)) == ["b.txt"]
    again = replace(FIRST, start=500, score=0.5)  # nor is another passage of the first told of
    assert sources(answerable(of(FIRST, SECOND, again), 0.5)) == ["b.txt"]


def test_the_reranker_s_order_and_the_scores_are_both_without_it() -> None:
    found = replace(of(SECOND, FIRST), unranked=(FIRST, SECOND))
    kept = answerable(found, 0.5)
    assert (sources(kept), kept.unranked) == (["b.txt"], (SECOND,))


def test_the_best_stays_where_it_has_it() -> None:
    found = of(replace(SECOND, score=0.81), FIRST)
    assert answerable(found, 0.5) is found


@pytest.mark.parametrize(
    "other",
    [
        replace(SECOND, score=0.76),  # too far off
        replace(SECOND, title="Lịch nước Cồn Sậy"),  # its headline is of another
        FIRST,  # it has no word of it, either
    ],
)
def test_the_best_stays_where_none_is_as_near(other: Hit) -> None:
    found = of(FIRST, replace(other, source="b.txt"))
    assert answerable(found, 0.5) is found


def test_the_best_stays_where_the_other_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "confidence", lambda _: 0.4)
    found = of(FIRST, SECOND)
    assert answerable(found, 0.5) is found
    assert sources(answerable(found, 0.4)) == ["b.txt"]


def test_a_measure_is_looked_for_further_off_in_any_language() -> None:
    market = passage("en.txt", ("Traders fear the Vam Ray bridge.", 0.7), score=0.78, title="A market fades")
    bridge = passage("vi.txt", ("Cầu Vàm Ray dài 538 m.", 0.5), score=0.71, title="Thông xe cầu Vàm Ray")
    found = of(market, bridge, asked=replace(query("How long is the Vam Ray bridge?"), language="en"))
    assert sources(answerable(found, 0.5)) == ["vi.txt"]
    far = replace(found, hits=(market, replace(bridge, score=0.69)))
    assert answerable(far, 0.5) is far
    # an article whose text is not known may have it
    unknown = replace(found, documents={})
    assert answerable(unknown, 0.5) is unknown


def test_nothing_found_stays_nothing() -> None:
    found = Retrieved(PHONE, ())
    assert answerable(found, 0.5) is found
    alone = of(FIRST)
    assert answerable(alone, 0.5) is alone


def test_a_measure_that_is_but_spoken_of_is_not_looked_for() -> None:
    paper = passage("a.txt", ("Bài viết năm 1999 của Lê Tám.", 0.7), score=0.78, title="Báo cáo")
    warm = passage("b.txt", ("Nhiệt độ là 30 độ C.", 0.5), score=0.75, title="Nóng")
    found = of(paper, warm, asked=replace(query("When was the temperature paper published?"), language="en"))
    assert answerable(found, 0.5) is found
