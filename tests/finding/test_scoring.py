"""What a score means, by hand and at its bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.config import Weights
from rag.finding.scoring import Counted, WordMatch, above_noise, fuse, hand_out
from rag.storage.packing import pack_terms, unpack_terms

_WORDS = st.sampled_from("một hai ba bốn năm sáu bảy".split())


def _counted(passage: list[str]) -> Counted:
    [(ids, counts)] = unpack_terms([pack_terms(passage)])
    return ids, counts, len(passage)


def _score(match: WordMatch, passage: list[str]) -> float:
    [score] = match.scores([_counted(passage)])
    return float(score)


def test_bm25_by_hand() -> None:
    # 3 passages of 4 terms on average; "cảng" is in one of them, "vịnh" in none.
    match = WordMatch(["cảng", "vịnh"], {"cảng": 1}, passages=3, mean_length=4)
    assert match.terms == ("cảng", "vịnh")
    assert match.idf.tolist() == pytest.approx([math.log(1 + 2.5 / 1.5), math.log(1 + 3.5 / 0.5)])
    # Twice in a passage of mean length: 2 * 2.2 / (2 + 1.2) = 1.375 of at most 2.2.
    expected = 0.980829 * 1.375 / ((0.980829 + 2.079442) * 2.2)
    assert expected == pytest.approx(0.200316, abs=1e-5)
    assert match.score_terms(["cảng", "x", "cảng", "y"]) == pytest.approx(expected, abs=1e-6)
    # Once in a passage twice as long: 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2)).
    expected = 0.980829 * (2.2 / 3.1) / ((0.980829 + 2.079442) * 2.2)
    assert match.score_terms(["cảng", *"abcdefg"]) == pytest.approx(expected, abs=1e-6)
    assert match.covered(["cảng", "x"]) == pytest.approx(0.980829 / 3.060271, abs=1e-6)
    assert match.covered(["cảng", "vịnh"]) == pytest.approx(1.0)


def test_words_of_a_question_count_once() -> None:
    twice = WordMatch(["a", "b", "a"], {"a": 2, "b": 1}, 5, 3)
    once = WordMatch(["a", "b"], {"a": 2, "b": 1}, 5, 3)
    assert twice.terms == ("a", "b")
    assert twice.score_terms(["a", "c"]) == once.score_terms(["a", "c"])


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    match = WordMatch(["the", "lantern"], {"the": 90, "lantern": 2}, 100, 10)
    assert match.score_terms(["lantern", "x"]) > 5 * match.score_terms(["the", "x"])


def test_a_word_that_no_article_has_lowers_every_score() -> None:
    known = WordMatch(["cảng"], {"cảng": 1}, 10, 5)
    unknown = WordMatch(["cảng", "zzz"], {"cảng": 1}, 10, 5)
    passage = ["cảng", "x"]
    assert unknown.score_terms(passage) < known.score_terms(passage) / 2
    assert WordMatch(["zzz"], {}, 10, 5).score_terms(passage) == 0.0
    assert WordMatch(["zzz"], {}, 10, 5).covered(passage) == 0.0


def test_nothing_scores_nothing() -> None:
    empty = WordMatch([], {}, 10, 5)
    assert empty.score_terms(["a"]) == empty.covered(["a"]) == _score(empty, ["a"]) == 0.0
    match = WordMatch(["a"], {"a": 1}, 10, 5)
    assert match.score_terms([]) == match.covered([]) == _score(match, []) == 0.0
    before_any = WordMatch(["a"], {}, 0, 0.0)
    assert before_any.score_terms(["b"]) == 0.0


def test_informative_terms_are_the_rarest_that_fit() -> None:
    match = WordMatch(list("abcd"), {"a": 5, "b": 1, "c": 10, "d": 0}, 20, 5)
    idf = dict(zip(match.terms, match.idf.tolist(), strict=True))
    assert match.informative(100) == {term: idf[term] for term in "bac"}
    assert list(match.informative(100)) == ["b", "a", "c"]
    assert match.informative(6) == {term: idf[term] for term in "ba"}
    assert match.informative(5) == {"b": idf["b"]}
    assert match.informative(0) == {"b": idf["b"]}
    assert WordMatch(["zzz"], {}, 20, 5).informative(100) == {}


def test_other_spellings_are_looked_for_at_half_the_weight() -> None:
    match = WordMatch(["cảng", "khammouane"], {"cảng": 1}, 20, 5, {"khammouane": [("khăm", "muộn")]})
    assert match.informative(100) == {"cảng": match.idf[0], "khăm muộn": match.idf[1] / 2}


@given(
    question=st.lists(_WORDS, max_size=6),
    passage=st.lists(_WORDS | st.just("khác"), max_size=400),
    frequencies=st.dictionaries(_WORDS, st.integers(0, 60)),
    passages=st.integers(0, 50),
    mean_length=st.floats(0, 1000),
)
def test_word_scores_lie_between_nothing_and_all(
    question: list[str], passage: list[str], frequencies: dict[str, int], passages: int, mean_length: float
) -> None:
    match = WordMatch(question, frequencies, passages, mean_length)
    score = match.score_terms(passage)
    assert 0.0 <= score <= 1.0
    assert 0.0 <= match.covered(passage) <= 1.0 + 1e-12
    if max((passage.count(word) for word in question), default=0) <= 255:  # packed counts end there
        assert _score(match, passage) == pytest.approx(score, abs=1e-12)
    if not set(question) & set(passage):
        assert score == 0.0


@given(question=st.lists(_WORDS, min_size=1, max_size=5), passage=st.lists(_WORDS, min_size=1, max_size=30))
def test_one_more_of_a_question_s_words_in_place_of_another_never_lowers_the_score(
    question: list[str], passage: list[str]
) -> None:
    match = WordMatch(question, dict.fromkeys(question, 2), 20, 10)
    assert match.score_terms([*passage, question[0]]) >= match.score_terms([*passage, "khác"])


def test_words_that_stand_together_by_hand() -> None:
    # idf of a word in n of 10 passages: ln(1 + (10 - n + 0.5) / (n + 0.5)); a pair counts as its commoner word
    match = WordMatch(["nhà", "máy", "điện"], {"nhà": 8, "máy": 2, "điện": 3}, 10, 5)
    common, rarer = math.log(11 / 8.5), math.log(11 / 3.5)
    assert match.together(["nhà", "máy"]) == pytest.approx(common / (common + rarer))
    assert match.together(["máy", "điện", "của", "nhà"]) == pytest.approx(rarer / (common + rarer))
    assert match.together(["điện", "máy", "nhà"]) == match.together([]) == 0.0
    assert match.together(["nhà", "máy", "điện"]) == pytest.approx(1.0)
    assert WordMatch(["nhà"], {"nhà": 8}, 10, 5).together(["nhà", "nhà"]) == 0.0


def test_fusion_by_hand() -> None:
    passage, sentence = np.array([0.8, -0.2]), np.array([0.6, 0.4])
    words, pairs = np.array([0.5, 0.0]), np.array([0.0, 1.0])
    tokens = np.array([-0.1, 0.2])
    fused = fuse(Weights(0.2, 0.05, 0.5), passage, sentence, words, pairs, tokens)
    assert fused.tolist() == pytest.approx([(0.68 + 0.1 - 0.05) / 1.25, (0.16 + 0.05 + 0.1) / 1.25])
    names = np.array([0.25, 0.0])  # .15 of them is added
    told = fuse(Weights(0.2, 0.05, 0.5), passage, sentence, words, pairs, tokens, names)
    assert (told - fused).tolist() == pytest.approx([0.0375 / 1.25, 0.0])
    assert fuse(Weights(0.2, 0.05, 0.5), names=names).tolist() == pytest.approx([0.0375 / 1.25, 0.0])
    assert fuse(Weights(0.0, 0.0), passage, sentence, words, pairs, tokens).tolist() == pytest.approx([0.68, 0.16])
    assert fuse(Weights(3.7, 0.4), *[np.ones(1)] * 5).tolist() == pytest.approx([1.0])
    assert fuse(Weights(0.2, 0.05), *[np.empty(0)] * 5).shape == (0,)


def test_evidence_stands_above_what_rivals_of_its_group_have() -> None:
    evidence = np.array([0.9, 0.4, 0.2, 0.6, 0.3])
    groups = ["vi", "vi", "vi", "en", "en"]
    at_large = (0.6 + 0.4 + 0.3 + 0.2) / 4
    vi, en = (0.4 + 0.2 + 4 * at_large) / 6, (0.3 + 4.5 * at_large) / 5.5  # the more, the more they lack of ten
    assert above_noise(evidence, groups).tolist() == pytest.approx([0.9 - vi, 0.4 - vi, 0.2 - vi, 0.6 - en, 0.3 - en])
    vi, en = (0.4 + 0.2 + 7 * at_large) / 9, (0.3 + 7 * at_large) / 8
    assert above_noise(evidence, groups, 7).tolist() == pytest.approx(
        [0.9 - vi, 0.4 - vi, 0.2 - vi, 0.6 - en, 0.3 - en]
    )
    assert above_noise(np.array([0.4]), ["vi"]).tolist() == pytest.approx([0.0])
    assert above_noise(np.empty(0), []).shape == (0,)
    many = np.linspace(1, 0, 31)
    assert above_noise(many, ["vi"] * 31)[0] == pytest.approx(1 - many[1:11].mean())  # the ten after the best


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 10), st.floats(0, 10))
def test_a_fused_score_lies_between_minus_one_and_one(
    d: float, m: float, b: float, p: float, lexical_weight: float, pair_weight: float
) -> None:
    evidence = (np.array([value]) for value in (d, m, b, p, 0.0))
    [score] = fuse(Weights(lexical_weight, pair_weight), *evidence)
    assert -1.0 - 1e-9 <= score <= 1.0 + 1e-9


def test_scores_are_handed_out_in_the_order_of_another_judge() -> None:
    scores = np.array([0.5, 0.4, 0.4, 0.1])
    assert hand_out(scores, [-9.0, 3.0, 80.0, 4.0]).tolist() == [0.1, 0.4, 0.5, 0.4]
    assert hand_out(scores, [1.0, 1.0, 1.0, 1.0]).tolist() == scores.tolist()  # who likes all alike changes nothing
    assert hand_out(scores, [math.nan, 1.0, 2.0, 3.0]).tolist() == [0.1, 0.4, 0.4, 0.5]
    assert hand_out(np.empty(0), []).shape == (0,)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-100, 100)), max_size=40))
def test_handing_out_keeps_the_scores_and_takes_the_order(pairs: list[tuple[float, float]]) -> None:
    scores, liked = np.array([score for score, _ in pairs]), np.array([like for _, like in pairs])
    handed = hand_out(scores, liked)
    assert sorted(handed.tolist()) == sorted(scores.tolist())
    for i in range(len(pairs)):
        for j in range(len(pairs)):
            if liked[i] > liked[j]:
                assert handed[i] >= handed[j]


def test_without_other_spellings_a_name_counts_as_it_is_written() -> None:
    match = WordMatch(["cảng", "Khammouane".lower()], {"cảng": 1}, 3, 4, {"khammouane": [("khăm", "muộn")]})
    plain = WordMatch(["cảng", "khammouane"], {"cảng": 1}, 3, 4)
    passages = [_counted(["cảng", "khăm", "muộn", "x"]), _counted(["khăm"]), _counted([])]
    assert match.scores(passages, respelt=False).tolist() == plain.scores(passages).tolist()
    assert plain.scores(passages)[0] > 0.0
    assert match.scores(passages)[0] > plain.scores(passages)[0]
    assert match.scores(passages)[1:].tolist() == [0.0, 0.0]  # half a name is none
