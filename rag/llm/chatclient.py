"""The wire to a language model behind any OpenAI-compatible endpoint: what it streams, piece by piece, in bounded time.

The key is read from the environment for every request and kept nowhere; nothing that a server says, which may repeat
what it was sent, gets into an error or a log.
"""

from __future__ import annotations

import logging
import os
import queue
import socket
import threading
import time
import unicodedata
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from rag.answers.markers import MarkedSentence, SentenceStream
from rag.answers.stopping import give_up_if_stopped
from rag.config import Config
from rag.datatypes import Message
from rag.errors import ConfigError, LanguageModelError

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletionMessageParam

__all__ = ["ChatClient", "TurnedDownError", "is_openai", "key_for"]

logger = logging.getLogger(__name__)

_RETRIES = 2  # before the first piece
_BACKOFF = 0.5  # seconds before the first of them, twice as many before the next, unless the server says how many
_CONNECT_SECONDS = 10.0
_LOOKS_UP = 0.1  # seconds until who waits for a piece sees whether anybody waits for the answer
_MOST_CHARS = 8_000  # of an answer that never stops; with what a reasoning model thinks, ten times that
_MOST_THOUGHT = 10
_LONGEST_SENTENCE = 1_500
_NO_KEY = "none"  # local servers want none, the client wants some
_OPENAI = "api.openai.com"  # and below it, those of its regions
_ACCOUNT = ("OpenAI-Organization", "OpenAI-Project")  # headers that the client makes of OPENAI_ORG_ID and the like
_OTHERWISE = (400, 413, 422)  # answers to a request that is too long, or has a setting that the server does not know


class TurnedDownError(LanguageModelError):
    """A request that is too long, or that the server does not take as it is.

    Attributes:
        long: whether the server says something of its context.
    """

    def __init__(self, detail: str, long: bool) -> None:
        super().__init__("refused", detail)
        self.long = long


class _CutOffError(LanguageModelError):
    """Nothing but the number of tokens ended it."""


@dataclass(frozen=True, slots=True)
class _Request:
    messages: Sequence[Message]
    deadline: float
    tokens: int | None
    retries: int


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


class ChatClient:
    """Asks a language model. What it learns of the server holds for all later requests, from any thread.

    Args:
        config: where the model is served, and its name.
        environ: holds the key, see `key_for`; None takes the process's own variables.

    Raises:
        ConfigError: `config` names no language model.
    """

    def __init__(self, config: Config, environ: Mapping[str, str] | None = None) -> None:
        if config.llm_url is None or config.llm_model is None:
            raise ConfigError("no language model is named: set llm_url and llm_model")
        import openai  # noqa: F401  takes seconds: not within the first answer's time

        self._url, self._model = config.llm_url, config.llm_model
        self._environ = environ
        self._plain = False  # the server refuses settings that others know
        self.thinks = False
        """Whether it spends so many tokens on thoughts that it needs more than the answer takes."""
        self._unopened = False  # its thoughts come before the answer, and only their end is marked

    def sentences(
        self, messages: Sequence[Message], *, deadline: float, tokens: int, retries: int = _RETRIES
    ) -> Generator[MarkedSentence, None, None]:
        """The sentences of what the model says, as they become complete; what it thinks aloud is left out.

        Args:
            messages: what it is sent.
            deadline: when the last piece must have come, on the clock of `time.monotonic`.
            tokens: that it may say; one that thinks before may say as many as the server lets it.
            retries: how often the request is made again where not even the first piece came.

        Raises:
            TurnedDownError: the server does not take the request as it is.
            LanguageModelError: the stream did not come to its proper end in time.
            Stopped: nobody waits for it any more; see `rag.answers.stopping`.
        """
        while True:
            limit = None if self.thinks else tokens
            stream = SentenceStream(thinking=self._unopened)
            with closing(self.stream(messages, deadline=deadline, tokens=limit, retries=retries)) as pieces:
                try:
                    yield from self._split(pieces, stream)
                    return
                except _CutOffError:
                    if stream.begun or limit is None:
                        raise
            self.thinks = True
            logger.info("language model only thought within %d tokens; asking again without a limit", tokens)

    def _split(self, pieces: Iterator[str], stream: SentenceStream) -> Iterator[MarkedSentence]:
        taken = said = 0
        for piece in pieces:
            taken += len(piece)
            for sentence in stream.feed(unicodedata.normalize("NFC", piece.encode("utf-8", "replace").decode("utf-8"))):
                said += len(sentence.text)
                yield sentence
            if stream.unopened and not self._unopened:
                self._unopened = True
                if said:
                    raise LanguageModelError("broken", "what it said first was thought aloud")
            if said + stream.pending > _MOST_CHARS or taken > _MOST_CHARS * _MOST_THOUGHT:
                raise LanguageModelError("endless", f"more than {_MOST_CHARS} characters")
            if stream.pending > _LONGEST_SENTENCE:
                raise LanguageModelError("endless", f"a sentence of more than {_LONGEST_SENTENCE} characters")
        if self._unopened and not stream.unopened:  # it was no thoughts, after all
            self._unopened = self.thinks = False
        yield from stream.close()

    def suspect_thoughts(self) -> None:
        """What it said may have been thoughts whose end did not come: from now on, look for that before the answer."""
        self._unopened = self.thinks = True

    def stream(
        self, messages: Sequence[Message], *, deadline: float, tokens: int | None, retries: int = _RETRIES
    ) -> Generator[str, None, None]:
        """What the model says, piece by piece.

        A thread of its own reads: a server that sends nothing, or only signs of life, cannot hold the answer up
        beyond the deadline.

        Args:
            messages: what it is sent.
            deadline: when the last piece must have come, on the clock of `time.monotonic`.
            tokens: that it may say; None leaves that to the server.
            retries: how often the request is made again, with backoff, where not even the first piece came.

        Raises:
            TurnedDownError: the server does not take the request as it is.
            LanguageModelError: the stream did not come to its proper end in time.
            Stopped: nobody waits for it any more; see `rag.answers.stopping`.
        """
        line = _Line()
        request = _Request(messages, deadline, tokens, retries)
        started = time.monotonic()
        threading.Thread(target=self._read, args=(request, line), name="hoibao-llm", daemon=True).start()
        try:
            while True:
                give_up_if_stopped()
                try:
                    piece = line.pieces.get(timeout=min(_LOOKS_UP, max(0.0, deadline - time.monotonic())))
                except queue.Empty:
                    if time.monotonic() < deadline:
                        continue
                    raise LanguageModelError("slow", f"no end after {deadline - started:.1f} s") from None
                if piece is None:
                    return
                if isinstance(piece, LanguageModelError):
                    raise piece
                yield piece
        finally:
            line.hang_up()

    def _read(self, request: _Request, line: _Line) -> None:
        begun = False
        try:
            for piece in self._patiently(request, line):
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

    def _patiently(self, request: _Request, line: _Line) -> Iterator[str]:
        """What the model says; asked again after what passes, and without what the server may not know."""
        import openai

        tried, plain = 0, self._plain
        while not line.stopped.is_set():
            begun = False
            try:
                for piece in self._pieces(request, line, plain):
                    begun = True
                    yield piece
                self._plain |= plain
                return
            except openai.APIError as error:
                if begun:
                    raise
                if not plain and _is_otherwise(error) and not _is_long(error):
                    plain = True
                    continue
                # Not the client's own retries, which hold the thread, and ask again for who has gone away meanwhile
                wait = _wait(error, tried)
                if wait is None or tried >= request.retries or time.monotonic() + wait > request.deadline:
                    raise
            tried += 1
            line.stopped.wait(wait)

    def _pieces(self, request: _Request, line: _Line, plain: bool) -> Iterator[str]:
        import openai

        left = max(0.1, request.deadline - time.monotonic())
        key = key_for(self._url, os.environ if self._environ is None else self._environ)
        with (
            openai.OpenAI(
                api_key=key,
                base_url=self._url,
                timeout=openai.Timeout(left, connect=min(left, _CONNECT_SECONDS)),
                max_retries=0,
            ) as client,
            client.chat.completions.create(
                model=self._model,
                messages=cast("list[ChatCompletionMessageParam]", request.messages),  # the same, by shape
                stream=True,
                temperature=openai.omit if plain else 0.0,
                max_tokens=openai.omit if plain or request.tokens is None else request.tokens,
                extra_headers=None if is_openai(self._url) else dict.fromkeys(_ACCOUNT, openai.omit),
            ) as stream,
        ):
            line.connection = stream.response.extensions.get("network_stream")
            if line.stopped.is_set():  # before there was a connection to shut
                return
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
            raise _CutOffError("endless", f"cut off after {request.tokens or 'the most'} tokens")
        if reason == "content_filter":
            raise LanguageModelError("refused", "a filter of the server")


def is_openai(url: str) -> bool:
    """Whether an address is OpenAI's own, which its keys and accounts are for."""
    parts = urlsplit(url)
    return parts.scheme == "https" and f".{parts.hostname}".endswith(f".{_OPENAI}")


def key_for(url: str, variables: Mapping[str, str]) -> str:
    """The key that a server is sent: `HOIBAO_LLM_KEY`, and to OpenAI, where there is none, `OPENAI_API_KEY`."""
    names = ("HOIBAO_LLM_KEY", "OPENAI_API_KEY") if is_openai(url) else ("HOIBAO_LLM_KEY",)
    return next((key for name in names if (key := variables.get(name, "").strip())), _NO_KEY)


def _is_otherwise(error: openai.APIError) -> bool:
    """Whether it may be the request's length or settings that the server does not take."""
    return getattr(error, "status_code", None) in _OTHERWISE or _is_long(error)


def _is_long(error: openai.APIError) -> bool:
    """Whether the server says something of its context: with any status, or as the first thing of a stream."""
    return "context" in f"{error.message} {error.body}".lower()


def _wait(error: openai.APIError, tried: int) -> float | None:
    """Seconds after which what went wrong may have passed; None where it will not."""
    import openai

    if isinstance(error, openai.APITimeoutError) or _is_long(error):
        return None
    if type(error) is openai.APIConnectionError:
        return _BACKOFF * 2.0**tried
    if not isinstance(error, openai.APIStatusError) or not (error.status_code >= 500 or error.status_code == 429):
        return None
    try:
        return max(0.0, float(error.response.headers["retry-after"]))
    except (KeyError, ValueError):  # or a day and time, which is rare
        return _BACKOFF * 2.0**tried


def _translated(error: Exception, begun: bool) -> LanguageModelError:
    """An error of the client as ours, without a word of what the server said."""
    import openai

    name = type(error).__name__
    if isinstance(error, openai.APITimeoutError):
        return LanguageModelError("slow", name)
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return LanguageModelError("key", f"{name}, HTTP {error.status_code}: set HOIBAO_LLM_KEY")
    if isinstance(error, openai.APIError) and _is_otherwise(error) and not begun:
        return TurnedDownError(name, _is_long(error))
    if isinstance(error, openai.APIStatusError):
        if error.status_code >= 500 or error.status_code == 429:
            return LanguageModelError("unreachable", f"{name}, HTTP {error.status_code}")
        return LanguageModelError("refused", f"{name}, HTTP {error.status_code}")
    if type(error) is openai.APIConnectionError and not begun:
        return LanguageModelError("unreachable", name)
    return LanguageModelError("broken", name)
