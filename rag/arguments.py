"""What a caller hands over beside texts, files and days: each is what it should be, or an error says what to give."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from numbers import Integral
from typing import Any, TypeVar

from rag.config import Config
from rag.errors import ConfigError
from rag.text.oneline import in_brief

__all__ = ["as_clock", "as_config", "as_count", "as_part", "as_switch", "as_told"]

_T = TypeVar("_T")
_Told = TypeVar("_Told", bound=Callable[..., Any] | None)
_METHODS = {  # of the protocols in `embeddings` and `rag.answers`, whose modules take seconds to import
    "embedder": ("embed_queries", "embed_documents", "count_tokens"),
    "reranker": ("scores",),
    "generator": ("generate",),
}
_NAMED = {  # how one that is not loaded yet is named
    "embedder": ", or name a model with Config(model=...)",
    "reranker": ", or name a model with Config(reranker=...)",
    "generator": "",
}


def as_count(name: str, value: int) -> int:
    """How many are wanted at the most; what is less than none is none.

    Args:
        name: what the caller knows the number by.
        value: the number.

    Raises:
        ConfigError: it is no whole number.
    """
    if not isinstance(value, Integral) or isinstance(value, bool):
        raise ConfigError(f"{name} is {in_brief(value)}: give a whole number")
    return max(int(value), 0)


def as_switch(name: str, value: bool) -> bool:
    """Whether something is wanted; a text such as `"no"` is not taken for a yes.

    Raises:
        ConfigError: it is neither True nor False.
    """
    if not isinstance(value, bool):
        raise ConfigError(f"{name} is {in_brief(value)}: give True or False")
    return value


def as_told(name: str, value: _Told) -> _Told:
    """What is called with news; None for nobody.

    Raises:
        ConfigError: it cannot be called.
    """
    if value is not None and not callable(value):
        raise ConfigError(f"{name} is {in_brief(value)}: give a function, or leave it out")
    return value


def as_clock(today: Callable[[], date]) -> Callable[[], date]:
    """What tells the day of a question. A datetime that it tells counts as its day.

    Raises:
        ConfigError: it cannot be called, or, when it is, it tells no day.
    """
    if not callable(today):
        raise ConfigError(f"today is {in_brief(today)}: give a function that tells a date, such as date.today")

    def told() -> date:
        day: object = today()
        if isinstance(day, datetime):  # a date, too, but one that no other day is compared with
            return day.date()
        if not isinstance(day, date):
            raise ConfigError(f"today tells {in_brief(day)}: let it tell a date")
        return day

    return told


def as_config(value: Config | None) -> Config:
    """The settings; None for the defaults and the language model that the environment names.

    Raises:
        ConfigError: it is something else, or the environment names half a language model.
    """
    if value is None:
        return Config.from_environment()
    if not isinstance(value, Config):
        raise ConfigError(f"config is {in_brief(value)}: give a rag.Config, such as Config(max_sentences=5)")
    return value


def as_part(name: str, value: _T) -> _T:
    """A part of the caller's own in place of one that hoibao builds; None for that one.

    Args:
        name: `embedder`, `reranker` or `generator`.
        value: the part, made already.

    Raises:
        ConfigError: it has not the methods of one.
    """
    methods = _METHODS[name]
    made = not isinstance(value, type) and all(callable(getattr(value, method, None)) for method in methods)
    if value is not None and not made:
        raise ConfigError(f"{name} is {in_brief(value)}: give an object that has {' and '.join(methods)}{_NAMED[name]}")
    return value
