"""Vectors, terms and texts as bytes: the form in which the store keeps them, over `embeddings/packing.py`.

A passage's vector takes 8 bits a value. A sentence's takes 4: what it has in common with the passage that it stands in
is told by one number, and only the rest, which is smaller, value by value.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from embeddings.packing import pack_rows, unpack_rows
from rag.datatypes import PageStart
from rag.text.words import term_ids

__all__ = [
    "pack_pages",
    "pack_sentences",
    "pack_terms",
    "pack_text",
    "pack_vector",
    "unpack_pages",
    "unpack_sentences",
    "unpack_terms",
    "unpack_text",
    "unpack_vectors",
]

_MOST = 7  # steps of 4 bits from nothing, either way: a value that is nothing stays nothing


def pack_text(text: str) -> bytes:
    """A text, compressed."""
    return zlib.compress(text.encode())


def unpack_text(packed: bytes) -> str:
    """What `pack_text` packed.

    Raises:
        zlib.error: it is damaged.
    """
    return zlib.decompress(packed).decode()


def pack_pages(pages: Sequence[PageStart]) -> bytes:
    """Where pages begin, in the order of the bytes: the start and the number of each (32 bits each)."""
    return np.asarray(pages, "<i4").tobytes()


def unpack_pages(packed: bytes) -> tuple[PageStart, ...]:
    """What `pack_pages` packed."""
    return tuple(PageStart(*page) for page in np.frombuffer(packed, "<i4").reshape(-1, 2).tolist()) if packed else ()


def pack_terms(terms: Sequence[str]) -> bytes:
    """Distinct terms, and how often each comes: most come once, which takes no room.

    In the order of the bytes: r, how many come more than once (16 bits); `rag.text.words.term_ids` of all, those r
    first (24 bits each); how often those r come (8 bits each).
    """
    ids, counts = np.unique(term_ids(terms), return_counts=True)
    order = np.argsort(counts == 1, kind="stable")
    again = np.minimum(counts[counts > 1], 255).astype(np.uint8)
    three = ids[order].astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3]
    return len(again).to_bytes(2, "little") + three.tobytes() + again.tobytes()


def unpack_terms(packed: Sequence[bytes]) -> list[tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint8]]]:
    """What `pack_terms` packed for several passages: the terms of each, shape (u,), and how often they come, (u,)."""
    again = [int.from_bytes(data[:2], "little") for data in packed]
    distinct = [(len(data) - 2 - some) // 3 for data, some in zip(packed, again, strict=True)]
    three = b"".join(data[2 : 2 + 3 * u] for data, u in zip(packed, distinct, strict=True))
    ids = np.zeros((sum(distinct), 4), np.uint8)
    ids[:, :3] = np.frombuffer(three, np.uint8).reshape(-1, 3)
    numbers = ids.view("<u4")[:, 0].astype(np.uint32)
    told = zip(packed, distinct, again, strict=True)
    counts = np.frombuffer(b"".join(data[2 + 3 * u :] + b"\1" * (u - some) for data, u, some in told), np.uint8)
    ends = np.cumsum(distinct).tolist()
    return [(numbers[end - u : end], counts[end - u : end]) for u, end in zip(distinct, ends, strict=True)]


def pack_vector(vector: Vectors) -> bytes:
    """A vector, shape (d,), in 8 bits a value: what one step is worth as float16, then int8 values."""
    steps, values = pack_rows(np.asarray(vector, np.float32)[None])
    return steps.tobytes() + values.tobytes()


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """What `pack_vector` packed as a matrix, shape (n, d)."""
    if not packed:
        return np.empty((0, 0), np.float32)
    rows = np.frombuffer(b"".join(packed), np.int8).reshape(len(packed), -1)
    return unpack_rows(np.ascontiguousarray(rows[:, :2]).view(np.float16)[:, 0], rows[:, 2:])


def pack_sentences(vectors: Vectors, passage: Vectors) -> bytes:
    """The vectors of a passage's sentences, shape (s, d), in 4 bits a value.

    For each sentence how much of the passage's vector is in it, and what one step of the rest is worth, as float16;
    then the rest, the first half of the values in the low bits and the second in the high ones.

    Args:
        vectors: of length 1, which they have again when they are unpacked.
        passage: the passage's vector as it is unpacked, shape (d,).
    """
    rows = np.atleast_2d(np.asarray(vectors, np.float32))
    if not rows.size:
        return b""
    share = rows @ passage / max(float(passage @ passage), 1e-12)
    rest = rows - share[:, None] * passage
    step = np.abs(rest).max(axis=1) / _MOST
    steps = np.clip(np.rint(rest / np.where(step > 0, step, 1)[:, None]), -_MOST, _MOST)
    back = steps * step[:, None] + share[:, None] * passage
    lengths = np.maximum(np.linalg.norm(back, axis=1), 1e-12)
    values = (steps + _MOST).astype(np.uint8)
    half = (rows.shape[1] + 1) // 2
    low, high = values[:, :half], np.zeros((len(rows), half), np.uint8)
    high[:, : rows.shape[1] - half] = values[:, half:]
    numbers = np.stack([share / lengths, step / lengths]).astype(np.float16)
    return bytes(numbers.tobytes() + (low | high << 4).tobytes())


def unpack_sentences(packed: Sequence[bytes], counts: Sequence[int], passages: Vectors) -> list[Vectors]:
    """What `pack_sentences` packed for several passages; quicker than one after another.

    Args:
        packed: for each passage.
        counts: how many sentences each has.
        passages: their vectors, shape (n, d).

    Returns:
        For each passage shape (s, d), or (0, 0).
    """
    told = [(data, count) for data, count in zip(packed, counts, strict=True) if count]
    if not told:
        return [np.empty((0, 0), np.float32) for _ in counts]
    numbers = np.concatenate([np.frombuffer(data, np.float16, 2 * count).reshape(2, -1) for data, count in told], 1)
    share, step = numbers.astype(np.float32)[:, :, None]
    codes = np.concatenate([np.frombuffer(data, np.uint8, offset=4 * count) for data, count in told])
    codes = codes.reshape(len(share), -1)
    d = passages.shape[1]
    vectors = np.empty((len(codes), 2 * codes.shape[1]), np.float32)
    vectors[:, : codes.shape[1]] = codes & 15
    vectors[:, codes.shape[1] :] = codes >> 4
    vectors = vectors[:, :d]
    vectors -= _MOST
    vectors *= step
    vectors += share * np.repeat(passages, counts, axis=0)
    ends = np.cumsum(counts).tolist()
    return [vectors[end - count : end] for count, end in zip(counts, ends, strict=True)]
