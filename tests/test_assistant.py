"""The facade, over real files, SQLite and FAISS, with a model whose cosines are known."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fakes import ANSWERING, ARTICLES, FERRY, FakeEmbedder, Folder
from stored import assert_same, contents, store_path

import rag
from embeddings.embedder import SentenceTransformerEmbedder
from embeddings.errors import ModelNotFoundError
from rag import (
    Answer,
    ArticlesFolderError,
    Assistant,
    Config,
    ConfigError,
    DataDirError,
    DocumentNotFoundError,
    FingerprintMismatchError,
    Hit,
    Message,
    ModelError,
    Progress,
    StoreError,
    SyncBusyError,
    SyncReport,
)
from rag.answers.generating import Statement
from rag.finding.references import QUESTIONS


@pytest.fixture
def assistant(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    """Synced over three articles."""
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, config=ANSWERING, embedder=embedder) as opened:
        opened.sync()
        yield opened


def assert_cited(assistant: Assistant, answer: Answer) -> None:
    """Every marker has its citation, every citation stands in its article."""
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
    assert sorted(set(markers)) == [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote
        assert citation.quote in answer.text


# Opening ----------------------------------------------------------------------------------------------------------


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(ArticlesFolderError, match="no such folder") as caught:
        Assistant.open(tmp_path / "gone")
    assert caught.value.folder == tmp_path / "gone"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(ArticlesFolderError, match="this is a file"):
        Assistant.open(tmp_path / "a.txt")


def test_a_folder_that_goes_away_leaves_the_index_alone(assistant: Assistant, folder: Folder, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere"
    folder.path.rename(kept)
    with pytest.raises(ArticlesFolderError, match="no such folder"):
        assistant.sync()
    assert not folder.path.exists()  # nor is it made
    # The index went with it: that is what is told, not that there are no articles.
    for asked in (
        lambda: assistant.ask("Cầu dài bao nhiêu mét?"),
        lambda: assistant.document(next(iter(ARTICLES))),
        assistant.status,
    ):
        with pytest.raises(ArticlesFolderError, match="no such folder"):
            asked()
    kept.rename(folder.path)
    assert assistant.status().documents == len(ARTICLES)
    assert assistant.sync().unchanged == tuple(sorted(ARTICLES))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda it: it.ask(None), "the question is None: give a text"),
        (lambda it: it.search(5), "the question is 5: give a text"),
        (lambda it: it.explain(b"a"), "the question is b'a': give a text"),
        (lambda it: list(it.stream(["a"])), "the question is ['a']: give a text"),
        (lambda it: it.search("phà", None), "k is None: give a whole number"),
        (lambda it: it.explain("phà", "3"), "k is '3': give a whole number"),
        (lambda it: it.examples(2.5), "n is 2.5: give a whole number"),
        (lambda it: it.suggestions("2"), "n is '2': give a whole number"),
        (lambda it: it.document(None), "the article is None: name it by a text or a path"),
        (lambda it: it.explain("phà", expect=5), "the article is 5: name it by a text or a path"),
        (lambda it: Assistant.open(None), "folder is None: name a folder by a text or a path"),
        (lambda it: Assistant.open("a\0b"), r"folder is 'a\x00b': name a folder by a text or a path"),
        (lambda it: Assistant.open(".", "\ud800"), r"data_dir is '\ud800': name a folder by a text or a path"),
    ],
)
def test_what_is_nothing_of_the_kind_is_said(assistant: Assistant, call: Callable[[Any], object], said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)):
        call(assistant)


def test_a_name_that_no_file_can_have_is_of_no_article(assistant: Assistant) -> None:
    with pytest.raises(DocumentNotFoundError, match=r"no article '\\\\ud800\\x00' is indexed"):
        assistant.document("\ud800\0")
    expected = assistant.explain("phà", expect="\ud800").expected
    assert expected is not None
    assert (expected.source, expected.stage) == (r"\ud800", "not_indexed")
    assert assistant.document(Path("b") / "ferry.txt").source == "b/ferry.txt"


def test_opening_loads_no_model_and_writes_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(SentenceTransformerEmbedder, "__init__", refuse)
    with Assistant.open(str(folder.path)) as assistant:
        status = assistant.status()
        assert assistant.examples() == []
        with pytest.raises(DocumentNotFoundError):
            assistant.document("a.txt")
        assert (status.documents, status.chunks, status.fingerprint, status.last_sync) == (0, 0, None, None)
        assert status.folder == str(folder.path)
        assert status.data_dir == str(folder.path / ".hoibao")
    assert list(folder.path.iterdir()) == []


def test_a_model_that_is_not_there_is_said_before_anything_is_read(folder: Folder, tmp_path: Path) -> None:
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, config=Config(model=str(tmp_path / "no" / "model"))) as assistant:
        with pytest.raises(ModelError, match="no model folder"):
            assistant.sync()
        assert assistant.status().documents == 0
    with Assistant.open(folder.path, embedder=FakeEmbedder()) as working:
        working.sync()
    with (
        Assistant.open(folder.path, config=Config(model=str(tmp_path / "no" / "model"))) as assistant,
        pytest.raises(ModelError),
    ):
        assistant.ask("đèn lồng")


def test_a_closed_assistant_opens_again_when_it_is_used(assistant: Assistant) -> None:
    assistant.close()
    assistant.close()
    assert assistant.search("bến phà ngừng chạy")[0].source == "b/ferry.txt"
    assert assistant.sync().unchanged == tuple(sorted(ARTICLES))


def test_a_home_folder_is_understood(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder.write_all(ARTICLES)
    monkeypatch.setenv("HOME", str(folder.path.parent))
    with Assistant.open("~/articles", "~/index", embedder=embedder) as assistant:
        assistant.sync()
    assert (tmp_path / "index" / "current").is_file()
    assert not (folder.path / ".hoibao").exists()


# Searching and asking ---------------------------------------------------------------------------------------------


def test_search_finds_the_passage_and_its_sentences(assistant: Assistant) -> None:
    hits = assistant.search("Sương mù dày làm tầm nhìn xuống dưới ba mươi mét.", k=2)
    assert len(hits) == 2
    best = hits[0]
    document = assistant.document("b/ferry.txt")
    assert (best.source, best.title) == ("b/ferry.txt", "Bến phà ngừng chạy vì sương mù")
    assert document.text[best.start : best.end] == best.text
    assert hits[0].score > hits[1].score
    similar = max(best.sentences, key=lambda s: s.similarity)
    assert similar.text == "Sương mù dày làm tầm nhìn xuống dưới ba mươi mét."
    assert similar.similarity == pytest.approx(1.0, abs=0.05)  # word for word, less what any question would have
    assert similar.similarity == max(s.similarity for hit in hits for s in hit.sentences)
    for sentence in best.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text


def test_what_questions_have_in_common_is_embedded_by_the_first_sync_alone(folder: Folder) -> None:
    folder.write_all(ARTICLES)
    first, later = FakeEmbedder(), FakeEmbedder()
    with Assistant.open(folder.path, embedder=first) as assistant:
        assistant.sync()
        expected = assistant.search("đèn lồng")
    assert first.queries == [*(text for some in QUESTIONS.values() for text in some), "đèn lồng"]
    with Assistant.open(folder.path, embedder=later) as assistant:
        assert assistant.search("đèn lồng") == expected
        assistant.sync()
    assert later.queries == ["đèn lồng"]


@pytest.mark.parametrize("k", [0, -1])
def test_search_for_nothing_finds_nothing(assistant: Assistant, k: int) -> None:
    assert assistant.search("đèn lồng", k=k) == []


def test_a_question_is_answered_by_the_sentence_that_says_so(assistant: Assistant) -> None:
    answer = assistant.ask("Ban tổ chức treo bao nhiêu chiếc đèn lồng giấy?")
    assert not answer.refused
    assert "Ban tổ chức treo bảy trăm chiếc đèn lồng giấy." in [c.quote for c in answer.citations]
    first = answer.citations[0]
    assert (first.source, first.title, first.date) == ("a/lantern.txt", "Lễ hội đèn lồng ở phố cũ", "3/9/2025")
    assert answer.question == "Ban tổ chức treo bao nhiêu chiếc đèn lồng giấy?"
    assert answer.understood is None
    assert answer.hits[0].source == "a/lantern.txt"
    assert_cited(assistant, answer)


def test_a_question_without_diacritics_is_understood(assistant: Assistant) -> None:
    answer = assistant.ask("ben pha ngung chay vi suong mu")
    assert answer.understood == "bến phà ngừng chạy vì sương mù"
    assert answer.citations[0].source == "b/ferry.txt"
    assert_cited(assistant, answer)


def test_an_english_question_is_answered(assistant: Assistant) -> None:
    answer = assistant.ask("Which medal did the old bakery win on Sunday?")
    assert "The old bakery won a silver medal on Sunday." in [c.quote for c in answer.citations]
    assert answer.understood is None
    assert_cited(assistant, answer)


def test_an_answer_grows_and_ends_as_ask_gives_it(assistant: Assistant) -> None:
    question = "Bến phà ngừng chạy, sương mù dày làm tầm nhìn xuống, hành khách được chuyển sang đường bộ"
    grown = list(assistant.stream(question))
    assert grown[-1] == assistant.ask(question)
    for shorter, longer in pairwise(grown):
        assert longer.text.startswith(shorter.text)
        assert longer.citations[: len(shorter.citations)] == shorter.citations
    for part in grown:
        assert_cited(assistant, part)


def test_an_answer_is_plain_values_for_json(assistant: Assistant) -> None:
    answer = assistant.ask("đèn lồng giấy")
    values = answer.to_dict()
    assert "hits" not in values
    assert values["text"] == answer.text
    assert values["citations"][0]["quote"] == answer.citations[0].quote


def test_a_low_confidence_is_a_refusal_that_shows_what_was_near(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, config=Config(refuse_below=1.0), embedder=embedder) as assistant:
        assistant.sync()
        answer = assistant.ask("Who discovered the moons of Neptune?")
    assert answer.refused
    assert answer.citations == ()
    head, more = answer.text.split("\n")
    assert head == "The articles do not answer this question."
    assert more == (
        "Looked for: “Who discovered the moons of Neptune?”."
        f" Nearest article: “{answer.hits[0].title}” ({answer.hits[0].source})."
    )
    assert {hit.source for hit in answer.hits} == set(ARTICLES)


def test_before_the_first_sync_it_says_that_nothing_is_indexed(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assert assistant.search("đèn lồng") == []
        answer = assistant.ask("What is a lantern?")
        assert (answer.refused, answer.text) == (
            True,
            "No article is indexed yet: put some into the folder and read it again.",
        )


def test_an_empty_folder_is_answered_the_same(folder: Folder, embedder: FakeEmbedder) -> None:
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        assert assistant.search("đèn lồng") == []
        assert assistant.ask("Đèn lồng ở đâu?").text.startswith("Chưa có bài báo nào")
        assert assistant.status().last_sync is not None


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   \n\t ",
        "?!… — “”",
        "...",
        "😀😀",
        "\u200b\u200d\ufeff",
        "\x00",
        "\ud800",
    ],
)
def test_a_question_without_words_is_asked_for_again(
    assistant: Assistant, embedder: FakeEmbedder, question: str
) -> None:
    before = list(embedder.queries)
    answer = assistant.ask(question)
    assert answer.refused
    assert "Please type a question" in answer.text
    assert answer.question == question
    assert (answer.citations, answer.hits) == ((), ())
    assert assistant.search(question) == []
    assert embedder.queries == before


@pytest.mark.parametrize(
    "question",
    [
        "đèn lồng " * 12_000,
        "x" * 100_000,
        "đ" * 100_000,
        "ກ" * 100_000,
        "a b " * 25_000,
        "?" * 50_000 + "phà" + "!" * 50_000,
        " " * 100_000 + "phà",
    ],
)
def test_a_question_of_a_hundred_thousand_characters(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.question == question
    assert_cited(assistant, answer)
    assistant.search(question)


@pytest.mark.parametrize(
    "question",
    [
        'đèn" OR "lồng',
        "đèn AND lồng NOT phà",
        "NEAR(đèn lồng, 5)",
        "terms: đèn",
        "đèn* ^lồng -phà +x",
        "'; DROP TABLE documents; --",
        "{đèn lồng} : (phà)",
        "AND",
        "NOT",
        "OR OR OR",
        '"""',
        "x\x00y đèn",
        "đèn \ud800 lồng",
        "% _ [a-z] \\",
        "${đèn} {{lồng}} <b>phà</b>",
    ],
)
def test_a_question_is_never_an_expression(assistant: Assistant, question: str) -> None:
    assert_cited(assistant, assistant.ask(question))
    assistant.search(question)
    assert assistant.status().documents == 3


@pytest.mark.parametrize(
    "question", ["ᚠᚢᚦᚨᚱᚲ", "किताब कहाँ है", "где пекарня", "أين المخبز", "𐍈𐌰𐌹", "𝓫𝓪𝓴𝓮𝓻𝔂", "パン屋はどこ", "ཀ", "１２３"]
)
def test_a_question_in_an_unknown_script_is_no_error(assistant: Assistant, question: str) -> None:
    assert_cited(assistant, assistant.ask(question))
    assert len(assistant.search(question, k=2)) == 2


def test_letters_may_be_composed_or_not(assistant: Assistant) -> None:
    question = "Bến phà ngừng chạy từ mấy giờ sáng?"
    composed, decomposed = (unicodedata.normalize(form, question) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert assistant.ask(composed).citations == assistant.ask(decomposed).citations


def test_a_generator_of_one_s_own_is_given_the_hits(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all(ARTICLES)
    seen: list[tuple[str, list[Message]]] = []

    class Shout:
        def generate(self, query: object, hits: Sequence[Hit], history: Sequence[Message]) -> Iterator[Statement]:
            seen.append((query.text, list(history)))  # type: ignore[attr-defined]
            sentence = hits[0].sentences[-1]
            yield Statement(sentence.text.upper(), hits[0], sentence)

    history: list[Message] = [{"role": "user", "content": "Xin chào"}]
    with Assistant.open(folder.path, config=ANSWERING, embedder=embedder, generator=Shout()) as assistant:
        assistant.sync()
        answer = assistant.ask("hành khách được chuyển sang đường bộ", history)
    assert answer.text == "HÀNH KHÁCH ĐƯỢC CHUYỂN SANG ĐƯỜNG BỘ. [1]"
    assert answer.citations[0].quote == "Hành khách được chuyển sang đường bộ."
    assert seen[0][1] == history


def test_examples_ask_about_articles(assistant: Assistant) -> None:
    assert set(assistant.examples()) == {
        "Các bài báo nói gì về “Lễ hội đèn lồng ở phố cũ”?",
        "Các bài báo nói gì về “Bến phà ngừng chạy vì sương mù”?",
        "What do the articles say about “Bakery wins a medal”?",
    }
    assert assistant.examples(1) == ["Các bài báo nói gì về “Lễ hội đèn lồng ở phố cũ”?"]  # the only one with a date
    assert assistant.examples(0) == []


def test_status_says_what_is_indexed(assistant: Assistant, folder: Folder) -> None:
    folder.write("bad.txt", b"")
    assistant.sync()
    status = assistant.status()
    assert status.documents == 3
    assert status.chunks == len(contents(store_path(folder.path / ".hoibao")).chunks)
    assert status.fingerprint is not None
    assert status.fingerprint.startswith("fake@1")
    files = [p for p in store_path(folder.path / ".hoibao").parent.iterdir() if not p.name.endswith("-shm")]
    assert status.size_bytes >= sum(p.stat().st_size for p in files) > 1000
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", status.last_sync or "")
    assert [source for source, _ in status.failed] == ["bad.txt"]


def test_status_may_be_asked_for_while_files_come_and_go(assistant: Assistant, folder: Folder) -> None:
    left = store_path(folder.path / ".hoibao").parent / ".vectors.faiss-0x3s.tmp"
    left.symlink_to("renamed-meanwhile")  # listed, but gone when it is looked at
    assert assistant.status().documents == 3


def test_ask_opens_syncs_and_answers(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder.write_all(ARTICLES)
    monkeypatch.setattr(SentenceTransformerEmbedder, "bundled", classmethod(lambda cls, device=None: embedder))
    answer = rag.ask("hành khách được chuyển sang đâu", folder.path, data_dir=tmp_path / "index", config=ANSWERING)
    assert "Hành khách được chuyển sang đường bộ." in answer.text
    assert (tmp_path / "index").is_dir()
    nowhere = rag.ask("chuyển sang đâu", folder.path, data_dir=tmp_path / "index", config=ANSWERING, after="2999-01-01")
    assert (nowhere.refused, nowhere.text) == (True, "Không có bài báo nào trong giới hạn này.")


def test_a_broken_bundled_model_is_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(cls: type, *, device: str | None) -> None:
        raise ModelNotFoundError("install it with pip")

    monkeypatch.setattr(SentenceTransformerEmbedder, "bundled", classmethod(refuse))
    with pytest.raises(ModelError, match="install it with pip"):
        rag.ask("x", folder.path)


# New, changed and deleted articles --------------------------------------------------------------------------------


def test_another_assistant_sees_new_documents_on_its_next_question(
    assistant: Assistant, folder: Folder, embedder: FakeEmbedder
) -> None:
    with Assistant.open(folder.path, config=ANSWERING, embedder=FakeEmbedder()) as other:
        assert other.search("trạm khí tượng")[0].score < 0.4
        folder.write("new.txt", "Trạm khí tượng trên núi\n\nTrạm khí tượng đo gió giật cấp mười.\n")
        assistant.sync()
        assert other.search("trạm khí tượng")[0].source == "new.txt"
        assert "Trạm khí tượng đo gió giật cấp mười." in other.ask("Trạm khí tượng đo gió giật cấp mấy?").text
        folder.remove("new.txt")
        assistant.sync()
        assert "new.txt" not in {hit.source for hit in other.search("trạm khí tượng", k=100)}


def test_nothing_is_answered_from_a_deleted_file(assistant: Assistant, folder: Folder) -> None:
    question = "Ban tổ chức treo bao nhiêu chiếc đèn lồng giấy?"
    assert assistant.ask(question).citations[0].source == "a/lantern.txt"
    folder.remove("a/lantern.txt")
    assistant.sync()
    answer = assistant.ask(question)
    assert "đèn lồng" not in answer.text
    assert "a/lantern.txt" not in {hit.source for hit in answer.hits}
    assert assistant.ask("den long giay").understood is None  # its words are forgotten too
    with pytest.raises(DocumentNotFoundError, match=r"a/lantern\.txt"):
        assistant.document("a/lantern.txt")


def test_nothing_is_answered_from_an_old_version(assistant: Assistant, folder: Folder) -> None:
    folder.write("b/ferry.txt", FERRY.replace("ba mươi mét", "tám mươi mét"))
    assistant.sync()
    answer = assistant.ask("Sương mù dày làm tầm nhìn xuống dưới bao nhiêu mét?")
    assert "tám mươi mét" in answer.text
    assert "ba mươi mét" not in answer.text
    assert_cited(assistant, answer)


@pytest.mark.parametrize(
    "name",
    [
        "🎉 tin vui 🇻🇳.txt",
        'it\'s "quoted" `name`.txt',
        "two\nlines\r.txt",
        "<img src=x onerror=alert(1)>.txt",
        "-rf.txt",
        "a%20b&c=d?e#f.txt",
        "back\\slash.txt",
        "  spaces  .txt",
        "x" * 240 + ".txt",
        "ບົດຂ່າວ.md",
        "a'; DROP TABLE documents; --.txt",
        "dir.txt/inner.txt",
        "C:/Windows/a.txt",
        unicodedata.normalize("NFD", "Tiếng Việt.txt"),
        "TIN.TXT",
    ],
)
def test_any_file_name_can_be_cited(assistant: Assistant, folder: Folder, name: str) -> None:
    folder.write(name, "Tên lạ\n\nChim hồng hạc đậu kín đầm nước mặn.\n")
    assert assistant.sync().added == (name,)
    answer = assistant.ask("Chim hồng hạc đậu ở đâu?")
    assert answer.citations[0].source == name
    assert assistant.document(name).title == "Tên lạ"
    assert_cited(assistant, answer)
    folder.remove(name)
    assert assistant.sync().removed == (name,)


def test_a_file_name_that_is_no_text_is_reported(assistant: Assistant, folder: Folder) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder.path) + b"/b\xff.txt")).write_text("Chim hồng hạc.")
    except OSError:
        return  # the file system takes no such name, so nobody can have one
    report = assistant.sync()
    assert [source for source, _ in report.failed] == ["b\\xff.txt"]
    assert assistant.status().failed == report.failed


# Another model ----------------------------------------------------------------------------------------------------


def test_vectors_of_two_models_are_never_mixed(assistant: Assistant, folder: Folder) -> None:
    before = contents(store_path(folder.path / ".hoibao"))
    with Assistant.open(folder.path, config=ANSWERING, embedder=FakeEmbedder(fingerprint="fake@2")) as other:
        for use in (other.sync, lambda: other.ask("đèn lồng"), lambda: other.search("đèn lồng")):
            with pytest.raises(FingerprintMismatchError, match="--rebuild") as caught:
                use()
            assert caught.value.stored.startswith("fake@1")
            assert caught.value.wanted.startswith("fake@2")
        assert other.status().documents == 3  # what needs no model still works
        assert other.document("bakery.md").title == "Bakery wins a medal"
    assert_same(before, contents(store_path(folder.path / ".hoibao")))
    assert assistant.search("đèn lồng")[0].source == "a/lantern.txt"


def test_other_chunks_are_another_index(assistant: Assistant, folder: Folder) -> None:
    with (
        Assistant.open(folder.path, config=Config(chunk_tokens=20), embedder=FakeEmbedder()) as other,
        pytest.raises(FingerprintMismatchError, match=r"256[\s\S]*20"),
    ):
        other.sync()


def test_the_old_index_answers_until_the_new_one_is_complete(assistant: Assistant, folder: Folder) -> None:
    new_model = FakeEmbedder(64, fingerprint="fake@2")
    new_model.pause_at = 5
    folder.write("late.txt", "Tin đến muộn\n\nTin này chưa có trong chỉ mục cũ.\n")
    with Assistant.open(folder.path, config=ANSWERING, embedder=new_model) as other:
        reports: list[SyncReport] = []
        thread = threading.Thread(target=lambda: reports.append(other.sync(rebuild=True)))
        thread.start()
        try:
            assert new_model.paused.wait(20)
            assert assistant.search("đèn lồng")[0].source == "a/lantern.txt"
            assert assistant.ask("đèn lồng giấy").citations[0].source == "a/lantern.txt"
            assert assistant.status().documents == 3
            assert "late.txt" not in {hit.source for hit in assistant.search("tin đến muộn")}
            with pytest.raises(FingerprintMismatchError):
                other.search("đèn lồng")
        finally:
            new_model.resume.set()
            thread.join()
        assert reports[0].added == tuple(sorted([*ARTICLES, "late.txt"]))
        assert other.search("tin đến muộn")[0].source == "late.txt"
        assert (other.status().fingerprint or "").startswith("fake@2")
    with pytest.raises(FingerprintMismatchError):
        assistant.search("đèn lồng")
    assert len(list((folder.path / ".hoibao").glob("store-*"))) == 1  # the old one is gone


@pytest.mark.usefixtures("one_by_one")
def test_an_interrupted_rebuild_goes_on_where_it_was(assistant: Assistant, folder: Folder) -> None:
    broken = FakeEmbedder(fingerprint="fake@2")
    with Assistant.open(folder.path, config=ANSWERING, embedder=broken) as other:
        done: list[Progress] = []

        def fail_after_two(progress: Progress) -> None:
            done.append(progress)
            if progress.documents_done == 2:
                broken.fail_at = len(broken.documents)

        with pytest.raises(RuntimeError, match="the model broke"):
            other.sync(fail_after_two, rebuild=True)
        assert [p.source for p in done] == ["a/lantern.txt", "b/ferry.txt"]
    assert assistant.search("đèn lồng")[0].source == "a/lantern.txt"  # still the old one

    mended = FakeEmbedder(fingerprint="fake@2")
    with Assistant.open(folder.path, config=ANSWERING, embedder=mended) as other:
        report = other.sync(rebuild=True)
        assert report.added == ("bakery.md",)
        assert report.unchanged == ("a/lantern.txt", "b/ferry.txt")
        assert not set(mended.documents) & set(broken.documents)
        assert other.search("đèn lồng")[0].source == "a/lantern.txt"


def test_an_interrupted_rebuild_for_another_model_is_not_gone_on_with(assistant: Assistant, folder: Folder) -> None:
    broken = FakeEmbedder(fingerprint="fake@2")
    broken.fail_at = 5
    with Assistant.open(folder.path, embedder=broken) as other, pytest.raises(RuntimeError):
        other.sync(rebuild=True)
    third = FakeEmbedder(256, fingerprint="fake@3")
    with Assistant.open(folder.path, config=ANSWERING, embedder=third) as other:
        assert other.sync(rebuild=True).added == tuple(sorted(ARTICLES))
        assert other.search("the old bakery won a medal")[0].source == "bakery.md"


def test_a_rebuild_with_the_same_model_gives_the_same(assistant: Assistant, folder: Folder) -> None:
    before = contents(store_path(folder.path / ".hoibao"))
    assert assistant.sync(rebuild=True).added == tuple(sorted(ARTICLES))
    assert_same(before, contents(store_path(folder.path / ".hoibao")))
    assert assistant.sync().unchanged == tuple(sorted(ARTICLES))


def test_a_rebuild_may_be_the_first_sync(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assert assistant.sync(rebuild=True).added == tuple(sorted(ARTICLES))
        assert assistant.search("bakery")[0].source == "bakery.md"


# Damage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", ["garbage", "torn", "newer", "older"])
def test_a_corrupt_store_says_what_to_do_and_that_helps(folder: Folder, embedder: FakeEmbedder, damage: str) -> None:
    folder.write_all(ARTICLES)
    folder.write("many.txt", "\n\n".join(f"Đoạn {n} có chữ lạ{n} và số {n}." for n in range(200)))
    with Assistant.open(folder.path, embedder=embedder) as first:
        first.sync()
    path = store_path(folder.path / ".hoibao")
    data = path.read_bytes()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    path.write_bytes(
        {
            "garbage": b"nonsense" * 4000,
            "torn": data[:4096] + b"\xa5" * (len(data) - 4096),
            "newer": data[:60] + b"\x00\x00\x03\xe7" + data[64:],  # user_version
            "older": data[:60] + b"\x00\x00\x00\x05" + data[64:],
        }[damage]
    )
    with Assistant.open(folder.path, config=ANSWERING, embedder=embedder) as assistant:
        for use in (assistant.sync, lambda: assistant.ask("đèn lồng"), assistant.status):
            with pytest.raises(StoreError, match="--rebuild"):
                use()
        report = assistant.sync(rebuild=True)
        assert report.added == ("a/lantern.txt", "b/ferry.txt", "bakery.md", "many.txt")
        assert assistant.ask("đèn lồng giấy").citations[0].source == "a/lantern.txt"
        assert assistant.sync().unchanged == report.added


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "torn", "folder"])
def test_a_corrupt_index_is_made_again_without_embedding(
    assistant: Assistant, folder: Folder, embedder: FakeEmbedder, damage: str
) -> None:
    assistant.close()
    embedded = len(embedder.documents)
    [path] = (folder.path / ".hoibao").rglob("*.faiss")
    data = path.read_bytes()
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage != "missing":
        path.write_bytes({"empty": b"", "garbage": b"nonsense" * 99, "torn": data[:-7]}[damage])
    with Assistant.open(folder.path, config=ANSWERING, embedder=embedder) as again:
        assert again.search("bến phà")[0].source == "b/ferry.txt"
        again.sync()
        assert again.ask("The bakery won which medal?").citations[0].source == "bakery.md"
    assert len(embedder.documents) == embedded
    if damage != "folder":
        [path] = (folder.path / ".hoibao").rglob("*.faiss")
        assert path.read_bytes() == data  # and written again


def test_a_lost_pointer_is_found_again_without_embedding(
    assistant: Assistant, folder: Folder, embedder: FakeEmbedder
) -> None:
    assistant.close()
    embedded = len(embedder.documents)
    (folder.path / ".hoibao" / "current").unlink()
    assert assistant.sync().unchanged == tuple(sorted(ARTICLES))
    assert len(embedder.documents) == embedded
    assert assistant.search("bến phà")[0].source == "b/ferry.txt"


def test_an_index_that_is_deleted_while_it_is_open_is_made_anew(assistant: Assistant, folder: Folder) -> None:
    shutil.rmtree(folder.path / ".hoibao")
    assistant.sync()
    with Assistant.open(folder.path, config=ANSWERING, embedder=FakeEmbedder()) as other:
        assert other.status().documents == 3
        assert other.search("bến phà")[0].source == "b/ferry.txt"


def test_what_a_killed_sync_left_lying_about_is_cleared(assistant: Assistant, folder: Folder) -> None:
    data_dir = folder.path / ".hoibao"
    left = [
        store_path(data_dir).parent / ".vectors.faiss-k1ll3d.tmp",
        data_dir / ".current-k1ll3d",
    ]
    for path in left:
        path.write_bytes(b"half")
    assistant.sync()
    assert [path.name for path in left if path.exists()] == []


# Rights -----------------------------------------------------------------------------------------------------------


@contextmanager
def _unprivileged() -> Iterator[None]:
    """Root may write anywhere: be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_data_directory_that_cannot_be_made_is_said(folder: Folder, embedder: FakeEmbedder, tmp_path: Path) -> None:
    folder.write_all(ARTICLES)
    (tmp_path / "file").write_text("x")
    with Assistant.open(folder.path, tmp_path / "file" / "index", embedder=embedder) as assistant:
        assert assistant.status().documents == 0
        with pytest.raises(DataDirError, match="--data-dir") as caught:
            assistant.sync()
        assert caught.value.data_dir == tmp_path / "file" / "index"
    assert embedder.documents == []


def test_a_read_only_data_directory_is_said_before_the_model_works(
    embedder: FakeEmbedder, assistant: Assistant
) -> None:
    where = Path(tempfile.mkdtemp())  # pytest's own folders are closed to anybody else
    try:
        where.chmod(0o755)
        folder = Folder(where / "articles")
        folder.write_all(ARTICLES)
        (where / "index").mkdir(mode=0o555)
        embedded = len(embedder.documents)
        with Assistant.open(folder.path, where / "index", embedder=embedder) as reader:
            with _unprivileged(), pytest.raises(DataDirError, match=r"Permission denied.*--data-dir"):
                reader.sync()
            assert len(embedder.documents) == embedded
            (where / "index").chmod(0o755)
            assert reader.sync().added == tuple(sorted(ARTICLES))
    finally:
        shutil.rmtree(where)


def test_an_articles_folder_that_may_not_be_read_is_said(embedder: FakeEmbedder) -> None:
    where = Path(tempfile.mkdtemp())
    try:
        where.chmod(0o755)
        (where / "articles").mkdir(mode=0o000)
        with _unprivileged(), pytest.raises(ArticlesFolderError, match="may not be read"):
            Assistant.open(where / "articles", embedder=embedder)
    finally:
        (where / "articles").chmod(0o700)
        shutil.rmtree(where)


# Two at once ------------------------------------------------------------------------------------------------------

_PATHS = (Path(__file__).parent, Path(__file__).parents[1])

_OTHER_PROCESS = """
import sys
sys.path[:0] = {paths!r}
from fakes import FakeEmbedder
from rag import Assistant
def wait(progress):
    print(progress.source, flush=True)
    sys.stdin.readline()
with Assistant.open({folder!r}, embedder=FakeEmbedder()) as assistant:
    print(assistant.sync(wait).added, flush=True)
"""


def test_a_sync_waits_for_one_in_another_process(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("a.txt", FERRY)
    code = _OTHER_PROCESS.format(paths=[str(p) for p in _PATHS], folder=str(folder.path))
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "a.txt\n"  # it holds the lock now
        with Assistant.open(folder.path, config=Config(lock_timeout=0.2), embedder=embedder) as hurried:
            with pytest.raises(SyncBusyError, match=r"0\.2 s"):
                hurried.sync()
            assert hurried.search("bến phà")[0].source == "a.txt"  # what it has done can be asked
        reports: list[SyncReport] = []
        with Assistant.open(folder.path, config=Config(lock_timeout=30), embedder=embedder) as patient:
            thread = threading.Thread(target=lambda: reports.append(patient.sync()))
            thread.start()
            thread.join(0.3)
            assert thread.is_alive()
            process.stdin.write("\n")
            process.stdin.close()
            thread.join(20)
        assert reports == [SyncReport(unchanged=("a.txt",))]
        assert process.stdout.readline() == "('a.txt',)\n"
        assert process.wait(20) == 0
        assert embedder.documents == []
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


_CLOSED_WHILE_ASKED = """
import sys, threading, time
sys.path[:0] = {paths!r}
from fakes import FakeEmbedder
from rag import Assistant
errors, done = set(), threading.Event()
with Assistant.open({folder!r}, embedder=FakeEmbedder()) as assistant:
    assistant.sync()
    assistant.ask("bến phà")
    def ask():
        while not done.is_set():
            try:
                assistant.ask("bến phà ngừng chạy")
            except Exception as error:
                errors.add(repr(error))
    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(150):
        time.sleep(0.003)
        assistant.close()
    done.set()
    for thread in threads:
        thread.join()
sys.exit("; ".join(errors) or 0)
"""


def test_an_assistant_may_be_closed_while_it_is_asked(folder: Folder) -> None:
    folder.write("a.txt", FERRY)
    code = _CLOSED_WHILE_ASKED.format(paths=[str(p) for p in _PATHS], folder=str(folder.path))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_two_threads_sync_one_after_the_other(assistant: Assistant, folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("new.txt", "Mới\n\nMột tin mới tinh vừa tới.\n")
    embedder.pause_at = len(embedder.documents)
    reports: list[SyncReport] = []
    threads = [threading.Thread(target=lambda: reports.append(assistant.sync())) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert embedder.paused.wait(20)
    embedder.resume.set()
    for thread in threads:
        thread.join()
    assert sorted(report.added for report in reports) == [(), ("new.txt",)]


def test_a_lock_file_that_a_dead_process_left_holds_nobody_up(assistant: Assistant, folder: Folder) -> None:
    [lock] = (folder.path / ".hoibao").glob("*.lock")
    lock.write_text("12345")
    assert assistant.sync().unchanged == tuple(sorted(ARTICLES))


def test_many_threads_ask_while_articles_come_and_go(assistant: Assistant, folder: Folder) -> None:
    errors: list[BaseException] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                answer = assistant.ask("Sương mù dày làm tầm nhìn xuống dưới bao nhiêu mét?")
                assert answer.citations[0].source == "b/ferry.txt"
                for hit in answer.hits:
                    assert all(hit.text[s.start - hit.start : s.end - hit.start] == s.text for s in hit.sentences)
            except BaseException as error:
                errors.append(error)
                return

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(12):
        folder.write("moving.txt", f"Tin thứ {n}\n\nNội dung thay đổi lần {n}.\n")
        if n % 3 == 2:
            folder.remove("moving.txt")
        assistant.sync(rebuild=n == 6)
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_question_may_be_asked_of_some_articles_only(assistant: Assistant) -> None:
    question = "Lễ hội đèn lồng ở đâu?"
    [found] = {hit.source for hit in assistant.search(question, 1)}
    assert not assistant.ask(question).refused
    assert assistant.ask(question, sources=[found]).citations[0].source == found
    elsewhere = assistant.ask(question, sources="nowhere")
    assert (elsewhere.refused, elsewhere.text) == (True, "Không có bài báo nào trong giới hạn này.")
    assert assistant.search(question, after="2999-01-01") == []
    with pytest.raises(ConfigError, match="YYYY-MM-DD"):
        assistant.search(question, before="hôm qua")


def test_a_bound_is_a_day_however_it_is_given(assistant: Assistant, folder: Folder) -> None:
    folder.write("mua.txt", "Mưa lớn ở Vinh\n\n26/6/2024\n\nMưa lớn làm ngập đường Lê Lợi.\n")
    assistant.sync()

    def found(**bounds: Any) -> bool:
        return "mua.txt" in {hit.source for hit in assistant.search("Mưa lớn ngập đường Lê Lợi", **bounds)}

    hanoi = timezone(timedelta(hours=7))
    for day in ("2024-06-26", date(2024, 6, 26), datetime(2024, 6, 26, 23, 59), datetime(2024, 6, 26, tzinfo=hanoi)):
        assert found(after=day), day
        assert found(before=day), day
        assert found(after=day, before=day), day
    assert not found(after=datetime(2024, 6, 27))
    assert not found(before=datetime(2024, 6, 25, 23, 59))
    for no_day in (2024, "", "2024", "26/6/2024", "20240626", "2024-W26-3", "2024-06-31", b"2024-06-26"):
        for bounds in ({"after": no_day}, {"before": no_day}):
            [name] = bounds
            with pytest.raises(
                ConfigError, match=rf"^{name} is .*: give a date, a datetime, or the day as YYYY-MM-DD$"
            ):
                found(**bounds)


def test_a_question_has_one_day(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("cu.txt", "Hội làng Sen\n\n3/2/2023\n\nHội làng Sen năm 2023 mở trong ba ngày ở đình.\n")
    folder.write("moi.txt", "Hội làng Sen\n\n3/2/2024\n\nHội làng Sen năm 2024 mở trong năm ngày ở chùa.\n")
    days: list[date] = []
    config = Config(refuse_below=0.0)

    def today() -> date:
        days.append(date(2024 + len(days) % 2, 12, 31))  # midnight comes with every look at the clock
        return days[-1]

    with Assistant.open(folder.path, config=config, embedder=embedder, today=today) as assistant:
        assistant.sync()
        for question in ("Hội làng Sen năm ngoái mở ở đâu?", "Năm ngoái có tin gì về hội làng Sen?"):
            for last in ("cu.txt", "moi.txt"):
                before = len(days)
                answer = assistant.ask(question)
                assert len(days) == before + 1
                assert [citation.source for citation in answer.citations] == [last], question
        for last in ("cu.txt", "moi.txt"):
            assert assistant.search("Hội làng Sen năm ngoái")[0].source == last
