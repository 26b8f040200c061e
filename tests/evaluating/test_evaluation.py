"""Figures against hand-made outcomes, chance against noise, and files of questions."""

from __future__ import annotations

import dataclasses
import json
import random
import unicodedata
from collections.abc import Sequence
from io import StringIO
from math import log2
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from rag import Answer, Assistant, Citation, Document, Hit, Message, Status
from rag.answers.generating import Statement
from rag.datatypes import Sentence
from rag.errors import CitationError, DocumentNotFoundError, EvaluationFileError
from rag.evaluating.evaluation import (
    Evaluation,
    Question,
    check_writable,
    compare,
    evaluate,
    load_evaluation,
    load_questions,
    save_evaluation,
)
from rag.evaluating.metrics import METRICS, Change, Outcome, figures
from rag.evaluating.reporting import comparison_table, evaluation_table, faults, moved, report

DOCUMENTS = {
    "cau.txt": "Cầu Hạ Vàng dài 320 mét. Nó nối hai bờ sông.",
    "lua.txt": "Lúa được mùa. Nông dân vui.",
    "dai.txt": "Đê Sông Lam. " + "x" * 700,
}


class Scripted:
    """An assistant that finds and answers what a test says, and counts the seconds it is to take."""

    def __init__(self, clock: list[float] | None = None) -> None:
        self.found: dict[str, list[str]] = {}
        self.answers: dict[str, Answer | Exception] = {}
        self.seconds: dict[str, list[float]] = {}
        self.asked: list[tuple[str, tuple[Message, ...]]] = []
        self.searched: list[tuple[str, int]] = []
        self.clock = clock if clock is not None else [0.0]

    def ask(self, question: str, history: Sequence[Message] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if waits := self.seconds.get(question):
            self.clock[0] += waits.pop(0)
        answer = self.answers.get(question, Answer("không", refused=True))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def search(self, question: str, k: int = 10) -> list[Hit]:
        self.searched.append((question, k))
        return [hit(source) for source in self.found.get(question, [])][:k]

    def document(self, source: str) -> Document:
        if source not in DOCUMENTS:
            raise DocumentNotFoundError(source)
        return Document(source, source, None, DOCUMENTS[source])

    def status(self) -> Status:
        return Status("báo", ".hoibao", len(DOCUMENTS), 9, "fake@1", 0, None)


def hit(source: str) -> Hit:
    return Hit(source, 0, 3, "abc", 0.5, source, None)


def cite(source: str, quote: str, *, start: int | None = None, marker: int = 1) -> Citation:
    start = DOCUMENTS[source].index(quote) if start is None else start
    return Citation(marker, source, source, None, quote, start, start + len(quote))


def outcome(id: str = "q", **values: Any) -> Outcome:
    plain = Outcome(
        id=id,
        family="vi",
        question=f"{id}?",
        article="a.txt",
        answer="Có. [1]",
        refused=False,
        found="a.txt",
        rank=1,
        contained=True,
        quoted=20,
        ms=10.0,
    )
    return dataclasses.replace(plain, **values)


def ranked(*ranks: int | None) -> Evaluation:
    return Evaluation(tuple(outcome(f"q{n}", rank=rank) for n, rank in enumerate(ranks)))


def changed(before: Evaluation, after: Evaluation, metric: str, family: str | None = "vi") -> Change:
    [change] = [c for c in compare(before, after).changes if (c.metric, c.family) == (metric, family)]
    return change


# Figures ----------------------------------------------------------------------------------------------------------


def test_figures_of_the_rank_by_hand() -> None:
    values = figures([outcome(rank=rank) for rank in (1, 2, 5, 6, 10, 11, None, 1)])
    assert values["R@1"] == 2 / 8
    assert values["R@5"] == 4 / 8
    gains = 1 + 1 / log2(3) + 1 / log2(6) + 1 / log2(7) + 1 / log2(11) + 0 + 0 + 1
    assert values["nDCG@10"] == pytest.approx(gains / 8)
    assert values["MRR"] == pytest.approx((1 + 1 / 2 + 1 / 5 + 1 / 6 + 1 / 10 + 1 / 11 + 0 + 1) / 8)


def test_each_figure_is_over_the_questions_it_applies_to() -> None:
    values = figures(
        [
            outcome(contained=True, refused=False, ms=10),
            outcome(contained=False, refused=True, ms=20, rank=3),
            outcome(contained=None, refused=False, ms=30),
            outcome(article=None, rank=None, contained=None, refused=True, ms=40),
            outcome(article=None, rank=None, contained=None, refused=False, ms=1000),
        ]
    )
    assert values["R@1"] == pytest.approx(2 / 3)
    assert values["contained"] == 1 / 2
    assert values["refused_rightly"] == 1 / 2
    assert values["refused_wrongly"] == pytest.approx(1 / 3)
    assert values["median_ms"] == 30
    assert values["p95_ms"] == pytest.approx(40 + 0.8 * 960)  # place 3.8 of 0 to 4


def test_a_figure_that_applies_to_nothing_is_none() -> None:
    assert set(figures([]).values()) == {None}
    values = figures([outcome(article=None, rank=None, contained=None)])
    assert [name for name, value in values.items() if value is None] == [
        "R@1",
        "R@5",
        "nDCG@10",
        "MRR",
        "contained",
        "refused_wrongly",
    ]


@given(st.lists(st.one_of(st.none(), st.integers(1, 50)), min_size=1))
def test_figures_of_the_rank_are_ordered(ranks: list[int | None]) -> None:
    values = figures([outcome(rank=rank) for rank in ranks])
    one, five, ndcg, mrr = (values[name] or 0.0 for name in ("R@1", "R@5", "nDCG@10", "MRR"))
    assert 0 <= one <= five <= 1
    assert one <= mrr + 1e-9
    assert one <= ndcg + 1e-9
    assert ndcg <= 1 + 1e-9


# Asking -----------------------------------------------------------------------------------------------------------


def evaluated(assistant: Scripted, *questions: Question) -> Evaluation:
    return evaluate(assistant, questions)  # type: ignore[arg-type]


def test_files_are_ranked_once_at_their_best_place() -> None:
    assistant = Scripted()
    assistant.found = {"a?": ["lua.txt", "lua.txt", "dai.txt", "lua.txt", "cau.txt", "dai.txt"], "b?": ["lua.txt"]}
    result = evaluated(assistant, Question("a", "a?", "cau.txt"), Question("b", "b?", "cau.txt"))
    assert [(row.found, row.rank) for row in result.outcomes] == [("lua.txt", 3), ("lua.txt", None)]
    assert assistant.searched == [("a?", 50), ("b?", 50)]
    assert (result.fingerprint, result.documents) == ("fake@1", 3)


def test_nothing_found_is_no_rank() -> None:
    [row] = evaluated(Scripted(), Question("a", "a?", "cau.txt")).outcomes
    assert (row.found, row.rank, row.refused) == (None, None, True)


@pytest.mark.parametrize(
    ("answers", "quotes", "contained"),
    [
        (["320 mét"], ["Cầu Hạ Vàng dài 320 mét."], True),
        (["CẦU HẠ VÀNG"], ["Cầu Hạ Vàng dài 320 mét."], True),
        ([unicodedata.normalize("NFD", "hạ vàng")], ["Cầu Hạ Vàng dài 320 mét."], True),
        (["ha vang"], ["Cầu Hạ Vàng dài 320 mét."], False),
        (["hai bờ", "400 mét"], ["Cầu Hạ Vàng dài 320 mét.", "Nó nối hai bờ sông."], True),
        (["mét. Nó nối"], ["Cầu Hạ Vàng dài 320 mét.", "Nó nối hai bờ sông."], False),
        (["320 mét"], [], False),
        ([], ["Cầu Hạ Vàng dài 320 mét."], None),
    ],
)
def test_an_answer_is_contained_in_a_quote(answers: list[str], quotes: list[str], contained: bool | None) -> None:
    assistant = Scripted()
    assistant.answers["a?"] = Answer("…", tuple(cite("cau.txt", quote) for quote in quotes))
    [row] = evaluated(assistant, Question("a", "a?", "cau.txt", tuple(answers))).outcomes
    assert row.contained is contained
    assert row.quoted == sum(map(len, quotes))


@pytest.mark.parametrize(("length", "contained"), [(600, True), (601, False)])
def test_who_quotes_everything_contains_nothing(length: int, contained: bool) -> None:
    assistant = Scripted()
    quotes = DOCUMENTS["dai.txt"][:12], DOCUMENTS["dai.txt"][12:length]
    assistant.answers["a?"] = Answer("…", tuple(cite("dai.txt", quote) for quote in quotes))
    [row] = evaluated(assistant, Question("a", "a?", "dai.txt", ("Sông Lam",))).outcomes
    assert (row.quoted, row.contained) == (length, contained)


def test_answers_of_a_question_that_none_answers_are_not_looked_for() -> None:
    assistant = Scripted()
    assistant.answers["a?"] = Answer("…", (cite("cau.txt", "320 mét"),), hits=(hit("cau.txt"),))
    [row] = evaluated(assistant, Question("a", "a?", None, ("320 mét",))).outcomes
    assert (row.contained, row.rank, row.found, row.refused) == (None, None, "cau.txt", False)
    assert assistant.searched == []


def test_history_is_passed_on_and_ranked_by_what_the_answer_considered() -> None:
    assistant = Scripted()
    turns = (Message(role="user", content="Cầu Hạ Vàng?"), Message(role="assistant", content="Dài 320 mét. [1]"))
    assistant.answers["Còn lúa?"] = Answer("…", hits=(hit("cau.txt"), hit("cau.txt"), hit("lua.txt")))
    [row] = evaluated(assistant, Question("a", "Còn lúa?", "lua.txt", history=turns)).outcomes
    assert assistant.asked == [("Còn lúa?", turns)] * 2  # once to warm up
    assert (row.rank, assistant.searched) == (2, [])


def test_what_the_first_question_loads_is_not_its_latency(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr("rag.evaluating.evaluation.perf_counter", lambda: clock[0])
    assistant = Scripted(clock)
    assistant.seconds = {"a?": [9.0, 0.25], "b?": [0.5]}
    result = evaluated(assistant, Question("a", "a?", None), Question("b", "b?", None))
    assert [row.ms for row in result.outcomes] == [250.0, 500.0]


def test_an_article_that_is_not_indexed_is_reported_and_its_question_left_out() -> None:
    assistant = Scripted()
    assistant.found["b?"] = ["cau.txt"]
    result = evaluated(assistant, Question("a", "a?", "khong/co.txt"), Question("b", "b?", "cau.txt"))
    assert result.missing == (("a", "khong/co.txt"),)
    assert [row.id for row in result.outcomes] == ["b"]
    assert "a?" not in [question for question, _ in assistant.asked]
    assert list(faults(result)) == [
        "a: left out, its article is not indexed (`hoibao status` names files that could not be read): khong/co.txt"
    ]


def test_citations_that_do_not_hold_are_reported() -> None:
    assistant = Scripted()
    gone = Citation(3, "khong.txt", "", None, "Cầu", 0, 3)
    assistant.answers = {
        "a?": Answer("…", (cite("cau.txt", "320 mét"), cite("cau.txt", "320 mét", start=0, marker=2), gone)),
        "b?": CitationError("cau.txt [0:3] does not read 'Đò'"),
        "c?": Answer("…", (cite("lua.txt", "Lúa"),)),
    }
    questions = [Question(name, f"{name}?", "cau.txt", ("320",)) for name in "abc"]
    result = evaluated(assistant, *questions)
    assert result.broken() == (
        ("a", "[2] cau.txt:0-7: reads 'Cầu Hạ ', not '320 mét'"),
        ("a", "[3] khong.txt:0-3: the article is not indexed"),
        ("b", "cau.txt [0:3] does not read 'Đò'"),
    )
    assert [(row.contained, row.refused) for row in result.outcomes] == [(True, False), (False, False), (False, False)]
    assert list(faults(result))[1] == "a: the citation does not hold: [3] khong.txt:0-3: the article is not indexed"


def test_only_the_first_faults_are_listed() -> None:
    result = Evaluation((), tuple((f"q{n}", "x.txt") for n in range(13)))
    lines = list(faults(result))
    assert [line.split(":")[0] for line in lines[:-1]] == [f"q{n}" for n in range(10)]
    assert lines[-1].startswith("and 3 more: left out")


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    questions = [Question("a", "a?", None), Question("b", "b?", "khong.txt")]
    evaluate(Scripted(), questions, lambda done, total: seen.append((done, total)))  # type: ignore[arg-type]
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_over_a_real_assistant(folder: Folder, embedder: FakeEmbedder) -> None:
    class Quotes:
        """Says the first sentence of the best passage."""

        def generate(self, query: object, hits: Sequence[Hit], history: Sequence[Message]) -> list[Statement]:
            first = hits[0].sentences[0]
            return [Statement(first.text, hits[0], Sentence(first.start, first.end, first.text))]

    folder.write_all({"a/cau.txt": "Cầu Hạ Vàng dài 320 mét.\n", "lua.txt": "Lúa được mùa lớn.\n"})
    with Assistant.open(folder.path, embedder=embedder, generator=Quotes()) as assistant:
        assistant.sync()
        questions = [
            Question("1", "Cầu Hạ Vàng dài bao nhiêu mét?", "a/cau.txt", ("320 mét",)),
            Question("2", "Lúa được mùa?", "lua.txt"),
        ]
        result = evaluate(assistant, questions)
    assert [(row.id, row.rank, row.found, row.broken) for row in result.outcomes] == [
        ("1", 1, "a/cau.txt", ()),
        ("2", 1, "lua.txt", ()),
    ]
    assert result.documents == 2
    assert result.fingerprint is not None
    assert result.fingerprint.startswith("fake@1")


# Beyond chance ----------------------------------------------------------------------------------------------------


def test_an_obvious_change_is_marked() -> None:
    change = changed(ranked(*[3] * 30, *[1] * 30), ranked(*[1] * 60), "R@1")
    assert (change.n, change.before, change.after) == (60, 0.5, 1.0)
    assert change.beyond_chance
    assert change.better is True
    assert 0.3 < change.low < 0.5 < change.high < 0.7
    back = changed(ranked(*[1] * 60), ranked(*[3] * 30, *[1] * 30), "R@1")
    assert (back.beyond_chance, back.better) == (True, False)


def test_the_interval_is_that_of_the_normal_distribution_where_there_are_many() -> None:
    # 100 of 400 got better: the difference's standard error is sqrt(.25 * .75 / 400) = .02165
    change = changed(ranked(*[2] * 100, *[1] * 300), ranked(*[1] * 400), "R@1")
    assert change.low == pytest.approx(0.25 - 1.96 * 0.02165, abs=0.006)
    assert change.high == pytest.approx(0.25 + 1.96 * 0.02165, abs=0.006)


def test_noise_is_not_marked() -> None:
    random.seed(3)
    before = ranked(*random.choices([1, 2, 7, None], k=300))
    after = ranked(*random.choices([1, 2, 7, None], k=300))
    for metric in ("R@1", "R@5", "nDCG@10", "MRR"):
        change = changed(before, after, metric)
        assert not change.beyond_chance, metric
        assert change.low < 0 < change.high


@pytest.mark.parametrize(("better", "marked"), [(1, False), (5, False), (6, True)])
def test_a_few_questions_are_not_marked(better: int, marked: bool) -> None:
    # Five that all get better are one series of coins in sixteen, though every resample of them says so.
    change = changed(ranked(*[2] * better), ranked(*[1] * better), "R@1")
    assert (change.low, change.high, change.beyond_chance) == (1.0, 1.0, marked)


def test_what_did_not_move_is_neither_better_nor_worse() -> None:
    same = ranked(1, 2, None)
    for change in compare(same, same).changes:
        assert (change.low, change.high, change.beyond_chance, change.better) == (0.0, 0.0, False, None)


def test_less_is_better_of_wrong_refusals_and_of_milliseconds() -> None:
    before = Evaluation(tuple(outcome(f"q{n}", refused=True, ms=100.0 + n) for n in range(20)))
    after = Evaluation(tuple(outcome(f"q{n}", refused=False, ms=50.0 + n) for n in range(20)))
    for metric in ("refused_wrongly", "median_ms", "p95_ms"):
        change = changed(before, after, metric)
        assert (change.beyond_chance, change.better) == (True, True), metric
    median = changed(before, after, "median_ms")
    assert (median.before, median.after, median.low, median.high) == (109.5, 59.5, -50.0, -50.0)


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(1, 12)), st.integers(1, 12)), min_size=1, max_size=30),
    st.integers(0, 2**32),
)
def test_the_same_seed_gives_the_same_intervals(ranks: list[tuple[int | None, int]], seed: int) -> None:
    before, after = ranked(*[rank for rank, _ in ranks]), ranked(*[rank for _, rank in ranks])
    first = compare(before, after, resamples=50, seed=seed)
    assert first == compare(before, after, resamples=50, seed=seed)
    for change in first.changes:
        assert change.low <= change.high


def test_another_seed_gives_another_interval_of_the_same_change() -> None:
    before, after = ranked(*[2, 1, None, 4] * 20), ranked(*[1, 3, 2, 4] * 20)
    one, two = (compare(before, after, seed=seed).changes[3] for seed in (0, 1))
    assert (one.before, one.after) == (two.before, two.after)
    assert (one.low, one.high) != (two.low, two.high)
    assert one.low == pytest.approx(two.low, abs=0.05)


def test_many_questions_are_resampled_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = ranked(*[2, 1, None, 4] * 20), ranked(*[1, 3, 2, 4] * 20)
    whole = compare(before, after)
    monkeypatch.setattr("rag.evaluating.metrics._BLOCK", 81)  # one row at a time
    assert compare(before, after) == whole


def test_questions_are_paired_by_what_they_are() -> None:
    before = Evaluation((outcome("a"), outcome("b"), outcome("c", question="khác?"), outcome("d", article="x.txt")))
    after = Evaluation((outcome("d"), outcome("c"), outcome("b", rank=2), outcome("a"), outcome("e")))
    comparison = compare(before, after)
    assert (comparison.shared, comparison.only_before, comparison.only_after) == (2, 2, 3)
    change = changed(before, after, "R@1")
    assert (change.n, change.before, change.after) == (2, 1.0, 0.5)


def test_families_are_compared_apart_and_together() -> None:
    def both(vi: int | None, en: int | None) -> Evaluation:
        return Evaluation(
            tuple(outcome(f"v{n}", rank=vi) for n in range(8))
            + tuple(outcome(f"e{n}", family="en-vi", rank=en) for n in range(8))
        )

    before, after = both(1, 2), both(1, 1)
    assert [changed(before, after, "R@1", family).beyond_chance for family in ("vi", "en-vi", None)] == [
        False,
        True,
        True,
    ]
    assert changed(before, after, "R@1", None).after == 1.0


# Files of questions -----------------------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "hoi.jsonl"


def test_a_whole_line_and_the_shortest(file: Path) -> None:
    whole = {
        "id": "vi-1",
        "family": "vi",
        "lang": "vi",
        "question": "Còn năm 2023?",
        "article": "a/b.txt",
        "answers": ["320 mét", "ba trăm"],
        "history": [{"role": "user", "content": "Cầu dài bao nhiêu?", "metadata": {}}],
        "note": "is not read",
    }
    file.write_text(
        "\ufeff" + json.dumps(whole) + '\n\n  \n{"question": "Ai?", "article": null}\r\n', encoding="utf-8", newline=""
    )
    assert load_questions(file) == [
        Question(
            "vi-1",
            "Còn năm 2023?",
            "a/b.txt",
            ("320 mét", "ba trăm"),
            "vi",
            "vi",
            (Message(role="user", content="Cầu dài bao nhiêu?"),),
        ),
        Question("Ai?", "Ai?", None, (), "questions", None, ()),
    ]


def test_empty_optional_fields_are_as_missing_ones(file: Path) -> None:
    file.write_text(
        '{"id": 7, "question": "Ai?", "article": "a.txt", "family": "", "lang": null, "answers": null, "history": []}',
        encoding="utf-8",
    )
    assert load_questions(file) == [Question("7", "Ai?", "a.txt")]


def test_a_line_may_hold_what_unicode_calls_the_end_of_a_line(file: Path) -> None:
    file.write_text('{"question": "Ai\u2028đây\x85?", "article": null}', encoding="utf-8")
    assert load_questions(file)[0].question == "Ai\u2028đây\x85?"


GOOD = '{"question": "Ai?", "article": null}'


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"question": "Ai?", "article"}', "is no JSON: Expecting ':' delimiter at character 30"),
        ("Ai?", "is no JSON: Expecting value at character 1"),
        ("[" * 100_000, "is no JSON that anyone wrote"),
        ('["Ai?"]', "is no JSON object"),
        ('{"article": null}', 'lacks "question"'),
        ('{"question": "Gì?"}', 'lacks "article": name the file that answers the question, or null where none does'),
        ('{"question": "  ", "article": null}', 'has a "question" that is no text, or empty'),
        ('{"question": ["Gì?"], "article": null}', 'has a "question" that is no text'),
        ('{"question": "Gì?", "article": ""}', 'has a "article" that is no text, or empty'),
        ('{"question": "Gì?", "article": 5}', 'has a "article" that is no text'),
        ('{"question": "Gì?", "article": null, "family": 5}', 'has a "family" that is no text'),
        ('{"question": "Gì?", "article": "a", "answers": "320"}', 'has "answers" that are no list of texts'),
        ('{"question": "Gì?", "article": "a", "answers": ["", "b"]}', 'has "answers" that are no list of texts'),
        ('{"question": "Gì?", "article": "a", "history": ["Ai?"]}', 'has a "history" that is no list of turns'),
        ('{"question": "Gì?", "article": "a", "history": [{"role": "user"}]}', 'has a "history"'),
        ('{"question": "Ai?", "article": "a"}', "has the id of line 1, 'Ai?': give each question an id of its own"),
    ],
)
def test_a_wrong_line_is_named(file: Path, line: str, says: str) -> None:
    file.write_text(f"{GOOD}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationFileError) as caught:
        load_questions(file)
    assert str(caught.value).startswith(f"{file}:3: {says}")
    assert "\n" not in str(caught.value)
    assert (caught.value.path, caught.value.line) == (file, 3)


@given(st.binary(max_size=60))
def test_whatever_the_file_holds_it_is_questions_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes(content)
    with pytest.raises(EvaluationFileError) as caught:
        load_questions(file)
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read(file: Path, tmp_path: Path) -> None:
    for path, content, says in (
        (file, None, "cannot be read (No such file or directory): name a file that is there"),
        (tmp_path, None, "cannot be read (Is a directory)"),
        (file, b"\xff\xfe\x00", "is not UTF-8: save it as UTF-8"),
        (file, b"\n\n", "holds no question"),
    ):
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(EvaluationFileError) as caught:
            load_questions(path)
        assert str(caught.value).startswith(f"{path}: {says}")
        assert caught.value.line is None


# Saved results ----------------------------------------------------------------------------------------------------


def test_a_result_is_saved_and_read_again(tmp_path: Path) -> None:
    result = Evaluation(
        (
            outcome("a", ms=12.5, broken=("[1] x", "[2] y")),
            outcome("b", article=None, rank=None, contained=None, found=None, refused=True),
            outcome("c", found="b\udce1o.txt", rank=2, ms=3),
        ),
        (("d", "khong.txt"),),
        "fake@1",
        3,
    )
    save_evaluation(result, tmp_path / "r.json")
    assert load_evaluation(tmp_path / "r.json") == result
    saved = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert saved["families"]["vi"]["n"] == 3
    assert saved["families"]["vi"]["R@1"] == 0.5
    assert saved["all"]["refused_rightly"] == 1.0
    assert saved["missing"] == [{"id": "d", "article": "khong.txt"}]
    assert saved["broken"][1] == {"id": "a", "citation": "[2] y"}


@pytest.mark.parametrize(
    "edit",
    [
        lambda saved: saved.update(format=2),
        lambda saved: saved.pop("format"),
        lambda saved: saved.pop("outcomes"),
        lambda saved: saved.update(outcomes=None),
        lambda saved: saved.update(outcomes=[5]),
        lambda saved: saved.update(missing=[5]),
        lambda saved: saved["outcomes"][0].pop("ms"),
        lambda saved: saved["outcomes"][0].update(ms="fast"),
        lambda saved: saved["outcomes"][0].update(rank="first"),
    ],
)
def test_what_is_no_saved_result_is_said_so(tmp_path: Path, edit: Any) -> None:
    file = tmp_path / "r.json"
    save_evaluation(ranked(1), file)
    saved = json.loads(file.read_text(encoding="utf-8"))
    edit(saved)
    for text in (json.dumps(saved), "[]", "no"):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(EvaluationFileError, match=r"r\.json: is no result of this hoibao: save one with"):
            load_evaluation(file)


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "r.json"):
        with pytest.raises(EvaluationFileError, match="cannot be written: name a file in a folder that is there"):
            check_writable(path)
        with pytest.raises(EvaluationFileError, match=r"cannot be written \(.+\): name another file"):
            save_evaluation(ranked(1), path)
    check_writable(tmp_path / "r.json")
    assert list(tmp_path.iterdir()) == []


# Tables -----------------------------------------------------------------------------------------------------------


def shown(*what: Any) -> str:
    console = Console(file=StringIO(), width=80, markup=False, emoji=False, highlight=False)
    if isinstance(what[0], Evaluation):
        report(*what, console)
    else:
        console.print(*what)
    assert isinstance(console.file, StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines())


def test_the_table_fits_eighty_columns() -> None:
    rows = [outcome(f"q{n}", rank=rank, ms=1234.5) for n, rank in enumerate((1, 2, None))]
    none = outcome("n", family="[b]không:smile:", article=None, rank=None, contained=None, refused=True, ms=6)
    text = shown(evaluation_table(Evaluation((*rows, none))))
    assert "…" not in text
    lines = [line.split() for line in text.splitlines()]
    assert ["vi", "3", "0.333", "0.667", "0.544", "0.500", "1.000", "-", "0.000", "1234", "1234"] in lines
    assert any(line[1:] == ["1", "-", "-", "-", "-", "-", "1.000", "-", "6", "6"] for line in lines)
    assert [line[0] for line in lines][-1] == "all"
    assert "[b]" in text  # a family's name is no markup


def test_one_family_needs_no_sum() -> None:
    assert "all" not in shown(evaluation_table(ranked(1, 2)))
    assert "all" not in shown(comparison_table(compare(ranked(1, 2), ranked(1, 1))))
    text = shown(ranked(*[1] * 9), compare(ranked(*[2] * 9), ranked(*[1] * 9)))
    assert text.count("better: ") == 3  # R@1, nDCG@10, MRR of the one family


def test_the_comparison_marks_what_moved() -> None:
    before = Evaluation((*ranked(*[2] * 20).outcomes, outcome("e", family="en-vi", rank=1)))
    after = Evaluation((*ranked(*[1] * 20).outcomes, outcome("e", family="en-vi", rank=3)))
    comparison = compare(before, after)
    lines = [line.split() for line in shown(comparison_table(comparison)).splitlines()]
    assert ["vi", "20", "+1.000*", "=", "+.369*", "+.500*", "=", "-", "=", "=", "="] in lines
    assert ["en-vi", "1", "-1.000", "=", "-.500", "-.667", "=", "-", "=", "=", "="] in lines
    assert next(moved(comparison)) == "better: vi, R@1: 0.000 to 1.000 (95 %: +1.000 to +1.000)"
    assert next(moved(compare(after, before))) == "worse: vi, R@1: 1.000 to 0.000 (95 %: -1.000 to -1.000)"
    assert "Since the earlier result, over 21 questions" in shown(after, comparison)


def test_nothing_in_common_is_said() -> None:
    comparison = compare(Evaluation((outcome("a"),)), Evaluation((outcome("b"),)))
    assert comparison.changes == ()
    assert "there is nothing to compare" in shown(Evaluation((outcome("b"),)), comparison)


def test_every_metric_has_a_column() -> None:
    from rag.evaluating.reporting import _HEADINGS

    assert list(_HEADINGS) == [metric.name for metric in METRICS]
