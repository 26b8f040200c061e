"""The web chat: lays Gradio out over an Assistant, and serves it.

Here is which parts the page has and what happens where; what then is done is in `rag.page.chatting`, the HTML of it in
`rag.page.rendering`, the words in `rag.page.wording`, and what the browser gets in `rag/page/`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import resources
from typing import Any

import gradio as gr
import typer
from gradio.events import api as expose

from rag.assistant import Assistant
from rag.errors import ConfigError
from rag.page.chatting import Chat
from rag.page.wording import GRADIO, texts_for

__all__ = ["build_app", "launch_chat", "main"]

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


def build_app(assistant: Assistant) -> gr.Blocks:
    """Lay the chat out over an assistant.

    Args:
        assistant: answers for everyone who opens the page, at the same time.

    Returns:
        The app, not started; `launch_options` has what belongs to its looks.
    """
    chat = Chat(assistant)
    word = texts_for(None)
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    app = gr.Blocks(title="Hỏi báo", analytics_enabled=False, fill_width=True)
    with app:
        turns = gr.State(())
        kept, kept_limits = _kept_as("hoibao"), _kept_as("hoibao-limits")
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
            fault,
        ]
        app.load(chat.open_page, [kept, typed, kept_limits], opened, js=_page("opening.js"), **quiet)
        app.load(None, js=_page("foot.js"))
        app.load(None, js=_page("toasts.js").replace("WORDS", json.dumps(GRADIO, ensure_ascii=False)))
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
        # Boxes that are filled when the page is opened change one after the other: they are read once all have.
        changed = gr.on([box.change for box in boxes], js="() => new Promise((done) => setTimeout(done))", **quiet)
        changed.then(chat.narrow, boxes, [limits, fault, kept_limits], trigger_mode="always_last", **quiet)
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
    except (OSError, OverflowError) as error:  # the latter: no port has such a number
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


def _kept_as(name: str) -> gr.HTML:
    """A value that the browser's tab keeps under a name, for when the page is loaded again."""
    return gr.HTML(
        html_template="", js_on_load=_page("keeping.js"), visible="hidden", apply_default_css=False, kept_as=name
    )


def _page(name: str) -> str:
    """A file of the page: its looks, or what a part of it does in the browser."""
    return resources.files("rag").joinpath("page", name).read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
