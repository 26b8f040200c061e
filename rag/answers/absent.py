"""The names of a question that an article never says: it tells of another.

However near a story about the electric buses of Huế is to a question about those of Đà Nẵng, it does not answer it. An
article says the names of what it tells of; a paragraph taken out of one need not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from rag.datatypes import Document, Hit
from rag.finding.query import Query
from rag.finding.timing import AskedTime
from rag.text.evidence import Evidence
from rag.text.facts import Fact, facts
from rag.text.language import is_apart, language_of
from rag.text.names import ORDINARY, SYLLABLE, is_generic, key
from rag.text.words import fold, folded, terms

__all__ = ["absent_names", "is_of_another_name"]

_LEAST = 3  # lines of an article, its headline among them; what has fewer may be a part of one
_SHORT = 4  # letters of a syllable that tells little alone
_COMPARED = 3  # articles that may tell of what is compared
_COMPARES = regex.compile(r"\b(?:hay|hoặc|và|với|or|and|than|between|versus|vs)\b", regex.IGNORECASE)
# Letters that are spoken as a word, as `FIFA` and `ASEAN`, are no words that another language translates
_SPOKEN = regex.compile(r"(?=.{4})[^aeiouy]{0,2}(?:[aeiouy]+[^aeiouy]{1,2})*[aeiouy]*")
_HOME = frozenset({"viet", "nam", "vietnam", "vn"})  # where most articles are from; few say so


def absent_names(query: Query, hits: Sequence[Hit], documents: Mapping[str, Document]) -> float:
    """The share of a question's names that the article of the best passage does not say; 0.0 without any.

    Args:
        query: the question.
        hits: the passages, the best first; there must be one.
        documents: the articles by source, as far as they are known.
    """
    names = _names(query)
    return len(_absent(query, names, hits[:1], documents)) / len(names) if names else 0.0


def is_of_another_name(query: Query, hits: Sequence[Hit], documents: Mapping[str, Document]) -> bool:
    """Whether the best article is a whole one, in which a name of the question does not stand.

    Across languages names are translated, or spelt otherwise: there, one of several words counts of which none stands
    in it. Where a question compares, the names may stand in other articles near.

    Args:
        query: the question.
        hits: the passages, the best first; there must be one.
        documents: the articles by source, as far as they are known.
    """
    best = documents.get(hits[0].source)
    if is_apart(query.language, language_of(hits[0].text)):  # there, names are all that is shared
        whole = f"{hits[0].title}\n{hits[0].text if best is None else best.body}"
        return query.named_in(whole) <= 0 or not query.heard.is_named(whole) or not query.bridged.is_told(terms(whole))
    names = _names(query)
    if best is None or not names or sum(map(bool, best.body.split("\n"))) < _LEAST:
        return False
    near = hits[: _COMPARED if _COMPARES.search(query.text) else 1]
    absent = [name for name in _absent(query, names, near, documents) if not _is_left_out(name)]
    if language_of(query.text) == language_of(hits[0].text):
        return bool(absent)
    runs = {name.whole for name in absent if " " in name.whole}
    said = [name for name in names if name not in absent and not _may_be_anything(name)]
    return bool(runs - {name.whole for name in said if not _is_half(name, names, said)})


def _is_half(name: Fact, names: list[Fact], said: list[Fact]) -> bool:
    """Whether a text has but one of the two short syllables of a name, which many others have: `Na` of `Na Hin`."""
    both = [other for other in names if other.whole == name.whole]
    short = all(len(other.text) <= _SHORT and SYLLABLE.fullmatch(key(other.text)) for other in both)
    return short and len(both) == len(name.whole.split()) == 2 and not all(other in said for other in both)


def _names(query: Query) -> list[Fact]:
    """The names of a question, but for the time that it names; `Lính` of `Lính Mỹ` is none: a first word is capital."""
    names = [fact for fact in facts(AskedTime.strip(query.text)) if fact.kind == "name"]
    found = [name for name in names if not name.head or " " not in name.whole]
    return [name for name in found if not (_is_alone(query.text, name) and key(name.text) in ORDINARY)]


def _is_alone(question: str, name: Fact) -> bool:
    """Whether no other name stands beside it: `Đại` of `ở Đại học nào` and of `Trường Đại học nào`."""
    return " " not in name.whole or (question.startswith(name.whole) and len(name.whole.split()) == 2)


def _absent(query: Query, names: list[Fact], hits: Sequence[Hit], documents: Mapping[str, Document]) -> list[Fact]:
    for source in dict.fromkeys(hit.source for hit in hits):
        of_it = [hit for hit in hits if hit.source == source]
        document = documents.get(source)
        text = "\n".join(hit.text for hit in of_it) if document is None else document.body
        evidence = Evidence.of(of_it[0].title, text)
        foreign = language_of(query.text) != language_of(of_it[0].text)
        names = [name for name in names if not evidence.holds(name, foreign=foreign)]
        names = [name for name in names if not _is_spelt_otherwise(query, name, text)]
        if foreign and names:
            heard = query.heard.words(f"{of_it[0].title}\n{text}")
            names = [name for name in names if not heard.issuperset(terms(name.text))]
    return names


def _is_spelt_otherwise(query: Query, name: Fact, text: str) -> bool:
    """Whether another spelling of a name that the folder knows stands in a text."""
    words = terms(name.text)
    present = frozenset(terms(text)) - set(words)
    return bool(words) and all(query.topic.has(word, present) for word in words)


def _is_left_out(name: Fact) -> bool:
    """Whether an article may well leave a name out, or say it in other words: its own country, a continent, letters."""
    short = len(name.text) <= 2 and " " not in name.whole  # `châu Âu`
    spelt = name.text.isupper() and len(name.text) <= 5 and not _SPOKEN.fullmatch(fold(name.text).lower())
    return short or folded(name.whole) <= _HOME or spelt


def _may_be_anything(name: Fact) -> bool:
    """Whether a word of a name is taken to be translated, as it is one of another language, too: `Da` of `Da Nang`."""
    return is_generic(key(name.text)) and not name.text.isupper()
