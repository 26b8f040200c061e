"""Markers and citations: only what stands in a passage, word for word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.answering import Statement
from rag.citations import cite as cite_among
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


def cite(statements: list[Statement]) -> Iterator[tuple[str, tuple[Citation, ...]]]:
    """Cite among the passages that the statements themselves name, as if all of them had been retrieved."""
    return cite_among(statements, [statement.hit for statement in statements])


def test_statements_become_text_and_citations_one_by_one() -> None:
    grown = list(cite([statement("Thuyền về bến."), statement("Đèn lồng sáng rực bên sông.", source="b/ñ.md")]))
    first = Citation(1, "a.txt", "Tên a.txt", "3/9", "Thuyền về bến.", 36, 50)
    second = Citation(2, "b/ñ.md", "Tên b/ñ.md", "3/9", "Đèn lồng sáng rực bên sông.", 8, 35)
    assert grown == [
        ("Thuyền về bến. [1]", (first,)),
        ("Thuyền về bến. [1] Đèn lồng sáng rực bên sông. [2]", (first, second)),
    ]
    assert all(TEXT[c.start : c.end] == c.quote for c in (first, second))


def test_nothing_said_is_nothing_cited() -> None:
    assert list(cite([])) == []


def test_one_support_has_one_number() -> None:
    *_, (text, citations) = cite(
        [
            statement("Thuyền về bến.", "The boats came back."),
            statement("Mở đầu.", "It began."),
            statement("Thuyền về bến.", "All of them."),
        ]
    )
    assert text == "The boats came back. [1] It began. [2] All of them. [1]"
    assert [(c.marker, c.quote) for c in citations] == [(1, "Thuyền về bến."), (2, "Mở đầu.")]


def test_the_same_sentence_of_two_articles_has_two_numbers() -> None:
    *_, (text, citations) = cite([statement("Mở đầu."), statement("Mở đầu.", source="b.txt")])
    assert text == "Mở đầu. [1] Mở đầu. [2]"
    assert [c.source for c in citations] == ["a.txt", "b.txt"]


def test_one_sentence_in_two_overlapping_passages_has_one_number() -> None:
    *_, (_, citations) = cite([statement("Thuyền về bến.", start=8), statement("Thuyền về bến.", start=36)])
    assert len(citations) == 1


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
    assert next(growing)[0] == "Mở đầu. [1]"
    with pytest.raises(CitationError, match=r"\?\?\?"):
        next(growing)


def test_what_was_not_retrieved_is_not_cited() -> None:
    with pytest.raises(CitationError, match=r"b\.txt"):
        list(cite_among([statement("Mở đầu.", source="b.txt")], [hit()]))


def test_what_an_article_prints_like_a_marker_is_none() -> None:
    *_, (text, citations) = cite([statement("Mở đầu.", "Theo tài liệu [7], thuyền về [12].")])
    assert text == "Theo tài liệu (7), thuyền về (12). [1]"
    assert [c.marker for c in citations] == [1]
