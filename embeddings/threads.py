"""Small products on one thread: beside a loaded torch, two pools of threads fight over the cores.

A pool that was used goes on spinning for a while, too, and slows down the model when it runs next.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController

__all__ = ["one_thread"]

# BLAS may have one limit for the whole process: of two who came at once, the second would put back the first one's.
_LOCK = threading.RLock()


@contextmanager
def one_thread() -> Iterator[None]:
    """BLAS (numpy) and OpenMP (FAISS) run on one thread meanwhile; one caller at a time, who may call it again.

    Take no lock before it that is also taken within.
    """
    with _LOCK, _pools().limit(limits=1):
        yield


@lru_cache(maxsize=1)
def _pools() -> ThreadpoolController:
    """Found when first asked for, as what is not loaded yet is not found."""
    return ThreadpoolController()
