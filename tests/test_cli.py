"""The command line, over the fake embedder."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from pdffiles import Page, document

from rag import Answer, Assistant, Citation, Config, Progress, RagError, cli

TEXT = "Cầu Hạ Vàng thông xe\n\n12/4/2024\n\nCầu Hạ Vàng dài 320 mét nối hai bờ sông. Xe tải được qua cầu từ hôm nay.\n"

REFUSAL = (
    "Các bài báo không trả lời câu hỏi này.\n"
    "Đã tìm: “Giá vàng bao nhiêu?”. Bài gần nhất: “Cầu Hạ Vàng thông xe” (cau.txt)."
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def load(config: Config) -> FakeEmbedder:
        return FakeEmbedder()

    monkeypatch.setattr("rag.models._load_embedder", load)
    monkeypatch.setattr("rag.talk.replying.confidence", lambda found: 1.0 if "Hạ Vàng" in found.query.text else 0.0)
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


def test_an_answer_as_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "cau.txt").write_text("Cầu\n\n12/4/2024\n\nCầu Hạ Vàng [dài] 320 mét.\n", encoding="utf-8")
    assert run("ask", "Cầu Hạ Vàng dài bao nhiêu mét?", folder, "--markdown") == 0
    assert capsys.readouterr().out == (
        "Cầu Hạ Vàng \\[dài\\] **320 mét**. \\[1\\]\n\n"
        "1. Cầu (12/4/2024), `cau.txt`: “Cầu Hạ Vàng \\[dài\\] 320 mét.”\n"
    )


def test_what_was_asked_for_is_bold_on_a_terminal_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "Cầu Hạ Vàng dài bao nhiêu mét?"
    assert run("ask", question, folder, "--no-sync") == 3
    assert run("ask", question, folder) == 0
    said = capsys.readouterr().out
    assert "Cầu Hạ Vàng dài 320 mét nối hai bờ sông. [1]" in said
    assert "\x1b" not in said
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("ask", question, folder) == 0
    assert "Cầu Hạ Vàng dài \x1b[1m320 mét\x1b[0m nối hai bờ sông. [1]" in capsys.readouterr().out


def test_sources_may_be_named_as_a_shell_completes_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "cau.txt").rename(folder / "[2024] cau.txt")
    monkeypatch.chdir(folder.parent)
    question = "Cầu Hạ Vàng dài 320 mét nối hai bờ sông?"
    for named in ("articles/[2024] cau.txt", "./[2024] cau.txt", ".\\*2024?*", "articles/"):
        assert run("ask", question, "articles", "--source", "nowhere", "--source", named) == 0
        assert "([2024] cau.txt, 12/4/2024)" in capsys.readouterr().out
    assert run("search", question, "articles", "--source", "[2]*") == 0
    assert capsys.readouterr().out == ""


def test_a_refusal_is_exit_code_3(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Giá vàng bao nhiêu?", folder) == 3
    assert capsys.readouterr().out == REFUSAL + "\n"


def test_what_was_understood_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "cau Ha Vang dai 320 met", folder) == 0
    assert "(cầu Hạ Vàng dài 320 mét)" in capsys.readouterr().out


def test_search(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "cầu Hạ Vàng", folder, "-k", 1) == 0
    assert "Cầu Hạ Vàng thông xe (cau.txt:0-" in capsys.readouterr().out
    assert run("search", "cầu Hạ Vàng", folder, "--json", "--no-sync") == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert (hit["source"], hit["start"], hit["title"]) == ("cau.txt", 0, "Cầu Hạ Vàng thông xe")


def test_a_pdf_is_named_with_its_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = Page().text(60, 60, "Trang bìa."), Page().text(60, 60, "Cầu Hạ Vàng dài 320 mét nối hai bờ sông.")
    (folder / "bao-cao.pdf").write_bytes(document(*pages))
    (folder / "cau.txt").unlink()
    assert run("ask", "Cầu Hạ Vàng dài bao nhiêu mét?", folder) == 0
    assert "[1] Trang bìa. (bao-cao.pdf, trang 2)\n    Cầu Hạ Vàng dài 320 mét" in capsys.readouterr().out
    assert run("ask", "Cầu Hạ Vàng dài bao nhiêu mét?", folder, "--json") == 0
    assert [(c["page"], c["start"]) for c in json.loads(capsys.readouterr().out)["citations"]] == [(2, 12)]
    assert run("search", "cầu Hạ Vàng", folder) == 0
    assert "(bao-cao.pdf:0-52, page 1)" in capsys.readouterr().out
    assert run("search", "cầu Hạ Vàng", folder, "--json") == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert (hit["page"], [s["page"] for s in hit["sentences"]]) == (1, [1, 2])


def test_search_that_finds_nothing_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("search", "cầu", folder, "--source", "khac") == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err.splitlines()[-1]) == ("", "no passages")
    assert run("search", "?", folder, "--json") == 0
    assert capsys.readouterr().out == "[]\n"


def test_search_explained(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "cho.txt").write_text("Chợ phiên\n\nChợ bán mật ong.\n", encoding="utf-8")
    assert run("search", "cau Ha Vang", folder, "--explain", "-k", 1) == 0
    said = capsys.readouterr().out
    assert "*  " in said
    assert "with diacritics: cầu Hạ Vàng" in said
    assert "cau.txt:0-" in said
    assert "scored 2 of 2 passages" in said
    assert "Its best" not in said
    monkeypatch.chdir(folder.parent)  # a file may be named as the shell completes it
    for named in ("cho.txt", "articles/cho.txt", folder / "cho.txt"):
        assert run("search", "Cầu Hạ Vàng", folder, "--no-sync", "--expect", named, "-k", 1) == 0
        assert "cho.txt: in place 2: cut off after 1 passage." in capsys.readouterr().out
    assert run("search", "Cầu Hạ Vàng", folder, "--no-sync", "--expect", "rong.txt", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["expected"]["stage"], told["expected"]["unread"][:11]) == ("not_indexed", "it is empty")
    first = told["hits"][0]
    assert sum(first["contributions"].values()) == pytest.approx(first["hit"]["score"], abs=1e-9)


def test_an_answer_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = "Cầu Hạ Vàng dài 320 mét nối hai bờ sông?"
    assert run("ask", question, folder, "--explain") == 0
    said = capsys.readouterr().out
    assert "[1] Cầu Hạ Vàng thông xe (cau.txt, 12/4/2024)" in said
    assert "confidence " in said
    assert "particulars" in said
    assert run("ask", question, folder, "--no-sync", "--json", "--expect", "x.txt") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["citations"][0]["source"] == "cau.txt"
    assert answer["explanation"]["expected"]["stage"] == "not_indexed"
    assert answer["explanation"]["judgement"]["threshold"] == 0.5
    assert run("ask", question, folder, "--no-sync", "--json") == 0
    assert "explanation" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["ask", "search", "eval"])
def test_a_reranker_that_is_not_there_is_one_line(
    folder: Path, questions: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "rong.txt").unlink()
    asked = questions if command == "eval" else "Cầu Hạ Vàng?"
    assert run(command, asked, folder, "--reranker", tmp_path / "no" / "model") == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"hoibao: there is no model folder {tmp_path}/no/model: name a folder with a CrossEncoder")


def test_sync_and_status(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--data-dir", tmp_path / "index")
    (folder / "bang.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "cu.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    for name in ("a.txt", "b.txt"):
        (folder / name).symlink_to(tmp_path / "elsewhere.txt")
    assert run("status", folder, *where) == 0
    assert "nothing is indexed yet" in capsys.readouterr().out
    assert run("sync", folder, *where) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[0].split() == ["added", "1"]
    assert "failed: rong.txt: it is empty" in said.err
    kinds = "only .txt, .md, .html, .htm, .docx and .pdf are read"
    left_out = f"left out, since {kinds}: .doc (1), .xls (1); save .doc as .docx, other articles as plain text\n"
    links = "links, which are not followed: a.txt, b.txt; put what they lead to into the folder\n"
    assert left_out + links in said.err
    assert run("sync", folder, *where, "--rebuild") == 0
    capsys.readouterr()
    assert run("status", folder, *where, "--json") == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["documents"], status["failed"][0][0]) == (1, "rong.txt")
    assert (status["left_out"], status["links"]) == ([[".doc", 1], [".xls", 1]], ["a.txt", "b.txt"])
    assert run("status", folder, *where) == 0
    said = capsys.readouterr()
    assert "documents  1\n" in said.out
    assert left_out + links in said.out
    assert not (folder / ".hoibao").exists()


def test_of_many_links_some_are_named(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for n in range(12):
        (folder / f"{n:02}.txt").symlink_to(tmp_path / "elsewhere.txt")
    assert run("sync", folder) == 0
    assert "08.txt, 09.txt and 2 more; put what they lead to" in capsys.readouterr().err


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


@pytest.mark.parametrize("watched", [True, False])
def test_a_running_chat_follows_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    found: list[bool] = []

    def launch(assistant: Assistant, **options: object) -> None:
        def answered() -> bool:
            return bool(assistant.ask("Cầu Hạ Vàng dài 320 mét nối hai bờ sông?").citations)

        (folder / "cau.txt").rename(folder / "cau.bak")
        found.append(changes(answered, False, 10 if watched else 1.5))
        (folder / "moi.txt").write_text(TEXT, encoding="utf-8")
        found.append(changes(answered, True, 10 if watched else 0))

    monkeypatch.setattr("app.launch_chat", launch)
    monkeypatch.setattr("rag.watching._LOOK_MS", 200)
    assert run("chat", folder, *([] if watched else ["--no-watch"])) == 0
    assert found == ([True, True] if watched else [False, True])


def changes(now: Callable[[], bool], wanted: bool, seconds: float) -> bool:
    """Whether something becomes so in time."""
    end = time.monotonic() + seconds
    while now() != wanted and time.monotonic() < end:
        time.sleep(0.05)
    return now() == wanted


def test_watch_says_what_each_sync_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[str] = []

    def lines_come(count: int) -> bool:
        lines.extend(capsys.readouterr().out.splitlines())
        return len(lines) >= count

    def work() -> None:
        assert changes(lambda: lines_come(1), True, 10)
        for n in range(4):
            (folder / f"{n}.txt").write_text(TEXT + str(n), encoding="utf-8")
        assert changes(lambda: lines_come(2), True, 10)
        (folder / "cau.txt").unlink()
        (folder / "rong.txt").write_text("Tin\n\nNội dung.\n", encoding="utf-8")
        assert changes(lambda: lines_come(3), True, 10)
        (folder / "notes.log").write_text("x")
        assert not changes(lambda: lines_come(4), True, 1)
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.cli._until_interrupted", work)
    monkeypatch.setattr("rag.watching._LOOK_MS", 200)
    assert run("watch", folder) == 130
    assert [line[27:] for line in lines] == [
        "added 1 (cau.txt), failed 1 (rong.txt: it is empty; put the article's text into it, or remove it)",
        "added 4 (0.txt, 1.txt, 2.txt, …)",
        "added 1 (rong.txt), removed 1 (cau.txt)",
    ]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d  ", lines[0][:27])


def test_stopping_is_no_traceback(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rag.assistant.Assistant.sync", stop)
    assert run("sync", folder) == 130
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "hoibao: stopped; what is indexed stays" in said


def test_progress_goes_to_standard_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # as a terminal does
    monkeypatch.setenv("COLUMNS", "120")
    with cli.progress_bar() as advance:
        advance(Progress(1, 2, 5, 9, "cau.txt"))
        advance(Progress(2, 2, 9, 9, "rong.txt"))
    said = capsys.readouterr()
    assert said.out == ""
    assert "articles, 9 passages embedded" in said.err
    assert "2/2" in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", said.err)


def test_without_a_terminal_there_is_no_progress(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rong.txt").unlink()
    assert run("sync", folder) == 0
    assert capsys.readouterr().err == ""


def test_json_is_all_that_is_on_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Giá vàng bao nhiêu?", folder, "--json") == 3
    said = capsys.readouterr()
    answer = json.loads(said.out)
    assert (answer["text"], answer["refused"], answer["citations"]) == (
        REFUSAL,
        True,
        [],
    )
    assert answer["question"] == "Giá vàng bao nhiêu?"
    assert said.err == ""


def test_without_a_sync_what_is_new_is_not_seen(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "Cầu Hạ Vàng dài bao nhiêu?", folder, "--no-sync") == 3
    assert "Chưa có bài báo nào được lập chỉ mục" in capsys.readouterr().out
    assert not (folder / ".hoibao").exists()


def test_the_folder_may_come_from_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOIBAO_ARTICLES", str(folder))
    assert run("status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(folder)


def test_a_long_passage_is_shown_on_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dai.txt").write_text("Đê dài\n\n" + "Đê Sông Lam dài lắm.\n" * 20, encoding="utf-8")
    assert run("search", "Đê Sông Lam dài lắm", folder, "-k", 1) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("Đê dài (dai.txt:0-427)")
    assert second.startswith("   Đê dài Đê Sông Lam dài lắm. Đê Sông")
    assert second.endswith("dài lắm. Đê…")
    assert 3 + 150 < len(second) <= 3 + 160


@pytest.mark.parametrize("command", ["ask", "search", "sync", "chat"])
def test_a_model_folder_that_is_not_there_is_one_line(
    tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.launch_chat", None)  # it is not reached
    question = ["đèn lồng"] if command in ("ask", "search") else []
    assert run(command, *question, tmp_path, "--model", tmp_path / "no" / "model") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"hoibao: there is no model folder {tmp_path}/no/model: name a folder with a sentence-transformers model,"
        " a model of the hub while there is a network, or none at all for the bundled one"
    ]


def test_a_wrong_command_line_is_exit_code_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask") == 2
    assert run("search", "cầu", folder, "-k", 0) == 2
    assert run("fly", folder) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    said = capsys.readouterr()
    assert "Ask a folder of articles" in said.out + said.err


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"hoibao {version('hoibao')}\n"


def test_the_process_s_own_command_line_is_taken(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["hoibao", "status", str(folder)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 0
    assert f"folder     {folder}\n" in capsys.readouterr().out


# eval -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "hoi.jsonl"
    asked = [
        {"id": "1", "family": "vi", "question": "Cầu Hạ Vàng dài 320 mét nối hai bờ sông?", "article": "cau.txt"},
        {"id": "2", "family": "none", "question": "Giá vàng bao nhiêu?", "article": None},
    ]
    asked[0]["answers"] = ["320 MÉT"]
    file.write_text("\n".join(json.dumps(line) for line in asked), encoding="utf-8")
    return file


def test_eval_as_a_table(folder: Path, questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rong.txt").unlink()
    assert run("eval", questions, folder) == 0
    said = capsys.readouterr()
    lines = [line.split() for line in said.out.splitlines()]
    assert any(line[:9] == ["vi", "1", "1.000", "1.000", "1.000", "1.000", "1.000", "-", "0.000"] for line in lines)
    assert any(line[:9] == ["none", "1", "-", "-", "-", "-", "-", "1.000", "-"] for line in lines)
    assert any(
        line[:9] == ["all", "2", "1.000", "1.000", "1.000", "1.000", "1.000", "1.000", "0.000"] for line in lines
    )
    assert said.err == ""


def test_eval_as_json_saved_and_compared(
    folder: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "truoc.json"
    assert run("eval", questions, folder, "--json", "--save", saved) == 0
    first = json.loads(capsys.readouterr().out)
    assert (first["families"]["vi"]["n"], first["families"]["vi"]["R@1"]) == (1, 1.0)
    assert first["families"]["none"]["refused_rightly"] == 1.0
    assert (first["missing"], first["broken"], first["documents"]) == ([], [], 1)
    assert "comparison" not in first
    kept = json.loads(saved.read_text(encoding="utf-8"))
    assert [(row["id"], row["rank"], row["contained"]) for row in kept["outcomes"]] == [
        ("1", 1, True),
        ("2", None, None),
    ]
    assert kept["families"] == first["families"]

    assert run("eval", questions, folder, "--no-sync", "--compare", saved) == 0
    said = capsys.readouterr().out
    assert "Since the earlier result, over 2 questions that both asked (* beyond chance):" in said
    assert "better" not in said
    assert run("eval", questions, folder, "--no-sync", "--json", "--compare", saved) == 0
    comparison = json.loads(capsys.readouterr().out)["comparison"]
    assert comparison["shared"] == 2
    [change] = [c for c in comparison["changes"] if (c["family"], c["metric"]) == ("vi", "R@1")]
    assert (change["before"], change["after"], change["beyond_chance"], change["better"]) == (1.0, 1.0, False, None)


def test_eval_names_articles_that_are_not_there(
    folder: Path, questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.write_text('{"question": "Gì?", "article": "khong.txt"}', encoding="utf-8")
    assert run("eval", questions, folder) == 0
    assert "Gì?: left out, its article is not indexed" in capsys.readouterr().err
    assert run("eval", questions, folder, "--json") == 0
    assert json.loads(capsys.readouterr().out)["missing"] == [{"id": "Gì?", "article": "khong.txt"}]


def test_eval_with_a_citation_that_does_not_hold_is_exit_code_1(
    folder: Path, questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Citation(1, "cau.txt", "Cầu", None, "Đò", 0, 2)
    monkeypatch.setattr("rag.assistant.Assistant.ask", lambda *arguments: Answer("Đò. [1]", (broken,)))
    assert run("eval", questions, folder) == 1
    said = capsys.readouterr()
    assert "vi" in said.out
    assert "1: the citation does not hold: [1] cau.txt:0-2: reads 'Cầ', not 'Đò'" in said.err


def test_eval_finds_faults_of_its_files_before_it_begins(
    folder: Path, questions: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, none = tmp_path / "sai.jsonl", tmp_path / "none"
    bad.write_text('{"question": "Gì?"}\n', encoding="utf-8")
    for arguments, says in (
        ((bad, folder), f'{bad}:1: lacks "article"'),
        ((none, folder), f"{none}: cannot be read"),
        ((questions, folder, "--save", none / "r.json"), f"{none}/r.json: cannot be written"),
        ((questions, folder, "--compare", bad), f"{bad}: is no result of this hoibao"),
    ):
        assert run("eval", *arguments) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"hoibao: {says}")
        assert said.err.count("\n") == 1
    assert not (folder / ".hoibao").exists()


# As a process of its own ------------------------------------------------------------------------------------------


def started(*arguments: object, **more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "rag.cli", *map(str, arguments)],
        cwd=Path(__file__).parents[1],
        env=os.environ | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_debug_shows_the_traceback_and_without_it_there_is_none(tmp_path: Path) -> None:
    plain, debug = (started(*more, "status", tmp_path / "none") for more in ([], ["--debug"]))
    out, error = plain.communicate(timeout=60)
    assert (plain.returncode, out) == (1, b"")
    assert error.decode().splitlines() == [
        f"hoibao: {tmp_path}/none: there is no such folder. Create it and put articles (.txt, .md, .html, .htm,"
        " .docx and .pdf files) into it, or name another."
    ]
    _, error = debug.communicate(timeout=60)
    assert debug.returncode == 1
    assert error.startswith(b"Traceback")
    assert b"ArticlesFolderError" in error


def test_watch_goes_on_until_it_is_interrupted(folder: Path) -> None:
    process = started("watch", folder)
    assert process.stdout is not None
    try:
        assert b"added 1 (cau.txt)" in process.stdout.readline()
        (folder / "moi.txt").write_text(TEXT + "Mới.\n", encoding="utf-8")
        assert b"added 1 (moi.txt)" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert error.decode().splitlines() == [
        f"hoibao: watching {folder}; Ctrl-C ends it",
        "hoibao: stopped; what is indexed stays",
    ]


def test_a_reader_that_goes_away_is_no_error_to_speak_of(folder: Path) -> None:
    process = started("status", folder)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(60), error) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_output_that_goes_to_a_full_disk_is_one_line(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "rag.cli", "status", str(folder)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    said = "hoibao: [Errno 28] No space left on device; --debug before the command shows where"
    assert (process.returncode, process.stderr.decode().splitlines()) == (1, [said])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_terminal_of_another_encoding_loses_letters_not_the_answer(folder: Path, encoding: str) -> None:
    articles = folder.rename(folder.with_name("báo ຂ່າວ"))
    process = started("status", articles, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    out, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert b"documents  0" in out


def test_a_path_that_is_no_text_is_no_traceback(folder: Path) -> None:
    articles = folder.rename(folder.with_name("b\udce1o"))  # the bytes of another encoding
    process = started("status", articles, "--json", PYTHONIOENCODING="utf-8:strict")
    out, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (0, b"")
    assert json.loads(out)["documents"] == 0
