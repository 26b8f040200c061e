"""Stand-ins for the parts of hoibao that are slow or outside: a model and a folder of articles."""

from __future__ import annotations

import json
import os
import threading
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from embeddings.embedder import Vectors
from embeddings.tokens import Tokens
from rag.config import Config
from rag.text.words import terms

__all__ = [
    "ANSWERING",
    "ARTICLES",
    "BAKERY",
    "FERRY",
    "LANTERN",
    "FakeEmbedder",
    "FakeReranker",
    "FakeTokenEmbedder",
    "Folder",
    "axis",
    "cosine",
]

LANTERN = (
    "Lễ hội đèn lồng ở phố cũ\n\n3/9/2025\n\nLễ hội đèn lồng mở màn tối qua bên bờ sông. Ban tổ chức treo bảy trăm"
    " chiếc đèn lồng giấy. Du khách thả hoa đăng đến nửa đêm.\n"
)
FERRY = (
    "Bến phà ngừng chạy vì sương mù\n\nBến phà ngừng chạy từ năm giờ sáng. Sương mù dày làm tầm nhìn xuống dưới ba mươi"
    " mét. Hành khách được chuyển sang đường bộ.\n"
)
BAKERY = "Bakery wins a medal\n\nThe old bakery won a silver medal on Sunday. Its owner bakes rye bread at dawn.\n"
ARTICLES = {"a/lantern.txt": LANTERN, "b/ferry.txt": FERRY, "bakery.md": BAKERY}
ANSWERING = Config(refuse_below=0.0)  # what is refused is another file's business

_LONG_AGO = 1_600_000_000  # seconds; files this old are not taken for just written


def axis(term: str, dimension: int) -> int:
    """The axis of a term, the same in every process."""
    return zlib.crc32(term.encode()) % dimension


def cosine(left: str, right: str, dimension: int = 512) -> float:
    """What the fake model's cosine of two texts must be."""
    a, b = FakeEmbedder(dimension).embed_queries([left, right])
    return float(a @ b)


class FakeEmbedder:
    """Counts terms: each term of a text is an axis, so texts that share no term are orthogonal.

    Args:
        dimension: length of the vectors; two terms share an axis once in so many pairs.
        fingerprint: as of a model.
        max_tokens: as of a model; a token is a word between white space.
        delay: seconds that each text takes.
        log: a file that gets one JSON line for every document text, before its vector is made, and `null` before those
            of each call.

    Attributes:
        documents: every text that was embedded as a document, in order.
        queries: every text that was embedded as a question, in order.
        fail_at: the number of document texts after which the next one raises `error`; None for never.
        pause_at: the number of document texts after which the next one sets `paused` and waits for `resume`.
    """

    def __init__(
        self,
        dimension: int = 512,
        *,
        fingerprint: str = "fake@1",
        max_tokens: int = 256,
        delay: float = 0.0,
        log: Path | None = None,
    ) -> None:
        self.dimension = dimension
        self.fingerprint = fingerprint
        self.max_tokens = max_tokens
        self.delay = delay
        self.documents: list[str] = []
        self.queries: list[str] = []
        self.fail_at: int | None = None
        self.error: Exception = RuntimeError("the model broke")
        self.pause_at: int | None = None
        self.paused = threading.Event()
        self.resume = threading.Event()
        self._log = log.open("a", encoding="utf-8", buffering=1) if log else None

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each question."""
        self.queries += texts
        return self._embed(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text."""
        if self._log:
            self._log.write("null\n")
        for text in texts:
            if self.fail_at is not None and len(self.documents) >= self.fail_at:
                raise self.error
            if self.pause_at is not None and len(self.documents) == self.pause_at:
                self.paused.set()
                if not self.resume.wait(30):
                    raise TimeoutError("nobody resumed the fake model")
            if self._log:
                self._log.write(json.dumps(text) + "\n")
            if self.delay:
                time.sleep(self.delay)
            self.documents.append(text)
        return self._embed(texts)

    def count_tokens(self, text: str) -> int:
        """Words between white space."""
        return len(text.split())

    def _embed(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms(text):
                row[axis(term, self.dimension)] += 1
            if not row.any():
                row[0] = 1
            row /= np.linalg.norm(row)
        return rows


class FakeTokenEmbedder(FakeEmbedder):
    """Shows tokens, too: one for each term, in a direction of its meaning.

    Args:
        meanings: terms that mean the same as another, such as `{"electricity": "điện"}`.
    """

    token_layer = 1

    def __init__(self, meanings: Mapping[str, str] | None = None, dimension: int = 512) -> None:
        super().__init__(dimension)
        self.meanings = dict(meanings or {})

    def embed_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """As questions."""
        return self.embed_queries(texts), [self._tokens(text) for text in texts]

    def embed_documents_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """As documents."""
        return self.embed_documents(texts), [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> Tokens:
        ids = [zlib.crc32(self.meanings.get(term, term).encode()) for term in terms(text)]
        rows = [np.random.default_rng(token_id).normal(size=self.dimension) for token_id in ids]
        ends, end = [], 0
        for term in terms(text):
            at = text.lower().find(term, end)
            end = at + len(term) if at >= 0 else end
            ends.append(end)
        return Tokens(
            np.array(rows, np.float32).reshape(-1, self.dimension), np.array(ends, np.int64), np.array(ids, np.int64)
        )


class FakeReranker:
    """Likes passages as it is told to.

    Args:
        liked: for a word, how well a passage that holds it is liked; the first that it holds counts.

    Attributes:
        asked: every question with its passages.
    """

    def __init__(self, liked: Mapping[str, float]) -> None:
        self.liked = liked
        self.asked: list[tuple[str, list[str]]] = []

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """0.0 for a passage without any of the words."""
        self.asked.append((question, list(passages)))
        found = [next((value for word, value in self.liked.items() if word in p), 0.0) for p in passages]
        return np.array(found, np.float32)


class Folder:
    """A folder of articles that tests write.

    Args:
        path: made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._written = 0
        path.mkdir(parents=True, exist_ok=True)

    def write(self, source: str, text: str | bytes, *, mtime: float | None = None) -> Path:
        """Write an article; each write has a time of its own, long ago, unless `mtime` says otherwise."""
        path = self.path / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self._written += 1
        seconds = _LONG_AGO + self._written if mtime is None else mtime
        os.utime(path, (seconds, seconds))
        return path

    def write_all(self, articles: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        """Write several articles."""
        for source, text in dict(articles).items():
            self.write(source, text)

    def remove(self, source: str) -> None:
        """Delete an article."""
        (self.path / source).unlink()

    def move(self, old: str, new: str) -> None:
        """Rename an article; its time stays, as it does with `mv`."""
        target = self.path / new
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.path / old).rename(target)
