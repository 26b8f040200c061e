"""A reranker within a search: it takes the order over, and neither the scale, the time nor the refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEmbedder, FakeReranker, Folder
from library import Library, opened
from models import make_cross_encoder

from embeddings.reranker import CrossEncoderReranker, Reranker
from rag import Assistant, Config, ConfigError, Hit, ModelError
from rag.finding.query import Retrieved

QUESTION = "Chợ bán mật ong ở đâu?"
LINES = {
    "a.txt": "Chợ bán mật ong ở đầu dốc.",
    "b.txt": "Chợ bán mật ong và vải lanh.",
    "c.txt": "Chợ phiên họp sáng chủ nhật.",
    "d.txt": "Tàu cập cảng lúc bình minh.",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as made:
        for source, text in LINES.items():
            made.put(source, text)
        yield made


def found(library: Library, reranker: Reranker | None, question: str = QUESTION, k: int = 10) -> Retrieved:
    with library.store.snapshot() as snapshot:
        retriever = library.retriever(reranker)
        return retriever.search(question, snapshot, k)


def order(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.source for hit in hits]


def test_the_order_is_the_reranker_s_and_the_scores_are_those_that_were_there(library: Library) -> None:
    plain = found(library, None)
    assert (order(plain.hits), plain.unranked, plain.evidence) == (list(LINES), None, plain.hits)
    reranker = FakeReranker({"Tàu": 40.0, "lanh": 3.0, "dốc": -2.0, "phiên": -70.0})
    anew = found(library, reranker)
    assert order(anew.hits) == ["d.txt", "b.txt", "a.txt", "c.txt"]
    assert [hit.score for hit in anew.hits] == [hit.score for hit in plain.hits]
    assert anew.evidence == plain.hits  # what refusal is judged by
    assert reranker.asked == [(QUESTION, list(LINES.values()))]
    assert order(found(library, reranker, k=1).hits) == ["d.txt"]


def test_who_likes_all_alike_changes_nothing(library: Library) -> None:
    assert found(library, FakeReranker({})).hits == found(library, None).hits


def test_the_reading_that_was_taken_is_what_it_reads(library: Library) -> None:
    reranker = FakeReranker({})
    found(library, reranker, "cho ban mat ong o dau")
    assert [question for question, _ in reranker.asked] == ["chợ bán mật ong ở đâu"]


def test_nothing_found_asks_no_reranker(tmp_path: Path) -> None:
    reranker = FakeReranker({})
    with opened(tmp_path) as empty:
        assert found(empty, reranker).hits == ()
    assert reranker.asked == []


def test_the_year_asked_for_still_counts(tmp_path: Path) -> None:
    race = "Hội đua thuyền mở màn trên sông"
    with opened(tmp_path) as library:
        for year, word in ((2021, "xuân"), (2022, "hạ"), (2023, "đông")):
            library.put(f"{year}.txt", f"{race} mùa {word}.", date(year, 4, 29))
        reranker = FakeReranker({"xuân": 3.0, "đông": 2.0, "hạ": 1.0})
        assert order(found(library, reranker, f"{race} ở đâu?").hits) == ["2021.txt", "2023.txt", "2022.txt"]
        dated = found(library, reranker, f"{race} năm 2022 ở đâu?").hits
        assert order(dated) == ["2022.txt", "2021.txt", "2023.txt"]
        assert [hit.timely for hit in dated] == [True, False, False]


def test_a_passage_among_teasers_still_steps_back(tmp_path: Path) -> None:
    line = "Chợ bán mật ong."
    text = f"Chuyện chợ.\n{line}"
    with opened(tmp_path) as library:
        library.put("article.txt", text)
        library.put("teaser.txt", text, body_end=text.index("\n"))
        hits = [hit for hit in found(library, FakeReranker({line: 5.0})).hits if hit.text == line]
    assert order(tuple(hits)) == ["article.txt", "teaser.txt"]
    assert hits[0].score - hits[1].score == pytest.approx(0.06, abs=1e-9)


def test_only_the_best_30_are_read_and_the_rest_keep_their_place(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        for n in range(40):
            library.put(f"{n:02}.txt", f"Chợ bán mật ong, {'quầy ' * (n % 10)}số {n:02} dãy {n // 10}.")
        plain = found(library, None, k=40)
        reranker = FakeReranker({hit.text: float(place) for place, hit in enumerate(plain.hits)})
        anew = found(library, reranker, k=40)
    [(_, read)] = reranker.asked
    assert read == [hit.text for hit in plain.hits[:30]]
    assert order(anew.hits) == order(plain.hits[:30])[::-1] + order(plain.hits[30:])
    assert [hit.score for hit in anew.hits] == [hit.score for hit in plain.hits]


# A real one, and the facade ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("models") / "tiny-reranker", (QUESTION, *LINES.values()))


def test_a_real_cross_encoder_orders_as_it_predicts(library: Library, tiny: Path) -> None:
    from sentence_transformers import CrossEncoder

    plain = CrossEncoder(str(tiny), device="cpu", local_files_only=True)
    predicted = plain.predict([(QUESTION, text) for text in LINES.values()], show_progress_bar=False)
    expected = [list(LINES)[i] for i in np.argsort(-predicted)]
    assert expected != list(LINES)
    assert order(found(library, CrossEncoderReranker(tiny, device="cpu")).hits) == expected


def test_an_assistant_loads_the_reranker_that_is_named(folder: Folder, tiny: Path) -> None:
    folder.write_all(LINES)
    config = Config(reranker=str(tiny), device="cpu")
    with Assistant.open(folder.path, config=config, embedder=FakeEmbedder()) as assistant:
        assistant.sync()
        hits = assistant.search(QUESTION)
        scores = CrossEncoderReranker(tiny, device="cpu").scores(QUESTION, [hit.text for hit in hits])
    assert len(hits) == 4
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_an_assistant_takes_a_ready_one_and_refuses_as_without(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[list[str]] = []

    def confidence(found: Retrieved) -> float:
        judged.append([hit.source for hit in found.evidence])
        return 1.0 if found.evidence[0].source == "a.txt" else 0.0

    monkeypatch.setattr("rag.talk.replying.confidence", confidence)
    folder.write_all(LINES)
    reranker = FakeReranker({"Tàu": 9.0})
    with Assistant.open(folder.path, embedder=embedder, reranker=reranker) as assistant:
        assistant.sync()
        assert assistant.search(QUESTION)[0].source == "d.txt"
        answer = assistant.ask(QUESTION)
    assert answer.refused is False
    assert answer.hits[0].source == "d.txt"
    assert judged == [list(LINES)]


def test_a_reranker_that_cannot_be_had_is_said(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all(LINES)
    with Assistant.open(folder.path, config=Config(reranker="./nowhere"), embedder=embedder) as assistant:
        assistant.sync()  # it needs none
        with pytest.raises(ModelError, match=r"no model folder \./nowhere: name a folder with a CrossEncoder"):
            assistant.search(QUESTION)
    with pytest.raises(ConfigError, match="reranker is empty"):
        Config(reranker=" ")
