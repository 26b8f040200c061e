"""A telephone number that the best article tells in another passage than those that were found."""

from __future__ import annotations

from dataclasses import replace

from passages import BOATS, DRUMS, LANTERN, passage, query

from rag.answers.calling import with_number_to_call
from rag.datatypes import Document, PageStart
from rag.finding.query import Retrieved

CALL = "Đường dây nóng: 0232 3855 114"
ASKED = "Số điện thoại của ban tổ chức?"
TEXT = f"{BOATS}\n{DRUMS}\n{CALL}"
ARTICLE = Document("a.txt", "Hội làng", None, TEXT, pages=(PageStart(0, 1), PageStart(len(BOATS), 2)))
HITS = (passage("a.txt", (BOATS, 0.9), score=0.9), *(passage(f"{n}.txt", (LANTERN, 0.5), score=0.4) for n in range(3)))


def test_the_sentence_with_the_number_is_found_as_well_behind_the_passages_that_refusing_looks_at() -> None:
    found = with_number_to_call(Retrieved(query(ASKED), HITS, documents={"a.txt": ARTICLE}))
    assert found.hits[:3] + found.hits[4:] == HITS
    [more] = found.hits[3:4]
    assert (more.source, more.text, TEXT[more.start : more.end]) == ("a.txt", CALL, CALL)
    assert (more.score, more.page, [s.text for s in more.sentences]) == (0.4, 2, [CALL])


def test_nothing_is_added_where_the_passages_tell_it_nothing_tells_it_or_something_else_is_asked() -> None:
    documents = {"a.txt": ARTICLE}
    told = Retrieved(query(ASKED), (passage("a.txt", (BOATS, 0.9), (CALL, 0.2)),), documents=documents)
    other = Retrieved(query("Ai mở màn?"), HITS, documents=documents)
    without = Retrieved(query(ASKED), HITS, documents={"a.txt": replace(ARTICLE, text=f"{BOATS}\n{DRUMS}")})
    unknown = Retrieved(query(ASKED), HITS)
    for found in (told, other, without, unknown, Retrieved(query(ASKED), ())):
        assert with_number_to_call(found).hits == found.hits


def test_what_a_reranker_did_not_touch_has_it_too() -> None:
    found = Retrieved(query(ASKED), HITS[::-1], unranked=HITS, documents={"a.txt": ARTICLE})
    assert [hit.text for hit in with_number_to_call(found).evidence[3:4]] == [CALL]
