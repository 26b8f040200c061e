"""Answers written by a language model behind any OpenAI-compatible endpoint, every sentence checked before it is shown.

Whatever the server does (stalls, dies, refuses the key, talks nonsense, never stops), `generate` either yields
sentences that the passages support or raises `LanguageModelError`, within `Config.llm_timeout`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing

from rag.answers.generating import Statement, Unsupported
from rag.answers.markers import MarkedSentence
from rag.answers.support import SupportChecker
from rag.config import Config
from rag.datatypes import Hit, Message
from rag.errors import LanguageModelError
from rag.finding.query import Query
from rag.llm.chatclient import ChatClient, TurnedDownError
from rag.llm.prompting import REFUSAL, Prompt, build_prompt
from rag.text.language import language_of
from rag.text.words import terms

__all__ = ["OpenAIGenerator"]

logger = logging.getLogger(__name__)

_ANSWER_TOKENS = 600  # of an answer; reasoning models think in them, too
_LEAST_CONTEXT = 1000  # tokens; a request that is turned down is made smaller down to it
_SHARE = 3  # an answer takes at most this part of a small context
_REPEATS = 3  # a sentence said as often is a loop
_MOST_SENTENCES = 12


class OpenAIGenerator:
    """Writes answers with a language model.

    The key is read from the environment (`rag.llm.chatclient.key_for`) for every answer, and kept nowhere.

    Args:
        config: where the model is served, its name, its context, and how long an answer may take.
        checker: says what supports a sentence.
        count_tokens: measures passages for the model's context.
        environ: holds the key; None takes the process's own variables.

    Raises:
        ConfigError: `config` names no language model.
    """

    def __init__(
        self,
        config: Config,
        checker: SupportChecker,
        count_tokens: Callable[[str], int],
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._client = ChatClient(config, environ)
        self._config = config
        self._context = config.llm_context_tokens
        self._checker = checker
        self._count_tokens = count_tokens

    def generate(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Message] = ()
    ) -> Iterator[Statement | Unsupported]:
        """See `Generator.generate`; nothing where the model says that the passages do not answer.

        Raises:
            LanguageModelError: the model cannot be reached or says nothing that can be used. What was yielded before
                is part of an answer that never came to its end.
        """
        deadline = time.monotonic() + self._config.llm_timeout
        context, small = self._context, False
        while True:
            prompt = self._prompt(query, hits, history, context)
            try:
                with closing(
                    self._client.sentences(prompt.messages, deadline=deadline, tokens=_ANSWER_TOKENS)
                ) as sentences:
                    yield from self._say(prompt, hits, sentences)
                break
            except TurnedDownError as error:
                if context < 2 * _LEAST_CONTEXT:
                    raise
                small |= error.long
            except LanguageModelError as error:
                if error.reason == "endless":
                    self._client.suspect_thoughts()
                raise
            # The context may be smaller than we were told
            context //= 2
            logger.info("language model turned the request down; asking again with %d tokens", context)
        if small:  # or the next answer would begin with what is turned down
            self._context = context

    def _prompt(self, query: Query, hits: Sequence[Hit], history: Sequence[Message], context: int) -> Prompt:
        return build_prompt(
            query.text,
            language_of(query.text),
            hits,
            history,
            tokens=context // 2 if self._client.thinks else context - min(_ANSWER_TOKENS, context // _SHARE),
            count_tokens=self._count_tokens,
        )

    def _say(
        self, prompt: Prompt, hits: Sequence[Hit], sentences: Iterator[MarkedSentence]
    ) -> Iterator[Statement | Unsupported]:
        """Statements of the sentences that the model says."""
        heard: dict[str, int] = {}
        supported = False
        left_out = 0
        for sentence in sentences:
            if _is_refusal(sentence.text):
                if heard:
                    continue  # an afterthought
                return
            key = " ".join(terms(sentence.text))
            heard[key] = heard.get(key, 0) + 1
            if heard[key] >= _REPEATS:
                raise LanguageModelError("repeating", f"it said {heard[key]} times the same")
            if heard[key] > 1 or not key:
                continue
            if len(heard) > _MOST_SENTENCES:
                raise LanguageModelError("endless", f"more than {_MOST_SENTENCES} sentences")
            said = self._checked(sentence, prompt.hits, hits)
            if isinstance(said, Unsupported) and said.text.endswith(":"):
                continue  # says nothing itself
            supported |= isinstance(said, Statement)
            left_out += isinstance(said, Unsupported)
            yield said
        if not heard:
            raise LanguageModelError("empty", "an empty answer")
        if not supported:
            raise LanguageModelError("unsupported", f"none of its {left_out} sentences is supported")

    def _checked(self, sentence: MarkedSentence, shown: Sequence[Hit], hits: Sequence[Hit]) -> Statement | Unsupported:
        cited = [shown[number - 1] for number in sentence.markers if 1 <= number <= len(shown)]
        support = self._checker.support(sentence.text, cited) if cited else None
        if support is None:  # without a marker, or under the number of a neighbour
            support = self._checker.support(sentence.text, hits)
        if support is None:
            return Unsupported(sentence.text)
        (hit, span), *also = support.spans
        return Statement(sentence.text, hit, span, tuple(also))


def _is_refusal(sentence: str) -> bool:
    """Whether a sentence is the agreed refusal, however it is dressed."""
    plain = "".join(c for c in sentence.upper() if c.isalpha())
    return plain == REFUSAL.replace("_", "")
