"""Values to HTML for the chat: the one place where text of articles meets markup.

Everything that comes from outside (a question, an article, a file name, a reason) passes `escape` and is shown as
typed: it is never HTML, Markdown or a formula. Attributes other than labels hold only numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from rag.datatypes import Answer, Document, Message, Progress, Status, SyncReport
from rag.errors import RagError
from rag.page.markup import answer_html, copy_html, escape, lang, meta, nearest, paragraph, refusal_html
from rag.page.paragraphs import Mark, paragraphs
from rag.page.wording import trouble, why_unread

__all__ = [
    "Passage",
    "Turn",
    "article",
    "conversation",
    "folder_name",
    "history",
    "masthead",
    "notice",
    "passage",
    "progress",
    "report",
    "unwelcome",
    "welcome",
]

_LISTED = 30


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation and what came of it so far.

    Attributes:
        question: as it was typed.
        answer: the answer, perhaps still growing; None before its first part or after an error.
        error: why there is no answer, ready to be read.
        done: whether nothing more will come.
        within: the limits that it was asked within, in words; empty without any.
        stopped: whether the reader stopped it.
    """

    question: str
    answer: Answer | None = None
    error: str | None = None
    done: bool = False
    within: str = ""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """What a button of the conversation opens: a span of an article.

    Attributes:
        source: the article.
        start: first character in the article's text.
        end: one past the last.
        quote: the text that stood there when the question was answered.
        cited: whether an answer cites it; else it is only near the question.
    """

    source: str
    start: int
    end: int
    quote: str
    cited: bool


def history(turns: Iterable[Turn]) -> list[Message]:
    """The answered turns as plain messages, for the next question to refer to."""
    messages: list[Message] = []
    for turn in turns:
        if turn.answer is not None:
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages


def folder_name(status: Status) -> str:
    """What the articles' folder is called on the page, without where it lies."""
    return PurePath(status.folder).name or status.folder


def masthead(status: Status | None, texts: Mapping[str, str]) -> str:
    """The head of the page: the name, and how many articles are answered from, where that is known."""
    line = ""
    if status is not None:
        line = f"<p>{escape(texts['articles'].format(n=status.documents, folder=folder_name(status)))}</p>"
    return f'<header class="masthead"><h1>{texts["name"]}</h1>{line}</header>'


def welcome(examples: Sequence[str], status: Status, texts: Mapping[str, str]) -> str:
    """What stands in place of a conversation before the first question."""
    if not status.documents:
        line = texts["empty_folder"].format(folder=folder_name(status))
        return f'<section class="welcome"><p class="intro">{escape(line)}</p></section>'
    parts = [f'<section class="welcome"><p class="intro">{texts["intro"]}</p>']
    if examples:
        parts.append(f'<h2>{texts["examples"]}</h2><ul class="examples">')
        parts += [f'<li><button type="button" data-example{lang(e)}>{escape(e)}</button></li>' for e in examples]
        parts.append("</ul>")
    return "".join([*parts, "</section>"])


def unwelcome(error: RagError, texts: Mapping[str, str]) -> str:
    """What stands there where the articles cannot be asked."""
    return f'<section class="welcome">{notice(trouble(error, texts), texts)}</section>'


def conversation(turns: Sequence[Turn], texts: Mapping[str, str]) -> str:
    """All turns, oldest first. Buttons carry `data-open="turn.kind.number"`, which `passage` resolves."""
    last = len(turns) - 1
    inner = "".join(_turn(number, turn, texts, last=number == last) for number, turn in enumerate(turns))
    return f'<div class="turns" role="log" aria-live="polite">{inner}</div>'


def passage(turns: Sequence[Turn], address: object) -> Passage | None:
    """The passage behind a button's `data-open`, or None for an address that names nothing.

    Args:
        turns: the conversation that was rendered.
        address: as the browser sent it; anything may come.
    """
    match = re.fullmatch(r"([0-9]{1,6})\.([ch])\.([0-9]{1,6})", address if isinstance(address, str) else "")
    if match is None or int(match[1]) >= len(turns) or (answer := turns[int(match[1])].answer) is None:
        return None
    number = int(match[3])
    if match[2] == "c":
        for citation in answer.citations:
            if citation.marker == number:
                return Passage(citation.source, citation.start, citation.end, citation.quote, cited=True)
        return None
    near = nearest(answer.hits)
    if number >= len(near):
        return None
    hit = near[number]
    return Passage(hit.source, hit.start, hit.end, hit.text, cited=False)


def article(document: Document, place: Passage, texts: Mapping[str, str]) -> str:
    """A whole article with one span marked.

    Args:
        document: the article as it is now; it may have changed since the answer.
        place: the span to mark.
        texts: the chat's words.
    """
    text, start, end = document.text, place.start, place.end
    note = ""
    if text[start:end] != place.quote:
        start = text.find(place.quote)
        end = start + len(place.quote)
        if start < 0:
            start = end = -1
            note = paragraph("note", texts["changed"])
    # The title heads the panel already; the text repeats it only where it is what was cited.
    title_end = len(document.title) if document.title and text.startswith(document.title) else 0
    begin = 0 if 0 <= start < title_end else title_end
    separator = "\n\n" if "\n\n" in text[title_end:].strip() else "\n"
    mark = Mark(start, end, "cited" if place.cited else "near")
    body = paragraphs(text, begin, document.body_end, separator, mark)
    teasers = paragraphs(text, document.body_end, len(text), separator, mark)
    if teasers:
        teasers = f'<section class="teasers"><h3 lang="{texts["lang"]}">{texts["teasers"]}</h3>{teasers}</section>'
    title = escape(document.title)
    page = document.page_at(start) if start < end else None  # of the quote where it stands now
    about = meta(document.date, document.source, page, texts)
    return (
        f'<article class="paper" tabindex="-1" aria-label="{texts["article"]}"><header class="bar">'
        f'<div><h2 title="{title}"{lang(document.title)}>{title}</h2>{about}</div>'
        f'{_close(texts)}</header>{note}<div class="text"{lang(text)}>{body}{teasers}</div></article>'
    )


def notice(message: str, texts: Mapping[str, str], *, panel: bool = False) -> str:
    """A plain message, above the conversation or in place of an article."""
    if not panel:
        return f'<div class="notice" role="status">{_lines(message)}</div>'
    return (
        f'<article class="paper" tabindex="-1"><header class="bar">{_close(texts)}</header>'
        f'<p class="note">{_lines(message)}</p></article>'
    )


def progress(state: Progress | None, texts: Mapping[str, str]) -> str:
    """How far a sync is; None before it says anything."""
    if state is None:
        return f'<div class="notice">{texts["reading"].format(done=0, total="…")}<progress></progress></div>'
    # Files are read before their chunks are embedded, which takes longer: both count.
    total = state.documents_total + state.chunks_total
    done = state.documents_done + state.chunks_done
    line = texts["reading"].format(done=state.documents_done, total=state.documents_total)
    tail = f" · {texts['reading_source'].format(source=state.source)}" if state.source else ""
    return (
        f'<div class="notice">{escape(line + tail)}'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="{escape(line)}"></progress></div>'
    )


def report(result: SyncReport, texts: Mapping[str, str]) -> str:
    """What a sync changed, and what it left out: counts first, then the files, with the reason of every failure."""
    groups: list[tuple[str, Sequence[str]]] = [
        ("added", result.added),
        ("changed_files", result.changed),
        ("moved", result.moved),
        ("removed", result.removed),
        ("failed", [f"{source}: {why_unread(reason, texts)}" for source, reason in result.failed]),
    ]
    counts = ", ".join(texts[key].format(n=len(lines)) for key, lines in groups if lines)
    said = f"{texts['reread_done']} {counts}." if counts else texts["nothing_new"].format(n=len(result.unchanged))
    kinds = [f"{kind or texts['no_suffix']}: {count}" for kind, count in result.left_out]
    of_each = [(key, len(lines), lines) for key, lines in groups]
    of_each += [
        ("other_kinds", sum(count for _, count in result.left_out), kinds),
        ("links", len(result.links), result.links),
    ]
    parts = [f'<div class="notice" role="status"><p>{escape(said)}</p>']
    for key, n, lines in of_each:
        if not lines:
            continue
        is_open = " open" if key == "failed" else ""
        parts.append(f'<details class="{key}"{is_open}><summary>{texts[key].format(n=n)}</summary><ul>')
        parts += [f"<li>{escape(line)}</li>" for line in lines[:_LISTED]]
        if len(lines) > _LISTED:
            parts.append(f"<li>{texts['more'].format(n=len(lines) - _LISTED)}</li>")
        parts.append("</ul></details>")
    return "".join([*parts, "</div>"])


def _close(texts: Mapping[str, str]) -> str:
    return f'<button type="button" data-close>{texts["close"]}</button>'


def _lines(message: str) -> str:
    """A message, each line in the language that it is in: below the page's own words may be a program's."""
    return "\n".join(f"<span{lang(line)}>{escape(line)}</span>" for line in message.split("\n"))


def _turn(number: int, turn: Turn, texts: Mapping[str, str], *, last: bool) -> str:
    answer = turn.answer
    parts = [f'<section class="turn" aria-busy="{str(not turn.done).lower()}">']
    parts.append(f'<h2 class="question"{lang(turn.question)}>{escape(turn.question)}</h2>')
    if turn.within:
        parts.append(paragraph("within", f"{texts['narrow']}: {turn.within}"))
    if answer is not None:
        if answer.understood is not None:
            label = texts["follows" if answer.follows else "understood"]
            parts.append(
                f'<p class="understood">{label} <span{lang(answer.understood)}>{escape(answer.understood)}</span></p>'
            )
        if answer.refused:
            parts.append(refusal_html(number, answer, texts))
        else:
            parts.append(answer_html(number, answer, texts, last=last and turn.done))
        parts.append(_remarks(turn, answer, texts))
        parts.append(copy_html(answer, texts) if turn.done and answer.citations else "")
    if turn.error is not None:
        parts.append(f'<p class="error">{_lines(turn.error)}</p>')
    elif answer is None and turn.stopped:
        parts.append(paragraph("remark", texts["stopped"]))
    elif answer is None:
        parts.append(f'<p class="searching">{texts["searching"]}</p>')
    return "".join([*parts, "</section>"])


def _remarks(turn: Turn, answer: Answer, texts: Mapping[str, str]) -> str:
    """What the reader should know about how the answer came about."""
    left_out = len(answer.unsupported)
    said = [answer.note] if answer.note else []
    if left_out:
        said.append(texts["left_out_one" if left_out == 1 else "left_out"].format(n=left_out))
    if turn.stopped:
        said.append(texts["stopped"])
    return "".join(paragraph("remark", line) for line in said)
