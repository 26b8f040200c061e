"""A question that leans on the turns before it, rewritten by a language model so that it stands alone.

What the model writes is taken only where code finds that it is the same question made whole: in its language, with all
that it names, with nothing that stands neither in it nor in the turns before it. Anything else is no rewriting, and
`rag/understanding/following.py` completes the question by its patterns.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from contextlib import closing

import regex

from rag.config import Config
from rag.datatypes import Message
from rag.errors import LanguageModelError
from rag.finding.timing import ANY_DAY, AskedTime
from rag.llm.chatclient import ChatClient
from rag.llm.prompting import build_rewriting
from rag.text.evidence import Evidence
from rag.text.facts import Fact, facts
from rag.text.interrogatives import ENGLISH, VERBS, VIETNAMESE
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.words import fold, folded, terms
from rag.understanding.following import leans

__all__ = ["Rewriter", "same_question"]

logger = logging.getLogger(__name__)

_SECONDS = 10.0  # a reader waits for it before anything is searched
_TOKENS = 300  # for one question; reasoning models think in them, too
_LONGER = 200  # characters that a question may grow by
_INVENTED = 1  # words that stand nowhere before; more are nonsense, or another question
_LABEL = regex.compile(r"^(?:\p{L}[\p{L}-]* ){0,2}(?:question|câu hỏi)(?: \p{L}+){0,3} ?: *", regex.IGNORECASE)
_QUOTES = " \t\"'“”‘’«»"
_ASKS = regex.compile(rf"\?$|\b(?:{VIETNAMESE}|{fold(VIETNAMESE)}|{ENGLISH}|{VERBS})\b", regex.IGNORECASE)


class Rewriter:
    """Rewrites follow-ups with a language model: one short request, and only for a question that leans.

    Args:
        config: where the model is served, and its name.
        environ: holds the key; None takes the process's own variables.

    Raises:
        ConfigError: `config` names no language model.
    """

    def __init__(self, config: Config, environ: Mapping[str, str] | None = None) -> None:
        self._client = ChatClient(config, environ)
        self._seconds = min(_SECONDS, config.llm_timeout)

    def rewrite(self, question: str, history: Sequence[Message]) -> str | None:
        """The question, made to stand alone; None where it does already, and where the model is of no help.

        Args:
            question: as it was asked, in NFC.
            history: the turns before it, oldest first.
        """
        if not leans(question, history):
            return None
        messages = build_rewriting(question, language_of(question), history)
        deadline = time.monotonic() + self._seconds
        with closing(self._client.sentences(messages, deadline=deadline, tokens=_TOKENS, retries=0)) as sentences:
            try:
                written = next((said.text for said in sentences if not said.text.endswith(":")), None)
            except LanguageModelError as error:
                logger.info("follow-up not rewritten: %s", error.reason)
                return None
        written = _LABEL.sub("", written or "").strip(_QUOTES)
        return written if same_question(question, written, history) else None


def same_question(question: str, written: str, history: Sequence[Message]) -> bool:
    """Whether what was written is a question of a reader, with what it left to the turns before it filled in."""
    if not _ASKS.search(written) or not len(question) // 3 < len(written) <= len(question) + _LONGER:
        return False
    if language_of(written) != language_of(question):
        return False
    before = [message["content"] for message in history]
    kept, now = own_words(question), own_words(written)
    known = {fold(term) for text in (question, *before) for term in terms(text)}
    if not kept <= folded(written) or len(now - known) > _INVENTED or now <= kept:
        return False
    said = facts(written)
    foreign = any(language_of(text) != language_of(question) for text in before)
    if not _hold(Evidence.of(written), facts(question)) or not _hold(Evidence.of(question, *before), said, foreign):
        return False
    if not AskedTime.of(question, ANY_DAY):
        return True
    return _hold(Evidence.of(question), [fact for fact in said if _is_time(fact)])  # its own time, and no other


def _hold(evidence: Evidence, claims: Sequence[Fact], foreign: bool = False) -> bool:
    return all(evidence.holds(fact, foreign=foreign) for fact in claims)


def _is_time(fact: Fact) -> bool:
    return fact.kind == "date" or any(1900 <= value < 2100 for value in fact.values)
