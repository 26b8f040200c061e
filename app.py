"""The web chat: lays out Gradio over an Assistant. What is shown is made in `rag.rendering`."""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any, TypeAlias

import gradio as gr
import typer
from gradio.events import api as expose

from rag import rendering
from rag.assistant import Assistant
from rag.datatypes import Answer, Message, Progress, Scope
from rag.errors import ConfigError, DocumentNotFoundError, RagError
from rag.keeping import restored, to_keep
from rag.narrowing import described, narrowed
from rag.rendering import Turn
from rag.stopping import Stopped, until
from rag.wording import texts_for

__all__ = ["build_app", "launch_chat", "main"]

logger = logging.getLogger(__name__)

Update: TypeAlias = Any  # a component's new value, or gr.skip(), which is a dict that Gradio does not type

_LOOKS_UP = 0.1  # seconds until who waits for an answer sees whether it is to stop
_RENEWED = 3.0  # seconds until it is looked again whether an empty folder still is
_SANS = (
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Noto Sans",
    "Noto Sans Lao",
    "Leelawadee UI",
    "sans-serif",
)
_MONO = ("ui-monospace", "Consolas", "monospace")


@dataclass
class _Halt:
    """What stops an answer: whether it is to stop, and whether without a trace, since its conversation is left."""

    event: threading.Event = field(default_factory=threading.Event)
    left: bool = False


class _Chat:
    """The handlers of one app. Nothing of a conversation is kept here: several people share it."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self._halts: dict[str, _Halt] = {}  # of the answers that are being made, by the page's session

    def open_page(self, kept: object, request: gr.Request) -> tuple[Update, ...]:
        """The page in the browser's language: masthead, conversation, turns, kept, renewal, labels.

        Args:
            kept: what the tab has kept of a conversation, where it is loaded again.
            request: of the page that is opened.
        """
        # Not gr.I18n: Gradio chooses among the languages it ships, and Vietnamese is not one of them.
        texts = _texts(request)
        labels = [gr.update(value=texts[button]) for button in ("clear", "reread", "send", "stop", "unlimited")]
        typed = gr.update(label=texts["ask"], placeholder=texts["placeholder"])
        boxes = [gr.update(label=texts[box]) for box in ("narrow", "after", "before")]
        within = gr.update(label=texts["within"], placeholder=texts["within_hint"])
        masthead, shown, empty = self._opening(texts)
        turns = restored(kept, self._folder(), texts["interrupted"])
        if turns:
            shown = rendering.conversation(turns, texts)
        return (masthead, shown, turns, self._kept(turns), empty, *labels, typed, *boxes, within)

    def _folder(self) -> str:
        return rendering.folder_name(self.assistant.status())

    def _kept(self, turns: tuple[Turn, ...]) -> str:
        return to_keep(turns, self._folder())

    def _opening(self, texts: Mapping[str, str]) -> tuple[str, str, Update]:
        status = self.assistant.status()
        welcome = rendering.welcome(self.assistant.examples(), status, texts)
        return rendering.masthead(status, texts), welcome, gr.Timer(active=not status.documents)

    def renew(self, turns: tuple[Turn, ...], shown: str, request: gr.Request) -> tuple[Update, ...]:
        """While a folder is empty, and until the first articles are in: masthead, conversation, whether to go on.

        Args:
            turns: of the conversation, which stays once it has begun.
            shown: the masthead as it was.
            request: of a page whose folder was empty.
        """
        masthead, welcome, empty = self._opening(_texts(request))
        if masthead == shown:
            return gr.skip(), gr.skip(), empty
        return masthead, gr.skip() if turns else welcome, gr.skip()  # there may be more in a moment

    def _masthead(self, texts: Mapping[str, str]) -> str:
        return rendering.masthead(self.assistant.status(), texts)

    def narrow(self, after: str, before: str, sources: str, request: gr.Request) -> tuple[Update, str]:
        """What the limits come to: their heading, which says what is in force, and what is wrong with them."""
        texts = _texts(request)
        try:
            said, fault = described(narrowed(after, before, sources, texts), texts), ""
        except ConfigError as error:
            said, fault = texts["unclear"], rendering.notice(str(error), texts)
        heading = f"{texts['narrow']}: {said}" if said else texts["narrow"]
        return gr.update(label=heading, elem_classes=["in-force"] if said else []), fault

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
        session, halt = str(request.session_hash), _Halt()
        self._halts[session] = halt
        begun = Turn(question, within=described(scope, texts))
        try:
            for turn in self._turns(begun, scope, earlier, texts["failure"], halt):
                so_far = (*turns, turn)
                # The folder is followed: how many articles there are may have changed since the page was opened.
                masthead = self._masthead(texts) if turn.done and turn.error is None else gr.skip()
                kept = self._kept(so_far) if turn.done or turn is begun else gr.skip()
                yield shown, rendering.conversation(so_far, texts), so_far, kept, "", masthead
                shown = gr.skip()
            if halt.left:  # whatever comes last, this or what `clear` says
                masthead, welcome, _ = self._opening(texts)
                yield gr.skip(), welcome, (), "", "", masthead
        finally:
            halt.event.set()
            if self._halts.get(session) is halt:
                del self._halts[session]

    def stop(self, request: gr.Request) -> None:
        """Stop the answer that is being made on a page; what it has said stays."""
        if halt := self._halts.get(str(request.session_hash)):
            halt.event.set()

    def _turns(self, turn: Turn, scope: Scope, earlier: list[Message], failure: str, halt: _Halt) -> Iterator[Turn]:
        yield turn
        try:
            for answer in self._answers(turn.question, earlier, scope, halt.event):
                turn = replace(turn, answer=answer)
                yield turn
        except Stopped:
            if not halt.left:
                yield replace(turn, stopped=True, done=True)
        except RagError as error:
            yield replace(turn, error=str(error), done=True)
        except Exception:
            logger.exception("answering failed")
            yield replace(turn, error=failure, done=True)
        else:
            yield replace(turn, done=True)

    def _answers(self, question: str, earlier: list[Message], scope: Scope, stop: threading.Event) -> Iterator[Answer]:
        """The answer as it grows, made by a thread of its own: whoever waits for it here sees at once that it stops.

        Raises:
            Stopped: the event was set.
        """
        said: queue.SimpleQueue[Answer | Exception | None] = queue.SimpleQueue()

        def make() -> None:
            try:
                with until(stop):
                    for answer in self.assistant.stream(
                        question, earlier, after=scope.after, before=scope.before, sources=scope.sources
                    ):
                        said.put(answer)
                        if stop.is_set():
                            return  # which closes what it comes from
                said.put(None)
            except Exception as error:
                said.put(error)

        threading.Thread(target=make, name="hoibao-answer", daemon=True).start()
        while not stop.is_set():
            try:
                answer = said.get(timeout=_LOOKS_UP)
            except queue.Empty:
                continue
            if answer is None:
                return
            if isinstance(answer, Exception):
                raise answer
            yield answer
        raise Stopped

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
            return rendering.notice(str(error), texts, panel=True)

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
            said = rendering.notice(str(error), texts)
        except Exception:
            logger.exception("sync failed")
            said = rendering.notice(texts["failure"], texts)
        yield said, self._masthead(texts)

    def greet(self, turns: tuple[Turn, ...], request: gr.Request) -> Update:
        """What stands in place of a conversation, where none has begun meanwhile."""
        return gr.skip() if turns else self._opening(_texts(request))[1]

    def clear(self, request: gr.Request) -> tuple[Update, ...]:
        """Start over: textbox, conversation, turns, kept, panel, notice, masthead, whether to renew it."""
        if halt := self._halts.get(str(request.session_hash)):
            halt.left = True
            halt.event.set()
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
            `text` with markers [n]; `citations` with source, title, date, quote and its place; `refused`;
            `question`; `understood`; `note`, why no language model wrote it, where one was to; `unsupported`, the
            sentences of a language model that were left out; `highlights`, spans of `text` with what was asked for.
        """
        if not question.strip():
            raise gr.Error("the question is empty: type one", print_exception=False)
        try:
            answer = self.assistant.ask(
                question, history, after=after or None, before=before or None, sources=sources or ()
            )
            return answer.to_dict()
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error


def build_app(assistant: Assistant) -> gr.Blocks:
    """Lay the chat out over an assistant.

    Args:
        assistant: answers for everyone who opens the page, at the same time.

    Returns:
        The app, not started; `launch_options` has what belongs to its looks.
    """
    chat = _Chat(assistant)
    word = texts_for(None)
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    app = gr.Blocks(title="Hỏi báo", analytics_enabled=False, fill_width=True)
    with app:
        turns = gr.State(())
        kept = gr.HTML(html_template="", js_on_load=_page("keeping.js"), visible="hidden", apply_default_css=False)
        empty = gr.Timer(_RENEWED, active=False)
        with gr.Column(elem_id="page"):
            with gr.Row(elem_id="head"):
                masthead = gr.HTML(elem_id="masthead", apply_default_css=False)
                clear = gr.Button(word["clear"], elem_id="clear", size="sm", scale=0)
                reread = gr.Button(word["reread"], elem_id="reread", size="sm", scale=0)
            notice = gr.HTML(elem_id="notice", apply_default_css=False)
            conversation = gr.HTML(elem_id="conversation", js_on_load=_page("conversation.js"), apply_default_css=False)
            panel = gr.HTML(elem_id="panel", js_on_load=_page("panel.js"), apply_default_css=False)
            with gr.Column(elem_id="foot"):
                limits = gr.Accordion(word["narrow"], open=False, elem_id="limits")
                with limits, gr.Row(elem_id="boxes"):
                    after, before, within = (
                        gr.Textbox(label=word[box], max_lines=1, max_length=length, elem_id=box, min_width=0)
                        for box, length in (("after", 40), ("before", 40), ("within", 1000))
                    )
                    unlimited = gr.Button(word["unlimited"], size="sm", elem_id="unlimited", scale=0)
                fault = gr.HTML(elem_id="fault", apply_default_css=False)
                with gr.Row(elem_id="ask"):
                    typed = gr.Textbox(
                        label=word["ask"],
                        placeholder=word["placeholder"],
                        show_label=False,
                        container=False,
                        autofocus=True,
                        max_lines=5,
                        max_length=4000,
                        elem_id="question",
                        scale=1,
                    )
                    send = gr.Button(word["send"], variant="primary", elem_id="send", scale=0)
                    stop = gr.Button(word["stop"], elem_id="stop", scale=0)

        boxes = [after, before, within]
        opened = [
            masthead,
            conversation,
            turns,
            kept,
            empty,
            clear,
            reread,
            send,
            stop,
            unlimited,
            typed,
            limits,
            *boxes,
        ]
        app.load(chat.open_page, [kept], opened, js=_page("opening.js"), **quiet)
        app.load(None, js=_page("foot.js"))
        empty.tick(chat.renew, [turns, masthead], [masthead, conversation, empty], **quiet)
        answered = [typed, conversation, turns, kept]
        gr.on(
            [typed.submit, send.click, conversation.example_select],
            chat.respond,
            [typed, turns, *boxes],
            [*answered, fault, masthead],
            trigger_mode="once",
            concurrency_id="ask",
            **quiet,
        )
        stop.click(chat.stop, queue=False, **quiet)
        limits.expand(None, js=_page("limits.js"))
        gr.on([box.change for box in boxes], chat.narrow, boxes, [limits, fault], trigger_mode="always_last", **quiet)
        unlimited.click(lambda: ("", "", ""), None, boxes, **quiet)
        conversation.open(chat.open_passage, [turns], [panel], **quiet)
        read = reread.click(chat.reread, None, [notice, masthead], concurrency_limit=1, **quiet)
        read.then(chat.greet, [turns], [conversation], **quiet)
        clear.click(chat.clear, None, [*answered, panel, notice, masthead, empty], **quiet)
        expose(chat.ask, api_name="ask", concurrency_id="ask")
    app.queue(default_concurrency_limit=4)  # embedding a question takes a core
    return app


def launch_options() -> dict[str, Any]:
    """What `build_app(...).launch` needs for the chat's looks, words and privacy; Gradio 6 takes them there."""
    return {
        "theme": gr.themes.Base(font=_SANS, font_mono=_MONO),  # names only: no font is fetched
        "css": _page("chat.css"),
        "favicon_path": str(resources.files("rag").joinpath("page", "icon.svg")),
        "footer_links": [],
        "run_history": False,
        "share": False,
        "show_error": False,
        "quiet": True,
    }


def launch_chat(
    assistant: Assistant, *, host: str = "127.0.0.1", port: int | None = None, open_browser: bool = True
) -> None:
    """Serve the chat over an assistant until interrupted.

    Args:
        assistant: open, and synced where its articles may have changed.
        host: address to listen on; the default is reachable from this machine only.
        port: port to listen on; None takes a free one from 7860 on.
        open_browser: whether to open the page.

    Raises:
        ConfigError: the address or the port cannot be listened on.
    """
    app = build_app(assistant)
    try:
        _, url, _ = app.launch(
            server_name=host, server_port=port, inbrowser=open_browser, prevent_thread_lock=True, **launch_options()
        )
    except OSError as error:
        where = f"port {port}" if port else "any port from 7860 on"
        raise ConfigError(f"cannot listen on {host}, {where}: name another with --port or --host") from error
    typer.echo(f"Hỏi báo: {url}")
    app.block_thread()


def main(argv: Sequence[str] | None = None) -> None:
    """Run `python app.py [FOLDER] [options]`, which is `hoibao chat`: the command line is defined once, there.

    Args:
        argv: the arguments; None takes the program's own.
    """
    from rag import cli  # it imports this module

    cli.main(["chat", *(sys.argv[1:] if argv is None else argv)])


def _page(name: str) -> str:
    """A file of the page: its looks, or what a part of it does in the browser."""
    return resources.files("rag").joinpath("page", name).read_text(encoding="utf-8")


def _texts(request: gr.Request) -> Mapping[str, str]:
    return texts_for(request.headers.get("accept-language"))


if __name__ == "__main__":
    main()
