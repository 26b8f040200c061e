"""From a question to passages, over the fake model: every score by the formula of `rag/finding/scoring.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeTokenEmbedder, Folder
from library import BAKERY, CLOSE, HARBOUR, MARKET, TOLD, Library, opened

from rag import Assistant
from rag.datatypes import Hit, Scope
from rag.finding.centring import ReferenceMeans
from rag.finding.interaction import TokenCoder, asked_tokens, met
from rag.text.language import language_of


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        yield made


def by_text(hits: list[Hit]) -> dict[str, Hit]:
    return {hit.text: hit for hit in hits}


# Scores -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", [0.0, 0.2, 1.5])
def test_scores_are_the_formula(library: Library, weight: float) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    question = "Tàu nào cập cảng lúc bình minh?"
    hits = library.search(question, lexical_weight=weight)
    assert len(hits) == 3
    for hit in hits:
        assert hit.score == pytest.approx(library.expected(question, hit, weight), abs=CLOSE)
        _, cosines = library.cosines(question, hit.text, [s.text for s in hit.sentences])
        assert [s.similarity for s in hit.sentences] == pytest.approx(cosines, abs=CLOSE)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].text == HARBOUR.split("\n")[0]


def test_a_hit_says_where_it_stands(library: Library) -> None:
    library.put("xã/cảng.md", HARBOUR)
    best = library.search("Cảng nằm cạnh đèn biển.")[0]
    start = HARBOUR.index("\n") + 1
    assert (best.source, best.start, best.end, best.text) == ("xã/cảng.md", start, len(HARBOUR), HARBOUR[start:])
    assert (best.title, best.date, best.timely) == (HARBOUR.split("\n")[0], None, None)
    assert [(s.start, s.end, s.text) for s in best.sentences] == [(start, len(HARBOUR), "Cảng nằm cạnh đèn biển.")]
    assert best.sentences[0].similarity == pytest.approx(1.0, abs=2e-3)


def test_a_score_does_not_depend_on_what_else_was_found(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    question = "Chợ bán mật ong ở đâu?"
    everything = by_text(library.search(question))
    for k in (1, 2):
        for candidates in (1, 2, 100):
            for hit in library.search(question, k, candidates=candidates):
                assert hit.score == pytest.approx(everything[hit.text].score, abs=1e-9)


def test_no_more_than_asked_for(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    assert [hit.text for hit in library.search("mật ong", 1)] == [MARKET]
    assert len(library.search("mật ong", 2)) == 2


def test_an_empty_store_gives_nothing(library: Library) -> None:
    found = library.find("Cảng ở đâu?")
    assert (found.hits, found.query.text, found.query.understood) == ((), "Cảng ở đâu?", None)


def test_what_only_words_find_is_scored_as_the_rest(library: Library) -> None:
    # By meaning the first comes first: a vector that is all "mật". By words the second does: "ong" is rarer.
    near = "mật mật mật mật"
    library.put("near.txt", near)
    library.put("words.txt", "ong bay qua đồi chè xanh ngắt về tổ trên cây cao")
    for n in range(4):
        library.put(f"{n}.txt", f"mật số{n} loại{n}")
    question = "mật ong"
    found = by_text(library.search(question, candidates=1))
    assert len(found) == 2  # one of each way
    ong = found["ong bay qua đồi chè xanh ngắt về tổ trên cây cao"]
    assert ong.score == pytest.approx(library.expected(question, ong), abs=CLOSE)
    assert ong.sentences[0].similarity == pytest.approx(
        library.cosines(question, ong.text, [ong.text])[1][0], abs=CLOSE
    )
    assert found[near].score == pytest.approx(library.expected(question, found[near]), abs=CLOSE)


def test_a_passage_among_teasers_steps_back(library: Library) -> None:
    line = "Chợ bán mật ong."
    text = f"Chuyện chợ.\n{line}"
    library.put("article.txt", text)
    library.put("teaser.txt", text, body_end=text.index("\n"))
    hits = [hit for hit in library.search("Chợ bán mật ong.") if hit.text == line]
    assert [hit.source for hit in hits] == ["article.txt", "teaser.txt"]
    assert hits[0].score - hits[1].score == pytest.approx(0.06, abs=1e-9)


# Time -------------------------------------------------------------------------------------------------------------


def test_of_a_yearly_event_the_year_asked_for_comes_first(library: Library) -> None:
    race = "Hội đua thuyền mở màn trên sông."
    for year in (2021, 2022, 2023):
        library.put(f"{year}.txt", race, date(year, 4, 29))
    library.put("undated.txt", race)
    plain = library.search("Hội đua thuyền mở màn ở đâu?")
    assert {hit.score for hit in plain} == {plain[0].score}
    assert {hit.timely for hit in plain} == {None}
    asked = library.search("Hội đua thuyền mở màn năm 2022 ở đâu?")
    assert [(hit.source, hit.timely) for hit in asked[:2]] == [("2022.txt", True), ("undated.txt", None)]
    assert {(hit.source, hit.timely) for hit in asked[2:]} == {("2021.txt", False), ("2023.txt", False)}
    base = asked[1].score
    assert [hit.score - base for hit in asked] == pytest.approx([0.03, 0.0, -0.06, -0.06], abs=1e-9)


def test_last_year_is_counted_from_today(library: Library) -> None:
    race = "Hội đua thuyền mở màn trên sông."
    for year in (2023, 2024, 2025):
        library.put(f"{year}.txt", race, date(year, 4, 29))
    assert library.search("hội đua thuyền năm ngoái")[0].source == "2024.txt"
    assert library.search("hội đua thuyền năm nay")[0].source == "2025.txt"


def test_the_year_asked_for_is_looked_for_beyond_what_is_shown(library: Library) -> None:
    race = "Hội đua thuyền mở màn trên sông."
    for n in range(12):
        library.put(f"other-{n}.txt", race, date(2020, 1, 1))
    library.put("right.txt", f"{race} Năm nay đông.", date(2022, 1, 1))
    assert library.search("Hội đua thuyền mở màn trên sông", 1)[0].source != "right.txt"
    assert [hit.source for hit in library.search("Hội đua thuyền mở màn trên sông 2022", 1)] == ["right.txt"]


# Readings ---------------------------------------------------------------------------------------------------------


def test_a_question_without_diacritics_is_read_as_the_articles_spell_it(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    library.means.complete_questions()  # as a sync does
    library.model.queries.clear()
    found = library.find("cho ban mat ong")
    assert (found.query.text, found.query.understood) == ("chợ bán mật ong", "chợ bán mật ong")
    assert found.hits[0].source == "b.txt"
    assert library.model.queries == ["cho ban mat ong", "chợ bán mật ong"]  # both were embedded, at once
    assert found.hits[0].score == pytest.approx(library.expected("chợ bán mật ong", found.hits[0]), abs=CLOSE)


def test_a_reading_that_does_not_fit_better_is_not_taken(library: Library) -> None:
    library.put("marked.txt", "Bán vé. Bán cá. Bán rau. Bán gà. Bán quà.\nPhố cổ về khuya.")
    library.put("plain.txt", "Ban ve")  # an article without diacritics, which says just what was typed
    found = library.find("ban ve")
    assert (found.query.text, found.query.understood) == ("ban ve", None)
    assert found.hits[0].source == "plain.txt"


def test_a_common_word_stays_common_beside_articles_in_another_language(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    alone = library.find("chợ bán mật ong").query.match.idf.tolist()
    library.put("c.txt", BAKERY)
    beside = library.find("chợ bán mật ong").query.match
    assert beside.terms == ("chợ", "bán", "mật", "ong")
    assert beside.idf.tolist() == alone  # of three passages one has each, of four one would tell more


def test_a_question_with_diacritics_is_searched_for_as_it_is(library: Library) -> None:
    library.put("b.txt", MARKET)
    library.means.complete_questions()
    library.model.queries.clear()
    found = library.find("chợ ban mat ong")
    assert (found.query.text, found.query.understood) == ("chợ ban mat ong", None)
    assert library.model.queries == ["chợ ban mat ong"]


def test_an_english_question_keeps_its_words_and_gets_the_names_marks(library: Library) -> None:
    library.put("a.txt", "Hội chợ ở Hà Nội. Hà Nội đông vui. Bán vé ở cổng. Đến thì bán.")
    found = library.find("Where in Ha Noi did they ban the den?")
    assert found.query.text == found.query.understood == "Where in Hà Nội did they ban the den?"
    assert library.find("Where did they ban the den?").query.understood is None


def test_a_language_that_is_known_need_not_be_told(library: Library) -> None:
    library.put("a.txt", "Bán vé ở cổng. Đến thì bán.")
    with library.store.snapshot() as snapshot:
        told = library.retriever().search("ban den", snapshot, 10)
        known = library.retriever().search("ban den", snapshot, 10, language="en")
    assert (told.query.language, told.query.text) == ("vi", "bán đến")
    assert (known.query.language, known.query.text) == ("en", "ban den")  # no marks for English words


def test_words_without_the_time_are_the_topic(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    query = library.find("Cảng mở cửa năm 2024?").query
    assert query.match.terms == ("cảng", "mở", "cửa", "năm", "2024")
    assert query.topic.terms == ("cảng", "mở", "cửa")
    assert query.vector.shape == (32,)
    assert float(np.linalg.norm(query.vector)) == pytest.approx(1.0)


# Languages --------------------------------------------------------------------------------------------------------


def test_in_a_folder_of_two_languages_a_passage_loses_what_its_language_gives_it(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    library.put("c.txt", BAKERY)
    question = "Who won the silver medal?"
    found = library.find(question)
    hits = found.hits
    lines = {text: language_of(text) for text in (*HARBOUR.split("\n"), MARKET, BAKERY)}
    assert sorted(lines.values()) == ["en", "vi", "vi", "vi"]
    cosines = {text: library.cosines(question, text, [text])[0] for text in lines}
    at_large = sum(cosines.values()) / 4
    for hit in hits:
        own = [cosines[text] for text, language in lines.items() if language == lines[hit.text]]
        offset = (sum(own) / len(own) - at_large) * len(own) / (len(own) + 2)  # two: few are moved less
        offset *= 2 if offset > 0 else 1.0
        # The sums of a language are of packed vectors, whose lengths are not quite 1
        assert hit.score == pytest.approx(library.expected(question, hit) - offset / 1.14, abs=1e-4)
        assert found.query.offsets[lines[hit.text]] == pytest.approx(offset / 1.14, abs=1e-4)
        _, of_sentences = library.cosines(question, hit.text, [s.text for s in hit.sentences])
        assert [s.similarity for s in hit.sentences] == pytest.approx(of_sentences, abs=CLOSE)


def test_a_question_in_lao_finds_its_own_language_first(library: Library) -> None:
    library.put("a.txt", MARKET)
    library.put("b.txt", "ປີ້ເຂົ້າຊົມລາຄາ 10.000 ກີບ.")
    found = library.find("ປີ້ເຂົ້າຊົມລາຄາເທົ່າໃດ?")
    assert found.query.offsets == {}
    for hit in found.hits:
        assert hit.score == pytest.approx(library.expected("ປີ້ເຂົ້າຊົມລາຄາເທົ່າໃດ?", hit), abs=1e-4)


def test_what_any_question_is_near_to_counts_for_less(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    library.put("b.txt", MARKET)
    question = "Chợ phiên họp ở đâu?"
    plain = by_text(library.search(question))
    common = library.means.questions("vi") / 2
    with library.store.snapshot() as snapshot:
        hits = library.retriever(centre_weight=0.5).search(question, snapshot, 9).hits
        passages = snapshot.chunks(snapshot.chunk_ids())
    mean = np.mean([common @ record.vector for record in passages])
    for hit in hits:
        vector, sentences = library.kept(hit.text, [s.text for s in hit.sentences])
        [asked] = library.model.embed_queries([question])
        without = (sentences @ (asked - common)).max() - (sentences @ asked).max()
        moved = (-0.4 * (common @ vector) + 0.6 * without + mean) / 1.14
        assert hit.score == pytest.approx(plain[hit.text].score + moved, abs=1e-4)


# Duplicates and scope ---------------------------------------------------------------------------------------------


def test_a_story_told_twice_takes_one_place(library: Library) -> None:
    library.put("a.txt", TOLD)
    library.put("b.txt", MARKET)
    library.put("c.txt", f"{TOLD} (Theo báo)")
    hits = library.search("Thuyền cá về bến nào?")
    assert [(hit.source, hit.also_in) for hit in hits] == [("a.txt", ("c.txt",)), ("b.txt", ())]
    library.store.remove("a.txt")
    assert [(hit.source, hit.also_in) for hit in library.search("Thuyền cá về bến nào?", 1)] == [("c.txt", ())]


@pytest.mark.parametrize(
    ("scope", "sources"),
    [
        (Scope(), {"chợ/a.txt", "chợ/b.txt", "c.txt"}),
        (Scope(after=date(2024, 5, 1)), {"chợ/b.txt"}),
        (Scope(before=date(2024, 4, 30)), {"chợ/a.txt"}),
        (Scope(after=date(2024, 4, 30), before=date(2024, 5, 1)), {"chợ/a.txt", "chợ/b.txt"}),
        (Scope(sources=("chợ",)), {"chợ/a.txt", "chợ/b.txt"}),
        (Scope(sources=("chợ/",)), {"chợ/a.txt", "chợ/b.txt"}),
        (Scope(sources=("*.txt",)), {"chợ/a.txt", "chợ/b.txt", "c.txt"}),
        (Scope(sources=("c.txt", "chợ/b.*")), {"chợ/b.txt", "c.txt"}),
        (Scope(sources=("' OR 1 --",)), set()),
    ],
)
def test_only_articles_of_the_scope_are_found(library: Library, scope: Scope, sources: set[str]) -> None:
    library.put("chợ/a.txt", "Chợ phiên họp sáng sớm.", date(2024, 4, 30))
    library.put("chợ/b.txt", "Chợ phiên bán mật ong.", date(2024, 5, 1))
    library.put("c.txt", "Chợ phiên ở cạnh sông.")
    with library.store.snapshot() as snapshot:
        found = library.retriever().search("Chợ phiên", snapshot, 9, scope)
    assert {hit.source for hit in found.hits} == sources


# Words across languages -------------------------------------------------------------------------------------------

GRID = "Lưới điện miền núi mất điện ba ngày sau bão."
WATER = "Nhà máy nước miền núi ngừng ba ngày sau bão."


def beyond(model: FakeTokenEmbedder, question: str, better: str, worse: str) -> float:
    """By how much better one passage meets the question's tokens than another."""
    means = ReferenceMeans(model)
    coder, mean = TokenCoder(model, means), means.question_tokens(language_of(question))
    assert mean is not None
    [asked] = model.embed_queries_and_tokens([question])[1]
    codes = [code for _, code in coder.embed([better, worse], [[], []])]
    first, second = met(asked_tokens(asked.vectors, mean), codes, [0, 0]).found
    return float(first.mean() - second.mean())


def test_words_meet_those_of_another_language(folder: Folder) -> None:
    """Both lines are equally far from the question by meaning and by words: only their tokens tell."""
    folder.write_all({"grid.txt": GRID, "water.txt": WATER})
    question = "why did the electricity fail"
    for meaning, best in (("điện", "grid.txt"), ("nước", "water.txt")):
        model = FakeTokenEmbedder({"electricity": meaning})
        with Assistant.open(folder.path, folder.path.parent / meaning, embedder=model) as assistant:
            assistant.sync()
            told = assistant.explain(question)
        assert told.hits[0].hit.source == best
        gap = beyond(model, question, told.hits[0].hit.text, told.hits[1].hit.text)
        # What the second has is noise: of those after the best there is no other
        assert told.hits[0].contributions["tokens"] == pytest.approx(0.4 * gap / 1.14, abs=1e-6)
        assert told.hits[1].contributions["tokens"] == pytest.approx(0.0, abs=1e-6)


def test_in_one_language_words_themselves_tell_more(folder: Folder) -> None:
    folder.write_all({"grid.txt": GRID, "water.txt": WATER})
    model = FakeTokenEmbedder({"mạng": "điện"})
    with Assistant.open(folder.path, embedder=model) as assistant:
        assistant.sync()
        told = assistant.explain("mạng nào ở miền núi?")
    grid, water = sorted(told.hits, key=lambda explained: explained.hit.source)
    gap = beyond(model, "mạng nào ở miền núi?", grid.hit.text, water.hit.text)
    assert gap > 0.1
    assert grid.contributions["tokens"] == pytest.approx(0.25 * 0.4 * gap / 1.14, abs=1e-6)


def test_what_each_token_meets_is_kept_for_each_passage(folder: Folder) -> None:
    folder.write_all({"grid.txt": GRID, "water.txt": WATER})
    model = FakeTokenEmbedder({"electricity": "điện"})
    with Assistant.open(folder.path, embedder=model) as assistant:
        assistant.sync()
        found = assistant._index.retrieve("why did the electricity fail", 10, today=date(2024, 1, 1))
    assert found is not None
    grid, water = (found.query.meets(hit) for hit in found.evidence)
    assert [hit.source for hit in found.evidence] == ["grid.txt", "water.txt"]
    assert grid.shape == water.shape == (1, 5)  # one sentence each, five words
    assert (grid - water)[0, 3] > 0.3  # "electricity" is met by one of them
    assert np.abs(grid - water)[0, [0, 1, 2, 4]].max() < 0.3
    assert found.query.telling is not None
    assert found.query.telling[[0, 1, 2]].tolist() == [0.0, 0.0, 0.0]
    assert found.query.telling[3:] == pytest.approx([0.5, 0.5])  # neither is in any passage, nor in many questions


def test_a_model_without_tokens_meets_nothing(library: Library) -> None:
    library.put("a.txt", HARBOUR)
    found = library.find("Tàu nào cập cảng?")
    assert found.query.telling is None
    assert [found.query.meets(hit).shape for hit in found.hits] == [(0, 0)] * 2
