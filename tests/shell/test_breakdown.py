"""Explanations as a terminal shows them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from rag.answers.confidence import veto
from rag.datatypes import Hit
from rag.finding.explanation import (
    CONTRIBUTIONS,
    AskedName,
    Expected,
    ExplainedHit,
    Explanation,
    Judgement,
    NamedTime,
    Reading,
)
from rag.shell.breakdown import breakdown, fate, judged

NOTHING = dict.fromkeys(CONTRIBUTIONS, 0.0)
FIRST = ExplainedHit(
    Hit("xa/[b]cho.txt", 0, 40, "Chợ bán\nmật ong. " * 20, 0.41, "Chợ", None, also_in=("c.txt",)),
    NOTHING | {"passage": 0.3, "sentence": 0.2, "date": -0.06, "reranker": -0.03},
    by_meaning=2,
    by_words=None,
    read=True,
    reranked=-1.5,
)
SECOND = ExplainedHit(
    Hit("a.txt", 5, 9, "Tàu.", 0.2, "Cảng", None), NOTHING | {"passage": 0.2}, 1, 3, read=True, gained=1
)
TOLD = Explanation(
    "cho ban mat ong o Khammouane?",
    understood="chợ bán mật ong ở Khăm Muộn?",
    readings=(
        Reading("cho ban mat ong o Khammouane?", "typed", None, taken=False),
        Reading("chợ bán mật ong ở Khăm Muộn?", "names", 0.44, taken=True, expected=7),
    ),
    names=(AskedName("Khammouane", ("Khăm Muộn",), known=False), AskedName("Lào", ("Laos",), known=True)),
    time=NamedTime(((date(2024, 1, 1), date(2024, 12, 31)),), ("26/6", "7"), latest=True),
    candidates=12,
    passages=99,
    hits=(FIRST, SECOND),
    expected=Expected("low.txt", "cut_off", 3, SECOND, 3, 11),
    judgement=Judgement(0.0, 0.5, {"sentence": 0.8, "known": 1.0}, "money"),
)


def shown(explanation: Explanation, width: int = 120, *, passages: bool = False, answered: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, emoji=False, highlight=False)
    breakdown(explanation, console, passages=passages, answered=answered)
    return out.getvalue()


def test_of_an_answer_about_two_each_search_is_shown_before_that_for_the_question() -> None:
    two = Explanation(
        "cầu A hay cầu B dài hơn?", hits=(FIRST,), readings=TOLD.readings[1:], sides=(TOLD, Explanation("B?"))
    )
    told = shown(two, answered=True)
    each = [told.index(line) for line in ("search 1 of 2: cho ban", "search 2 of 2: B?", "the question as a whole")]
    assert each == sorted(each)
    assert told.count("confidence 0.000: refused") == 1
    sure = replace(TOLD, judgement=Judgement(0.9, 0.5, {"sentence": 0.8}, None))
    assert "as a whole" not in shown(replace(two, sides=(TOLD, sure)), answered=True)
    assert "search 1" not in shown(two, passages=True)  # which `hoibao search` does not make


def test_all_of_it_is_shown() -> None:
    lines = shown(TOLD, passages=True, answered=True).splitlines()
    assert lines[:6] == [
        "read as (best score before the texts were looked at; * was taken)",
        "       -  as typed: cho ban mat ong o Khammouane?  (low.txt: place -)",
        "*  0.440  names respelt: chợ bán mật ong ở Khăm Muộn?  (low.txt: place 7)",
        "name   Khammouane: spelt Khăm Muộn",
        "name   Lào: also spelt Laos",
        "time   year 2024, day 26/6, month 7, the newest",
    ]
    assert lines[6] == "scored 12 of 99 passages"
    rows = [line.split() for line in lines]
    assert ["score", "passage", "sentence", "date", "reranker", "meaning", "words", "file"] in rows
    assert ["1", "0.410", "+.300", "+.200", "-.060", "-.030", "2", "-", "xa/[b]cho.txt:0-40"] in rows
    assert ["2", "0.200", "+.200", "1", "3", "a.txt:5-9"] in rows
    [text] = [line for line in lines if line.startswith(" 1 Chợ: Chợ bán mật ong. Chợ")]
    assert text.endswith("…; also in c.txt; the reranker says -1.500")
    assert " 2 Cảng: Tàu.; 1 place gained, as duplicates gave way" in lines
    assert ["3", "0.200", "+.200", "1", "3", "a.txt:5-9"] in rows
    assert lines[-4:] == [
        "confidence 0.000: refused, as the threshold is 0.5",
        "  whatever the signals: a sum of money is asked for, and none is near",
        "  sentence   0.800",
        "  known      1.000",
    ]


def test_in_a_narrow_terminal_files_stand_below_the_figures() -> None:
    text = shown(TOLD, width=56)
    assert max(map(len, (line for line in text.splitlines() if "+." in line))) <= 56
    assert "\n 1 xa/[b]cho.txt:0-40; also in c.txt; the reranker says -1.500\n" in text
    assert "\n 2 a.txt:5-9; 1 place gained, as duplicates gave way\n" in text
    assert "confidence" not in text


def test_the_page_of_a_pdf_is_told_and_names_stay_on_their_line() -> None:
    hit = replace(FIRST.hit, source="a\n.pdf", page=12, also_in=("b\n.txt",))
    text = shown(replace(TOLD, hits=(replace(FIRST, hit=hit),)))
    assert r" a\n.pdf:0-40, page 12" + "\n" in text
    assert r" 1 also in b\n.txt; " in text


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        (
            Expected("a", "found", 2, SECOND, 2, 1),
            "found, in place 2. Its best passage is 2nd by meaning, 1st by words,",
        ),
        (Expected("a", "cut_off", 3, SECOND, 3, 11), "in place 3: cut off after 2 passages."),
        (
            Expected("a", "folded", None, SECOND, 12, None, "b"),
            "folded into b, which tells the same story in nearly the same words. Its best passage is 12th by meaning,"
            " has none of the words that tell, of 99 searched.",
        ),
        (Expected("a", "outscored", 9, SECOND, 23, 101), "a candidate, outscored: in place 9 of 12."),
        (Expected("a", "no_candidate", by_meaning=51), "no candidate: others are nearer by meaning,"),
        (Expected("a", "out_of_scope"), "indexed, but outside of what was to be searched"),
        (Expected("a", "not_indexed"), "not indexed; `hoibao sync` reads new files."),
        (Expected("a", "not_indexed", unread="it is empty"), "not indexed: it could not be read (it is empty)."),
    ],
)
def test_what_became_of_a_file(expected: Expected, said: str) -> None:
    assert fate(expected, TOLD).startswith(f"a: {said}")


def test_a_day_told_from_today_is_that_day() -> None:
    text = shown(
        Explanation(
            "?",
            readings=(Reading("?", "typed", 0.1, taken=True),),
            time=NamedTime(((date(2025, 2, 1),) * 2, (date(2025, 2, 17), date(2025, 2, 23)))),
        )
    )
    assert "time   2025-02-01, 2025-02-17 to 2025-02-23\n" in text


def test_nothing_searched_is_said() -> None:
    assert shown(Explanation("?")).startswith("nothing was searched: no word is asked for, or nothing is indexed")


def test_every_reason_to_refuse_is_said() -> None:
    reasons = {*re.findall(r"`(\w+)`", veto.__doc__ or ""), "untold"}
    assert {"time", "name", "phone", "property", "negation"} < reasons
    for reason in reasons:
        lines = list(judged(Judgement(0.0, 0.5, {"known": 1.0}, reason)))
        assert lines[1].startswith("  whatever the signals: ")
        assert len(lines) == 3


def test_an_answered_question_says_so() -> None:
    assert list(judged(Judgement(0.731, 0.5, {"known": 1.0}, None))) == [
        "confidence 0.731: answered, as the threshold is 0.5",
        "  known   1.000",
    ]
