"""A conversation and its limits as texts that the browser's tab keeps, so that a page that is loaded again has them.

The server keeps nothing of a conversation. What comes back is a visitor's own words: it is read as strictly as anything
from outside, and what does not read is left out. What is shown of it is escaped like any other text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias, TypeVar

from rag.datatypes import Answer, Citation, Hit
from rag.page.markup import nearest
from rag.page.rendering import Turn

__all__ = ["Boxes", "limits_to_keep", "restored", "restored_limits", "to_keep"]

_T = TypeVar("_T")

Boxes: TypeAlias = tuple[str, str, str]
"""What is typed into the boxes of the limits: the first day, the last, files or folders."""

_VERSION = 1
_TURNS = 50
_LONGEST = 300_000  # characters; browsers keep some millions for all pages of an address
_MOST = 10_000  # of anything that is counted in an answer
_LAST = 2**31  # no article is longer


def to_keep(turns: Sequence[Turn], folder: str) -> str:
    """The last turns of a conversation as text; the oldest are left out where all would be too long.

    Args:
        turns: oldest first.
        folder: the articles' folder, which the conversation is about.

    Returns:
        JSON of at most 300,000 characters without `<`; empty for no turns.
    """
    lines: list[str] = []
    room = _LONGEST - len(_wrapped(folder, []))
    for turn in reversed(turns[-_TURNS:]):
        line = _json(_turn_values(turn))
        room -= len(line) + 1
        if room < 0:
            break
        lines.insert(0, line)
    return _wrapped(folder, lines) if lines else ""


def restored(text: object, folder: str, interrupted: str) -> tuple[Turn, ...]:
    """The turns that `to_keep` made a text of; none where it is nothing of the kind, or about another folder.

    Args:
        text: as the browser sent it; anything may come.
        folder: the articles' folder now.
        interrupted: what is said of a question whose answer had not ended.
    """
    if not isinstance(text, str) or not 0 < len(text) <= _LONGEST:
        return ()
    try:
        values = json.loads(text)
        if (values["version"], values["folder"]) != (_VERSION, folder):
            return ()
        return tuple(_turn(turn, interrupted) for turn in _each(values["turns"], dict)[-_TURNS:])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ()


def limits_to_keep(boxes: Boxes, folder: str) -> str:
    """What was typed into the boxes of the limits, as text; empty where that is nothing.

    Args:
        boxes: as they were typed.
        folder: the articles' folder, which the files are in.
    """
    return _json({"folder": folder, "boxes": list(boxes)}) if any(boxes) else ""


def restored_limits(text: object, folder: str) -> Boxes:
    """What `limits_to_keep` made a text of; nothing in any box where it is nothing of the kind, or of another folder.

    Args:
        text: as the browser sent it; anything may come.
        folder: the articles' folder now.
    """
    nothing = ("", "", "")
    if not isinstance(text, str) or not 0 < len(text) <= _LONGEST:
        return nothing
    try:
        values = json.loads(text)
        after, before, sources = map(_text, _each(values["boxes"], str))
        return (after, before, sources) if values["folder"] == folder else nothing
    except (ValueError, TypeError, KeyError, RecursionError):
        return nothing


def _json(values: object) -> str:
    # Gradio warns of what looks like a script in a value.
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _wrapped(folder: str, lines: Sequence[str]) -> str:
    return f'{{"version":{_VERSION},"folder":{_json(folder)},"turns":[{",".join(lines)}]}}'


def _turn_values(turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    values: dict[str, Any] = {
        "question": turn.question,
        "error": turn.error,
        "done": turn.done,
        "within": turn.within,
        "stopped": turn.stopped,
        "answer": None,
    }
    if answer is not None:
        near = nearest(answer.hits) if answer.refused else []  # what is shown of them
        hits = [[h.source, h.start, h.end, h.text, h.title, h.date, h.page] for h in near]
        values["answer"] = {**answer.to_dict(), "hits": hits}
    return values


def _turn(values: dict[str, Any], interrupted: str) -> Turn:
    answer, error = values["answer"], _maybe(values["error"], _text)
    if not _flag(values["done"]):
        error = interrupted
    return Turn(
        _text(values["question"]),
        None if answer is None else _answer(answer),
        error,
        done=True,
        within=_text(values["within"]),
        stopped=_flag(values["stopped"]),
    )


def _answer(values: dict[str, Any]) -> Answer:
    text = _text(values["text"])
    citations = tuple(map(_citation, _each(values["citations"], dict)))
    if len({citation.marker for citation in citations}) < len(citations):
        raise ValueError("two citations of one number")
    return Answer(
        text,
        citations,
        refused=_flag(values["refused"]),
        question=_text(values["question"]),
        understood=_maybe(values["understood"], _text),
        follows=_flag(values["follows"]),
        hits=tuple(map(_hit, _each(values["hits"], list))),
        note=_maybe(values["note"], _text),
        unsupported=tuple(_text(said) for said in _each(values["unsupported"], str)),
        highlights=_spans(values["highlights"], len(text)),
        more=_whole(values["more"], _MOST * _MOST),
    )


def _citation(values: dict[str, Any]) -> Citation:
    [(start, end)] = _spans([[values["start"], values["end"]]], _LAST)
    return Citation(
        _whole(values["marker"], _MOST),
        _text(values["source"]),
        _text(values["title"]),
        _maybe(values["date"], _text),
        _text(values["quote"]),
        start,
        end,
        _maybe(values.get("page"), _page),
    )


def _hit(values: list[Any]) -> Hit:
    source, begin, stop, text, title, date, *more = values
    [page] = more or [None]  # an older hoibao kept none
    [(start, end)] = _spans([[begin, stop]], _LAST)
    read = _text(source), start, end, _text(text), 0.0, _text(title), _maybe(date, _text)
    return Hit(*read, page=_maybe(page, _page))


def _page(value: object) -> int:
    return _whole(value, _MOST)


def _spans(values: object, length: int) -> tuple[tuple[int, int], ...]:
    """Spans in order, none over another, within a text of some length."""
    spans, at = [], 0
    for start, end in _each(values, list):
        if not at <= _whole(start, length) <= _whole(end, length):
            raise ValueError("no span")
        spans.append((start, end))
        at = end
    return tuple(spans)


def _each(values: object, kind: type[_T]) -> list[_T]:
    if not isinstance(values, list) or len(values) > _MOST or not all(isinstance(value, kind) for value in values):
        raise TypeError("no such list")
    return values


def _maybe(value: object, read: Callable[[object], _T]) -> _T | None:
    return None if value is None else read(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()  # halves of a character can be written in JSON, but not sent to a browser
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("no flag")
    return value


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise ValueError("no such number")
    return value
