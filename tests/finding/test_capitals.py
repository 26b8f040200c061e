"""Capitals for a question typed without them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storing import put

from rag.finding.capitals import capitalise
from rag.storage.store import Store

Capitalise = Callable[[str], "str | None"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(tmp_path_factory.mktemp("store") / "store.sqlite")
    put(
        opened,
        "a.txt",
        "CẦU PHÚ LÂM MỞ CỬA\n"
        "Cầu Phú Lâm bắc qua sông Ngọc Thủy. Cây cầu dài ba tầng nhà. Trường THPT Phú Lâm ở xã Phú Lâm.\n"
        "Nhà ba tầng, quán ba tầng và đèo Ba Tầng. Ông Trần Văn Khoát, HLV Khoát: thầy Khoát dạy bơi ở Ngọc Thủy.\n"
        "Hồ rộng, phú quý. The Ngoc Thuy Bridge School is a bilingual school near Wellington. Wellington, Wellington!",
    )
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def run(store: Store) -> Capitalise:
    def run(question: str) -> str | None:
        with store.snapshot() as snapshot:
            return capitalise(question, snapshot)

    return run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cầu phú lâm dài bao nhiêu?", "cầu Phú Lâm dài bao nhiêu?"),
        ("Cầu phú lâm ở đâu", "Cầu Phú Lâm ở đâu"),  # as a telephone has it
        ("CẦU PHÚ LÂM Ở ĐÂU?", "cầu Phú Lâm ở đâu?"),
        ("ai xây cầu phú lâm, ngọc thủy?", "ai xây cầu Phú Lâm, Ngọc Thủy?"),
        ("UBND xã phú lâm ở đâu", "UBND xã Phú Lâm ở đâu"),
        ("trường thpt phú lâm", "Trường THPT Phú Lâm"),
        ("thầy khoát dạy gì?", "thầy Khoát dạy gì?"),  # never otherwise
        ("who built the ngoc thuy bridge?", "who built the Ngoc Thuy bridge?"),
        ("how far is wellington's school?", "how far is Wellington's school?"),
    ],
)
def test_names_have_the_capitals_of_the_articles(run: Capitalise, typed: str, meant: str) -> None:
    assert run(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Cầu Phú Lâm ở đâu?",
        "ai xây cầu Phú Lâm cạnh ngọc thủy?",  # who types capitals, means the others as they are
        "nhà ba tầng ở đâu?",  # mostly no name
        "phú quý là gì?",
        "phủ lâm ở đâu?",  # another name
        "phú, lâm",
        "where is the bilingual school?",
        "ສະພານຢູ່ໃສ?",
        "???",
        "",
    ],
)
def test_any_other_question_stays_as_it_is(run: Capitalise, question: str) -> None:
    assert run(question) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.text(alphabet="phú lâmngọc thủyCẦU'.s1", max_size=40))
def test_nothing_but_capitals_changes(run: Capitalise, question: str) -> None:
    cased = run(question)
    assert cased is None or (cased != question and cased.lower() == question.lower())


def test_it_takes_no_time(run: Capitalise) -> None:
    run("cầu phú lâm")
    begun = time.thread_time()
    for _ in range(50):
        run("ai là người xây cầu phú lâm bắc qua sông ngọc thủy vào năm nào vậy?")
    assert (time.thread_time() - begun) / 50 < 0.01
