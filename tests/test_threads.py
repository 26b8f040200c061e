"""One thread for small products, whoever else is at it."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor

import faiss  # noqa: F401  # its pool is one of those that are limited
from threadpoolctl import ThreadpoolController

from embeddings.threads import one_thread


def allowed() -> set[tuple[str, int]]:
    """How many threads the pools of numpy and FAISS may use; torch brings one more, which nothing within uses."""
    pools = [pool for pool in ThreadpoolController().info() if re.search(r"\b(?:numpy|faiss)", pool["filepath"])]
    return {(pool["user_api"], pool["num_threads"]) for pool in pools}


def test_one_thread_meanwhile_and_as_before_afterwards() -> None:
    with ThreadpoolController().limit(limits=2):
        assert allowed() == {("blas", 2), ("openmp", 2)}
        with one_thread():
            with one_thread():
                assert allowed() == {("blas", 1), ("openmp", 1)}
            assert allowed() == {("blas", 1), ("openmp", 1)}
        assert allowed() == {("blas", 2), ("openmp", 2)}


def test_of_many_at_once_none_leaves_its_limit_behind() -> None:
    def work(_: int) -> None:
        with one_thread():
            time.sleep(0.002)

    with ThreadpoolController().limit(limits=2):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(24)))
            work(0)
        assert allowed() == {("blas", 2), ("openmp", 2)}
