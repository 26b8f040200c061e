"""What comes in, a question and the turns before it, in the one form that everything reads."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from rag.datatypes import Message
from rag.errors import ConfigError
from rag.text.oneline import in_brief
from rag.text.writing import composed_lao, western_digits

__all__ = ["History", "as_messages", "as_read"]

History: TypeAlias = Iterable[Mapping[str, object]] | None
"""The turns before a question, oldest first; None for none."""

_MAX_QUESTION = 2_000  # characters; a model reads no more of it
_KEPT = 20  # turns; a follow-up looks at the last six that are no small talk, which may stand between them
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]")  # between the words of a page in a script without spaces
_OTHERS = ("system", "developer", "tool", "function")  # that say nothing a reader asked or was answered


def as_read(question: str) -> str:
    """A question as every pattern and word of hoibao is written: composed, and no longer than a model reads.

    Halves of characters, which a shell makes of what is no UTF-8, are joined or become U+FFFD.

    Raises:
        ConfigError: it is no text.
    """
    if not isinstance(question, str):
        raise ConfigError(f"the question is {in_brief(question)}: give a text")
    whole = question[: 4 * _MAX_QUESTION].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return western_digits(composed_lao(unicodedata.normalize("NFC", _INVISIBLE.sub("", whole)))).strip()[:_MAX_QUESTION]


def as_messages(history: History) -> list[Message]:
    """The last turns of a conversation, each read like a question.

    Args:
        history: turns with a `role` (`user`, `assistant`; what else OpenAI's protocol knows is left out) and a
            `content`, a text or a list of parts, of which the texts are taken.

    Raises:
        ConfigError: it is nothing of the kind.
    """
    if isinstance(history, str | bytes | Mapping) or not isinstance(history, Iterable | None):
        named = (
            "a text" if isinstance(history, str) else "one turn" if isinstance(history, Mapping) else in_brief(history)
        )
        raise ConfigError(f'history is {named}: give the turns as a list of {{"role": "user", "content": "…"}}')
    turns = deque(history or (), maxlen=_KEPT)
    return [message for message in map(_message, turns) if message["role"] not in _OTHERS]


def _message(turn: object) -> Message:
    if not isinstance(turn, Mapping) or not {"role", "content"} <= turn.keys():
        raise ConfigError("every item of history needs a role and a content")
    role, content = turn["role"], turn["content"]
    if role in _OTHERS:
        return Message(role=role, content="")
    if role not in ("user", "assistant"):
        raise ConfigError(f"the role of an item of history is {in_brief(role)}: write user or assistant")
    parts = [content] if isinstance(content, str) else content
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str | Mapping) for part in parts):
        raise ConfigError(f"the content of an item of history is {in_brief(content)}: give a text, or a list of parts")
    texts = [part if isinstance(part, str) else part.get("text") for part in parts]
    return Message(role=role, content=as_read(" ".join(text for text in texts if isinstance(text, str))))
