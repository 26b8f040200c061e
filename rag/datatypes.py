"""The values that travel through hoibao: frozen, without I/O.

All offsets count characters (Python string indices) of `Document.text`, start included, end excluded.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from dataclasses import asdict, dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple, TypedDict

from rag.markdown import as_markdown

__all__ = [
    "Answer",
    "Chunk",
    "Citation",
    "Document",
    "Hit",
    "Message",
    "PageStart",
    "Progress",
    "Scope",
    "Sentence",
    "Status",
    "SyncReport",
]


class Message(TypedDict):
    """One turn of a conversation, in the form that chat interfaces share."""

    role: str
    content: str


class PageStart(NamedTuple):
    """Where a page begins in a document's text.

    Attributes:
        start: its first character.
        number: which page of the file it is, as a viewer counts them: the first is 1, whatever is printed on it.
    """

    start: int
    number: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it is indexed: its cleaned text and what is known about it.

    Attributes:
        source: path relative to the articles folder, with forward slashes.
        title: the first real line of the article.
        date: the date as the article prints it (`07:24 27/06/2024`, `6/12`), or None.
        text: the cleaned text; every offset in hoibao counts its characters.
        published: `date` as a calendar date, where it names day, month and year.
        body_end: where the article ends and teasers of other stories begin; `len(text)` without any.
        pages: where the pages of a PDF begin, in the order of the text, at whose end notes may be of earlier pages;
            none for files of other kinds.
    """

    source: str
    title: str
    date: str | None
    text: str
    published: datetime.date | None = None
    body_end: int = -1
    pages: tuple[PageStart, ...] = ()

    def __post_init__(self) -> None:
        if self.body_end < 0:
            object.__setattr__(self, "body_end", len(self.text))

    @property
    def body(self) -> str:
        """The article without the teasers behind it."""
        return self.text[: self.body_end]

    def page_at(self, place: int) -> int | None:
        """The page of a character, and so of what begins with it; None where the file has none."""
        before = bisect_right(self.pages, place, key=attrgetter("start"))
        return self.pages[before - 1].number if before else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, the unit of citation: `document.text[start:end]`.

    Attributes:
        start: first character.
        end: one past the last character.
        similarity: cosine between the question and this sentence's embedding, less what any question would have; 0.0
            where there is no question.
        text: the sentence itself.
        met: how well the question's tokens are met by its own (`rag/finding/interaction.py`); 0.0 where none are known.
        page: as in `Citation`.
    """

    start: int
    end: int
    text: str
    similarity: float = 0.0
    met: float = 0.0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored span of a document with its sentences, the unit of search.

    Attributes:
        start: first character.
        end: one past the last character.
        sentences: spans (start, end) of its sentences, in order, none empty, none overlapping.
        teaser: whether it stands behind the article's own text, among teasers of other stories.
    """

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    teaser: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found for a question.

    Attributes:
        source: the article's path relative to the folder.
        start: first character of the passage in `Document.text`.
        end: one past its last character.
        text: the passage, `document.text[start:end]`.
        score: how well it fits the question; higher is better, comparable between questions
            (`rag/finding/scoring.py` documents the scale).
        title: the article's title.
        date: the article's date as printed, or None.
        sentences: the passage's sentences with their own similarity to the question.
        timely: whether the article is of the year that the question names, and tells of its day; None where the
            question names none or the article does not tell.
        also_in: other files that tell the same story in nearly the same words; they have no hits of their own.
        page: the page of the file, a PDF, on which it begins, the first being 1; None for files of other kinds.
    """

    source: str
    start: int
    end: int
    text: str
    score: float
    title: str
    date: str | None
    sentences: tuple[Sentence, ...] = field(default=(), repr=False)
    timely: bool | None = None
    also_in: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles are searched.

    Attributes:
        after: only those published on this day or later; None for no bound.
        before: only those published on this day or earlier; None for no bound.
        sources: only these files or folders, as `rag.files.sources.as_sources` has them; empty for all.
    """

    after: datetime.date | None = None
    before: datetime.date | None = None
    sources: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.after or self.before or self.sources)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence of an answer stands: `document.text[start:end] == quote`, always.

    Attributes:
        marker: the number n of its `[n]` in the answer's text.
        source: the article's path relative to the folder.
        title: the article's title.
        date: the article's date as printed, or None.
        quote: the cited sentence, word for word.
        start: first character of the quote in `Document.text`.
        end: one past its last character.
        page: the page of the file, a PDF, on which the quote begins, the first being 1; None for files of other kinds.
    """

    marker: int
    source: str
    title: str
    date: str | None
    quote: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What hoibao says to a question.

    Attributes:
        text: sentences, each with the markers `[n]` of its citations; or the refusal.
        citations: one for every marker in the text, in the order of their numbers.
        refused: whether the articles do not answer the question.
        question: the question as it was asked.
        understood: what was searched for, where that is not the question as typed
            (diacritics restored, a follow-up completed); else None.
        follows: whether `understood` took something from the turns before the question.
        hits: the passages that were considered, best first.
        note: one line for the reader, where a language model was to answer and could not, or where one of two things
            that are compared is not told of; else None.
        unsupported: what a language model said that the articles do not support; it is not in the text.
        highlights: spans (start, end) of `text` that hold the kind of thing asked for, in order; none where that cannot
            be told.
        more: how many articles a list leaves out; to ask for more of it gives the next.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    refused: bool = False
    question: str = ""
    understood: str | None = None
    follows: bool = False
    hits: tuple[Hit, ...] = field(default=(), repr=False)
    note: str | None = None
    unsupported: tuple[str, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()
    more: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values for JSON, without the passages considered."""
        values = asdict(self)
        del values["hits"]
        return values

    def to_markdown(self) -> str:
        """The answer for a report: its text with what was asked for in bold, then its sources by number.

        Where the text lists articles, its sources stand in place of the list, so that each is named once.
        Nothing that an article says becomes a link, an image, a heading or HTML.
        """
        return as_markdown(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is, handed to its callback.

    Attributes:
        documents_done: files read so far, or found unchanged.
        documents_total: files in the folder.
        chunks_done: chunks whose vectors are stored so far.
        chunks_total: chunks known to need vectors so far; grows while files are read.
        source: the file last finished, or "".
    """

    documents_done: int
    documents_total: int
    chunks_done: int
    chunks_total: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found and did. Each tuple holds sources in sorted order.

    Attributes:
        added: files that are new.
        changed: files whose content changed.
        moved: files known under another path before; nothing was embedded for them.
        removed: files that are gone, and are no longer answered from.
        unchanged: files that cost nothing.
        failed: (source, reason) of files that are no articles, or could not be read; what was known of a file that
            could not be read stays answerable.
        left_out: (suffix, how many) of files of kinds that are not read.
        links: symbolic links, which are not followed, to what is not read elsewhere in the folder.
        chunks_embedded: chunks that went through the embedding model.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    links: tuple[str, ...] = ()
    chunks_embedded: int = 0


@dataclass(frozen=True, slots=True)
class Status:
    """What is indexed.

    Attributes:
        folder: the articles folder.
        data_dir: where the index lives.
        documents: articles indexed.
        chunks: passages indexed.
        fingerprint: what made the vectors (model, chunking), or None before the first sync.
        size_bytes: size of the store and the index on disk, with what an interrupted rebuild left.
        last_sync: end of the last complete sync, ISO 8601 in UTC, or None.
        failed: (source, reason) of the files that the last sync could not read.
        left_out: (suffix, how many) of files of kinds that it did not read.
        links: symbolic links that it did not follow.
    """

    folder: str
    data_dir: str
    documents: int
    chunks: int
    fingerprint: str | None
    size_bytes: int
    last_sync: str | None
    failed: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    links: tuple[str, ...] = ()
