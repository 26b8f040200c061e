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


LAO = {"ໂຮ": 9, "ຮງ": 9, "ງໝໍ": 4, "ຮຽ": 8, "ຽນ": 8, "ງຮ": 8, "ຂົວ": 2}


def _over_lao(question: str, *, translating: bool = True) -> Bridged:
    match = WordMatch(terms(question), {}, _PASSAGES, 10)
    return bridged(question, match, lambda some: {t: LAO[t] for t in some if t in LAO}, translating=translating)


@pytest.mark.parametrize("question", ["Bệnh viện có bao nhiêu bác sĩ?", "How many doctors does the hospital have?"])
def test_a_word_is_looked_for_in_lao(question: str) -> None:
    found = _over_lao(question)
    assert found.share(terms("ໂຮງໝໍແຂວງມີ 12 ຄົນ")) > 0.0
    assert found.share(terms("ໂຮງຮຽນມີ 12 ຄົນ")) == 0.0
    assert _over_lao(question, translating=False) == Bridged()


def test_a_syllable_of_a_longer_word_or_of_a_name_is_none() -> None:
    assert _over_lao("Cầu dài bao nhiêu?").share(terms("ຂົວຍາວ")) > 0.0
    assert _over_lao("Ai yêu cầu họp?") == Bridged()
    assert _over_lao("Ông Lê Cầu Đá là ai?") == Bridged()


def test_what_the_fewest_passages_have_must_be_told() -> None:
    found = _over_lao("How many hospitals are near the bridge?")
    assert found.is_told(terms("ຂົວໃໝ່"))
    assert not found.is_told(terms("ໂຮງໝໍແຂວງ"))
    assert _over_lao("How many?").is_told([])


def test_a_lao_word_is_looked_for_in_vietnamese_and_english() -> None:
    match = WordMatch(terms("ຂົວຍາວເທົ່າໃດ?"), {}, _PASSAGES, 10)
    known = {"cầu": 3, "bridge": 2}
    found = bridged("ຂົວຍາວເທົ່າໃດ?", match, lambda some: {t: known[t] for t in some if t in known})
    assert found.share(terms("Cầu dài 120 m.")) > 0.0
    assert found.share(terms("The bridge is long.")) > 0.0
