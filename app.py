"""The web chat: lays out Gradio over an Assistant. What is shown is made in `rag.rendering`."""

from __future__ import annotations

import argparse
import logging
import os
import queue
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeAlias

import gradio as gr
from rich.console import Console
from rich.progress import Progress as Bar

from rag import rendering
from rag.assistant import Assistant
from rag.config import Config
from rag.datatypes import Message, Progress
from rag.errors import DocumentNotFoundError, RagError
from rag.rendering import Turn

__all__ = ["build_app", "launch_chat", "main"]

logger = logging.getLogger(__name__)

Update: TypeAlias = Any  # a component's new value, or gr.skip(), which is a dict that Gradio does not type
Progressed: TypeAlias = Callable[[Progress], None]

_SANS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Noto Sans Lao", "Leelawadee UI", "sans-serif")
_MONO = ("ui-monospace", "Consolas", "monospace")

# Reports clicks on what `rendering.conversation` made, keeps the newest question in view, and speaks the page's language.
_CONVERSATION_JS = """
document.documentElement.lang = navigator.language.toLowerCase().startsWith('vi') ? 'vi' : 'en';
element.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-open]');
  if (opener) {
    element.querySelectorAll('[aria-current]').forEach((other) => other.removeAttribute('aria-current'));
    opener.setAttribute('aria-current', 'true');
    trigger('open', {at: opener.dataset.open});
  }
  const example = event.target.closest('[data-example]');
  if (example) trigger('example', {question: example.textContent});
});
let turns = 0;
watch('value', () => {
  const all = element.querySelectorAll('.turn');
  if (all.length > Math.max(turns, 1)) all[all.length - 1].scrollIntoView({block: 'start'});
  if (all.length === 0) scrollTo(0, 0);
  turns = all.length;
});
"""

# Shows the marked span of a fresh article; closing gives the focus back to the button that opened it.
_PANEL_JS = """
const close = () => {
  if (!props.value) return;
  props.value = '';
  const opener = document.querySelector('#conversation [aria-current]');
  if (opener) opener.focus();
};
element.addEventListener('click', (event) => { if (event.target.closest('[data-close]')) close(); });
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(); });
watch('value', () => {
  const paper = element.querySelector('.paper');
  if (!paper) return;
  paper.focus({preventScroll: true});
  paper.scrollTop = 0;
  const mark = paper.querySelector('mark');
  if (mark) paper.scrollTop = mark.getBoundingClientRect().top - paper.getBoundingClientRect().top - paper.clientHeight / 3;
});
"""


class _Chat:
    """The handlers of one app. Nothing of a conversation is kept here: several people share it."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant

    def open_page(self, request: gr.Request) -> tuple[Update, ...]:
        """The page in the browser's language: masthead, conversation, labels."""
        # Not gr.I18n: Gradio chooses among the languages it ships, and Vietnamese is not one of them.
        texts = _texts(request)
        labels = [gr.update(value=texts[button]) for button in ("clear", "reread", "send")]
        typed = gr.update(label=texts["ask"], placeholder=texts["placeholder"])
        return (*self._opening(texts), *labels, typed)

    def _opening(self, texts: Mapping[str, str]) -> tuple[str, str]:
        status = self.assistant.status()
        return rendering.masthead(status, texts), rendering.welcome(self.assistant.examples(), status, texts)

    def respond(
        self, typed: str, turns: tuple[Turn, ...], request: gr.Request
    ) -> Iterator[tuple[Update, Update, Update]]:
        """Stream the answer to `typed`: textbox, conversation, turns."""
        texts = _texts(request)
        question = typed.strip()
        if not question:
            gr.Info(texts["empty_question"])
            yield gr.skip(), gr.skip(), gr.skip()
            return
        earlier = rendering.history(turns)
        shown: Update = ""  # empties the textbox once; what is typed meanwhile stays
        for turn in self._turns(question, earlier, texts["failure"]):
            so_far = (*turns, turn)
            yield shown, rendering.conversation(so_far, texts), so_far
            shown = gr.skip()

    def respond_to_example(
        self, turns: tuple[Turn, ...], event: gr.EventData, request: gr.Request
    ) -> Iterator[tuple[Update, Update, Update]]:
        """Ask the example that was chosen."""
        yield from self.respond(str(event.question), turns, request)

    def _turns(self, question: str, earlier: list[Message], failure: str) -> Iterator[Turn]:
        turn = Turn(question)
        yield turn
        try:
            for answer in self.assistant.stream(question, earlier):
                turn = Turn(question, answer)
                yield turn
        except RagError as error:
            yield Turn(question, turn.answer, str(error), done=True)
        except Exception:
            logger.exception("answering failed")
            yield Turn(question, turn.answer, failure, done=True)
        else:
            yield Turn(question, turn.answer, done=True)

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

    def reread(self, turns: tuple[Turn, ...], request: gr.Request) -> Iterator[tuple[Update, Update, Update]]:
        """Sync, and say how far it is and what it changed: notice, masthead, conversation."""
        texts = _texts(request)
        states: queue.SimpleQueue[Progress] = queue.SimpleQueue()
        yield rendering.progress(None, texts), gr.skip(), gr.skip()
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
                    yield rendering.progress(state, texts), gr.skip(), gr.skip()
        try:
            said = rendering.report(sync.result(), texts)
        except RagError as error:
            said = rendering.notice(str(error), texts)
        except Exception:
            logger.exception("sync failed")
            said = rendering.notice(texts["failure"], texts)
        masthead, welcome = self._opening(texts)
        yield said, masthead, gr.skip() if turns else welcome

    def clear(self, request: gr.Request) -> tuple[Update, ...]:
        """Start over: textbox, conversation, turns, panel, notice."""
        return "", self._opening(_texts(request))[1], (), "", ""

    def ask(self, question: str, history: list[dict[str, str]] = []) -> dict[str, Any]:  # noqa: B006  never changed; Gradio needs a default to make it optional
        """Answer a question from the articles, citing the sentences that say so.

        Args:
            question: in any language, with or without diacritics.
            history: earlier turns of the conversation, each with `role` (user, assistant) and `content`.

        Returns:
            `text` with markers [n]; `citations` with source, title, date, quote and its place; `refused`;
            `question`; `understood`.
        """
        if not question.strip():
            raise gr.Error("the question is empty: type one", print_exception=False)
        try:
            messages = [Message(role=turn["role"], content=turn["content"]) for turn in history]
        except (KeyError, TypeError):
            raise gr.Error("every item of history needs a role and a content", print_exception=False) from None
        try:
            return self.assistant.ask(question, messages).to_dict()
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
    word = rendering.texts_for(None)
    private: dict[Literal["api_visibility"], Literal["private"]] = {"api_visibility": "private"}
    with gr.Blocks(title="Hỏi báo", analytics_enabled=False, fill_width=True) as app:
        turns = gr.State(())
        with gr.Row(elem_id="head"):
            masthead = gr.HTML(elem_id="masthead", apply_default_css=False)
            clear = gr.Button(word["clear"], elem_id="clear", size="sm", scale=0)
            reread = gr.Button(word["reread"], elem_id="reread", size="sm", scale=0)
        notice = gr.HTML(elem_id="notice", apply_default_css=False)
        conversation = gr.HTML(elem_id="conversation", js_on_load=_CONVERSATION_JS, apply_default_css=False)
        panel = gr.HTML(elem_id="panel", js_on_load=_PANEL_JS, apply_default_css=False)
        with gr.Row(elem_id="ask"):
            typed = gr.Textbox(
                label=word["ask"], placeholder=word["placeholder"], show_label=False, container=False, autofocus=True,
                max_lines=5, max_length=4000, elem_id="question", scale=1,
            )
            send = gr.Button(word["send"], variant="primary", elem_id="send", scale=0)

        app.load(
            chat.open_page, None, [masthead, conversation, clear, reread, send, typed], show_progress="hidden", **private
        )
        answered = [typed, conversation, turns]
        answering = {"concurrency_id": "ask", "show_progress": "hidden", **private}
        asking = [
            gr.on([typed.submit, send.click], chat.respond, [typed, turns], answered, **answering),
            conversation.example(chat.respond_to_example, [turns], answered, **answering),
        ]
        conversation.open(chat.open_passage, [turns], [panel], show_progress="hidden", **private)
        reread.click(
            chat.reread, [turns], [notice, masthead, conversation], concurrency_limit=1, show_progress="hidden", **private
        )
        clear.click(chat.clear, None, [*answered, panel, notice], cancels=asking, show_progress="hidden", **private)
        gr.api(chat.ask, api_name="ask", concurrency_id="ask")
    return app.queue(default_concurrency_limit=4)


def launch_options() -> dict[str, Any]:
    """What `build_app(...).launch` needs for the chat's looks, words and privacy; Gradio 6 takes them there."""
    return {
        "theme": gr.themes.Base(font=_SANS, font_mono=_MONO),  # names only: no font is fetched
        "css": resources.files("rag").joinpath("chat.css").read_text(encoding="utf-8"),
        "footer_links": [],
        "run_history": False,
        "share": False,
        "show_error": False,
        "quiet": True,
    }


def launch_chat(
    folder: str | Path,
    *,
    data_dir: str | Path | None = None,
    config: Config | None = None,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    progress: Progressed | None = None,
) -> None:
    """Sync a folder, then serve the chat over it until interrupted.

    Args:
        folder: the articles.
        data_dir: where the index lives; None is `.hoibao` inside the folder.
        config: settings; None is the default.
        host: address to listen on; the default is reachable from this machine only.
        port: port to listen on; None takes a free one from 7860 on.
        open_browser: whether to open the page.
        progress: told how far the first sync is.

    Raises:
        RagError: the folder, the index or the model cannot be used; its message says what to do.
    """
    with Assistant.open(folder, data_dir, config) as assistant:
        assistant.sync(progress)
        app = build_app(assistant)
        _, url, _ = app.launch(
            server_name=host, server_port=port, inbrowser=open_browser, prevent_thread_lock=True, **launch_options()
        )
        Console().print(f"Hỏi báo: {url}", soft_wrap=True)
        app.block_thread()


def main(argv: Sequence[str] | None = None) -> None:
    """Run `python app.py`; `hoibao chat` is the same with every setting."""
    parser = argparse.ArgumentParser(prog="app.py", description="Chat with a folder of articles.")
    parser.add_argument("folder", nargs="?", default=os.environ.get("HOIBAO_ARTICLES", "articles"))
    parser.add_argument("--data-dir", help="where the index lives (default: .hoibao in the folder)")
    parser.add_argument("--model", help="embedding model: a hub name or a folder")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int)
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    options = parser.parse_args(argv)
    try:
        with Bar(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("articles", total=None)

            def show(state: Progress) -> None:
                bar.update(
                    task,
                    total=state.documents_total + state.chunks_total,
                    completed=state.documents_done + state.chunks_done,
                )

            launch_chat(
                options.folder,
                data_dir=options.data_dir,
                config=Config(model=options.model),
                host=options.host,
                port=options.port,
                open_browser=not options.no_browser,
                progress=show,
            )
    except RagError as error:
        parser.exit(1, f"{error}\n")


def _texts(request: gr.Request) -> Mapping[str, str]:
    return rendering.texts_for(request.headers.get("accept-language"))


if __name__ == "__main__":
    main(sys.argv[1:])
