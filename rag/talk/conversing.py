"""Small talk, and questions about the articles themselves: what a turn means that no sentence of an article answers.

Patterns over the whole of a turn, as in `rag/understanding/courtesies.py`, which tells greetings and thanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.datatypes import Message
from rag.finding.timing import ANY_DAY, AskedTime
from rag.talk.phrases import AT, AT_UNMARKED, OF, ON, WANTED
from rag.text.patterns import lenient
from rag.text.words import has_marks, terms
from rag.understanding.courtesies import POLITE, courtesy, plainly, tidy, turns
from rag.understanding.following import asked_of
from rag.understanding.several import asked_apart

__all__ = ["ITEM", "Talk", "another_list", "continued", "read", "remembered"]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn that is no question to the articles wants.

    Attributes:
        kind: `greeting`, `thanks`, `goodbye`; `identity`, `ability`; `count`, `newest`; `dated`, `happened`, `about`,
            `summary`; `more`, `rest`: the next, or all others, of the list that was told last; `source`: where what was
            said last stands; `translation` of that.
        language: the language it is said in: `vi`, `en` or `lo`.
        topic: the time that `dated` and `happened` want articles of, what `about` and `summary` want articles of; ""
            where that is the article spoken of before.
        newest: whether the newest of them is wanted first.
        told: how many articles of the list were told before.
        whole: whether all others of it are wanted at once.
    """

    kind: str
    language: str
    topic: str = ""
    newest: bool = False
    told: int = 0
    whole: bool = False


_LONGEST = 300  # characters of small talk; what is longer wants something else

_WANTED = turns(WANTED)
# `tóm tắt bài này`: the article of the turn before.
_SPOKEN_OF = lenient(
    r"(?:bài|bài báo|article|story|này|đó|ấy|trên|kia|vừa rồi|vừa nêu|bài (?:này|đó|ấy|trên|vừa rồi)|it|this|that"
    r"|this one|that one|above|the above|lại|tin này|nó"
    r"|(?:this|that|the) article|ນີ້|ນັ້ນ)"
)
_OF_TOPIC = {"about", "summary"}
_LISTS = {"about", "dated", "happened", "newest"}
_IN_PASSING = {"more", "rest", *POLITE}  # what was spoken of before, is so still
ITEM = "– "
"""What is at the head of the line of an article, in a list that is told."""
_BACK = 40  # messages
_ON_AGAIN = lenient(rf"^(?:{OF}|{ON}) ")  # `Còn về động đất?`
_WHETHER = lenient(r"(?: hay)? (?:không|chưa)$")
_BESIDE_TOPIC = lenient(r"^(?:ở|tại|trong|in|at|from) ")
# A question that begins like one about the articles: `Bài viết về trường song ngữ nói gì?`
_ASKS = lenient(
    r"^(?:là gì|nghĩa là gì|gì|thế nào|what)\b|\b(?:(?:nói|viết|kể|đưa tin)(?: những)? gì|là (?:gì|ai)|ra sao|thế"
    r" nào|ở đâu"
    r"|khi nào|bao nhiêu|bao giờ|vì sao|tại sao|(?:do|của) ai|nào"
    r"|(?:ngày|tháng|thứ|số|lớp|tầng) mấy)$|\b(?:say|says|who|when|where|why)$"
)
_QUOTES = "\"'“”‘’«»`"


@lru_cache(maxsize=64)  # the turns before one are read for each thing that it may lean on
def read(turn: str) -> Talk | None:
    """What a turn wants, where it is small talk or about the articles themselves; None for a question to them."""
    said = tidy(turn)
    if len(said) > _LONGEST:
        return None
    rest = plainly(said)
    if meant := _meant(rest):
        return meant
    if polite := courtesy(said):
        return Talk(*polite)
    moved = _time_last(rest)
    return _meant(moved, only="about") if moved else None


def _meant(said: str, only: str = "") -> Talk | None:
    """What a turn about the articles themselves wants; of one kind only, where one is named."""
    for kind, language, pattern in _WANTED:
        match = None if only and kind != only else pattern.fullmatch(said)
        if match is None:
            continue
        if "topic" not in pattern.groupindex:
            return Talk(kind, language)
        topic = match["topic"].strip(_QUOTES + " \t.,!?…:")
        if kind in ("dated", "happened"):
            topic = _time(topic, language)
        newest = bool(match.groupdict().get("newest"))
        if kind == "summary" and _SPOKEN_OF.fullmatch(topic):
            return Talk(kind, language)
        if terms(topic) and not _ASKS.search(topic):
            return Talk(kind, language, topic, newest)
    return None


def _time_last(said: str) -> str:
    """`Có tin gì về cầu năm 2024` for `Năm 2024 có tin gì về cầu?`; "" for a turn that does not begin with a time."""
    first, last = next(iter(AskedTime.spans(said)), (0, 0))
    if not last or not set(terms(said[:first])) <= _before_time(said):
        return ""
    rest = _WHETHER.sub("", said[last:].strip(" ,.!?…"))
    return f"{rest} {said[:1].lower()}{said[1:last]}" if rest else ""


def _before_time(said: str) -> frozenset[str]:
    return AT if has_marks(said) else AT_UNMARKED


def _time(topic: str, language: str) -> str:
    """The time that some words name, as it stands within a sentence; "" where they name another thing, too.

    It must be one, and of a known year.
    """
    time, before = AskedTime.of(topic, ANY_DAY), _before_time(topic)
    if len(time.ranges) != 1 or time.open or not set(terms(AskedTime.strip(topic))) <= before:
        return ""
    words = topic.split()
    while words[0].lower() in before:
        del words[0]
    named = " ".join(words)
    return named[0].lower() + named[1:] if language == "vi" else named


def another_list(turn: str, history: Sequence[Message]) -> str | None:
    """The last turn with another topic, where that wanted a list and this one wants another; else None.

    `Tin tức về động đất` for `Còn động đất?` after `Tin tức về bão`. A time and a place are no topics of their own, and
    the time that was named stays where no other is.
    """
    about = asked_of(turn)
    asked = _last_list(history) if about else None
    if not about or asked is None or asked[1].kind != "about":
        return None
    last, talk = asked
    topic, timed = _ON_AGAIN.sub("", about), bool(AskedTime.of(about, ANY_DAY))
    only_time = timed and set(terms(AskedTime.strip(about))) <= AT
    if topic == about and (only_time or _BESIDE_TOPIC.match(about)):
        topic = f"{AskedTime.strip(talk.topic) if timed else talk.topic} {about}"
    elif not timed:
        topic = " ".join([topic, *(talk.topic[start:end] for start, end in AskedTime.spans(talk.topic))])
    whole = last if talk.topic in last else _time_last(plainly(tidy(last)))
    return whole.replace(talk.topic, " ".join(topic.split())) or None


def continued(talk: Talk, history: Sequence[Message]) -> tuple[str, Talk] | None:
    """The list that `more` or `rest` goes on with: how it was asked for, and what is wanted of it; None without one."""
    asked = _last_list(history)
    if asked is None or not asked[1].told:
        return None
    return asked[0], replace(asked[1], whole=talk.kind == "rest")


def _last_list(history: Sequence[Message]) -> tuple[str, Talk] | None:
    """What the last turn asked for, made whole, with how much of it was told since; None where that is no list."""
    told = 0
    history = history[-_BACK:]
    for place in reversed(range(len(history))):
        said = history[place]["content"]
        if history[place]["role"] != "user":
            told += sum(line.startswith(ITEM) for line in said.split("\n"))
            continue
        talk = read(said)
        if talk is not None and talk.kind in _IN_PASSING:
            continue
        if talk is None:
            said = another_list(plainly(said), history[:place]) or said
            talk = read(said)
        return (said, replace(talk, told=told)) if talk is not None and talk.kind in _LISTS else None
    return None


def remembered(history: Sequence[Message]) -> list[Message]:
    """The turns that a follow-up may lean on.

    Small talk is left out; what was asked of the articles stands by its topic, and of two questions in one line the
    second.
    """
    kept: list[Message] = []
    skipping = False
    for message in history:
        if message["role"] == "user":
            talk = read(message["content"])
            skipping = talk is not None and not talk.topic
            if not skipping:
                content = talk.topic if talk and talk.kind in _OF_TOPIC else plainly(message["content"])
                content = (asked_apart(content) or (content,))[-1]
                kept.append({"role": "user", "content": content})
        elif not skipping:
            kept.append(message)
    return kept
