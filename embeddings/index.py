"""Integer ids to nearest integer ids, over FAISS.

The meaning of a score lives here: it is the cosine of two vectors, 1.0 for the same direction, 0.0 for orthogonal,
-1.0 for opposite. Vectors are brought to length 1 on their way in, and FAISS searches all of them by inner product. It
keeps a value in 16 bits: half the room, a third less time, and cosines that are right to some 0.0005. A file keeps it
in 8, half of that again, by which vectors that were in 8 bits before, as the store's are, lose nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import threading
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from embeddings.errors import IndexFileError
from embeddings.packing import pack_rows, unpack_rows
from embeddings.threads import one_thread

__all__ = ["VectorIndex"]

Ids = npt.NDArray[np.int64]

_MAGIC = b"HOIBAO3\n"
_MAX_STAMP = 4096
_CHECKSUM = 32  # bytes
_READ = 1 << 20  # bytes at once, to be checked
_BLOCK = 10_000  # vectors packed or unpacked at once: so many take 15 MB in between


def _unit(vectors: npt.ArrayLike, dimension: int) -> Vectors:
    """Rows of length 1 (a zero row stays zero), as one contiguous float32 matrix."""
    matrix = np.array(vectors, dtype=np.float32, ndmin=2, order="C")
    if matrix.ndim != 2 or matrix.shape[1] != dimension:
        raise ValueError(f"vectors have shape {matrix.shape}, the index holds dimension {dimension}")
    if not np.isfinite(matrix).all():
        raise ValueError("vectors hold NaN or infinity")
    norms = np.linalg.norm(matrix, axis=1, keepdims=True)
    matrix /= np.where(norms > 0, norms, 1)
    return matrix


class VectorIndex:
    """Vectors by integer id, searched by cosine. Safe to search from one thread while another adds.

    Args:
        dimension: length of every vector.
    """

    def __init__(self, dimension: int) -> None:
        self._lock = threading.Lock()
        self._dimension = dimension
        # FAISS's own annotations lag behind what its Python wrappers take.
        values = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        self._index: Any = faiss.IndexIDMap(values)
        self._ids: set[int] = set()

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self) -> frozenset[int]:
        """The ids that the index holds."""
        with self._lock:
            return frozenset(self._ids)

    def add(self, ids: npt.ArrayLike, vectors: npt.ArrayLike) -> None:
        """Add vectors, shape (n, dimension), under their ids, shape (n,); an id that is there already is replaced.

        Raises:
            ValueError: the shapes do not fit, an id comes twice, or a vector is not finite.
        """
        new_ids = np.asarray(ids, dtype=np.int64).reshape(-1)
        if not len(new_ids):
            return
        matrix = _unit(vectors, self._dimension)
        if len(matrix) != len(new_ids):
            raise ValueError(f"{len(new_ids)} ids for {len(matrix)} vectors")
        new_set = set(new_ids.tolist())
        if len(new_set) != len(new_ids):
            raise ValueError("an id comes twice")
        with self._lock:
            self._remove(new_set & self._ids)
            self._index.add_with_ids(matrix, new_ids)
            self._ids |= new_set

    def remove(self, ids: Iterable[int]) -> int:
        """Forget these ids; returns how many of them were there."""
        with self._lock:
            return self._remove(set(ids) & self._ids)

    def _remove(self, ids: set[int]) -> int:
        if ids:
            self._index.remove_ids(np.fromiter(ids, dtype=np.int64, count=len(ids)))
            self._ids -= ids
        return len(ids)

    def search(self, query: npt.ArrayLike, k: int, allowed: Iterable[int] | None = None) -> tuple[Ids, Vectors]:
        """The ids nearest to one query vector, shape (dimension,).

        Args:
            query: the query; its length does not matter, its direction does.
            k: how many at the most.
            allowed: only these ids are looked at; None for all.

        Returns:
            ids and their cosines, both of shape (at most k,), best first.
        """
        matrix = _unit(query, self._dimension)
        if len(matrix) != 1:
            raise ValueError("search takes one query vector")
        empty = np.empty(0, np.int64), np.empty(0, np.float32)
        with one_thread(), self._lock:  # one is quicker for one query
            k = min(k, len(self._ids))
            parameters = None
            if allowed is not None:
                chosen = np.fromiter(allowed, dtype=np.int64)
                k = min(k, len(chosen))
                if k > 0:
                    selected: Any = faiss.SearchParameters
                    parameters = selected(sel=faiss.IDSelectorBatch(chosen))
            if k <= 0:
                return empty
            scores, ids = self._index.search(matrix, k, params=parameters)
        found = ids[0] >= 0
        return ids[0][found], np.clip(scores[0][found], -1.0, 1.0)

    def save(self, path: Path, stamp: str = "") -> None:
        """Write the index to `path` with a stamp of the caller's; readers see the old file or the new one.

        Raises:
            OSError: the file cannot be written; an earlier one is left as it was.
        """
        with self._lock:
            ids = faiss.vector_to_array(self._index.id_map)
            steps, values = np.empty(len(ids), np.float16), np.empty((len(ids), self._dimension), np.int8)
            for at in range(0, len(ids), _BLOCK):
                rows = self._index.index.reconstruct_n(at, min(_BLOCK, len(ids) - at))
                steps[at : at + _BLOCK], values[at : at + _BLOCK] = pack_rows(rows)
        written = io.BytesIO()
        np.savez(written, ids=ids, steps=steps, values=values)
        payload = written.getbuffer()
        header = stamp.encode()
        if len(header) > _MAX_STAMP:
            raise ValueError(f"a stamp has at most {_MAX_STAMP} bytes")
        digest = hashlib.blake2b(header, digest_size=_CHECKSUM)
        digest.update(payload)
        beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}.tmp")
        try:
            with beside.open("wb") as file:
                file.write(_MAGIC)
                file.write(len(header).to_bytes(4, "little"))
                file.write(header)
                file.write(digest.digest())
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path) -> tuple[VectorIndex, str]:
        """Read what `save` wrote: the index and its stamp.

        Raises:
            IndexFileError: the file is missing, torn, altered or of another kind.
        """
        try:
            with path.open("rb") as file:
                start = file.read(len(_MAGIC) + 4)
                size = int.from_bytes(start[len(_MAGIC) :], "little")
                if not start.startswith(_MAGIC) or size > _MAX_STAMP:
                    raise IndexFileError(f"{path}: not a vector index of hoibao")
                header, checksum = file.read(size), file.read(_CHECKSUM)
                payload = file.tell()
                digest = hashlib.blake2b(header, digest_size=_CHECKSUM)
                while data := file.read(_READ):
                    digest.update(data)
                if digest.digest() != checksum:
                    raise IndexFileError(f"{path}: torn or altered, its checksum differs")
                file.seek(payload)
                with np.load(file, allow_pickle=False) as read:
                    ids, steps, values = read["ids"], read["steps"], read["values"]
            index = cls(values.shape[1])
            for at in range(0, len(ids), _BLOCK):
                block = slice(at, at + _BLOCK)
                index.add(ids[block], unpack_rows(steps[block], values[block]))
        except OSError as error:
            raise IndexFileError(f"{path}: {error.strerror or error}") from error
        except (zipfile.BadZipFile, ValueError, KeyError, IndexError) as error:
            raise IndexFileError(f"{path}: it cannot be read ({error})") from error
        return index, header.decode()
