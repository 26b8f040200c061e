"""What a search says of itself: shares that add up, readings, and the stage that lost a file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fakes import FakeEmbedder, FakeReranker, Folder
from hypothesis import given, settings
from hypothesis import strategies as st
from library import BAKERY, CLOSE, HARBOUR, MARKET, TOLD, Library, opened

from embeddings.reranker import Reranker
from rag import Assistant, Config, Explanation
from rag.answers.confidence import SIGNALS, TOKEN_SIGNALS, confidence, signals
from rag.datatypes import Message, Scope
from rag.explaining import explain
from rag.finding.explanation import CONTRIBUTIONS, STAGES, AskedName, Expected, NamedTime
from rag.finding.scoring import WordMatch
from rag.text.language import telling
from rag.text.words import terms

_EVERYWHERE = Scope()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        yield made


def explained(
    library: Library,
    question: str,
    k: int = 10,
    *,
    expect: str | None = None,
    scope: Scope = _EVERYWHERE,
    reranker: Reranker | None = None,
    **settings: float,
) -> Explanation:
    config = Config(**settings)  # type: ignore[arg-type]
    with library.store.snapshot() as snapshot:
        retriever = library.retriever(reranker, **settings)
        trace = retriever.trace(question, snapshot, k, scope)
        told = explain(question, trace, retriever, snapshot, config, k, expect)
        assert tuple(explained.hit for explained in told.hits) == retriever.search(question, snapshot, k, scope).hits
    for passage in (*told.hits, *([told.expected.best] if told.expected and told.expected.best else [])):
        assert list(passage.contributions) == list(CONTRIBUTIONS)
        assert sum(passage.contributions.values()) == pytest.approx(passage.hit.score, abs=1e-9)
    json.dumps(told.to_dict())
    return told


# Contributions ----------------------------------------------------------------------------------------------------


def test_each_kind_of_evidence_has_its_share(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    question = "Tàu nào cập cảng lúc bình minh?"
    best = explained(library, question).hits[0]
    words, pairs = library.words(question, best.hit.text)
    meaning, sentences = library.cosines(question, best.hit.text, [s.text for s in best.hit.sentences])
    assert best.hit.text == HARBOUR.split("\n")[0]
    shares = dict(best.contributions)
    assert shares["passage"] == pytest.approx(0.4 * meaning / 1.14, abs=CLOSE)
    assert shares["sentence"] == pytest.approx(0.6 * max(sentences) / 1.14, abs=CLOSE)
    assert shares["words"] == pytest.approx(0.1 * words / 1.14, abs=1e-9)
    assert shares["pairs"] == pytest.approx(0.04 * pairs / 1.14, abs=1e-9)
    assert words > 0.1 < pairs
    assert {name for name, share in shares.items() if share == 0.0} == {
        "tokens",
        "names",
        "spelling",
        "language",
        "teaser",
        "date",
        "latest",
        "reranker",
    }
    assert (best.by_meaning, best.by_words, best.read, best.reranked, best.gained) == (1, 1, True, None, 0)


def test_another_spelling_of_a_name_has_its_share(library: Library) -> None:
    library.put("a.txt", "Tỉnh Khăm Muộn mở hội chợ hàng thủ công.")
    library.put("b.txt", "Tỉnh Khăm Muộn họp về đường sá.")
    told = explained(library, "Hội chợ ở tỉnh Khammouane mở khi nào?")
    assert AskedName("Khammouane", ("Khăm Muộn",), known=False) in told.names
    typed = next(reading for reading in told.readings if reading.how == "typed")
    assert typed.text == "Hội chợ ở tỉnh Khammouane mở khi nào?"
    taken = next(reading for reading in told.readings if reading.taken)
    assert (taken.how, taken.text) == ("names", "Hội chợ ở tỉnh Khăm Muộn mở khi nào?")
    assert told.understood == taken.text


def test_a_spelling_beside_the_typed_one_has_its_share(library: Library) -> None:
    library.put("a.txt", "Đội Xri Lan-ca thắng trận mở màn.")
    library.put("b.txt", "Đội Sri Lanka thắng trận mở màn.")
    told = explained(library, "Đội Sri Lanka thắng trận nào?")
    assert told.understood is None
    assert told.names == (AskedName("Sri Lanka", ("Xri Lan-ca",), known=True),)
    by_source = {e.hit.source: e.contributions["spelling"] for e in told.hits}
    assert by_source["a.txt"] > 0.0 == by_source["b.txt"]


def test_a_name_in_another_language_has_its_share(library: Library) -> None:
    library.put("a.txt", "Vua Thụy Điển mở tiệc ở lâu đài.")
    library.put("b.txt", "Vua nước láng giềng mở tiệc ở lâu đài.")
    library.put("c.txt", "The castle of Sweden was opened by its king.")
    told = explained(library, "Who is the king of Sweden?")
    by_source = {e.hit.source: e.contributions["names"] for e in told.hits}
    match = WordMatch(telling(terms("Who is the king of Sweden?")), {"king": 1, "sweden": 1}, 3, 8)
    share = match.idf_of(1) / match.idf.sum()  # one of three passages has `thụy điển`
    assert by_source == pytest.approx({"a.txt": 0.15 * share / 1.14, "b.txt": 0.0, "c.txt": 0.0})


def test_time_teasers_and_newness_have_their_shares(library: Library) -> None:
    race = "Hội đua thuyền mở màn trên sông."
    for year in (2022, 2023):
        library.put(f"{year}.txt", f"{race}\nTin khác.\n{race}", date(year, 4, 29), body_end=len(race) + 9)
    told = explained(library, "Hội đua thuyền mở màn năm 2022 ở đâu?")
    assert told.time == NamedTime(((date(2022, 1, 1), date(2022, 12, 31)),))
    shares = {(e.hit.source, e.hit.start > 0): e.contributions for e in told.hits if "đua" in e.hit.text}
    assert {place: s["date"] for place, s in shares.items()} == {
        ("2022.txt", False): 0.03,
        ("2022.txt", True): 0.03,
        ("2023.txt", False): -0.06,
        ("2023.txt", True): -0.06,
    }
    assert {place: s["teaser"] for place, s in shares.items()} == {
        place: -0.06 if among_teasers else 0.0 for place in shares for among_teasers in [place[1]]
    }
    told = explained(library, "Hội đua thuyền mới nhất?")
    assert told.time == NamedTime(latest=True)
    newest = {e.hit.source: e.contributions["latest"] for e in told.hits if e.hit.start == 0}
    assert newest == {"2022.txt": pytest.approx(0.03), "2023.txt": pytest.approx(0.06)}
    assert explained(library, "Hôm qua, 28/2, có gì?").time == NamedTime(
        ((date(2025, 2, 28), date(2025, 2, 28)),), ("28/2",)
    )
    assert explained(library, "Tháng 6 có gì?").time == NamedTime(open=("6",))


def test_languages_and_the_centre_and_a_reranker_have_their_shares(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    library.put("c.txt", BAKERY)
    reranker = FakeReranker({"Chợ": 7.5, "bakery": -1.0})
    plain = explained(library, "Who won the silver medal?", centre_weight=0.5)
    assert any(e.contributions["language"] != 0.0 for e in plain.hits)
    assert plain.hits[0].hit.source == "c.txt"
    told = explained(library, "Who won the silver medal?", centre_weight=0.5, reranker=reranker)
    best = told.hits[0]
    assert (best.hit.source, best.reranked, best.hit.score) == ("b.txt", 7.5, plain.hits[0].hit.score)
    was = next(e for e in plain.hits if e.hit.source == "b.txt")
    assert best.contributions["reranker"] == pytest.approx(plain.hits[0].hit.score - was.hit.score)
    assert {e.hit.source for e in told.hits if e.reranked == -1.0} == {"c.txt"}


_WORD = st.sampled_from("chợ bán mật ong Tàu cập cảng the harbour opened năm 2022 2023 sông Gianh Khammouane".split())
_TEXT = st.lists(_WORD, min_size=1, max_size=30).map(" ".join)


@settings(max_examples=25)
@given(
    texts=st.lists(st.tuples(_TEXT, st.integers(2021, 2024), st.booleans()), min_size=1, max_size=6),
    question=_TEXT,
    k=st.integers(1, 8),
    weights=st.tuples(st.floats(0, 2), st.floats(0, 2)),
    likes=st.none() | st.dictionaries(_WORD, st.floats(-9, 9), max_size=3),
)
def test_contributions_always_add_up(
    texts: list[tuple[str, int, bool]],
    question: str,
    k: int,
    weights: tuple[float, float],
    likes: dict[str, float] | None,
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as library:
        for n, (text, year, teaser) in enumerate(texts):
            library.put(f"{n}.txt", f"{text}.\nKhăm Muộn {text}", date(year, 1, 1), len(text) + 1 if teaser else -1)
        reranker = None if likes is None else FakeReranker(likes)
        told = explained(
            library,
            question,
            k,
            expect="0.txt",
            reranker=reranker,
            lexical_weight=weights[0],
            pair_weight=weights[1],
            candidates=2,
        )
    assert told.expected is not None
    assert told.expected.stage in STAGES


# How the question was understood ----------------------------------------------------------------------------------


def test_readings_are_told_with_their_scores(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    told = explained(library, "cho ban mat ong", expect="b.txt")
    assert [(r.text, r.how, r.taken) for r in told.readings] == [
        ("cho ban mat ong", "typed", False),
        ("chợ bán mật ong", "diacritics", True),
    ]
    typed, marked = (reading.best for reading in told.readings)
    assert typed is not None
    assert marked is not None
    assert typed < marked
    first = told.hits[0]
    assert marked == pytest.approx(first.hit.score - first.contributions["pairs"])  # pairs come with the text
    assert told.readings[1].expected == 1
    assert (told.candidates, told.passages, told.understood) == (3, 3, "chợ bán mật ong")


def test_confidence_is_told_with_its_signals(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    found = library.find("Tàu nào cập cảng lúc bình minh?")
    judged = explained(library, "Tàu nào cập cảng lúc bình minh?", refuse_below=0.25).judgement
    assert judged is not None
    assert judged.confidence == confidence(found)
    assert list(judged.signals) == list(SIGNALS[: -len(TOKEN_SIGNALS)])
    assert tuple(judged.signals.values()) == signals(found)
    assert (judged.threshold, judged.veto) == (0.25, None)
    vetoed = explained(library, "Vé tàu giá bao nhiêu tiền?").judgement
    assert vetoed is not None
    assert (vetoed.confidence, vetoed.veto) == (0.0, "money")


def test_confidence_in_a_few_foreign_words_is_told_as_it_is_judged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.put("a.txt", HARBOUR)
    monkeypatch.setattr("rag.answers.confidence.weigh", lambda values, *, keywords=False: 0.75 if keywords else 0.25)
    monkeypatch.setattr("rag.explaining.weigh", lambda values, *, keywords=False: 0.75 if keywords else 0.25)
    for question, sure in (("flood damage", 0.75), ("Tàu nào cập cảng lúc bình minh?", 0.25)):
        judged = explained(library, question).judgement
        assert judged is not None
        assert judged.confidence == confidence(library.find(question)) == sure


def test_confidence_is_judged_before_the_reranker(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    plain, anew = (
        explained(library, "Chợ bán mật ong ở đâu?", reranker=reranker)
        for reranker in (None, FakeReranker({"Tàu": 9.0}))
    )
    assert anew.hits[0].hit.source == "a.txt" != plain.hits[0].hit.source
    assert anew.judgement == plain.judgement is not None


# What became of a file --------------------------------------------------------------------------------------------


def test_found_or_cut_off(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    question = "Chợ bán mật ong ở đâu?"
    found = explained(library, question, 1, expect="b.txt").expected
    assert found is not None
    assert (found.stage, found.rank, found.by_meaning, found.by_words) == ("found", 1, 1, 1)
    assert found.best == explained(library, question, 1).hits[0]
    cut = explained(library, question, 1, expect="a.txt").expected
    assert cut is not None
    assert cut.best is not None
    assert (cut.stage, cut.rank, cut.best.hit) == ("cut_off", 2, library.search(question)[1])
    assert explained(library, question, 2, expect="a.txt").expected == Expected(
        "a.txt", "found", 2, cut.best, cut.by_meaning, cut.by_words
    )


def test_folded_into_another_file(library: Library) -> None:
    library.put("a.txt", TOLD)
    library.put("b.txt", MARKET)
    library.put("c.txt", f"{TOLD} (Theo báo)")
    told = explained(library, "Thuyền cá về bến nào?", expect="c.txt")
    assert told.expected is not None
    assert (told.expected.stage, told.expected.rank, told.expected.folded_into) == ("folded", None, "a.txt")
    assert [(e.hit.source, e.hit.also_in, e.gained) for e in told.hits] == [("a.txt", ("c.txt",), 0), ("b.txt", (), 1)]


def test_outscored_without_a_look_at_its_text(library: Library) -> None:
    for n in range(31):
        library.put(f"{n:02}.txt", f"Chợ bán mật ong số {n}.")
    library.put("low.txt", "Cảng bán cá.")
    expected = explained(library, "Chợ bán mật ong ở đâu?", expect="low.txt").expected
    assert expected is not None
    assert expected.best is not None
    assert (expected.stage, expected.rank, expected.best.read) == ("outscored", 32, False)
    assert (expected.by_meaning, expected.by_words) == (32, 32)
    assert expected.best.contributions["pairs"] == 0.0


def test_no_candidate_with_its_places(library: Library) -> None:
    for n in range(4):
        library.put(f"{n}.txt", f"Chợ bán mật ong số {n}.")
    library.put("low.txt", "Cảng bán cá.")
    library.put("none.txt", "Đèn biển.")
    low = explained(library, "Chợ bán mật ong?", expect="low.txt", candidates=3).expected
    assert low == Expected("low.txt", "no_candidate", by_meaning=5, by_words=5)
    none = explained(library, "Chợ bán mật ong?", expect="none.txt", candidates=3).expected
    assert none == Expected("none.txt", "no_candidate", by_meaning=6, by_words=None)


def test_out_of_scope_or_not_indexed(library: Library) -> None:
    library.put("xa/a*[b].txt", MARKET, date(2024, 1, 1))
    library.put("b.txt", HARBOUR, date(2024, 6, 1))
    library.store.set_failures([("hong.txt", "it is empty")])
    late = Scope(after=date(2024, 2, 1))
    told = explained(library, "Chợ bán mật ong?", scope=late, expect="xa/a*[b].txt")
    assert told.expected == Expected("xa/a*[b].txt", "out_of_scope")
    assert told.passages == 2
    assert explained(library, "Chợ bán mật ong?", expect="xa/a*[b].txt").hits[0].hit.source == "xa/a*[b].txt"
    gone = explained(library, "Chợ bán mật ong?", expect="xa/a").expected
    assert gone == Expected("xa/a", "not_indexed")
    unread = explained(library, "Chợ bán mật ong?", expect="hong.txt").expected
    assert unread == Expected("hong.txt", "not_indexed", unread="it is empty")


def test_an_empty_store_is_explained(library: Library) -> None:
    told = explained(library, "Cảng ở đâu?", expect="a.txt")
    assert (told.hits, told.judgement, told.expected) == ((), None, Expected("a.txt", "not_indexed"))
    assert [(reading.text, reading.best) for reading in told.readings] == [("Cảng ở đâu?", None)]


# The facade -------------------------------------------------------------------------------------------------------


def test_the_assistant_explains_what_it_finds(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("x/cho.txt", MARKET)
    folder.write("x/cang.txt", HARBOUR)
    with Assistant.open(folder.path, embedder=embedder, today=lambda: date(2024, 5, 6)) as assistant:
        before = assistant.explain("Chợ bán gì?", expect="x/cho.txt")
        assert before == Explanation("Chợ bán gì?", expected=Expected("x/cho.txt", "not_indexed"))
        assistant.sync()
        told = assistant.explain("Chợ bán mật ong?", 1, expect="x/cang.txt", sources=["x/cho.*"])
        [found] = assistant.search("Chợ bán mật ong?", 1)
        [explained] = told.hits
        assert replace(explained.hit, score=0, sentences=()) == replace(found, score=0, sentences=())
        assert explained.hit.score == pytest.approx(found.score)  # of another number of passages at once
        assert told.expected == Expected("x/cang.txt", "out_of_scope")
        assert assistant.explain(" ?! ") == Explanation(" ?! ")
        turns: list[Message] = [{"role": "user", "content": "Chợ bán mật ong ở đâu?"}]
        followed = assistant.explain("Khi nào?", history=turns)
        assert followed.question == assistant.ask("Khi nào?", turns).understood == "Chợ bán mật ong: Khi nào?"
        values = assistant.explain("Chợ bán mật ong năm nay?", expect="x/cho.txt").to_dict()
    assert json.loads(json.dumps(values))["expected"]["stage"] == "found"
    assert values["time"]["ranges"] == [["2024-01-01", "2024-12-31"]]


def test_what_was_searched_for_to_go_on_is_not_searched_for_again(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("cho.txt", MARKET)
    folder.write("cang.txt", HARBOUR)
    turns = [{"role": "user", "content": "Chợ bán mật ong ở đâu?"}, {"role": "assistant", "content": "…"}]
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        for question in ("Khi nào?", "Cảng Vũng Áng mở bến mới khi nào trong năm?"):
            embedder.queries.clear()
            told = assistant.explain(question, history=turns)
            assert embedder.queries.count(told.question) == 1
            assert told.hits


def test_a_greeting_is_no_part_of_what_is_explained(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("harbour.txt", "Cảng Vũng Áng mở bến mới vào tháng ba.")
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        plain = assistant.explain("Cảng Vũng Áng mở bến khi nào?")
        assert assistant.explain("Chào bạn, Cảng Vũng Áng mở bến khi nào? Cảm ơn nhé!") == plain


def test_another_list_is_explained_as_it_is_asked_for(assistant: Assistant, folder: Folder) -> None:
    folder.write("cảng.txt", HARBOUR)
    assistant.sync()
    turns = [{"role": "user", "content": "Tin tức về chợ phiên"}, {"role": "assistant", "content": "…"}]
    assert assistant.explain("Còn cảng mới?", history=turns).question == "Tin tức về cảng mới"
    assert assistant.ask("Còn cảng mới?", turns).understood == "Tin tức về cảng mới"


def test_two_questions_in_one_line_are_explained_one_after_the_other(assistant: Assistant, folder: Folder) -> None:
    folder.write("cảng.txt", HARBOUR)
    folder.write("chợ.txt", MARKET)
    assistant.sync()
    explained = assistant.explain("Tàu đầu tiên cập cảng lúc nào? Chợ bán gì?")
    assert [(side.question, side.hits[0].hit.source) for side in explained.sides] == [
        ("Tàu đầu tiên cập cảng lúc nào?", "cảng.txt"),
        ("Chợ bán gì?", "chợ.txt"),
    ]
