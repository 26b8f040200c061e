"""A document cut into chunks, and each chunk's sentences, by exact character offsets.

langchain-text-splitters merges and cuts; this module sees to it that nothing is lost on the way, so that the lengths
of the pieces give their places in the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Protocol

from rag.datatypes import Chunk, Document
from rag.text.sentences import cut_long, split_sentences

__all__ = ["Chunker"]

# Goes into the fingerprint of the store. Raise it whenever the same file would give other chunks or other sentences:
# a change of rule here, in rag/text/sentences.py, or in how rag/files/articles.py cleans text.
_VERSION = 2

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
# No token is longer; a paragraph of more than max_tokens times this need not be counted to know that it is too long.
_LONGEST_TOKEN = 32
_LEFTOVER = 32  # tokens; a shorter last chunk takes from the one before it

Span = tuple[int, int]


class Chunker:
    """Cuts documents into chunks for an embedding model.

    Paragraphs stay whole where they fit, else sentences do; a sentence that alone is too long is cut at its commas
    and spaces. Neighbours are joined as long as they fit together. No chunk holds both the article's own text and
    teasers of other stories.

    Args:
        count_tokens: how many tokens the model makes of a text.
        max_tokens: the most that a chunk may have.

    Raises:
        ValueError: if max_tokens is less than 1.
    """

    def __init__(self, count_tokens: Callable[[str], int], max_tokens: int = 256) -> None:
        if max_tokens < 1:
            raise ValueError(f"max_tokens must be 1 or more, not {max_tokens}")
        self._count_tokens = count_tokens
        self._max_tokens = max_tokens

    @property
    def fingerprint(self) -> str:
        """Name of the rules and their size, such as `sentences-2/256`: equal for equal chunks."""
        return f"sentences-{_VERSION}/{self._max_tokens}"

    def split(self, document: Document) -> tuple[Chunk, ...]:
        """Cut a document.

        Args:
            document: what to cut.

        Returns:
            Chunks in the order of the text, disjoint, without white space around them; together they hold every
            character that is not white space. Each lists its sentences; one that runs over the end of a chunk is
            listed in both, each time with the part that stands there.
        """
        text = document.text
        sentences = [part for whole in split_sentences(text) for part in cut_long(text, whole)]
        count = _Counter(self._count_tokens)
        splitter = _make_splitter(count, self._max_tokens)
        chunks: list[Chunk] = []
        for start, end in ((0, document.body_end), (document.body_end, len(text))):
            pieces = [text[a:b] for a, b in self._pieces(text, start, end, sentences, count, splitter)]
            for length in self._merge(pieces, count, splitter):
                span = _trim(text, start, start + length)
                if span[0] < span[1]:
                    chunks.append(Chunk(*span, _within(sentences, *span), teaser=start >= document.body_end))
                start += length
        return tuple(chunks)

    def _pieces(
        self, text: str, start: int, end: int, sentences: Sequence[Span], count: _Counter, splitter: _Splitter
    ) -> Iterator[Span]:
        """Tile text[start:end] with spans that fit: paragraphs, else sentences, else parts of sentences."""
        for paragraph in _PARAGRAPH.finditer(text, start, end):
            if self._fits(paragraph.group(), count):
                yield paragraph.span()
                continue
            inside = _within(sentences, *paragraph.span())
            # White space belongs to the sentence before it, at the head of a paragraph to the first one.
            cuts = [paragraph.start(), *(a for a, _ in inside[1:]), paragraph.end()]
            for a, b in pairwise(cuts):
                if self._fits(text[a:b], count):
                    yield a, b
                    continue
                for part in splitter.cut(text[a:b]):
                    yield a, a + len(part)
                    a += len(part)

    def _fits(self, piece: str, count: _Counter) -> bool:
        return len(piece) <= self._max_tokens * _LONGEST_TOKEN and count(piece) <= self._max_tokens

    def _merge(self, pieces: list[str], count: _Counter, splitter: _Splitter) -> list[int]:
        """Join neighbouring pieces up to max_tokens; the lengths of what that gives, in characters."""
        lengths = [len(merged) for merged in splitter.merge(pieces)]
        if len(lengths) > 1:
            lengths[-2:] = _even(pieces, lengths[-2], lengths[-1], count)
        return lengths


class _Counter:
    """count_tokens, asked once for every string of a document."""

    def __init__(self, count_tokens: Callable[[str], int]) -> None:
        self._count_tokens = count_tokens
        self._known = {"": 0}

    def __call__(self, text: str) -> int:
        tokens = self._known.get(text)
        if tokens is None:
            # TextSplitter repeats pieces that it takes to be of no length.
            tokens = self._known[text] = max(1, self._count_tokens(text))
        return tokens


class _Splitter(Protocol):
    def merge(self, pieces: Sequence[str]) -> list[str]:
        """Join neighbours as long as they fit; nothing is added or lost."""
        ...

    def cut(self, text: str) -> list[str]:
        """Cut a text that does not fit; nothing is added or lost."""
        ...


def _make_splitter(count: Callable[[str], int], max_tokens: int) -> _Splitter:
    """The text splitter of langchain for chunks of max_tokens."""
    # Imported here: it costs half a second, and only a sync that finds new articles needs it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class PieceSplitter(RecursiveCharacterTextSplitter):
        """Merges ready pieces, and cuts what no paragraph or sentence divides."""

        def merge(self, pieces: Sequence[str]) -> list[str]:
            return self._merge_splits(pieces, "")

        def cut(self, text: str) -> list[str]:
            return self.split_text(text)

    # Without overlap, separators kept and white space left alone, the pieces tile the text.
    return PieceSplitter(
        separators=["; ", ", ", " ", ""],
        keep_separator="end",
        chunk_size=max_tokens,
        chunk_overlap=0,
        # A sum of parts may say that they fit where the whole says no by a token; they stay, without a warning.
        length_function=lambda text: min(count(text), max_tokens),
        strip_whitespace=False,
    )


def _even(pieces: Sequence[str], before: int, last: int, count: _Counter) -> Span:
    """The last two lengths, evened out where the last is a leftover: a line alone says little of what it is about."""
    tail = list(pieces)
    tokens: list[tuple[int, int]] = []  # length and tokens of the pieces of both, the last piece first
    while sum(length for length, _ in tokens) < before + last:
        piece = tail.pop()
        tokens.append((len(piece), count(piece)))
    taken = size = 0
    half = sum(n for _, n in tokens) // 2
    for length, n in tokens:
        if taken >= last and (size + n > half or (taken == last and size >= _LEFTOVER)):
            break
        taken += length
        size += n
    return before + last - taken, taken


def _trim(text: str, start: int, end: int) -> Span:
    """The span without the white space at its ends."""
    piece = text[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip()), start + len(piece)


def _within(sentences: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """What of the sentences stands in (start, end)."""
    first = bisect_right(sentences, start, key=itemgetter(1))
    last = bisect_left(sentences, end, key=itemgetter(0))
    return tuple((max(a, start), min(b, end)) for a, b in sentences[first:last])
