"""The command line, over the fake embedder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from rag import Config, RagError, cli

TEXT = "Cầu Hạ Vàng thông xe\n\n12/4/2024\n\nCầu Hạ Vàng dài 320 mét nối hai bờ sông. Xe tải được qua cầu từ hôm nay.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def load(config: Config) -> FakeEmbedder:
        return FakeEmbedder()

    monkeypatch.setattr("rag.assistant._load_embedder", load)
    monkeypatch.setattr("rag.assistant.confidence", lambda query, hits: 1.0 if "Hạ Vàng" in query.text else 0.0)
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "cau.txt").write_text(TEXT, encoding="utf-8")
    (articles / "rong.txt").write_text(" \n", encoding="utf-8")
    return articles


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main([str(argument) for argument in arguments])
    return int(stopped.value.code or 0)


def test_an_answer_with_its_source(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Cầu Hạ Vàng dài 320 mét nối hai bờ sông?", folder) == 0
    said = capsys.readouterr().out
    assert "Cầu Hạ Vàng dài 320 mét nối hai bờ sông. [1]" in said
    assert "[1] Cầu Hạ Vàng thông xe (cau.txt, 12/4/2024)" in said


def test_an_answer_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Cầu Hạ Vàng dài 320 mét nối hai bờ sông?", folder, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["refused"] is False
    quoted = [c for c in answer["citations"] if "320" in c["quote"]]
    assert [c["source"] for c in quoted] == ["cau.txt"]


def test_a_refusal_is_exit_code_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Giá vàng bao nhiêu?", folder) == 3
    assert capsys.readouterr().out == "Các bài báo không trả lời câu hỏi này.\n"


def test_what_was_understood_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "cau Ha Vang dai 320 met", folder) == 0
    assert "(cầu Hạ Vàng dài 320 mét)" in capsys.readouterr().out


def test_search(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "cầu Hạ Vàng", folder, "-k", 1) == 0
    assert "Cầu Hạ Vàng thông xe (cau.txt:0-" in capsys.readouterr().out
    assert run("search", "cầu Hạ Vàng", folder, "--json", "--no-sync") == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert (hit["source"], hit["start"], hit["title"]) == ("cau.txt", 0, "Cầu Hạ Vàng thông xe")


def test_sync_and_status(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--data-dir", tmp_path / "index")
    assert run("status", folder, *where) == 0
    assert "nothing is indexed yet" in capsys.readouterr().out
    assert run("sync", folder, *where) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].split() == ["added", "1"]
    assert "failed: rong.txt: it is empty" in said.err
    assert run("sync", folder, *where, "--rebuild") == 0
    capsys.readouterr()
    assert run("status", folder, *where, "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["documents"], status["failed"][0][0]) == (1, "rong.txt")
    assert run("status", folder, *where) == 0
    assert "documents  1\n" in capsys.readouterr().out
    assert not (folder / ".hoibao").exists()


def test_an_error_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "gì", tmp_path / "none") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "there is no such folder" in said.err
    with pytest.raises(RagError, match="no such folder"):
        cli.main(["--debug", "ask", "gì", str(tmp_path / "none")])


def test_chat_syncs_then_opens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = {}

    def launch(assistant: object, **options: object) -> None:
        opened.update(options, documents=assistant.status().documents)  # type: ignore[attr-defined]

    monkeypatch.setattr("app.launch_chat", launch)
    assert run("chat", folder, "--port", 7999, "--no-browser") == 0
    assert opened == {"host": "127.0.0.1", "port": 7999, "open_browser": False, "documents": 1}


def test_stopping_is_no_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.assistant.Assistant.sync", stop)
    assert run("sync", folder) == 130
    assert "Traceback" not in capsys.readouterr().err
