"""Questions to try, made of the articles' own sentences: how many, when, where.

They come in the language that most of the folder is in. Few sentences will do, as most lean on those before them, and
each question is asked before it is shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import regex

from rag.answers.summarising import hits_of, tells
from rag.datatypes import Answer, Scope
from rag.talk import suggesting_english, suggesting_lao, suggesting_vietnamese
from rag.text import language
from rag.text.words import overlap, terms

if TYPE_CHECKING:
    from rag.storage.snapshot import Snapshot
    from rag.talk.library import Library

__all__ = ["Suggester", "Suggestion", "answered", "of_titles", "suggestions"]

_NEWEST = 24  # articles that questions are made of
_EACH = 3  # questions made of one of them at the most
_ASKED = 10  # questions that are asked at the most: what is shown is to be ready soon
_SHORTEST, _LONGEST = 25, 110  # characters of a question
_TITLES = 8  # looked at for each question of a title
_SHORTEST_TITLE, _LONGEST_TITLE = 15, 120  # characters
_ASIDE = regex.compile(r" ?\([^()]*\)")
_ALIKE = 0.4  # of the words of two questions
_GRAMMARS = {"vi": suggesting_vietnamese, "en": suggesting_english, "lo": suggesting_lao}
_FIGURE = regex.compile(r"(?!(?<![\p{Latin}\d])(?:19|20)\d\d(?![\p{Latin}\d]))(?<!\d)\d")  # any but that of a year


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that a sentence answers.

    Attributes:
        question: in the sentence's own words.
        told: what answers it, as the sentence writes it.
        kind: `count`, `when` or `where`.
    """

    question: str
    told: str
    kind: str


class Suggester:
    """Finds questions to try, and seeks others only where the articles that they are made of have changed.

    Safe to use from threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sought: tuple[list[list[Suggestion]], int] = [], 0
        self._found: list[str] = []

    def suggest(self, library: Library, ask: Callable[[str], Answer], n: int) -> list[str]:
        """Questions that the newest articles answer.

        Args:
            library: what is read.
            ask: answers a question of it.
            n: how many at the most.
        """
        with self._lock:
            sought = library.look(_made) or [], n
            if sought != self._sought:
                self._found = answered(sought[0], ask, n)
                self._sought = sought
            return list(self._found)


def suggestions(sentence: str, spoken: str = "vi") -> Iterator[Suggestion]:
    """The questions that a sentence answers by itself; none for most, and none in another language.

    Args:
        sentence: of an article.
        spoken: the language that questions are wanted in: `vi`, `en` or `lo`.
    """
    said = _ASIDE.sub("", sentence).strip()
    if language.language_of(said) != spoken:
        return
    for kind, told, question in _GRAMMARS[spoken].questions(said):
        if _SHORTEST <= len(question) <= _LONGEST and _stands_alone(question, spoken):
            yield Suggestion(question, told, kind)


def _stands_alone(question: str, spoken: str) -> bool:
    """Whether a question needs nothing that stands around its sentence, and tells no figure that answers it."""
    grammar = _GRAMMARS[spoken]
    return (
        grammar.NAME.search(question) is not None
        and not grammar.LEANS.search(question)
        and not _FIGURE.search(question)
        and "," not in question
    )


def of_titles(snapshot: Snapshot, n: int) -> list[str]:
    """Questions for what the newest articles tell, those in the folder's language first; not asked.

    Args:
        snapshot: of the store.
        n: how many at the most.
    """
    titles = dict.fromkeys(snapshot.titles(_TITLES * n))
    fitting = [title for title in titles if _SHORTEST_TITLE <= len(title) <= _LONGEST_TITLE]
    passages = _passages(snapshot)
    fitting.sort(key=lambda title: -passages.get(language.language_of(title), 0))
    return [language.about(title) for title in fitting[:n]]


def _made(snapshot: Snapshot) -> list[list[Suggestion]]:
    """The questions that each of the newest articles answers, in the language that most passages are in."""
    passages = _passages(snapshot)
    if not passages:
        return []
    spoken = max(passages, key=lambda each: passages[each])
    made = []
    for document in snapshot.newest(_NEWEST, Scope()):
        told = [s for hit in hits_of(document, snapshot.chunks_of(document.source)) for s in hit.sentences]
        found = (asked for s in told if tells(s, document) for asked in suggestions(s.text, spoken))
        made.append(list(islice(found, _EACH)))
    return made


def _passages(snapshot: Snapshot) -> dict[str, int]:
    """The number of passages in each language."""
    return {spoken: count for spoken, (count, _) in snapshot.languages().items()}


def answered(made: Iterable[Iterable[Suggestion]], ask: Callable[[str], Answer], n: int) -> list[str]:
    """Some of the questions that were made, of different kinds where there are, all of which are answered.

    Args:
        made: questions by article.
        ask: answers one.
        n: how many at the most, one of each article.
    """
    chosen: list[Suggestion] = []
    waiting = [list(questions) for questions in made if questions]
    for _ in range(_ASKED):
        kinds = {suggestion.kind for suggestion in chosen}
        fresh = [questions for questions in waiting if any(each.kind not in kinds for each in questions)]
        if len(chosen) == n or not waiting:
            break
        questions = (fresh or waiting)[0]
        asked = next((each for each in questions if each.kind not in kinds), questions[0])
        questions.remove(asked)
        words = set(terms(asked.question))
        alike = any(overlap(words, set(terms(other.question))) > _ALIKE for other in chosen)
        if not alike and _answers(ask(asked.question), asked):
            chosen.append(asked)
            questions.clear()
        waiting = [questions for questions in waiting if questions]
    return [suggestion.question for suggestion in chosen]


def _answers(answer: Answer, asked: Suggestion) -> bool:
    """Whether an answer says at its head what the question was made of."""
    if answer.refused or not answer.citations or asked.told not in answer.citations[0].quote:
        return False
    return any(asked.told in answer.text[start:end] for start, end in answer.highlights)
