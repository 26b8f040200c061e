"""What README.md says is so."""

from __future__ import annotations

import dataclasses
import inspect
import re
import shutil
from pathlib import Path

import pytest
from conftest import SAMPLE
from typer.testing import CliRunner

import rag
from embeddings.embedder import SentenceTransformerEmbedder
from rag import Assistant
from rag.cli import app
from rag.evaluating.evaluation import Question, load_questions
from rag.files.articles import READERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ("ask", "search", "sync", "watch", "eval", "status", "chat")


def blocks(language: str) -> list[str]:
    """The fenced blocks of a language."""
    fenced = re.findall(r"^```(.*)\n((?:.*\n)*?)```$", README, re.MULTILINE)
    return [body.strip() for name, body in fenced if name == language]


def said(*arguments: str) -> str:
    """The help of a command, on one line."""
    result = CliRunner().invoke(app, [*arguments, "--help"])
    assert result.exit_code == 0
    return " ".join(result.output.split())


def test_the_kinds_of_files_are_those_that_are_read() -> None:
    [told] = re.findall(r"^Articles are .*?that have text", README, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(\.\w+)`", told)) == set(READERS)


def test_the_two_commands_that_set_it_up() -> None:
    assert blocks("sh") == ["pip install . && hoibao chat articles", "pip install -e '.[test]' && pytest"]
    assert README.count("<!-- test command -->\n```sh\n") == 1  # .ci/run takes it from there


def test_the_python_runs(
    sample: Assistant,
    real_model: SentenceTransformerEmbedder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    [code] = blocks("python")
    shutil.copytree(SAMPLE, tmp_path / "articles", ignore=shutil.ignore_patterns(".hoibao"))
    shutil.copytree(sample.status().data_dir, tmp_path / "articles" / ".hoibao")  # indexed already
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("rag.models._load_embedder", lambda config: real_model)
    exec(compile(code, "README.md", "exec"), {})
    answer, *citations = capsys.readouterr().out.splitlines()
    assert "Quảng Văn" in answer
    assert re.fullmatch(r"(?:.+? \[\d\] ?)+", answer)
    assert citations[0].startswith(
        "[1] Xã Quảng Văn lên ngôi tại lễ hội đua thuyền sông Gianh 2024, le-hoi/2024-04-29-dua-thuyen-song-gianh.txt: "
    )
    assert "Quảng Văn" in citations[0]


def test_one_call_does_all_of_it(
    sample: Assistant, real_model: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.models._load_embedder", lambda config: real_model)
    answer = rag.ask("Đội nào vô địch giải đua thuyền năm 2024?", articles=SAMPLE, data_dir=sample.status().data_dir)
    assert answer == sample.ask("Đội nào vô địch giải đua thuyền năm 2024?")


def test_the_calls_are_as_they_are_named() -> None:
    assert 'ask(question, articles="articles")' in README
    assert inspect.signature(rag.ask).parameters["articles"].default == "articles"
    assert "assistant.search(question, k=10)" in README
    assert inspect.signature(Assistant.search).parameters["k"].default == 10
    assert "assistant.stream(question, history)" in README
    assert 'assistant.explain(question, expect="kinh-te/cam-khe-may-vao-vu.txt")' in README
    assert "expect" in inspect.signature(Assistant.explain).parameters
    assert "`with assistant.watching():`" in README
    assert list(inspect.signature(Assistant.watching).parameters) == ["self", "told"]
    assert (SAMPLE / "kinh-te" / "cam-khe-may-vao-vu.txt").is_file()
    assert list(inspect.signature(Assistant.stream).parameters)[:3] == ["self", "question", "history"]


def test_the_shell_s_commands_are_the_program_s() -> None:
    [usage] = [block for block in blocks("") if block.startswith("hoibao ")]
    listed = [line.split()[1] for line in usage.splitlines()]
    assert listed == ["chat", "ask", "search", "sync", "watch", "eval", "status"]
    named = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    assert sorted(listed) == sorted(named)
    for line in usage.splitlines():
        command, *arguments = re.split(r"\s{2,}", line)[0].split()[1:]
        text = said(command)
        for argument in arguments:
            assert f"{argument}" in text.upper(), (command, argument)
        for option in re.findall(r"--[\w-]+", line):
            assert option in text, (command, option)


@pytest.mark.parametrize("command", ["ask", "search", "eval", "status"])
def test_json_is_printed_by(command: str) -> None:
    assert "`--json` makes `ask`, `search`,\n`eval` and `status` print JSON" in README
    assert "--json" in said(command)


def test_options_that_are_named_are_there() -> None:
    named = set(re.findall(r"`(--[\w-]+)", README)) - {"--help"}
    assert {command for command in COMMANDS if "--no-sync" in said(command)} == {"ask", "search", "eval", "chat"}
    everywhere, searching = {"--data-dir", "--model", "--reranker"}, {"--after", "--before", "--source", "--explain"}
    assert named == {"--json", "--markdown", "--save", "--compare", "--expect", "--no-sync", *everywhere, *searching}
    for option in (*searching, "--expect"):
        for command in ("ask", "search"):
            assert option in said(command), (command, option)
    for command in ("ask", "search", "eval", "chat"):
        assert "--reranker" in said(command)
    for option in ("--save", "--compare"):
        assert option in said("eval")
    assert "--markdown" in said("ask")
    for option in ("--data-dir", "--model"):
        for command in ("ask", "search", "sync", "watch", "eval", "chat"):
            assert option in said(command), (command, option)
    assert "--data-dir" in said("status")
    assert "--rebuild" in said("sync")
    for command in COMMANDS:
        assert "env var: HOIBAO_ARTICLES" in said(command)
        assert "default: articles" in said(command)
    assert "`HOIBAO_ARTICLES`" in README


def test_the_question_that_is_shown_can_be_asked(tmp_path: Path) -> None:
    [line] = blocks("json")
    (tmp_path / "hoi.jsonl").write_text(line, encoding="utf-8")
    [question] = load_questions(tmp_path / "hoi.jsonl")
    assert question.article is not None
    article = (SAMPLE / question.article).read_text(encoding="utf-8")
    assert all(answer in article for answer in question.answers)
    fields = {field.name for field in dataclasses.fields(Question)}
    assert {name for name in fields if f"`{name}`" not in README and f'"{name}"' not in line} == set()
    assert load_questions(ROOT / "benchmarks" / "sample_questions.jsonl")


def test_files_that_are_named_are_there() -> None:
    named = {name for name in re.findall(r"`([\w.-]+/[\w./-]*|[\w-]+\.\w+)`", README) if not name.startswith("FOLDER")}
    assert {
        "embeddings/",
        "rag/",
        "app.py",
        "articles/",
        "benchmarks/",
        "rag/assistant.py",
        "rag/finding/scoring.py",
    } <= named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    for name in named:
        assert (ROOT / name).is_dir() == name.endswith("/"), name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_is_of_this_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    heads = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == version[1]
