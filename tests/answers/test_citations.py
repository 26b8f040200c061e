"""Markers and citations: only what stands in a passage, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rag.answers.citations import Cited
from rag.answers.citations import cite as cite_among
from rag.answers.generating import Statement
from rag.answers.markers import MarkedSentence, SentenceStream
from rag.datatypes import Citation, Hit, Sentence
from rag.errors import CitationError

TEXT = "Mở đầu. Đèn lồng sáng rực bên sông. Thuyền về bến. Hết chuyện."


def hit(source: str = "a.txt", start: int = 0, end: int = len(TEXT)) -> Hit:
    return Hit(source, start, end, TEXT[start:end], 0.5, f"Tên {source}", "3/9")


def sentence(text: str) -> Sentence:
    start = TEXT.index(text)
    return Sentence(start, start + len(text), text)


def statement(quote: str, text: str | None = None, source: str = "a.txt", **span: int) -> Statement:
    return Statement(quote if text is None else text, hit(source, **span), sentence(quote))


def cite(statements: list[Statement]) -> Iterator[Cited]:
    """Cite among the passages that the statements themselves name, as if all of them had been retrieved."""
    return cite_among(statements, [statement.hit for statement in statements])


def read_back(text: str) -> list[MarkedSentence]:
    """The sentences of an answer with their markers, as a reader takes them."""
    stream = SentenceStream()
    return [*stream.feed(text), *stream.close()]


def test_statements_become_text_and_citations_one_by_one() -> None:
    grown = list(cite([statement("Thuyền về bến."), statement("Đèn lồng sáng rực bên sông.", source="b/ñ.md")]))
    first = Citation(1, "a.txt", "Tên a.txt", "3/9", "Thuyền về bến.", 36, 50)
    second = Citation(2, "b/ñ.md", "Tên b/ñ.md", "3/9", "Đèn lồng sáng rực bên sông.", 8, 35)
    assert grown == [
        Cited("Thuyền về bến. [1]", (first,)),
        Cited("Thuyền về bến. [1] Đèn lồng sáng rực bên sông. [2]", (first, second)),
    ]
    assert all(TEXT[c.start : c.end] == c.quote for c in (first, second))


def test_a_citation_has_the_page_of_its_sentence() -> None:
    passage = replace(hit(), page=11)
    said = [Statement(s.text, passage, s) for s in (replace(sentence("Thuyền về bến."), page=12), sentence("Mở đầu."))]
    *_, cited = cite(said)
    assert [(c.quote, c.page) for c in cited.citations] == [("Thuyền về bến.", 12), ("Mở đầu.", None)]


def test_nothing_said_is_nothing_cited() -> None:
    assert list(cite([])) == []


def test_one_support_has_one_number() -> None:
    *_, cited = cite(
        [
            statement("Thuyền về bến.", "The boats came back."),
            statement("Mở đầu.", "It began."),
            statement("Thuyền về bến.", "All of them."),
        ]
    )
    assert cited.text == "The boats came back. [1] It began. [2] All of them. [1]"
    assert [(c.marker, c.quote) for c in cited.citations] == [(1, "Thuyền về bến."), (2, "Mở đầu.")]


def test_the_same_sentence_of_two_articles_has_two_numbers() -> None:
    *_, cited = cite([statement("Mở đầu."), statement("Mở đầu.", source="b.txt")])
    assert cited.text == "Mở đầu. [1] Mở đầu. [2]"
    assert [c.source for c in cited.citations] == ["a.txt", "b.txt"]


def test_one_sentence_in_two_overlapping_passages_has_one_number() -> None:
    *_, cited = cite([statement("Thuyền về bến.", start=8), statement("Thuyền về bến.", start=36)])
    assert cited.text == "Thuyền về bến. [1] Thuyền về bến. [1]"
    assert [(c.marker, c.quote) for c in cited.citations] == [(1, "Thuyền về bến.")]


@pytest.mark.parametrize(
    "support",
    [
        Sentence(8, 35, "Đèn lồng tối om bên sông."),  # says something else
        Sentence(9, 36, "Đèn lồng sáng rực bên sông."),  # stands elsewhere
        Sentence(8, 8, ""),  # says nothing
        Sentence(900, 914, "Thuyền về bến."),  # beyond the passage
        Sentence(36, 50, "thuyền về bến."),
    ],
)
def test_a_support_that_is_made_up_is_refused(support: Sentence) -> None:
    with pytest.raises(CitationError, match=r"a\.txt"):
        list(cite([Statement("x", hit(), support)]))


def test_a_support_before_its_passage_is_refused() -> None:
    passage = hit(start=36)  # "Thuyền về bến. Hết chuyện."
    # -11 to -1 of the passage read "Hết chuyện", but these characters of the document do not.
    support = Sentence(36 - 11, 36 - 1, "Hết chuyện")
    assert TEXT[support.start : support.end] != support.text
    with pytest.raises(CitationError, match=r"a\.txt"):
        list(cite([Statement("x", passage, support)]))


def test_a_support_that_ends_beyond_its_passage_is_refused() -> None:
    support = Sentence(51, 999, "Hết chuyện.")
    with pytest.raises(CitationError, match=r"a\.txt"):
        list(cite([Statement("x", hit(end=62), support)]))


def test_what_was_said_before_a_made_up_support_has_been_given_out() -> None:
    growing = cite([statement("Mở đầu."), Statement("x", hit(), Sentence(0, 3, "???"))])
    assert next(growing).text == "Mở đầu. [1]"
    with pytest.raises(CitationError, match=r"\?\?\?"):
        next(growing)


def test_what_was_not_retrieved_is_not_cited() -> None:
    with pytest.raises(CitationError, match=r"b\.txt"):
        list(cite_among([statement("Mở đầu.", source="b.txt")], [hit()]))


def test_what_an_article_prints_like_a_marker_is_none() -> None:
    *_, cited = cite([statement("Mở đầu.", "Theo tài liệu [7], thuyền về [12].")])
    assert cited.text == "Theo tài liệu (7), thuyền về (12). [1]"
    assert [c.marker for c in cited.citations] == [1]


def test_a_lead_stands_before_its_sentence_and_is_no_part_of_the_quote() -> None:
    dated = replace(statement("Thuyền về bến."), lead="Năm 2023: ")
    *_, cited = cite([dated, replace(statement("Mở đầu.", source="b.txt"), lead="Năm [24]: ")])
    assert cited.text == "Năm 2023: Thuyền về bến. [1] Năm (24): Mở đầu. [2]"
    assert [c.quote for c in cited.citations] == ["Thuyền về bến.", "Mở đầu."]
    said = [sentence.text for sentence in read_back(cited.text)]
    assert said == ["Năm 2023: Thuyền về bến.", "Năm (24): Mở đầu."]
    assert [sentence.markers for sentence in read_back(cited.text)] == [(1,), (2,)]  # none is without


def test_highlights_are_found_again_in_the_text() -> None:
    said = [
        replace(statement("Thuyền về bến."), highlights=((0, 6),)),
        replace(statement("Mở đầu.", "[7] Mở đầu."), lead="Năm 2023: ", highlights=((1, 2), (4, 10))),
    ]
    one, two = cite(said)
    assert [one.text[a:b] for a, b in one.highlights] == ["Thuyền"]
    assert two.highlights[:1] == one.highlights
    assert [two.text[a:b] for a, b in two.highlights] == ["Thuyền", "7", "Mở đầu"]


def test_statements_may_stand_line_by_line() -> None:
    *_, cited = cite_among([statement("Mở đầu."), statement("Thuyền về bến.")], [hit()], between="\n– ")
    assert cited.text == "Mở đầu. [1]\n– Thuyền về bến. [2]"


def test_a_part_of_a_sentence_has_an_ellipsis_where_it_is_cut() -> None:
    text = "Đoàn gồm có:\nÔng Nam là trưởng đoàn; bà Lan là thư ký, anh Sơn lái xe.\nXong:"
    whole = Hit("a.txt", 100, 100 + len(text), text, 0.5, "Tên", None)

    def said(quote: str, words: str | None = None) -> Statement:
        start = 100 + text.index(quote)
        return Statement(words or quote, whole, Sentence(start, start + len(quote), quote), highlights=((0, 3),))

    parts = ["Đoàn gồm có:", "Ông Nam là trưởng đoàn;", "bà Lan là thư ký,", "anh Sơn lái xe.", "Xong:"]
    *_, cited = cite_among([said(part) for part in parts], [whole])
    assert cited.text == (
        "Đoàn gồm có: [1] Ông Nam là trưởng đoàn; … [2] … bà Lan là thư ký, … [3] … anh Sơn lái xe. [4] Xong: [5]"
    )
    assert [cited.text[a:b] for a, b in cited.highlights] == [part[:3] for part in parts]
    assert [citation.quote for citation in cited.citations] == parts
    *_, cited = cite_among([said("bà Lan là thư ký,", "Bà Lan là thư ký.")], [whole])
    assert cited.text == "Bà Lan là thư ký. [1]"
