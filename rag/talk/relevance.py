"""Which of the articles that were found are about something, and not about other things in which its words are said."""

from __future__ import annotations

from math import inf
from statistics import median

import regex

from rag.datatypes import Hit
from rag.finding.query import Retrieved
from rag.text.language import language_of
from rag.text.names import SYLLABLE
from rag.text.words import terms

__all__ = ["leading", "relevant"]

_AS_MUCH = 0.05  # below the best: about a topic of one syllable, too, which is in many words (`cầu` in `nhu cầu`)
_STANDS_OUT = 0.03  # above the median of the articles' scores: about the topic, though without its words
_RIVALS = 30  # passages whose articles that median is of
_FEW = 6  # articles; among fewer none stands out
_LEADS = 0.03  # above the next: the one that is meant, where one is
_HINTED = 0.25  # of the topic's words, where it is in the language of the topic
_FOREIGN = regex.compile("[a-z]{4,}")
_LAO = regex.compile(r"\p{Lao}")


def relevant(retrieved: Retrieved, language: str) -> list[Hit]:
    """The best passage of each article that is about what was searched for, best first.

    Where none has its words, those in another language that stand out.

    Args:
        retrieved: what was found.
        language: that it was searched for in.
    """
    about: dict[str, Hit] = {}
    for hit in retrieved.hits:
        if hit.timely is not False and retrieved.query.has_topic(hit):
            about.setdefault(hit.source, hit)
    if language == "vi" and len(retrieved.query.topic.terms) == 1:
        least = max((hit.score for hit in about.values()), default=0.0) - _AS_MUCH
        about = {source: hit for source, hit in about.items() if hit.score >= least}
    # `iphone` is no Vietnamese word, and would stand as it is in a translation
    foreign = {
        term for term in retrieved.query.topic.terms if _FOREIGN.fullmatch(term) and not SYLLABLE.fullmatch(term)
    }
    asked = foreign if language == "vi" else frozenset[str]()
    translated = [hit for hit in _standing_out(retrieved) if language_of(hit.text) != language]
    translated = [hit for hit in translated if _LAO.search(hit.text) or asked <= set(terms(f"{hit.title}\n{hit.text}"))]
    return list(about.values()) or translated


def leading(retrieved: Retrieved, language: str) -> list[Hit]:
    """The best passage of all, where its article stands out before every other; else nothing.

    Args:
        retrieved: what was found.
        language: that it was searched for in.
    """
    first = next(iter(_standing_out(retrieved)), None)
    if first is None:
        return []
    next_best = max((hit.score for hit in retrieved.hits if hit.source != first.source), default=0.0)
    hinted = language_of(first.text) != language or retrieved.query.topic.covered(terms(first.text)) >= _HINTED
    return [first] if hinted and first.score >= next_best + _LEADS else []


def _standing_out(retrieved: Retrieved) -> list[Hit]:
    """The best passage of each article that fits far better than articles about other things do, best first.

    Of few articles that is not known, and none stands out.
    """
    best: dict[str, Hit] = {}
    for hit in retrieved.hits[:_RIVALS]:
        best.setdefault(hit.source, hit)
    usual = median(hit.score for hit in best.values()) if len(best) >= _FEW else inf
    return [hit for hit in best.values() if hit.timely is not False and hit.score >= usual + _STANDS_OUT]
