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
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from rag.answers.markers import MarkedSentence, SentenceStream
from rag.answers.stopping import give_up_if_stopped
from rag.config import Config
from rag.datatypes import Message
from rag.errors import ConfigError, LanguageModelError

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletionMessageParam

__all__ = ["ChatClient", "is_openai", "key_for", "sentences"]

logger = logging.getLogger(__name__)

_RETRIES = 2  # the client's own, with backoff, before the first piece
_CONNECT_SECONDS = 10.0
_LOOKS_UP = 0.1  # seconds until who waits for a piece sees whether anybody waits for the answer
_MOST_CHARS = 8_000  # of an answer that never stops; with what a reasoning model thinks, ten times that
_MOST_THOUGHT = 10
_LONGEST_SENTENCE = 1_500
_NO_KEY = "none"  # local servers want none, the client wants some
_OPENAI = "api.openai.com"  # and below it, those of its regions
_ACCOUNT = ("OpenAI-Organization", "OpenAI-Project")  # headers that the client makes of OPENAI_ORG_ID and the like


@dataclass(frozen=True, slots=True)
class _Request:
    messages: Sequence[Message]
    deadline: float
    tokens: int
    retries: int
    plain: bool


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
    """Asks a language model.

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

    def stream(
        self,
        messages: Sequence[Message],
        *,
        deadline: float,
        tokens: int,
        retries: int = _RETRIES,
        plain: bool = False,
    ) -> Generator[str, None, None]:
        """What the model says, piece by piece.

        A thread of its own reads: a server that sends nothing, or only signs of life, cannot hold the answer up
        beyond the deadline.

        Args:
            messages: what it is sent.
            deadline: when the last piece must have come, on the clock of `time.monotonic`.
            tokens: that it may say.
            retries: how often the request is made again, with backoff, where not even the first piece came.
            plain: leave out every setting that some server may not know.

        Raises:
            LanguageModelError: the stream did not come to its proper end in time.
            Stopped: nobody waits for it any more; see `rag.answers.stopping`.
        """
        line = _Line()
        request = _Request(messages, deadline, tokens, retries, plain)
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
            for piece in self._pieces(request, line):
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

    def _pieces(self, request: _Request, line: _Line) -> Iterator[str]:
        import openai

        left = max(0.1, request.deadline - time.monotonic())
        key = key_for(self._url, os.environ if self._environ is None else self._environ)
        with (
            openai.OpenAI(
                api_key=key,
                base_url=self._url,
                timeout=openai.Timeout(left, connect=min(left, _CONNECT_SECONDS)),
                max_retries=request.retries,
            ) as client,
            client.chat.completions.create(
                model=self._model,
                messages=cast("list[ChatCompletionMessageParam]", request.messages),  # the same, by shape
                stream=True,
                temperature=openai.omit if request.plain else 0.0,
                max_tokens=openai.omit if request.plain else request.tokens,
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
            raise LanguageModelError("endless", f"cut off after {request.tokens} tokens")
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


def sentences(pieces: Iterator[str]) -> Iterator[MarkedSentence]:
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
