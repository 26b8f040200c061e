"""Whether a turn goes on with what was quoted before, told from what the articles say.

`Ai thi công?` may be of the bridge that was asked about, and may be of anything. It is of that bridge where the article
that was quoted then answers it so, and the question alone would be answered from another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rag.datatypes import Hit, Message, Scope, Sentence
from rag.finding.query import Retrieved
from rag.finding.timing import AskedTime
from rag.talk import conversing
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.words import fold, terms
from rag.understanding.following import REMEMBERED, asked_of, carried, complete
from rag.understanding.properties import is_untold

__all__ = ["GoingOn", "Whole", "last_asked", "quoted_in"]

_TOLD_OTHERWISE = frozenset("tien het ton mat xong".split())  # asked for by these, told by a sum or a day
_NEAR = 0.03  # below the best of all, where a question points back: what was quoted answers it


def quoted_in(said: str, hits: Iterable[Hit]) -> list[tuple[Hit, Sentence]]:
    """The sentences of some passages that stand in what was said, in the order in which they were said."""
    places = [(said.find(sentence.text), hit, sentence) for hit in hits for sentence in hit.sentences]
    return [(hit, sentence) for place, hit, sentence in sorted(places, key=lambda told: told[0]) if place >= 0]


def last_asked(turns: Sequence[Message]) -> str:
    """The last question to the articles, made whole by those before it; empty where there is none.

    Args:
        turns: as `rag.talk.conversing.remembered` has them.
    """
    asked = [turn for turn in turns if turn["role"] == "user"]
    *earlier, last = asked or [Message(role="user", content="")]
    return carried(last["content"], earlier) or last["content"]


class Whole(NamedTuple):
    """A question made whole.

    Attributes:
        question: with what it goes on with.
        scope: which articles were searched for it.
        found: what it finds there.
    """

    question: str
    scope: Scope
    found: Retrieved


class GoingOn:
    """What turns go on with after some others.

    Args:
        history: these.
        answers: whether what was found answers what was searched for.
        retrieve: searches for a question in some articles.
        scope: which articles count.
    """

    def __init__(
        self,
        history: Sequence[Message],
        answers: Callable[[Retrieved], bool],
        retrieve: Callable[[str, Scope], Retrieved | None],
        scope: Scope,
    ) -> None:
        self._history = history
        self._replies = [turn["content"] for turn in history[-REMEMBERED:] if turn["role"] != "user"]
        self._said = "\n".join(self._replies)
        self._asked = [turn for turn in conversing.remembered(history) if turn["role"] == "user"]
        self._answers = answers
        self._retrieve = retrieve
        self._scope = scope

    def of(self, question: str, completed: str | None, found: Retrieved) -> Whole | None:
        """The question as one about what was quoted; None where it is not.

        Args:
            question: as it was asked.
            completed: made whole by its wording, or by a language model, which is taken at its word; None by neither.
            found: what is found for it so.
        """
        if completed is not None and completed != complete(question, self._asked):
            return None
        leaning = carried(question, self._asked)
        if (leaning is None and completed is None) or not found.hits or self._is_quoted(found, self._said):
            return None
        points_back = completed is not None and asked_of(question) is None
        other = self._retrieve(leaning, self._scope) if leaning is not None and leaning != completed else None
        if other is None and not points_back:
            return None
        quoted = other is not None and self._is_quoted(other, self._last_quoting(found, other))
        if not quoted and (retold := self._retold(found, other)) is not None:
            if self._is_from(retold, found):
                return None
            quoted = other is not None and self._is_from(retold, other)
        if (
            leaning is not None
            and other is not None
            and quoted
            and (completed or self._is_told(question, found, other))
        ):
            return Whole(leaning, self._scope, other)
        return self._pointed_back(completed, found) if completed is not None and points_back else None

    def _is_told(self, question: str, found: Retrieved, other: Retrieved) -> bool:
        """Whether the best article of a search has the words of a question that has to do with it."""
        best = other.hits[0]
        if language_of(best.text) != language_of(question):
            return not self._answers(found)
        if language_of(question) == "lo":  # which parts no words
            return not is_untold(question, f"{best.title}\n{other.documents[best.source].body}")
        own = own_words(AskedTime.strip(question)) - _TOLD_OTHERWISE
        asked = {term for term in terms(other.query.text) if fold(term) in own}
        return asked <= set(terms(f"{best.title}\n{other.documents[best.source].body}"))

    def _pointed_back(self, completed: str, found: Retrieved) -> Whole | None:
        """A question that points back, of the articles that were quoted alone, where they answer it as well as any."""
        quoted = tuple(dict.fromkeys(hit.source for hit, _ in quoted_in(self._said, found.hits)))
        within = replace(self._scope, sources=quoted)
        other = self._retrieve(completed, within) if quoted else None
        if other is None or not other.hits or other.hits[0].score < found.hits[0].score - _NEAR:
            return None
        return Whole(completed, within, other) if self._answers(other) else None

    def _is_quoted(self, found: Retrieved, said: str) -> bool:
        """Whether what was found answers, from an article that was quoted in what was said."""
        of_best = [hit for hit in found.hits if hit.source == found.hits[0].source]
        return bool(quoted_in(said, of_best)) and self._answers(found)

    def _last_quoting(self, *found: Retrieved) -> str:
        """The last reply that quotes any of what was found: what was spoken of before that, is so no more."""
        hits = [hit for one in found for hit in one.hits]
        return next((said for said in reversed(self._replies) if quoted_in(said, hits)), "")

    def _is_from(self, source: str, found: Retrieved) -> bool:
        """Whether what was found answers, from an article."""
        return bool(found.hits) and found.hits[0].source == source and self._answers(found)

    def _retold(self, *found: Retrieved | None) -> str | None:
        """The article that answers the last question, where none was quoted: a language model answered, or the history
        has no answers.

        Args:
            found: by other searches; what they quote need not be searched for.
        """
        whole = last_asked(self._asked)
        if not terms(whole) or any(one is not None and quoted_in(self._said, one.hits) for one in found):
            return None
        told = self._retrieve(whole, self._scope)
        if told is None or not told.hits or not self._answers(told) or quoted_in(self._said, told.hits):
            return None
        return told.hits[0].source
