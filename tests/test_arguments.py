"""What a caller hands over is taken as it should be, or an error says what to give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy as np
import pytest
from fakes import FakeEmbedder, FakeReranker, Folder

import rag
from embeddings.embedder import Embedder
from embeddings.reranker import Reranker
from rag import Assistant, Config, ConfigError
from rag.answers.generating import Generator
from rag.arguments import as_clock, as_config, as_count, as_part, as_switch, as_told


@pytest.mark.parametrize(("value", "count"), [(3, 3), (0, 0), (-5, 0), (np.int64(4), 4)])
def test_how_many_are_wanted(value: Any, count: int) -> None:
    assert as_count("k", value) == count


@pytest.mark.parametrize("value", [None, 2.5, "3", True, [3]])
def test_how_many_is_a_whole_number(value: Any) -> None:
    with pytest.raises(ConfigError, match=r"^k is .*: give a whole number$"):
        as_count("k", value)


def test_a_switch_is_on_or_off() -> None:
    assert [as_switch("sync", value) for value in (True, False)] == [True, False]


@pytest.mark.parametrize("value", [None, 1, 0, "no", []])
def test_what_may_be_meant_as_a_no_is_not_taken_for_a_yes(value: Any) -> None:
    with pytest.raises(ConfigError, match=r"^sync is .*: give True or False$"):
        as_switch("sync", value)


def test_what_is_told_can_be_called() -> None:
    heard: list[int] = []
    as_told("progress", heard.append)(3)
    assert heard == [3]
    assert as_told("progress", None) is None
    with pytest.raises(ConfigError, match=r"^progress is True: give a function, or leave it out$"):
        as_told("progress", True)  # type: ignore[type-var]


def test_a_clock_tells_days() -> None:
    assert as_clock(date.today)() == date.today()
    moment = datetime(2024, 8, 14, 23, 59, tzinfo=timezone(timedelta(hours=7)))
    day = as_clock(lambda: moment)()
    assert (type(day), day) == (date, date(2024, 8, 14))


@pytest.mark.parametrize("today", [date(2024, 8, 14), "2024-08-14", None])
def test_a_day_is_no_clock(today: Any) -> None:
    with pytest.raises(ConfigError, match=r"^today is .*: give a function that tells a date, such as date\.today$"):
        as_clock(today)


@pytest.mark.parametrize("day", ["2024-08-14", None, 20240814])
def test_a_clock_that_tells_no_day_is_said_when_it_is_asked(day: Any) -> None:
    clock = as_clock(lambda: day)
    with pytest.raises(ConfigError, match=r"^today tells .*: let it tell a date$"):
        clock()


def test_settings_are_a_config(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Config(max_sentences=5)
    assert as_config(own) is own
    monkeypatch.setenv("HOIBAO_LLM_URL", "http://localhost:11434/v1")
    monkeypatch.setenv("HOIBAO_LLM_MODEL", "m")
    assert as_config(None) == Config(llm_url="http://localhost:11434/v1", llm_model="m")


@pytest.mark.parametrize("config", [{"max_sentences": 5}, "config.toml", Config])
def test_other_settings_are_said_to_be_none(config: Any) -> None:
    with pytest.raises(ConfigError, match=r"^config is .*: give a rag\.Config, such as Config\(max_sentences=5\)$"):
        as_config(config)


def test_a_part_has_the_methods_of_its_protocol() -> None:
    for name, protocol in {"embedder": Embedder, "reranker": Reranker, "generator": Generator}.items():
        methods = [method for method, value in vars(protocol).items() if method[0] != "_" and callable(value)]
        whole = type("Whole", (), dict.fromkeys(methods, lambda self: None))
        assert isinstance(as_part(name, whole()), whole)
        for method in methods:
            part = type("Part", (), dict.fromkeys([other for other in methods if other != method], lambda self: None))
            with pytest.raises(ConfigError, match=method):
                as_part(name, part())
    assert as_part("generator", None) is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda it: Assistant.open(".", config={}), "config is {}: give a rag.Config"),
        (lambda it: Assistant.open(".", today=date(2024, 8, 14)), "today is datetime.date(2024, 8, 14): give a functi"),
        (
            lambda it: Assistant.open(".", embedder="intfloat/multilingual-e5-base"),
            "embedder is 'intfloat/multilingual-e5-base': give an object that has embed_queries and embed_documents and"
            " count_tokens, or name a model with Config(model=...)",
        ),
        (lambda it: Assistant.open(".", embedder=FakeEmbedder), "embedder is <class 'fakes.FakeEmbedder'>: give an ob"),
        (
            lambda it: Assistant.open(".", reranker=FakeEmbedder()),
            ": give an object that has scores, or name a model with Config(reranker=...)",
        ),
        (lambda it: Assistant.open(".", generator=FakeReranker({})), ": give an object that has generate"),
        (lambda it: it.sync(5), "progress is 5: give a function, or leave it out"),
        (lambda it: it.sync(rebuild="false"), "rebuild is 'false': give True or False"),
        (lambda it: it.watching("log.txt"), "told is 'log.txt': give a function, or leave it out"),
        (lambda it: rag.ask("Phà?", it.path, config="fast"), "config is 'fast': give a rag.Config"),
        (lambda it: rag.ask("Phà?", it.path, sync="no"), "sync is 'no': give True or False"),
    ],
)
def test_what_is_nothing_of_the_kind_is_said_wherever_it_is_handed_over(
    folder: Folder, call: Callable[[Any], object], said: str
) -> None:
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as assistant:
        assistant.path = folder.path  # type: ignore[attr-defined]
        with pytest.raises(ConfigError) as caught:
            call(assistant)
        assert said in str(caught.value)
        assert assistant.status().documents == 0
