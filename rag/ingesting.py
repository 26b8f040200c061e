"""Documents into the store: cut into chunks, with vectors; what is known is not embedded again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from embeddings.embedder import Embedder, Vectors, shows_tokens
from rag.datatypes import Chunk, Document
from rag.files.chunking import Chunker
from rag.finding.centring import ReferenceMeans
from rag.finding.interaction import TokenCoder
from rag.storage.records import Embedded, embedded
from rag.storage.store import EmbeddedChunk, Store

__all__ = ["Ingester"]

_REMEMBERED = 2_000  # chunks, some 8 MB
_TOGETHER = 16  # chunks that are embedded at once: full batches; a sync that is killed loses no more than these


class _Read(NamedTuple):
    """A document that is to be stored, and the state of its file."""

    document: Document
    chunks: tuple[Chunk, ...]
    content_hash: bytes
    size: int
    mtime_ns: int
    ctime_ns: int


class Ingester:
    """Stores documents, small ones several at once.

    Args:
        store: where to.
        embedder: makes the vectors.
        chunker: splits documents.
        means: what the model's tokens have in common, where it shows them.
        told: called with the source of each document when it is stored.

    Attributes:
        split: chunks of all documents so far.
        stored: those of them that are stored.
        embedded: those whose text went through the model.
    """

    def __init__(
        self, store: Store, embedder: Embedder, chunker: Chunker, means: ReferenceMeans, told: Callable[[str], None]
    ) -> None:
        self.split = self.stored = self.embedded = 0
        self._store = store
        self._embedder = embedder
        self._chunker = chunker
        self._coder = TokenCoder(embedder, means) if shows_tokens(embedder) else None
        self._told = told
        self._replaced: dict[bytes, Embedded] = {}
        self._waiting: list[_Read] = []

    def put(self, document: Document, content_hash: bytes, size: int, mtime_ns: int, ctime_ns: int) -> None:
        """Have a document stored, at once or with those that come after it.

        Args:
            document: new, or changed.
            content_hash: of its file.
            size: of the file.
            mtime_ns: when it was last written.
            ctime_ns: when it, its name or its rights last changed.
        """
        chunks = self._chunker.split(document)
        self.split += len(chunks)
        self._waiting.append(_Read(document, chunks, content_hash, size, mtime_ns, ctime_ns))
        if sum(max(len(read.chunks), 1) for read in self._waiting) >= _TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Store what still waits."""
        if not self._waiting:
            return  # without asking the model for nothing
        waiting, self._waiting = self._waiting, []
        made = self._embed(waiting)
        with self._store.together():
            for read, chunks in zip(waiting, made, strict=True):
                self._store.put(
                    read.document,
                    chunks,
                    content_hash=read.content_hash,
                    size=read.size,
                    mtime_ns=read.mtime_ns,
                    ctime_ns=read.ctime_ns,
                )
        for read, chunks in zip(waiting, made, strict=True):
            self.stored += len(chunks)
            self._told(read.document.source)

    def _embed(self, some: list[_Read]) -> list[list[EmbeddedChunk]]:
        """Vectors for chunks and their sentences: known ones from the store, each new text once through the model."""
        found = [(read.document.text, chunk) for read in some for chunk in read.chunks]
        chunks = [chunk for _, chunk in found]
        texts = [text[chunk.start : chunk.end] for text, chunk in found]
        sentences = [[text[start:end] for start, end in chunk.sentences] for text, chunk in found]
        hashes = [_hash_text(text, chunk) for text, chunk in zip(texts, chunks, strict=True)]
        with self._store.snapshot() as snapshot:
            known = snapshot.embedded(hashes)
            for read in some:
                self._remember(snapshot.embedded_of(read.document.source))
        known |= {text_hash: self._replaced[text_hash] for text_hash in hashes if text_hash in self._replaced}
        new = {h: i for i, h in enumerate(hashes) if h not in known}
        passages = list(dict.fromkeys(texts[i] for i in new.values()))
        ends = {texts[i]: [end - chunks[i].start for _, end in chunks[i].sentences] for i in new.values()}
        vectors = dict(zip(passages, self._embed_passages(passages, [ends[text] for text in passages]), strict=True))
        others = list(dict.fromkeys(text for i in new.values() for text in sentences[i] if text not in vectors))
        vectors |= zip(others, ((vector, b"") for vector in self._embedder.embed_documents(others)), strict=True)
        for text_hash, i in new.items():
            vector, tokens = vectors[texts[i]]
            rows = [vectors[text][0] for text in sentences[i]]
            known[text_hash] = embedded(vector, np.array(rows, np.float32).reshape(-1, len(vector)), tokens)
        self.embedded += len(new)
        each = map(EmbeddedChunk, chunks, hashes, (known[text_hash] for text_hash in hashes))
        return [list(islice(each, len(read.chunks))) for read in some]

    def _embed_passages(self, texts: list[str], sentences: list[list[int]]) -> Iterator[tuple[Vectors, bytes]]:
        """The vector of each text, and its tokens coded by its sentences' ends, where the model shows them."""
        if self._coder is None:
            return ((vector, b"") for vector in self._embedder.embed_documents(texts))
        return self._coder.embed(texts, sentences)

    def _remember(self, vectors: dict[bytes, Embedded]) -> None:
        """Keep the vectors of a version about to be replaced: where files swap names, another file wants them."""
        self._replaced |= vectors
        while len(self._replaced) > _REMEMBERED:
            del self._replaced[next(iter(self._replaced))]


def _hash_text(text: str, chunk: Chunk) -> bytes:
    """Equal for two chunks whose texts and sentences, and therefore vectors, are equal."""
    spans = [(start - chunk.start, end - chunk.start) for start, end in chunk.sentences]
    return hashlib.blake2b(f"{spans}{text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
