"""Whether the passages answer the question at all: one number from 0 to 1.

A logistic regression over a few signals of the search. Its weights come from `benchmarks/calibrate.py`, which asks
development questions with and without the article that answers them, and puts 0.5 where few answerable ones are
refused. They fit the bundled model. What the question's tokens meet (`rag/finding/interaction.py`) weighs otherwise
where question and passage are in two languages; for a model that shows no tokens there are weights for the other
signals alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter
from statistics import mean

import numpy as np
import regex

from rag.answers.absent import absent_names, is_of_another_name
from rag.answers.choosing import contenders, tellers, unnamed
from rag.answers.contradicting import contradicted
from rag.datatypes import Hit
from rag.finding.interaction import how_far_met
from rag.finding.query import Query, Retrieved
from rag.text.compounds import asked_compounds
from rag.text.keywords import are_keywords
from rag.text.language import is_apart, language_of
from rag.text.words import has_marks, spaced, terms
from rag.understanding.asking import Asked, has_role
from rag.understanding.holding import holds
from rag.understanding.properties import is_untold

__all__ = ["ACROSS", "SIGNALS", "TOKEN_SIGNALS", "confidence", "foreign_keywords", "signals", "veto", "weigh"]

TOKEN_SIGNALS = ("met", "least", "around", "at once", "unmet")
ACROSS = ("small", "absent", *TOKEN_SIGNALS)
"""The signals, the last ones, that weigh otherwise where question and passage are in two languages."""
SIGNALS = (
    "sentence",
    "passage",
    "words",
    "covered",
    "margin",
    "particulars",
    "known",
    "foreign",
    "kind",
    "told",
    "compounds",
    "small",
    "absent",
    *TOKEN_SIGNALS,
)
_WEIGHTS = (
    *(15.545, 0.837, -1.280, 1.564, 22.217, 0.165, 0.517, 5.552),
    *(0.609, 0.300, 0.304, 3.136, -0.866, 2.851, -1.141, -4.963, 1.118, -22.560),
)
# Added to those of the last signals where there are two languages
_WEIGHTS_ACROSS = (-5.242, 0.051, -1.508, 1.539, -3.298, -0.849, 14.546)
_INTERCEPT = -15.818
# Of a few words in another language than the best passage (`foreign_keywords`)
_WEIGHTS_KEYWORDS = (
    *(10.440, 5.046, -0.389, 0.000, 23.743, 0.703, 0.000, 0.000),
    *(0.000, 0.000, 0.000, -1.811, -0.458, 0.158, -2.569, 2.556, -2.365, -2.346),
)
_INTERCEPT_KEYWORDS = -12.493
_WEIGHTS_WITHOUT_TOKENS = (
    *(16.092, 1.000, -2.213, 2.871, 22.320, 0.151),
    *(0.316, 3.314, 0.502, 0.283, 0.503, -0.541, -0.883),
)
_INTERCEPT_WITHOUT_TOKENS = -17.324
_FOREIGN = SIGNALS.index("foreign")

_NEAR = 3  # passages among which the best sentence is looked for
_RIVALS = 10  # passages that the margin looks at
_BEST = 2  # passages of which one should meet a token
_FEW = 10  # passages of a folder that fewer are no less than
_AROUND = 10  # passages that meet what the folder has anywhere near
_MET = 0.45  # nearness at which a token is half met
_LEAST = 0.25  # share of the tokens that are met the worst
_HARDLY = 0.25  # share of the tokens that is met of what the folder hardly tells of
_SYLLABLES = 2  # of a Vietnamese word, as a rule
_NEAREST = 8  # sentences that must hold what is surely needed
_ALONE = 0.05  # the margin of an article that is alone in its folder: an ordinary one
_SAYING = 4  # best sentences that may say what is asked, or otherwise
_COST = regex.compile(  # what something costs, wherever in its article
    r"\b(?:kinh phí|chi phí|tổng mức|vốn|trị giá|giá|đầu tư|ngân sách|tiêu tốn|costs?|budget|price|worth|invest\w*)\b"
    r"(?:[^.;!?\n]|\.(?=\d)){0,80}",
    regex.IGNORECASE,
)
_LOOSE = {"fate"}  # told in too many ways for a sentence without any of them to say something
_CERTAIN = {"money", "number"}  # asked for and nowhere near: no answer, however alike the passages are


def signals(found: Retrieved) -> tuple[float, ...]:
    """What a search found, as numbers; there must be hits.

    Returns:
        In the order of `SIGNALS`: the mean cosine of the nearest sentence and of the one that would answer first; the
        best passage's score, with what it lost for its language alone; its bounded BM25; the share of the question's
        words (by idf) that it holds; how far its score stands above other articles'; the share of the question's names
        and numbers that it holds (1.0 without any); the share of the question's words (by idf) that any article holds;
        1.0 where question and passage are in two languages. Words say nothing across languages: there, the share that
        the passage holds and the share known are 0.0. Cosines and scores are brought to those of the bundled model (see
        `Query.spread`). Then, whether the best passage's nearest sentence holds the kind of thing asked for (1.0 where
        that cannot be told), and whether the question tells what kind that is; the share of the question's words of
        several syllables (`rag/text/compounds.py`, by idf) that one sentence of the best three passages has whole (1.0
        without any, 0.0 across languages); 1 over the root of how many passages the folder has; and the share of the
        question's names that the whole article of the best passage does not say (`rag/answers/absent.py`). Last, where
        the model shows tokens, five of how well the question's are met, all but the second weighed by how much each
        tells: the share of them that the best two passages meet; how well the best passage meets the quarter that it
        meets the worst; how well the best ten passages together meet them, which says what the folder knows of them;
        how well one sentence of the best three passages does; and by how much the first is below a quarter, as it is
        for what the folder does not tell of.
    """
    query, hits = found.query, found.evidence
    best = hits[0]
    words = terms(f"{best.title}\n{best.text}")
    best_language = language_of(best.text)
    foreign = language_of(query.text) != best_language
    rivals = [hit.score for hit in hits[:_RIVALS] if hit.source != best.source]
    return (
        1 - (1 - _sentence(found)) * query.spread,
        1 - (1 - best.score - query.offsets.get(best_language, 0.0)) * query.spread,
        query.topic.score_terms(words),
        0.0 if foreign else query.topic.covered(words),
        (best.score - mean(rivals)) * query.spread if rivals else _ALONE,
        _particulars(query, words),
        0.0 if foreign else query.topic.known,
        float(foreign),
        *_kind(query.text, best),
        0.0 if foreign else _compounds(query, hits[:_NEAR]),
        1 / math.sqrt(max(query.topic.passages, _FEW)),
        absent_names(query, hits, found.documents),
        *_of_tokens(found),
    )


def _sentence(found: Retrieved) -> float:
    nearest = max((s.similarity for hit in found.evidence[:_NEAR] for s in hit.sentences), default=0.0)
    answering = max(contenders(found.query, found.evidence), key=attrgetter("score"), default=None)
    return (nearest + (answering.sentence.similarity if answering else 0.0)) / 2


def _of_tokens(found: Retrieved) -> tuple[float, ...]:
    """The signals of `TOKEN_SIGNALS`; none without tokens."""
    query = found.query
    looked_at = [met for hit in found.evidence[:_AROUND] if (met := query.meets(hit)).size]
    if query.telling is None or not looked_at:
        return ()
    passages = np.array([by_sentence.max(axis=0) for by_sentence in looked_at])
    nearness = passages[:_BEST].max(axis=0)
    share = float(query.telling @ how_far_met(nearness, _MET))
    return (
        share,
        float(np.quantile(passages[0], _LEAST)),
        float(query.telling @ passages.max(axis=0)),
        float((np.concatenate(looked_at[:_NEAR]) @ query.telling).max()),
        max(0.0, _HARDLY - share),
    )


def _kind(question: str, best: Hit) -> tuple[float, float]:
    asked = Asked.of(question)
    kinds = asked.kinds - _LOOSE
    if not kinds:
        return 1.0, 0.0
    nearest = max(best.sentences, key=lambda sentence: sentence.similarity, default=None)
    held = 0.0 if nearest is None else mean(holds(kind, nearest.text, asked) for kind in kinds)
    return held, 1.0


def _nearest(hits: Sequence[Hit], count: int) -> list[str]:
    """The sentences of the best passages that are nearest to the question."""
    sentences = sorted((s for hit in hits[:_NEAR] for s in hit.sentences), key=lambda s: -s.similarity)
    return [sentence.text for sentence in sentences[:count]]


def _compounds(query: Query, hits: Sequence[Hit]) -> float:
    tells = dict(zip(query.topic.terms, query.topic.idf.tolist(), strict=True))
    weights = {word: max(tells.get(part, 0.0) for part in word) for word in asked_compounds(query.text)}
    total = math.fsum(weights.values())
    if total <= 0:
        return 1.0
    sentences = [spaced(terms(sentence.text)) for hit in hits for sentence in hit.sentences]
    held = (math.fsum(weight for word, weight in weights.items() if spaced(word) in some) for some in sentences)
    return max(held, default=0.0) / total


def _particulars(query: Query, words: Sequence[str]) -> float:
    named = query.names() | query.numbers()
    return len(query.shared(named, words)) / len(named) if named else 1.0


@lru_cache(maxsize=8)  # whoever looks for another article has asked already
def veto(found: Retrieved) -> str | None:
    """What shows that the passages do not answer, however near they are; there must be hits.

    Returns:
        `time` where the question names a year and the articles are of another, `name` where the best of them never says
        a name of it (`rag/answers/absent.py`), `word` where it is but a Vietnamese word that none of them has, `role`
        where it asks for the holder of an office that is not spoken of, `money`, `number` or `phone` where it
        asks for one and none is near, `property` where the best article has no word of what is asked
        (`rag/understanding/properties.py`), `figure`, `opposite` or `negation` where the question is contradicted
        (`rag/answers/contradicting.py`); else None.
    """
    query, hits = found.query, found.evidence
    if not any(hit.timely is not False for hit in hits[:_NEAR] if hit.source == hits[0].source):
        return "time"
    if is_of_another_name(query, hits, found.documents):
        return "name"
    if not _has_word(query, hits):
        return "word"
    asked = Asked.of(query.text)
    if asked.roles and not _is_foreign(found) and not _has_office(query, asked, hits[:_NEAR]):
        return "role"
    for kind in sorted(asked.kinds & _CERTAIN):
        if not any(holds(kind, text, asked) for text in _may_tell(found, kind)):
            return kind
    if asked.needed and not tellers(contenders(query, hits)):
        return asked.needed
    if is_untold(query.text, _whole(found, hits[0])):
        return "property"
    ranked = [
        (sentence.similarity + sentence.met + hit.score, sentence) for hit in hits[:_NEAR] for sentence in hit.sentences
    ]
    ranked.sort(key=itemgetter(0), reverse=True)
    best, *others = [sentence.text for _, sentence in ranked[:_SAYING]] or [""]
    return contradicted(query.text, hits, best, others)


def _may_tell(found: Retrieved, kind: str) -> Iterator[str]:
    """Where a sum or a number is told if it is: the nearest sentences, and what the best article says of costs."""
    best = found.evidence[0]
    yield from _nearest(found.evidence, _NEAREST)
    if is_apart(found.query.language, language_of(best.text)):
        yield from (sentence.text for sentence in best.sentences)  # near or not, the model does not know
    if kind == "money":
        yield from _COST.findall(_whole(found, best))


def _has_office(query: Query, asked: Asked, hits: Sequence[Hit]) -> bool:
    """Whether a passage speaks of the office, whose article has the names of the question that others near have."""
    lacks = unnamed(query, hits)
    least = min(lacks.values())
    return any(has_role(asked.roles, f"{hit.title}\n{hit.text}") for hit in hits if lacks[hit.source] == least)


def _whole(found: Retrieved, hit: Hit) -> str:
    """The title and the text of the article of a passage."""
    document = found.documents.get(hit.source)
    return f"{hit.title}\n{hit.text if document is None else document.body}"


def _has_word(query: Query, hits: Sequence[Hit]) -> bool:
    """Whether, where but a Vietnamese word was typed, a passage near has it.

    Each syllable of a word is in many others: what has `hoạt động` and `đất`, has no `động đất`.
    """
    if not has_marks(query.text) or len(query.topic.terms) > _SYLLABLES or not are_keywords(query.text):
        return True
    return language_of(hits[0].text) != "vi" or any(query.has_topic(hit) for hit in hits[:_AROUND])


def confidence(found: Retrieved) -> float:
    """From 0.0 (nothing found, nothing to do with the question, or a veto) to 1.0."""
    if not found.evidence or veto(found) is not None:
        return 0.0
    return weigh(signals(found), keywords=foreign_keywords(found))


def foreign_keywords(found: Retrieved) -> bool:
    """Whether a few words were typed that ask nothing, in another language than that of the best passage.

    Then there is neither a word that a passage could share nor a kind of thing that it could hold.
    """
    return are_keywords(found.query.text) and _is_foreign(found)


def _is_foreign(found: Retrieved) -> bool:
    return language_of(found.query.text) != language_of(found.evidence[0].text)


def weigh(values: Sequence[float], *, keywords: bool = False) -> float:
    """The confidence that `signals` make where there is no veto.

    Args:
        values: the signals.
        keywords: whether `foreign_keywords` holds.
    """
    if len(values) < len(SIGNALS):
        z = _INTERCEPT_WITHOUT_TOKENS + _weighed(_WEIGHTS_WITHOUT_TOKENS, values)
    elif keywords:
        z = _INTERCEPT_KEYWORDS + _weighed(_WEIGHTS_KEYWORDS, values)
    else:
        z = _INTERCEPT + _weighed(_WEIGHTS, values)
        z += values[_FOREIGN] * _weighed(_WEIGHTS_ACROSS, values[-len(ACROSS) :])
    return 1 / (1 + math.exp(-z))


def _weighed(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))
