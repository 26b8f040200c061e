"""A question that compares two things, to two plain questions: `cầu A với cầu B cầu nào dài hơn` to how long each is.

Patterns, not understanding. They read what surely sets two things beside each other by one property, and nothing else:
two names, one word that joins them, and `hơn`, `so với`, `so sánh` or the like. What compares two times is told
elsewhere (`rag/answers/answering.py`), and is no comparison here.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

import regex

from rag.answers.absent import is_of_another_name
from rag.answers.cells import head_of, statement_highlights
from rag.answers.generating import Generator, Statement
from rag.datatypes import Hit
from rag.finding.query import Query, Retrieved
from rag.finding.timing import AskedTime
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.patterns import lenient
from rag.text.words import fold, folded, has_marks, overlap, terms
from rag.understanding.comparing_english import in_english
from rag.understanding.comparing_vietnamese import bare, in_vietnamese
from rag.understanding.courtesies import plainly

__all__ = ["Side", "apart", "of_one", "of_side", "read", "told_of_each"]

_MAY = regex.compile(
    lenient(r"\b(?:hơn|so sánh|so với|trước|sau|vs)\b").pattern
    + r"|\b(?:more|fewer|less|than|compared?|versus|first|earlier|later|(?!other|water|under|over|after|never)\w+er)\b",
    regex.I,
)
_COMPARE = lenient(r"\b(?:so sánh|compare)\b")
_COMPARE_HEAD = lenient(r"^(?:(?:hãy|please|xin|giúp|can you|could you) )*(?:so sánh|compare)(?: (?:về|giữa|the))* ")
_SAME = 0.4  # two sentences with one answer that share more of their words than this say the same
_TITLE = regex.compile(r"^(?:the|mr|mrs|ms|dr)\b\.? ", regex.I)
_NAMED = regex.compile(r"\p{Lu}")
# The kind behind an English name, as it stands before a Vietnamese one, without marks
_KINDS_THERE = {
    "bridge": "cau", "river": "song", "road": "duong", "tunnel": "ham", "lake": "ho", "dam": "dap", "tower": "thap",
    "market": "cho", "school": "truong", "hospital": "benh vien", "district": "huyen", "province": "tinh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are compared.

    Attributes:
        name: what it is called.
        question: what is asked of it alone.
        own: the words of its name that the other has not, without marks, and without what kind of thing it is.
        other: those of the other's name that it has not.
    """

    name: str
    question: str
    own: frozenset[str]
    other: frozenset[str]


def read(turn: str) -> tuple[Side, Side] | None:
    """The two things that a turn compares, in its order; None where it surely does not, or that cannot be told.

    Args:
        turn: a question, alone or among courtesies, in Vietnamese with or without marks, or in English.
    """
    if not _MAY.search(turn):
        return None
    compares = _COMPARE.search(turn) is not None
    plain = _COMPARE_HEAD.sub("", plainly(turn).strip(" .?!…"))
    spans = AskedTime.spans(plain)
    if len(spans) > 1:
        return None
    when = "".join(f" {plain[start:end]}" for start, end in spans)
    plain = " ".join(AskedTime.strip(plain).split()).strip(" ,.?!…")
    found = in_vietnamese(plain, compares=compares) or in_english(plain, compares=compares)
    if found is None:
        return None
    names, questions = found
    marked = has_marks(turn)
    first, second = (folded(bare(_TITLE.sub("", name))) for name in names)
    own, other = first - second, second - first
    return (
        Side(names[0], _asked(questions[0], when, marked=marked), own, other),
        Side(names[1], _asked(questions[1], when, marked=marked), other, own),
    )


def told_of_each(
    sides: Sequence[Side], found: Sequence[Retrieved | None], generator: Generator
) -> list[Sequence[Statement]]:
    """What is told of each of two things: the sentence that answers, behind the one that it goes on from.

    Args:
        sides: both.
        found: what was found for the question about each; None where it is not answered.
        generator: composes an answer from the articles' own sentences.

    Returns:
        Nothing of one where no passage surely tells of it, and where what is told is but told of the other again.
    """

    def told(side: Side, of_it: Retrieved) -> list[Statement]:
        hits = [hit for hit in of_it.hits if _tells_of(side, of_it, hit)]
        return of_side(side, of_it.query.text, _statements(of_it.query, hits, generator))

    return apart(sides, [[] if one is None else told(side, one) for side, one in zip(sides, found, strict=True)])


def of_one(found: Retrieved, generator: Generator) -> list[Statement]:
    """What is told to one question of several: the sentence that answers, behind the one that it goes on from."""
    asked = found.query.text
    return of_side(Side("", asked, frozenset(), frozenset()), asked, _statements(found.query, found.hits, generator))


def _statements(query: Query, hits: Sequence[Hit], generator: Generator) -> list[Statement]:
    return [one for one in generator.generate(query, hits, ()) if isinstance(one, Statement)]


def of_side(side: Side, question: str, said: Sequence[Statement]) -> list[Statement]:
    """The sentence that answers best, with the words that answer, behind the one that it goes on from.

    Where the years are told side by side, the sentence of each that has words that answer, and words of what is asked.

    Args:
        side: what is asked about.
        question: what is asked of it, as it was understood.
        said: the sentences of an answer to that, in their order.

    Returns:
        Nothing where the best is of the other thing alone.
    """
    found = [replace(statement, highlights=tuple(statement_highlights(question, statement))) for statement in said]
    told = [place for place, statement in enumerate(found) if not _is_of_other(side, statement)]
    answering = [place for place in told if found[place].highlights] or told
    wanted = own_words(question) - folded(side.name)
    if sum(statement.marked for statement in said) > 1:
        yearly = [found[place] for place in answering if said[place].marked]
        return [one for one in yearly if wanted & folded(one.text)] or yearly
    if not any(found[place].highlights for place in answering):
        wanted = frozenset()  # nothing tells it better than the order does

    def much(place: int) -> tuple[bool, int, bool]:
        words = folded(found[place].text)
        return not _is_astray(side, words), len(wanted & words), said[place].marked

    best = max(answering, key=much, default=None)
    if best is None:
        return []
    leading = (replace(statement, highlights=()) for statement in _leading_to(best, found))
    return [*leading, replace(found[best], marked=True)]


def apart(sides: Sequence[Side], said: Sequence[Sequence[Statement]]) -> list[Sequence[Statement]]:
    """What is told of each of two things, without what is but told of the other again.

    One sentence with one answer is of that one whose name stands beside it, or stands there whole: a story about
    `cầu Hà Linh` over `sông Ngàn Sâu` tells nothing of a `cầu Ngàn Sâu`.

    Args:
        sides: both.
        said: what `of_side` found for each.
    """
    if not all(said) or not _say_the_same(said[0][-1], said[1][-1]):
        return list(said)
    astray = [
        _is_astray(side, folded(f"{best.hit.title}\n{best.text}")) for side, (*_, best) in zip(sides, said, strict=True)
    ]
    if not any(astray):
        astray = [not _is_called(side, best) for side, (*_, best) in zip(sides, said, strict=True)]
    return [[] if elsewhere and not all(astray) else one for one, elsewhere in zip(said, astray, strict=True)]


def _is_called(side: Side, statement: Statement) -> bool:
    """Whether the passage of a statement has the whole name of a thing, with the kind of thing that it is."""
    name = [fold(term) for term in terms(_TITLE.sub("", side.name))]
    there = _KINDS_THERE.get(name[-1])
    names = {" ".join(name), *([] if there is None else [" ".join([there, *name[:-1]])])}
    words = " ".join(fold(term) for term in terms(f"{statement.hit.title}\n{statement.hit.text}"))
    return any(f" {called} " in f" {words} " for called in names)


def _tells_of(side: Side, found: Retrieved, hit: Hit) -> bool:
    """Whether the article of a passage says the name of a thing: more strictly than where one alone is asked about."""
    if is_of_another_name(found.query, (hit,), found.documents):
        return False
    if language_of(hit.text) != found.query.language:  # where all but names are translated
        return _NAMED.search(side.name) is not None or language_of(found.hits[0].text) != found.query.language
    document = found.documents.get(hit.source)
    words = terms(f"{hit.title}\n{hit.text if document is None else document.body}")
    own = frozenset(term for term in terms(found.query.text) if fold(term) in side.own)
    return not own or 2 * len(found.query.shared(own, words)) > len(own)


def _say_the_same(first: Statement, second: Statement) -> bool:
    answers = [{one.text[slice(*span)] for span in one.highlights} for one in (first, second)]
    alike = overlap(folded(first.text), folded(second.text)) > _SAME
    return first.text == second.text or (answers[0] == answers[1] != set() and alike)


def _asked(question: str, when: str, *, marked: bool) -> str:
    """A question of the time that is asked for, as it would be typed."""
    whole_question = f"{question.removesuffix('?')}{when}?"
    typed = whole_question if marked else fold(whole_question)
    return typed[0].upper() + typed[1:]


def _is_of_other(side: Side, statement: Statement) -> bool:
    """Whether a passage names the other thing, and never this one."""
    return _is_astray(side, folded(f"{statement.hit.title}\n{statement.hit.text}"))


def _is_astray(side: Side, words: AbstractSet[str]) -> bool:
    """Whether words name the other thing and not this one, where this one has words of its own."""
    return bool(side.own) and _names(side.other, words) and not _names(side.own, words)


def _names(own: AbstractSet[str], words: AbstractSet[str]) -> bool:
    """Whether most words of a name are among some."""
    return 2 * len(own & words) > len(own)


def _leading_to(best: int, said: Sequence[Statement]) -> list[Statement]:
    """Of an answer, the head of the table that a sentence is a row of; else the one that is before it in both."""
    hit, place = said[best].hit, said[best].place
    head = head_of(hit, place)
    before = said[max(best - 1, 0) : best] if head is None else said
    wanted = place - 1 if head is None else head
    return [statement for statement in before if statement.hit is hit and statement.place == wanted]
