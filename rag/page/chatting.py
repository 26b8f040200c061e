"""What the chat does when something happens on its page: questions to turns, buttons to articles.

`app` says what happens where; what is shown is made in `rag.page.rendering`.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from typing import Any, TypeAlias

import gradio as gr

from rag.answers.stopping import Halt, Halts, Stopped, stoppable
from rag.assistant import Assistant
from rag.datatypes import Message, Progress, Scope
from rag.errors import ConfigError, DocumentNotFoundError, RagError
from rag.page import rendering
from rag.page.keeping import Boxes, limits_to_keep, restored, restored_limits, to_keep
from rag.page.narrowing import described, narrowed
from rag.page.rendering import Turn
from rag.page.wording import texts_for, trouble

__all__ = ["Chat"]

logger = logging.getLogger(__name__)

_EXAMPLES = 4
_PATIENCE = 1.0  # seconds that a page which is opened waits for good ones

Update: TypeAlias = Any  # a component's new value, or gr.skip(), which is a dict that Gradio does not type


class _Examples:
    """Questions to try. Good ones take a while to find: where that is too long to wait for, titles will do.

    Nothing changes on a page that is open, where somebody may be about to choose one.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self._after: str | None = None  # the sync that questions are sought after
        self._search: Future[list[str]] = Future()
        self._search.set_result([])  # before the first sync there are none

    def now(self, last_sync: str | None, patience: float) -> list[str]:
        """What there is after a sync, or comes within so many seconds."""
        search = self.seek(last_sync)
        wait([search], patience)
        sure = search.result() if search.done() else []
        return (sure + self._assistant.examples(_EXAMPLES))[:_EXAMPLES]

    def seek(self, last_sync: str | None) -> Future[list[str]]:
        """The search for questions after a sync, which begins where nobody began it."""
        with self._lock:
            if last_sync is None or last_sync == self._after:
                return self._search
            self._after, self._search = last_sync, Future()
            search = self._search
        threading.Thread(target=self._find, args=(search,), name="hoibao-examples", daemon=True).start()
        return search

    def _find(self, search: Future[list[str]]) -> None:
        try:
            search.set_result(self._assistant.suggestions(_EXAMPLES - 1))  # one more tells what an article is about
        except Exception:  # whoever asks will be told
            logger.debug("no examples were found", exc_info=True)
            search.set_result([])


class Chat:
    """The handlers of one app, over one assistant. Nothing of a conversation is kept here: several people share it.

    Args:
        assistant: answers for everyone who opens the page, at the same time.
    """

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._halts = Halts()
        self._examples = _Examples(assistant)
        status = assistant.status()
        self._folder = rendering.folder_name(status)
        self._examples.seek(status.last_sync)  # to be ready when the page is opened

    def open_page(self, kept: object, draft: str, kept_limits: object, request: gr.Request) -> tuple[Update, ...]:
        """The page in the browser's language: masthead, conversation, turns, kept, renewal, labels, limits, fault.

        Args:
            kept: what the tab has kept of a conversation, where it is loaded again.
            draft: what was typed there and not yet asked.
            kept_limits: what the tab has kept of the limits.
            request: of the page that is opened.
        """
        # Not gr.I18n: Gradio chooses among the languages it ships, and Vietnamese is not one of them.
        texts = _texts(request)
        labels = [gr.update(value=texts[button]) for button in ("clear", "reread", "send", "stop", "unlimited")]
        typed = gr.update(label=texts["ask"], placeholder=texts["placeholder"])
        days = [gr.update(label=texts[box]) for box in ("after", "before")]
        within = gr.update(label=texts["within"], placeholder=texts["within_hint"])
        limits = restored_limits(kept_limits, self._folder)
        for box, said in zip((typed, *days, within), (draft, *limits), strict=True):
            if said:  # else what was typed meanwhile stays
                box["value"] = said
        heading, fault = _heading(limits, texts)
        masthead, shown, empty = self._opening(texts, _PATIENCE)
        turns = restored(kept, self._folder, texts["interrupted"])
        if turns:
            shown = rendering.conversation(turns, texts)
        return (
            masthead,
            shown,
            turns,
            to_keep(turns, self._folder),
            empty,
            *labels,
            typed,
            heading,
            *days,
            within,
            fault,
        )

    def _opening(self, texts: Mapping[str, str], patience: float = 0.0) -> tuple[str, str, Update]:
        """Masthead, what stands in place of a conversation, and whether to look again whether that still holds.

        Where a question may be asked meanwhile nothing is waited for: what is shown then would hide it.
        """
        try:
            status = self.assistant.status()
            examples = self._examples.now(status.last_sync, patience)
        except RagError as error:
            return rendering.masthead(None, texts), rendering.unwelcome(error, texts), gr.Timer(active=True)
        welcome = rendering.welcome(examples, status, texts)
        return rendering.masthead(status, texts), welcome, gr.Timer(active=not status.documents)

    def renew(self, turns: tuple[Turn, ...], shown: str, request: gr.Request) -> tuple[Update, ...]:
        """While a folder is empty or cannot be read, and until the first articles are in: masthead, conversation,
        whether to go on.

        Args:
            turns: of the conversation, which stays once it has begun.
            shown: the masthead as it was.
            request: of the page.
        """
        masthead, welcome, empty = self._opening(_texts(request))
        if masthead == shown:
            return gr.skip(), gr.skip(), empty
        return masthead, gr.skip() if turns else welcome, gr.skip()  # there may be more in a moment

    def _masthead(self, texts: Mapping[str, str]) -> Update:
        try:
            status = self.assistant.status()
        except RagError:  # whoever asks is told
            return gr.skip()
        self._examples.seek(status.last_sync)  # the next page that is opened has them
        return rendering.masthead(status, texts)

    def narrow(self, after: str, before: str, sources: str, request: gr.Request) -> tuple[Update, str, str]:
        """What the limits come to: their heading, what is wrong with them, and what the tab is to keep of them."""
        limits = (after, before, sources)
        return (*_heading(limits, _texts(request)), limits_to_keep(limits, self._folder))

    def respond(
        self,
        typed: str,
        turns: tuple[Turn, ...],
        after: str,
        before: str,
        sources: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> Iterator[tuple[Update, ...]]:
        """Stream the answer to `typed`, or to a chosen example: textbox, conversation, turns, kept, fault, masthead.

        One listener for both, since each answer grows from the turns that it began with: Gradio lets nobody begin
        another until it is done.
        """
        texts = _texts(request)
        chosen = isinstance(event.target, gr.HTML)
        question = str(event.question) if chosen else typed.strip()
        same: list[Update] = [gr.skip()] * 4
        if not question:
            yield (*same, rendering.notice(texts["empty_question"], texts), gr.skip())
            return
        try:
            scope = narrowed(after, before, sources, texts)
        except ConfigError as error:
            yield (*same, rendering.notice(str(error), texts), gr.skip())
            return
        earlier = rendering.history(turns)
        shown: Update = gr.skip() if chosen else ""  # empties the textbox once; what is typed meanwhile stays
        begun = Turn(question, within=described(scope, texts))
        with self._halts.halt(str(request.session_hash)) as halt:
            for turn in self._turns(begun, scope, earlier, texts, halt):
                so_far = (*turns, turn)
                # The folder is followed: how many articles there are may have changed since the page was opened.
                masthead = self._masthead(texts) if turn.done and turn.error is None else gr.skip()
                kept = to_keep(so_far, self._folder) if turn.done or turn is begun else gr.skip()
                yield shown, rendering.conversation(so_far, texts), so_far, kept, "", masthead
                shown = gr.skip()
            if halt.left:  # whatever comes last, this or what `clear` says
                masthead, welcome, _ = self._opening(texts)
                yield gr.skip(), welcome, (), "", "", masthead

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that is being made on a page; what it has said stays."""
        self._halts.stop(str(request.session_hash))

    def _turns(
        self, turn: Turn, scope: Scope, earlier: list[Message], texts: Mapping[str, str], halt: Halt
    ) -> Iterator[Turn]:
        """A turn as its answer grows; whatever goes wrong is said in it."""
        yield turn
        limits: dict[str, Any] = {"after": scope.after, "before": scope.before, "sources": scope.sources}
        try:
            for answer in stoppable(partial(self.assistant.stream, turn.question, earlier, **limits), halt.event):
                turn = replace(turn, answer=answer)
                yield turn
        except Stopped:
            if not halt.left:
                yield replace(turn, stopped=True, done=True)
        except RagError as error:
            yield replace(turn, error=trouble(error, texts), done=True)
        except Exception:
            logger.exception("answering failed")
            yield replace(turn, error=texts["failure"], done=True)
        else:
            yield replace(turn, done=True)

    def open_passage(self, turns: tuple[Turn, ...], event: gr.EventData, request: gr.Request) -> Update:
        """The article of the citation that was chosen, with the quote marked."""
        texts = _texts(request)
        place = rendering.passage(turns, event.at)
        if place is None:
            return gr.skip()
        try:
            return rendering.article(self.assistant.document(place.source), place, texts)
        except DocumentNotFoundError:
            return rendering.notice(texts["gone"], texts, panel=True)
        except RagError as error:
            return rendering.notice(trouble(error, texts), texts, panel=True)

    def reread(self, request: gr.Request) -> Iterator[tuple[Update, Update]]:
        """Sync, and say how far it is and what it changed: notice, masthead."""
        texts = _texts(request)
        states: queue.SimpleQueue[Progress] = queue.SimpleQueue()
        yield rendering.progress(None, texts), gr.skip()
        with ThreadPoolExecutor(1) as pool:
            sync = pool.submit(self.assistant.sync, states.put)
            while not sync.done():
                state = None
                try:
                    state = states.get(timeout=0.2)
                    while True:  # only the newest is worth showing
                        state = states.get_nowait()
                except queue.Empty:
                    pass
                if state is not None:
                    yield rendering.progress(state, texts), gr.skip()
        try:
            said = rendering.report(sync.result(), texts)
        except RagError as error:
            said = rendering.notice(trouble(error, texts), texts)
        except Exception:
            logger.exception("sync failed")
            said = rendering.notice(texts["failure"], texts)
        yield said, self._masthead(texts)

    def greet(self, turns: tuple[Turn, ...], request: gr.Request) -> Update:
        """What stands in place of a conversation, where none has begun meanwhile."""
        return gr.skip() if turns else self._opening(_texts(request))[1]

    def clear(self, request: gr.Request) -> tuple[Update, ...]:
        """Start over: textbox, conversation, turns, kept, panel, notice, masthead, whether to renew it."""
        self._halts.stop(str(request.session_hash), left=True)
        masthead, welcome, empty = self._opening(_texts(request))
        return "", welcome, (), "", "", "", masthead, empty

    def ask(
        self,
        question: str,
        history: list[dict[str, Any]] = [],  # noqa: B006  never changed; Gradio needs a default to make it optional
        after: str | None = None,
        before: str | None = None,
        sources: list[str] = [],  # noqa: B006
    ) -> dict[str, Any]:
        """Answer a question from the articles, citing the sentences that say so.

        Args:
            question: in any language, with or without diacritics.
            history: earlier turns of the conversation, each with `role` (user, assistant) and `content`.
            after: only articles published on this day or later, as `YYYY-MM-DD`.
            before: only articles published on this day or earlier.
            sources: only these files or folders; `*` stands for any characters, `/` among them, and `?` for one.

        Returns:
            `text` with markers [n]; `citations` with source, title, date, quote, its place and page; `refused`;
            `question`; `understood`; `note`, why no language model wrote it, where one was to; `unsupported`, the
            sentences of a language model that were left out; `highlights`, spans of `text` with what was asked for.
        """
        if isinstance(question, str) and not question.strip():  # JSON may hold anything
            raise gr.Error("the question is empty: type one", print_exception=False)
        try:
            answer = self.assistant.ask(
                question, history, after=after or None, before=before or None, sources=sources or ()
            )
            return answer.to_dict()
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error


def _texts(request: gr.Request) -> Mapping[str, str]:
    return texts_for(request.headers.get("accept-language"))


def _heading(limits: Boxes, texts: Mapping[str, str]) -> tuple[Update, str]:
    """The heading of the limits, which says what is in force, and what is wrong with them."""
    try:
        said, fault = described(narrowed(*limits, texts), texts), ""
    except ConfigError as error:
        said, fault = texts["unclear"], rendering.notice(str(error), texts)
    heading = f"{texts['narrow']}: {said}" if said else texts["narrow"]
    return gr.update(label=heading, elem_classes=["in-force"] if said else []), fault
