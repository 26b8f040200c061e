"""Answers written by a language model behind any OpenAI-compatible endpoint, every sentence checked before it is shown.

Whatever the server does (stalls, dies, refuses the key, talks nonsense, never stops), `generate` either yields
sentences that the passages support or raises `LanguageModelError`, within `Config.llm_timeout`.
"""

from __future__ import annotations

import logging
import os
import queue
import socket
import threading
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from rag.answering import Statement, Unsupported
from rag.config import Config
from rag.datatypes import Hit, Message
from rag.errors import ConfigError, LanguageModelError
from rag.language import language_of
from rag.markers import MarkedSentence, SentenceStream
from rag.prompting import REFUSAL, Prompt, build_prompt
from rag.support import SupportChecker
from rag.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from openai.types.chat import ChatCompletionMessageParam

    from rag.retrieval import Query

__all__ = ["OpenAIGenerator"]

logger = logging.getLogger(__name__)

_ANSWER_TOKENS = 600  # of an answer; reasoning models think in them, too
_SHARE = 3  # an answer takes at most this part of a small context
_MOST_CHARS = 8_000  # of an answer that never stops; with what a reasoning model thinks, ten times that
_MOST_THOUGHT = 10
_LONGEST_SENTENCE = 1_500
_REPEATS = 3  # a sentence said as often is a loop
_MOST_SENTENCES = 12
_RETRIES = 2  # the client's own, with backoff, before the first piece
_CONNECT_SECONDS = 10.0
_NO_KEY = "none"  # local servers want none, the client wants some
_KEYS = ("HOIBAO_LLM_KEY", "OPENAI_API_KEY")


class _Line:
    """What connects the thread that reads with the one that waits for it."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[str | LanguageModelError | None] = queue.Queue()
        self.stopped = threading.Event()
        self.connection: Any = None  # of the HTTP library

    def hang_up(self) -> None:
        """Nobody listens any more: let the reader end, also where it waits for a server that says nothing."""
        self.stopped.set()
        if self.connection is not None:
            with suppress(Exception):  # it may be closed already
                # Not close(): another thread reads from it. This wakes that one up.
                self.connection.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


class OpenAIGenerator:
    """Writes answers with a language model.

    The key is read from the environment (`HOIBAO_LLM_KEY`, else `OPENAI_API_KEY`) for every answer, and kept nowhere.

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
        if config.llm_url is None or config.llm_model is None:
            raise ConfigError("no language model is named: set llm_url and llm_model")
        self._config = config
        self._url, self._model = config.llm_url, config.llm_model
        self._checker = checker
        self._count_tokens = count_tokens
        self._environ = environ

    def generate(
        self, query: Query, hits: Sequence[Hit], history: Sequence[Message] = ()
    ) -> Iterator[Statement | Unsupported]:
        """See `Generator.generate`; nothing where the model says that the passages do not answer.

        Raises:
            LanguageModelError: the model cannot be reached or says nothing that can be used. What was yielded before
                is part of an answer that never came to its end.
        """
        deadline = time.monotonic() + self._config.llm_timeout
        prompt = self._prompt(query, hits, history, self._config.llm_context_tokens)
        try:
            yield from self._say(prompt, hits, self._pieces(prompt, deadline, plain=False))
        except LanguageModelError as error:
            if error.reason != "refused":
                raise
            # The context may be smaller than we were told, or the server may not know a setting: ask for less.
            logger.info("language model turned the request down; asking again with less")
            prompt = self._prompt(query, hits, history, self._config.llm_context_tokens // 2)
            yield from self._say(prompt, hits, self._pieces(prompt, deadline, plain=True))

    def _prompt(self, query: Query, hits: Sequence[Hit], history: Sequence[Message], context: int) -> Prompt:
        return build_prompt(
            query.text,
            language_of(query.text),
            hits,
            history,
            tokens=context - min(_ANSWER_TOKENS, context // _SHARE),
            count_tokens=self._count_tokens,
        )

    def _say(self, prompt: Prompt, hits: Sequence[Hit], pieces: Iterator[str]) -> Iterator[Statement | Unsupported]:
        """Statements of the sentences in what the model streams."""
        heard: dict[str, int] = {}
        supported = False
        left_out = 0
        for sentence in _sentences(pieces):
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

    # The wire ----------------------------------------------------------------------------------------------------

    def _pieces(self, prompt: Prompt, deadline: float, *, plain: bool) -> Iterator[str]:
        """What the model streams, piece by piece.

        A thread of its own reads: a server that sends nothing, or only signs of life, cannot hold the answer up
        beyond the deadline.

        Raises:
            LanguageModelError: the stream did not come to its proper end in time.
        """
        line = _Line()
        threading.Thread(
            target=self._read, args=(prompt, deadline, plain, line), name="hoibao-llm", daemon=True
        ).start()
        try:
            while True:
                try:
                    piece = line.pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise LanguageModelError("slow", f"no end after {self._config.llm_timeout:g} s") from None
                if piece is None:
                    return
                if isinstance(piece, LanguageModelError):
                    raise piece
                yield piece
        finally:
            line.hang_up()

    def _read(self, prompt: Prompt, deadline: float, plain: bool, line: _Line) -> None:
        begun = False
        try:
            for piece in self._request(prompt, deadline, line, plain=plain):
                if line.stopped.is_set():
                    return
                begun = True
                line.pieces.put(piece)
            line.pieces.put(None)
        except LanguageModelError as error:
            line.pieces.put(error)
        except Exception as error:  # of the client, of HTTP, of whatever the server made them read
            # Not the error itself: a server may say in it what it was sent, the key too.
            if not line.stopped.is_set():
                logger.warning("language model: %s", type(error).__name__)
            line.pieces.put(_translated(error, begun))

    def _request(self, prompt: Prompt, deadline: float, line: _Line, *, plain: bool) -> Iterator[str]:
        import openai

        left = max(0.1, deadline - time.monotonic())
        variables = os.environ if self._environ is None else self._environ
        key = next((value for name in _KEYS if (value := variables.get(name, "").strip())), _NO_KEY)
        with (
            openai.OpenAI(
                api_key=key,
                base_url=self._url,
                timeout=openai.Timeout(left, connect=min(left, _CONNECT_SECONDS)),
                max_retries=_RETRIES,
            ) as client,
            client.chat.completions.create(
                model=self._model,
                messages=cast("list[ChatCompletionMessageParam]", prompt.messages),  # the same, by shape
                stream=True,
                temperature=openai.omit if plain else 0.0,
                max_tokens=openai.omit if plain else _ANSWER_TOKENS,
            ) as stream,
        ):
            line.connection = stream.response.extensions.get("network_stream")
            reason = None
            for chunk in stream:
                for choice in chunk.choices or ():
                    delta = choice.delta
                    if delta is not None and isinstance(delta.content, str) and delta.content:
                        yield delta.content
                    reason = choice.finish_reason or reason
        if reason is None:
            raise LanguageModelError("broken", "the stream ended without saying so")
        if reason == "length":
            raise LanguageModelError("endless", f"cut off after {_ANSWER_TOKENS} tokens")
        if reason == "content_filter":
            raise LanguageModelError("refused", "a filter of the server")


def _sentences(pieces: Iterator[str]) -> Iterator[MarkedSentence]:
    """The sentences of a stream, as they become complete.

    Raises:
        LanguageModelError: there is no end to it.
    """
    stream = SentenceStream()
    taken = said = 0
    for piece in pieces:
        taken += len(piece)
        for sentence in stream.feed(unicodedata.normalize("NFC", piece.encode("utf-8", "replace").decode("utf-8"))):
            said += len(sentence.text)
            yield sentence
        if said + stream.pending > _MOST_CHARS or taken > _MOST_CHARS * _MOST_THOUGHT:
            raise LanguageModelError("endless", f"more than {_MOST_CHARS} characters")
        if stream.pending > _LONGEST_SENTENCE:
            raise LanguageModelError("endless", f"a sentence of more than {_LONGEST_SENTENCE} characters")
    yield from stream.close()


def _is_refusal(sentence: str) -> bool:
    """Whether a sentence is the agreed refusal, however it is dressed."""
    plain = "".join(c for c in sentence.upper() if c.isalpha())
    return plain == REFUSAL.replace("_", "")


def _translated(error: Exception, begun: bool) -> LanguageModelError:
    """An error of the client as ours, without a word of what the server said."""
    import openai

    name = type(error).__name__
    if isinstance(error, openai.APITimeoutError):
        return LanguageModelError("slow", name)
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return LanguageModelError("key", f"{name}, HTTP {error.status_code}: set HOIBAO_LLM_KEY")
    if isinstance(error, openai.APIStatusError):
        if error.status_code >= 500 or error.status_code == 429:
            return LanguageModelError("unreachable", f"{name}, HTTP {error.status_code}")
        return LanguageModelError("refused", f"{name}, HTTP {error.status_code}")
    if type(error) is openai.APIConnectionError and not begun:
        return LanguageModelError("unreachable", name)
    return LanguageModelError("broken", name)
