"""The README cannot drift: its Python runs, its commands exist, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rag import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_there_are_two_set_up_commands() -> None:
    assert blocks("sh") == ["pip install . && hoibao chat articles\n", "pip install -e '.[test]' && pytest\n"]


def test_the_commands_exist() -> None:
    named = re.findall(r"^hoibao (\w+)", README, re.MULTILINE)
    assert named == ["chat", "ask", "search", "sync", "status"]
    for command in named:
        assert CliRunner().invoke(cli.app, [command, "--help"]).exit_code == 0
    rebuild = CliRunner().invoke(cli.app, ["sync", "--help"]).output
    assert all(option in rebuild for option in ("--rebuild", "--data-dir", "--model"))


def test_what_it_names_is_there() -> None:
    named = re.findall(r"^\| `([^`]+)` \|", README, re.MULTILINE)
    assert named == ["embeddings/", "rag/", "app.py", "articles/", "benchmarks/"]
    assert all((ROOT / name).exists() for name in named)


def test_the_python_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks("python")
    exec(compile(code, "README.md", "exec"), {})
    said = capsys.readouterr().out
    assert "Quảng Văn" in said
    assert "le-hoi/2024-04-29-dua-thuyen-song-gianh.txt" in said
