"""The articles as a whole: how many, the newest, those of a time or about something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

import regex

from rag.answers.citations import Cited, cite
from rag.answers.generating import Statement
from rag.answers.summarising import hits_of, tells
from rag.datatypes import Answer, Document, Hit, Message, Scope, Sentence
from rag.finding.query import Retrieved
from rag.finding.timing import AskedTime
from rag.talk.conversing import ITEM, Talk
from rag.talk.library import Library
from rag.talk.relevance import relevant
from rag.talk.retelling import SOUGHT, Retelling
from rag.talk.sayings import day, saying
from rag.text.dates import parse_date
from rag.text.language import nothing_indexed
from rag.understanding.courtesies import POLITE

if TYPE_CHECKING:
    from rag.storage.snapshot import Snapshot

__all__ = ["Catalogue"]

_Entry: TypeAlias = tuple[Hit, Sentence]  # an article of a list: a passage, and the sentence that it is cited by
_LISTED = 8  # articles of a list
_NEWEST = 5
_AT_ONCE = 50  # where the rest of a list is asked for
# Who is called so in one article is called by a full name in another: `bà Lan`, `Lê Thị Lan`.
_TITLE = regex.compile(r"(?:ông|bà|anh|chị|cô|chú|bác|thầy|cụ|em|cháu) (?=\p{Lu}\p{Ll}+$)")


class Catalogue:
    """Speaks of the articles as a whole.

    Args:
        library: what is looked at.
        scope: which articles count.
        answered: whether what was found answers what was searched for.
    """

    def __init__(self, library: Library, scope: Scope, answered: Callable[[Retrieved], bool]) -> None:
        self._library = library
        self._scope = scope
        self._retelling = Retelling(library, scope, answered)

    def reply(self, talk: Talk, history: Sequence[Message]) -> Answer | None:
        """What is said to small talk, and to a question about the articles; None where only a search can tell."""
        if talk.kind in POLITE or talk.kind == "translation":
            return Answer(saying(talk.kind, talk.language))
        if talk.kind == "newest":
            return self._newest(talk)
        if talk.kind in ("dated", "happened"):
            return self._dated(talk)
        if talk.kind == "about":
            return self._about(talk)
        if talk.kind == "summary":
            return self._retelling.reply(talk, history)
        if talk.kind == "source":
            return self._sources(talk, history)
        said = [self._counted(talk.language)]
        if talk.kind in ("identity", "ability"):
            said.insert(0, saying("identity", talk.language).format(folder=self._library.folder))
        if talk.kind == "ability":
            said.insert(1, saying("ability", talk.language))
        return Answer(" ".join(said))

    def _counted(self, language: str) -> str:
        """How many articles there are, and of which days."""
        count, first, last, dated = self._library.look(lambda s: s.period(self._scope)) or (0, None, None, 0)
        if not count:
            return nothing_indexed(language)
        said = [saying("count_one" if count == 1 else "count", language).format(n=count)]
        if first and last:
            period = saying("period_one" if count == 1 else "period", language)
            said.append(period.format(first=day(first, language), last=day(last, language)))
        if count > dated:
            said.append(saying("undated", language).format(n=count - dated))
        return " ".join(said)

    def _newest(self, talk: Talk) -> Answer | None:
        most = _most(talk, _NEWEST)

        def look(snapshot: Snapshot) -> tuple[int, list[_Entry]]:
            count, *_, told = snapshot.period(self._scope)
            documents = snapshot.newest(talk.told + most, self._scope)
            dated = [document for document in documents if document.published] or documents
            return (told or count), [entry for document in dated for entry in _opening(snapshot, document)]

        count, entries = self._library.look(look) or (0, [])
        return _page(saying("newest", talk.language), entries, talk, count, most) if entries else None

    def _dated(self, talk: Talk) -> Answer | None:
        """The articles of a time, the newest first, or that there are none."""
        time = AskedTime.of(talk.topic, self._library.today)
        first, last = min(first for first, _ in time.ranges), max(last for _, last in time.ranges)
        scope = replace(
            self._scope, after=max(first, self._scope.after or first), before=min(last, self._scope.before or last)
        )
        named = talk.topic
        if time.recent:
            named += f" ({'–'.join(dict.fromkeys(day(d, talk.language) for d in (first, last)))})"

        most = _most(talk)

        def look(snapshot: Snapshot) -> tuple[int, date | None, list[_Entry]]:
            newest = snapshot.newest(talk.told + most, scope)
            entries = [entry for document in newest for entry in _opening(snapshot, document)]
            return snapshot.period(scope)[0], snapshot.period(self._scope)[2], entries

        count, newest, entries = self._library.look(look) or (0, None, [])
        if count:
            said = saying("dated", talk.language).format(n=count, time=named)
            return _page(said, entries, talk, count, most)
        if newest is None or (talk.kind == "happened" and not time.recent):
            return None  # an article may tell of it that is of another time
        said = saying("none_dated", talk.language).format(time=named, last=day(newest, talk.language))
        return Answer(said, refused=True)

    def _about(self, talk: Talk) -> Answer | None:
        retrieved = self._library.retrieve(talk.topic, SOUGHT, self._scope, talk.language)
        if retrieved is None or not retrieved.hits:
            return None
        topic, understood = retrieved.query.text, retrieved.query.understood
        about = relevant(retrieved, talk.language)
        if not about and _TITLE.match(topic):
            named = self._library.retrieve(_TITLE.sub("", topic), SOUGHT, self._scope, talk.language)
            if named is not None and (about := relevant(named, talk.language)):
                retrieved = named
        if not about:
            text = saying("none_about", talk.language).format(topic=topic)
            return Answer(text, refused=True, understood=understood, hits=retrieved.hits)

        def look(snapshot: Snapshot) -> list[_Entry]:
            return [entry for hit in about for entry in _telling(snapshot, hit)]

        entries = self._library.look(look) or []
        if talk.newest:
            entries.sort(key=lambda entry: parse_date(entry[0].date or "") or date.min, reverse=True)
        found_all = len(retrieved.hits) < SOUGHT or not retrieved.query.has_topic(retrieved.hits[-1])
        said = saying("about" if found_all else "some_about", talk.language).format(topic=topic, n=len(entries))
        answer = _page(said, entries, talk, len(entries), _most(talk))
        return replace(answer, understood=understood, hits=retrieved.hits)

    def _sources(self, talk: Talk, history: Sequence[Message]) -> Answer | None:
        """The articles that were quoted last, each by what was quoted of it."""
        quoted = self._retelling.quoted(history)
        entries = {hit.source: (hit, sentence) for hit, sentence in reversed(quoted)}
        return _listed(saying("source", talk.language), list(entries.values())[::-1]) if entries else None


def _opening(snapshot: Snapshot, document: Document) -> list[_Entry]:
    """An article by its first sentence; nothing where it has none."""
    hits = hits_of(document, snapshot.chunks_of(document.source))
    return list(islice(((hit, s) for hit in hits for s in hit.sentences if tells(s, document)), 1))


def _telling(snapshot: Snapshot, hit: Hit) -> list[_Entry]:
    """An article by the sentence that is nearest to what was searched for, and the others that tell its story."""
    document = snapshot.document(hit.source)
    told = [s for s in hit.sentences if tells(s, document)] or list(hit.sentences)
    best = [(hit, max(told, key=lambda s: s.similarity))] if told else []
    return best + [entry for source in hit.also_in for entry in _opening(snapshot, snapshot.document(source))]


def _listed(head: str, entries: Sequence[_Entry]) -> Answer:
    """A list of articles, each cited to a sentence of its own."""
    statements = [
        Statement(f"{hit.title} ({', '.join([*([hit.date] if hit.date else []), hit.source])})", hit, sentence)
        for hit, sentence in entries
    ]
    *_, cited = cite(statements, [hit for hit, _ in entries], between=f"\n{ITEM}")
    return _answer(f"{head}\n{ITEM}", cited, tuple(hit for hit, _ in entries))


def _most(talk: Talk, listed: int = _LISTED) -> int:
    """How many articles of a list are told at once."""
    return _AT_ONCE if talk.whole else listed


def _page(head: str, entries: Sequence[_Entry], talk: Talk, count: int, most: int) -> Answer:
    """What comes of a list behind what was told of it, and how many of all articles it leaves out.

    Args:
        head: above the first of them.
        entries: from the first one on.
        talk: what is wanted.
        count: all articles of the list.
        most: told at once.
    """
    page = entries[talk.told : talk.told + most]
    if not page:
        return Answer(saying("no_more", talk.language))
    first, last = talk.told + 1, talk.told + len(page)
    if talk.told:
        head = saying("further", talk.language).format(places=f"{first}–{last}" if first < last else first)
    answer, left = _listed(head, page), count - last
    if left <= 0:
        return answer
    return replace(answer, text=f"{answer.text}\n{saying('more', talk.language).format(n=left)}", more=left)


def _answer(head: str, cited: Cited, hits: tuple[Hit, ...]) -> Answer:
    return Answer(head + cited.text, cited.citations, hits=hits)
