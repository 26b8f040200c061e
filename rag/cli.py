"""The command line: hoibao chat | ask | search | sync | watch | eval | status.

Exit codes: 0 an answer (or the work is done), 1 an error, 2 a wrong command line, 3 a refusal.
"""

from __future__ import annotations

import dataclasses
import io
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rag.shell.showing import show_answer, show_hits, show_json, show_status, show_synced
from rag.shell.terminal import bar, console, progress_bar, teller

if TYPE_CHECKING:  # a command imports what it needs: --help and status answer without the model's libraries
    from rag import Assistant, SyncReport

__all__ = ["app", "main"]

app = typer.Typer(
    name="hoibao",
    help="Ask a folder of articles; every sentence of an answer is cited to a sentence of a file.",
    epilog="HOIBAO_LLM_URL and HOIBAO_LLM_MODEL have a language model write the answers; README.md says more.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Folder = Annotated[Path, typer.Argument(envvar="HOIBAO_ARTICLES", help="The folder of articles.")]
DataDir = Annotated[Path | None, typer.Option(help="Where the index lives; .hoibao inside the folder unless given.")]
Model = Annotated[
    str | None, typer.Option(help="Embedding model: a folder or a hub name; the bundled one unless given.")
]
RerankerName = Annotated[
    str | None,
    typer.Option("--reranker", help="CrossEncoder for the best 30: a folder or a hub name; none unless given."),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say how each passage came to its score.")]
Expect = Annotated[
    str | None, typer.Option(help="A file that should be found: say what became of it. Brings --explain with it.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
After = Annotated[str | None, typer.Option(help="Only articles of this day or later, as YYYY-MM-DD.")]
Before = Annotated[str | None, typer.Option(help="Only articles of this day or earlier, as YYYY-MM-DD.")]
Source = Annotated[
    list[str] | None,
    typer.Option(help="Only this file or folder; * stands for any characters, / too, ? for one; repeatable."),
]
NoSync = Annotated[bool, typer.Option("--no-sync", help="Ask what is indexed, without looking for new articles.")]

_REFUSED = 3
_STOPPED = 130


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"hoibao {version('hoibao')}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks and what happens inside.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    logging.basicConfig(
        level=logging.INFO if debug else logging.ERROR, format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in any language, with or without diacritics.")],
    folder: Folder = Path("articles"),
    data_dir: DataDir = None,
    model: Model = None,
    reranker: RerankerName = None,
    as_json: AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown with numbered sources, for a report.")
    ] = False,
    no_sync: NoSync = False,
    after: After = None,
    before: Before = None,
    source: Source = None,
    explain: Explain = False,
    expect: Expect = None,
) -> None:
    """Answer a question from the articles, with citations. Exit code 3 when they do not answer it."""
    with _assistant(folder, data_dir, model, reranker) as assistant:
        if not no_sync:
            _update(assistant, quiet=as_json or as_markdown)
        answer = assistant.ask(question, after=after, before=before, sources=source or ())
        told = None
        if explain or expect:
            named = _source(folder, expect)
            told = assistant.explain(question, expect=named, after=after, before=before, sources=source or ())
    if as_json:
        show_json(answer.to_dict() | ({"explanation": told.to_dict()} if told else {}))
    elif as_markdown:
        typer.echo(answer.to_markdown(), nl=False)
    else:
        show_answer(answer)
        if told:
            from rag.shell.breakdown import breakdown

            typer.echo()
            breakdown(told, console(), answered=True)
    if answer.refused:
        raise typer.Exit(_REFUSED)


@app.command()
def search(
    question: Annotated[str, typer.Argument(help="What to look for.")],
    folder: Folder = Path("articles"),
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 10,
    data_dir: DataDir = None,
    model: Model = None,
    reranker: RerankerName = None,
    as_json: AsJson = False,
    no_sync: NoSync = False,
    after: After = None,
    before: Before = None,
    source: Source = None,
    explain: Explain = False,
    expect: Expect = None,
) -> None:
    """Show the passages that fit a question best."""
    with _assistant(folder, data_dir, model, reranker) as assistant:
        if not no_sync:
            _update(assistant, quiet=as_json)
        if explain or expect:
            named = _source(folder, expect)
            told = assistant.explain(question, k, expect=named, after=after, before=before, sources=source or ())
        else:
            hits = assistant.search(question, k, after=after, before=before, sources=source or ())
    if explain or expect:
        if as_json:
            show_json(told.to_dict())
        else:
            from rag.shell.breakdown import breakdown

            breakdown(told, console(), passages=True)
    elif as_json:
        show_json([dataclasses.asdict(hit) for hit in hits])
    else:
        show_hits(hits)


@app.command()
def sync(
    folder: Folder = Path("articles"),
    data_dir: DataDir = None,
    model: Model = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the whole index anew; the old one answers until then.")
    ] = False,
) -> None:
    """Index what is new, changed, moved or gone."""
    with _assistant(folder, data_dir, model) as assistant:
        report = _sync(assistant, rebuild=rebuild)
    show_synced(report)


@app.command()
def watch(folder: Folder = Path("articles"), data_dir: DataDir = None, model: Model = None) -> None:
    """Sync now and after every change, until interrupted. A line says what each sync changed."""
    tell = teller(typer.echo)
    with _assistant(folder, data_dir, model) as assistant:
        tell(_sync(assistant))
        with assistant.watching(tell):
            typer.echo(f"hoibao: watching {folder}; Ctrl-C ends it", err=True)
            _until_interrupted()


@app.command(name="eval")
def evaluate(
    questions: Annotated[
        Path, typer.Argument(help="Questions with known answers, a JSON object a line; README.md shows one.")
    ],
    folder: Folder = Path("articles"),
    data_dir: DataDir = None,
    model: Model = None,
    reranker: RerankerName = None,
    as_json: AsJson = False,
    no_sync: NoSync = False,
    save: Annotated[
        Path | None, typer.Option(help="Write the figures, and what came of each question, to this file.")
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="A file of --save: show what moved since then, and what of it beyond chance.")
    ] = None,
) -> None:
    """Measure finding, answering and refusing by questions of your own. Exit code 1 when a citation does not hold."""
    from rag.evaluating import evaluation, reporting

    asked = evaluation.load_questions(questions)
    earlier = evaluation.load_evaluation(compare) if compare else None
    if save:
        evaluation.check_writable(save)  # not after an hour of questions
    with _assistant(folder, data_dir, model, reranker) as assistant:
        if not no_sync:
            _update(assistant, quiet=as_json)
        with bar("questions", shown=not as_json) as advance:
            result = evaluation.evaluate(assistant, asked, advance)
    if save:
        evaluation.save_evaluation(result, save)
    comparison = evaluation.compare(earlier, result) if earlier else None
    if as_json:
        show_json(result.to_dict() | ({"comparison": comparison.to_dict()} if comparison else {}))
    else:
        reporting.report(result, comparison, console())
        for line in reporting.faults(result):
            typer.echo(line, err=True)
    if result.broken():
        raise typer.Exit(1)


@app.command()
def status(folder: Folder = Path("articles"), data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Say what is indexed, and where."""
    with _assistant(folder, data_dir, None) as assistant:
        now = assistant.status()
    if as_json:
        show_json(dataclasses.asdict(now))
    else:
        show_status(now)


@app.command()
def chat(
    folder: Folder = Path("articles"),
    data_dir: DataDir = None,
    model: Model = None,
    reranker: RerankerName = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="Port to listen on; the first free one from 7860 unless given.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser window.")] = False,
    no_watch: Annotated[
        bool, typer.Option("--no-watch", help="Do not follow what changes in the folder while the chat runs.")
    ] = False,
    no_sync: NoSync = False,
) -> None:
    """Sync, then open the chat in the browser. It follows what changes in the folder.

    Without a sync it follows what others sync, as it does where the index may only be read. Whoever reaches the address
    can ask and read the articles: there is no log-in.
    """
    from app import launch_chat

    with _assistant(folder, data_dir, model, reranker) as assistant:
        follows = not no_sync and _update(assistant) and not no_watch
        with assistant.watching() if follows else nullcontext():
            launch_chat(assistant, host=host, port=port, open_browser=not no_browser)


@contextmanager
def _assistant(
    folder: Path, data_dir: Path | None, model: str | None, reranker: str | None = None
) -> Iterator[Assistant]:
    from rag import Assistant, Config

    config = Config.from_environment(model, reranker=reranker)
    with _stops_quietly(), Assistant.open(folder, data_dir, config) as assistant:
        yield assistant


def _source(folder: Path, named: str | None) -> str | None:
    """A file as the articles name it, also where it was named from here, as a shell completes it."""
    if named is None:
        return None
    inside, path = folder.resolve(), Path(named).resolve()
    return path.relative_to(inside).as_posix() if path.is_relative_to(inside) else named


def _sync(assistant: Assistant, *, rebuild: bool = False, quiet: bool = False) -> SyncReport:
    if quiet:
        return assistant.sync(rebuild=rebuild)
    with progress_bar() as advance:
        return assistant.sync(advance, rebuild=rebuild)


def _update(assistant: Assistant, *, quiet: bool = False) -> bool:
    """Sync before questions; where the index may only be read, say so and let it answer. Whether it was synced."""
    from rag.errors import ReadOnlyIndexError

    try:
        _sync(assistant, quiet=quiet)
    except ReadOnlyIndexError as error:
        typer.echo(f"hoibao: {error}", err=True)
        return False
    return True


def _until_interrupted() -> None:
    while True:
        time.sleep(3600)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `hoibao`: an expected error is one line on standard error and exit code 1.

    Args:
        arguments: the command line without the program's name; None takes the process's own.
    """
    from rag.errors import RagError

    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal without Vietnamese still gets the answer
    try:
        app(args=given, prog_name="hoibao")
    except RagError as error:
        if "--debug" in given:
            raise
        typer.echo(f"hoibao: {error}", err=True)
        sys.exit(1)
    except OSError as error:  # such as a full disk that the output goes to
        if "--debug" in given:
            raise
        typer.echo(f"hoibao: {error}; --debug before the command shows where", err=True)
        sys.exit(1)


@contextmanager
def _stops_quietly() -> Iterator[None]:
    """Inside a command, where Typer has not yet made its own exit of it."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("hoibao: stopped; what is indexed stays", err=True)
        raise typer.Exit(_STOPPED) from None


if __name__ == "__main__":
    main()
