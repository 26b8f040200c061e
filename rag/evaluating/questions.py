"""Questions with known answers, from a file with a JSON object a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.datatypes import Message
from rag.errors import EvaluationFileError

__all__ = ["Question", "load_questions", "parse_object", "read_text"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer is known.

    Attributes:
        id: what pairs it with itself in another result.
        question: as a reader would type it.
        article: source of the article that answers it; None where none does.
        answers: strings of that article, one of which the answer is to quote; none where only finding is measured.
        family: questions that are reported together.
        lang: the question's language, for whoever reads the file.
        history: the turns before the question, oldest first.
    """

    id: str
    question: str
    article: str | None
    answers: tuple[str, ...] = ()
    family: str = "questions"
    lang: str | None = None
    history: tuple[Message, ...] = ()


def load_questions(path: Path) -> list[Question]:
    """Read a file of questions: a JSON object a line, empty lines left out.

    `question` and `article` are needed, the latter null where nothing answers; `id` is the question itself unless
    given.

    Raises:
        EvaluationFileError: the file cannot be read, or a line is no question; names the line.
    """
    questions: list[Question] = []
    lines: dict[str, int] = {}
    # Not splitlines(): JSON may hold U+2028 and the like within its strings.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            question = _question(parse_object(line))
        except ValueError as error:
            raise EvaluationFileError(path, str(error), number) from error
        if question.id in lines:
            reason = f"has the id of line {lines[question.id]}, {question.id!r}: give each question an id of its own"
            raise EvaluationFileError(path, reason, number)
        lines[question.id] = number
        questions.append(question)
    if not questions:
        raise EvaluationFileError(path, "holds no question: write one JSON object a line")
    return questions


def _question(values: dict[str, Any]) -> Question:
    question = _text(values, "question")
    if "article" not in values:
        raise ValueError('lacks "article": name the file that answers the question, or null where none does')
    article = values["article"]
    if article is not None:
        article = _text(values, "article")
    answers = values.get("answers") or []
    if not isinstance(answers, list) or not all(isinstance(answer, str) and answer.strip() for answer in answers):
        raise ValueError('has "answers" that are no list of texts: write ["one wording", "another"], or leave it out')
    history = values.get("history") or []
    if not isinstance(history, list) or not all(_is_message(turn) for turn in history):
        raise ValueError('has a "history" that is no list of turns: write [{"role": "user", "content": "…"}, …]')
    return Question(
        id=str(values["id"]) if isinstance(values.get("id"), int) else _text(values, "id", question),
        question=question,
        article=article,
        answers=tuple(answers),
        family=_text(values, "family", "questions"),
        lang=_text(values, "lang", "") or None,
        history=tuple(Message(role=turn["role"], content=turn["content"]) for turn in history),
    )


def _text(values: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text that is not empty; the default where it is missing, null or empty."""
    value = values.get(name)
    if default is not None and (value is None or value == ""):
        return default
    if name not in values:
        raise ValueError(f'lacks "{name}"')
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'has a "{name}" that is no text, or empty')
    return value


def _is_message(turn: Any) -> bool:
    return isinstance(turn, dict) and all(isinstance(turn.get(name), str) for name in ("role", "content"))


def read_text(path: Path) -> str:
    """The text of a file that a user named.

    Raises:
        EvaluationFileError: the file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise EvaluationFileError(path, f"cannot be read ({error.strerror}): name a file that is there") from error
    except UnicodeDecodeError as error:
        raise EvaluationFileError(path, "is not UTF-8: save it as UTF-8") from error


def parse_object(text: str) -> dict[str, Any]:
    """A JSON object.

    Raises:
        ValueError: it is none.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise ValueError("is no JSON that anyone wrote: it is nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError('is no JSON object: write {"question": "…", "article": "…"}')
    return value
