"""What its language alone gives a passage is told from what it says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from rag.finding.mixing import EACH, best_of_each, common_words, is_translating, language_offsets, left_out, told_among
from rag.finding.scoring import FEW, above_noise
from rag.storage.snapshot import Snapshot


def folder(**sums: tuple[int, Any]) -> Snapshot:
    """A folder of which only this is known: how many passages each language has, and the sum of their vectors."""
    return cast("Snapshot", SimpleNamespace(languages=lambda: sums))


def test_one_language_gives_nothing() -> None:
    assert language_offsets(folder(vi=(3, np.array([1.0, 2.0]))), np.array([1.0, 0.0]), "vi") == {}


def test_the_nearer_language_is_moved_twice_and_few_are_moved_less() -> None:
    # cosines of .6 on average for six Vietnamese passages, .8 for two English ones: .65 at large
    mixed = folder(vi=(6, np.array([3.6, 0.0])), en=(2, np.array([1.6, 0.0])))
    offsets = language_offsets(mixed, np.array([1.0, 0.0]), "vi")
    assert offsets == pytest.approx({"vi": (0.6 - 0.65) * 6 / 8, "en": 2 * (0.8 - 0.65) * 2 / 4})


def test_words_are_rare_among_passages_of_their_language_where_most_are_in_it() -> None:
    mixed = {"vi": (6, None), "en": (4, None)}
    assert told_among(mixed, 10, "vi") == 6
    assert told_among(mixed, 10, "en") == 10
    assert told_among(mixed, 10, "lo") == 10
    assert told_among({"vi": (5, None), "en": (5, None)}, 10, "en") == 10
    assert told_among({}, 0, "vi") == 0


def test_common_words_of_a_language_are_taken_away_twice() -> None:
    # two English passages among four Vietnamese ones, for an English question of common words
    words = np.array([0.5, 0.3, 0.0, 0.1, 0.0, 0.0])
    spoken = ["en", "en", "vi", "vi", "vi", "vi"]
    taken = common_words(words, spoken, "vi")
    noise = words - above_noise(words, spoken, FEW)
    assert noise[0] > noise[2]
    assert taken == pytest.approx([2 * (noise[0] - noise[2])] * 2 + [0.0] * 4)
    # where the few have fewer of them, nothing is given twice
    given = common_words(words[::-1], spoken, "vi")
    noise = words[::-1] - above_noise(words[::-1], spoken, FEW)
    assert given == pytest.approx([noise[0] - noise[2]] * 2 + [0.0] * 4)
    assert given[0] < 0
    assert common_words(words, ["vi"] * 6, "vi").tolist() == [0.0] * 6


def test_to_a_question_in_lao_its_own_language_is_left_what_it_gives() -> None:
    mixed = folder(vi=(6, np.array([3.6, 0.0])), lo=(2, np.array([1.6, 0.0])))
    assert language_offsets(mixed, np.array([1.0, 0.0]), "lo") == {}
    assert common_words(np.array([0.5, 0.0]), ["lo", "vi"], "lo").tolist() == [0.0, 0.0]


def test_of_a_language_that_few_were_found_of_all_are_looked_at() -> None:
    spoken = dict.fromkeys(range(20), "vi") | dict.fromkeys(range(20, 40), "en") | {40: "lo"}
    mixed = SimpleNamespace(
        languages=lambda: {language: (list(spoken.values()).count(language), None) for language in ("en", "lo", "vi")},
        languages_of=lambda ids: {id_: spoken[id_] for id_ in ids},
        chunk_ids_in=lambda language: np.array([id_ for id_, of in spoken.items() if of == language]),
    )
    found = [*range(EACH), 20, 40]  # enough Vietnamese ones, one in English of twenty, the only one in Lao
    assert [ids.tolist() for ids in left_out(cast("Snapshot", mixed), found, None)] == [list(range(20, 40))]
    assert [ids.tolist() for ids in left_out(cast("Snapshot", mixed), found, [3, 25, 30])] == [[25, 30]]
    assert list(left_out(folder(vi=(3, np.array([1.0]))), [], None)) == []


def test_the_best_of_each_language_are_looked_at_behind_the_best_of_all() -> None:
    scores = np.linspace(1, 0, 30)
    spoken = ["vi"] * 15 + ["en"] * 15
    assert best_of_each(scores, spoken, 2) == [*range(EACH), *range(15, 15 + EACH)]
    assert best_of_each(scores, spoken, 20) == [*range(20), *range(20, 15 + EACH)]


def test_words_are_translated_where_most_is_in_a_language_that_the_model_tells_badly() -> None:
    mostly_lao, few = {"lo": (9, None), "vi": (3, None)}, {"lo": (2, None), "vi": (10, None)}
    assert is_translating(mostly_lao, 12, "vi")
    assert not is_translating(few, 12, "vi")
    assert is_translating(few, 12, "lo")
    assert not is_translating({"vi": (4, None), "en": (4, None)}, 8, "en")
