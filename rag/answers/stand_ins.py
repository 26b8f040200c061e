"""Another article in place of the best one, where that surely has nothing of what is asked.

What shares most with a question about a bridge may be an article that only mentions it, or that of another week. Where
the best article has no word, no sum or no measure of what is asked, and one near it has, that one is asked instead, and
judged like any other.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from rag.answers.calling import with_number_to_call
from rag.answers.choosing import unnamed
from rag.answers.confidence import confidence, veto
from rag.datatypes import Hit
from rag.finding.query import Retrieved
from rag.text.language import language_of
from rag.text.units import Units, has_unit, measures_asked
from rag.text.words import folded
from rag.understanding.asking import Asked

__all__ = ["answerable"]

_LACKING = {"property", "money", "phone"}  # vetoes that say that an article does not tell it, not that none can
_TIED = 0.03  # below the best score a passage of an article that is asked instead may be;
_NEAR = 0.08  # where a measure is asked for, which is told by its unit, further below
_MOST = 2  # articles that are passed over


def answerable(found: Retrieved, least: float) -> Retrieved:
    """What was found, without the best articles where they surely lack what is asked and one near does not.

    A number to call that the best article tells elsewhere than in what was found is found as well.

    Args:
        found: what a search found.
        least: confidence from which a question is answered.

    Returns:
        The same where nothing is passed over: where the best article does not lack it, none near has it and is as much
        about what the question names, or that one does not answer.
    """
    passed: set[str] = set()
    rest = found = with_number_to_call(found)
    while rest.evidence and rest.hits and _lacks(rest):
        passed.add(rest.evidence[0].source)
        if len(passed) > _MOST:
            return found
        rest = with_number_to_call(_without(found, passed))
    if not passed or not rest.evidence or not rest.hits or not _is_as_near(found, rest.evidence[0]):
        return found
    return rest if confidence(rest) >= least else found


def _is_as_near(found: Retrieved, hit: Hit) -> bool:
    """Whether a passage is as much about what the question names as the best one.

    A word for what is asked stands in many an article. So its headline has to have the words of the question that the
    best one's has, but where a measure is asked for.
    """
    query, best = found.query, found.evidence[0]
    if unnamed(query, found.evidence)[hit.source]:
        return False
    if _measures(query.text):
        return hit.score >= best.score - _NEAR
    if hit.score < best.score - _TIED or language_of(hit.text) != query.language:
        return False
    return folded(query.text) & folded(best.title) <= folded(hit.title)


def _without(found: Retrieved, sources: Collection[str]) -> Retrieved:
    def kept(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return tuple(hit for hit in hits if hit.source not in sources)

    return replace(found, hits=kept(found.hits), unranked=None if found.unranked is None else kept(found.unranked))


def _lacks(found: Retrieved) -> bool:
    """Whether the best article surely has nothing of what is asked."""
    if veto(found) in _LACKING:
        return True
    units = _measures(found.query.text)
    document = found.documents.get(found.evidence[0].source)
    return bool(units) and document is not None and not has_unit(f"{document.title}\n{document.body}", units)


def _measures(question: str) -> list[Units]:
    """The units of what is measured, where a number is asked for: `temperature` is in other questions, too."""
    return measures_asked(question) if "number" in Asked.of(question).kinds else []
