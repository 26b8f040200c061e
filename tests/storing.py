"""A store filled as a sync would, over the fake model; a line is a chunk."""

from __future__ import annotations

import datetime
import hashlib

from fakes import FakeEmbedder

from rag.datatypes import Chunk, Document
from rag.storage.records import embedded as packed
from rag.storage.store import EmbeddedChunk, Store
from rag.text.sentences import split_sentences

__all__ = ["MODEL", "document", "embedded", "put"]

MODEL = FakeEmbedder(32)


def document(source: str, text: str, **more: object) -> Document:
    """A document whose title is its first line."""
    return Document(source, text.split("\n")[0], "3/9/2025", text, datetime.date(2025, 9, 3), **more)  # type: ignore[arg-type]


def embedded(doc: Document) -> list[EmbeddedChunk]:
    """Every line as a chunk, its vectors from the fake model."""
    chunks, at = [], 0
    for line in doc.text.split("\n"):
        end = at + len(line)
        spans = tuple((at + a, at + b) for a, b in split_sentences(line))
        vectors = MODEL.embed_documents([line, *(doc.text[a:b] for a, b in spans)])
        text_hash = hashlib.blake2b(line.encode(), digest_size=16).digest()
        chunk = Chunk(at, end, spans, teaser=at >= doc.body_end)
        chunks.append(EmbeddedChunk(chunk, text_hash, packed(vectors[0], vectors[1:])))
        at = end + 1
    return chunks


def put(store: Store, source: str, text: str, **more: object) -> Document:
    """Store a document as a sync would."""
    doc = document(source, text, **more)
    store.put(doc, embedded(doc), content_hash=text.encode()[:32], size=len(text), mtime_ns=7, ctime_ns=7)
    return doc
