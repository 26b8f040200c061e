"""Names of a question that another language has otherwise."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from rag.finding.bridging import Bridged, bridged
from rag.finding.scoring import WordMatch
from rag.text.words import terms

_FREQUENCIES = {"thụy": 3, "điển": 2, "hàn": 5, "quốc": 40, "áo": 9, "the": 1}
_PASSAGES = 50


def _of(question: str) -> tuple[Bridged, WordMatch]:
    match = WordMatch(terms(question), _FREQUENCIES, _PASSAGES, 10)

    def frequencies(some: Iterable[str]) -> dict[str, int]:
        return {term: _FREQUENCIES[term] for term in some if term in _FREQUENCIES}

    return bridged(question, match, frequencies), match


def test_a_name_is_worth_its_share_of_the_question() -> None:
    found, match = _of("king of Sweden")
    [weight] = found.weights
    # by its rarest word, `điển`, that two passages have
    assert weight == pytest.approx(match.idf_of(2) / match.idf.sum())
    assert found.share(terms("Vua Thụy Điển qua đời.")) == pytest.approx(weight)
    assert found.share(terms("Thụy Sĩ có ba thứ tiếng.")) == 0.0
    # the name as the question has it is a word of both, and counts elsewhere
    assert found.share(terms("Sweden")) == 0.0
    assert found.wanted(match)["thụy điển"] == pytest.approx(match.idf_of(2))


def test_the_longest_name_is_meant() -> None:
    found, _ = _of("president of South Korea")
    assert ("hàn", "quốc") in found.names[0]
    assert len(found.names) == 1


@pytest.mark.parametrize("question", ["who told us", "Có bán áo không?", "", "Thụy Điển"])
def test_words_are_not_taken_for_names(question: str) -> None:
    assert _of(question)[0] == Bridged()


def test_a_short_name_has_a_capital() -> None:
    assert _of("Vua nước Áo là ai?")[0] == Bridged()  # no passage has another name of it
    found, _ = _of("Who ruled Austria?")
    assert found.share(terms("Hoàng đế Áo")) > 0.0


def test_the_country_that_most_articles_are_from_tells_nothing() -> None:
    match = WordMatch(terms("passports in Vietnam"), {"việt": 3, "nam": 4}, _PASSAGES, 10)
    assert bridged("passports in Vietnam", match, lambda _: {"việt": 3, "nam": 4}) == Bridged()


def test_names_that_no_passage_has_are_worth_nothing() -> None:
    found, _ = _of("Denmark and Sweden")
    assert len(found.names) == 1
    assert 0.0 < found.weights[0] <= 1.0


def test_nothing_is_known_of_an_empty_folder() -> None:
    match = WordMatch(terms("king of Sweden"), {}, 0, 1)
    assert bridged("king of Sweden", match, lambda _: {}) == Bridged()
