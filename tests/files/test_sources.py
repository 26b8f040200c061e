"""Files and folders as people name them."""

from __future__ import annotations

import os
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import given
from hypothesis import strategies as st

from rag import Assistant, ConfigError
from rag.files.sources import as_source, as_sources, is_named, printable

KINH_TE = "kinh-te/[2024] gia gao.txt"


@pytest.mark.parametrize(
    ("named", "sources"),
    [
        (None, ()),
        ("", ()),
        ((), ()),
        (["", "  "], ()),
        ("kinh-te", ("kinh-te",)),
        (Path("kinh-te"), ("kinh-te",)),
        ([Path("kinh-te") / "a.txt", "kinh-te/a.txt"], ("kinh-te/a.txt",)),
        ({"a.txt"}, ("a.txt",)),
        ((name for name in ["a", "b"]), ("a", "b")),
        ("./kinh-te/", ("kinh-te",)),
        (r"kinh-te\x\*.md", ("kinh-te/x/*.md",)),
        ("kinh-te//x/../y", ("kinh-te/y",)),
        (".", ("*",)),
        (unicodedata.normalize("NFD", "lễ hội"), ("lễ hội",)),
        (" a, b.txt", (" a, b.txt",)),
        ("b\udce1o", (r"b\xe1o",)),
        ("a\0b", ("a\ufffdb",)),
    ],
)
def test_names_have_one_form(named: Any, sources: tuple[str, ...]) -> None:
    assert as_sources(named) == sources
    assert as_sources(sources) == sources or "\\" in sources[0]


@pytest.mark.parametrize("named", [5, [None], ["a", b"b"], b"b"])
def test_what_names_no_file_is_said(named: Any) -> None:
    with pytest.raises(ConfigError, match=r"^sources holds .*: name files or folders by texts or paths$"):
        as_sources(named)


@pytest.mark.parametrize(
    ("named", "source"),
    [
        ("kinh-te/a.txt", "kinh-te/a.txt"),
        (Path("kinh-te") / "a.txt", "kinh-te/a.txt"),
        (unicodedata.normalize("NFD", "lễ.txt"), unicodedata.normalize("NFD", "lễ.txt")),
        ("\udcff\udc80.txt", r"\xff\x80.txt"),
        ("\ud800\udfff", r"\ud800\udfff"),
        ("a\0b", "a\0b"),
    ],
)
def test_one_article_is_named_as_it_is_written(named: Any, source: str) -> None:
    assert as_source(named) == source


@pytest.mark.parametrize("named", [None, 5, b"a.txt", ["a.txt"]])
def test_what_names_no_article_is_said(named: Any) -> None:
    with pytest.raises(ConfigError, match=r"^the article is .*: name it by a text or a path"):
        as_source(named)


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_can_be_stored_and_shown(name: str) -> None:
    shown = printable(name)
    assert shown.encode().decode() == shown
    assert (shown == name) is not any("\ud800" <= character <= "\udfff" for character in name)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_may_be_as_it_is_seen_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Literal["NFC", "NFD"]
) -> None:
    folder = tmp_path / unicodedata.normalize(form, "bài báo")
    (tmp_path / "kinh-te").mkdir()
    for below in ("kinh-te", "le-hoi/kinh-te", "le-hoi/2024"):
        (folder / below).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for named, source in {
        "bài báo/kinh-te": "kinh-te",
        "bài báo/kinh-te/": "kinh-te",
        "./bài báo/kinh-te/*.md": "kinh-te/*.md",
        "bài báo\\le-hoi\\2024": "le-hoi/2024",
        "bài báo/gone.txt": "gone.txt",
        "bài báo/../bài báo/le-hoi": "le-hoi",
        f"{folder}/kinh-te": "kinh-te",
        folder / "le-hoi": "le-hoi",
        "bài báo": "*",
        "bài báo*": "bài báo*",
        "*/kinh-te": "*/kinh-te",
        "elsewhere/kinh-te": "elsewhere/kinh-te",
        "../kinh-te": "../kinh-te",
        "/kinh-te": "/kinh-te",
        "a\0b": "a\ufffdb",
        "x" * 5000: "x" * 5000,
    }.items():
        assert as_sources(named, folder) == (source,), named
    monkeypatch.chdir(folder / "le-hoi")
    # What the folder has by that name comes first
    assert as_sources(["kinh-te", "2024", "2024/*.txt", "*.txt", "../kinh-te"], folder) == (
        "kinh-te",
        "le-hoi/2024",
        "le-hoi/2024/*.txt",
        "*.txt",
    )


@pytest.mark.parametrize(
    ("patterns", "source", "named"),
    [
        (("kinh-te",), "kinh-te/x/a.txt", True),
        (("kinh-te",), "kinh-te.txt", False),
        (("kinh-te/",), "kinh-te/a.txt", True),
        (("*.md",), "le-hoi/2024/a.md", True),
        (("le-hoi/2024*",), "le-hoi/2024-a/b.txt", True),
        (("le-hoi/20?4",), "le-hoi/2024/b.txt", True),
        (("le-hoi/20?4",), "le-hoi/20244/b.txt", False),
        (("*",), "a.txt", True),
        (("x", "a.txt"), "a.txt", True),
        ((KINH_TE,), KINH_TE, True),
        (("*[2024]*",), KINH_TE, True),
        (("kinh-te/[12]*",), KINH_TE, False),
        (("lễ hội",), unicodedata.normalize("NFD", "lễ hội/gì.txt"), True),
        (("lễ hội/g?.txt",), unicodedata.normalize("NFD", "lễ hội/gì.txt"), True),
        (("a\nb*",), "a\nb\nc.txt", True),
        (("A.txt",), "a.txt", False),
    ],
)
def test_two_signs_stand_for_others(patterns: tuple[str, ...], source: str, named: bool) -> None:
    assert is_named(source, "\0".join(patterns)) is named


def test_a_hostile_pattern_costs_nothing() -> None:
    began = time.thread_time()
    assert not is_named("a" * 250 + ".txt", "*a" * 400 + "b")
    assert time.thread_time() - began < 1


Ask = Callable[..., set[str]]


@pytest.fixture
def within(folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The sources that are searched."""
    monkeypatch.chdir(folder.path.parent)
    for source in (KINH_TE, unicodedata.normalize("NFD", "lễ hội/đèn.md"), "a.txt"):
        folder.write(source, f"Tin {source}\n\nGạo ngon.\n")
    assistant = Assistant.open(folder.path, embedder=embedder)
    assistant.sync()

    def ask(named: Any) -> set[str]:
        found = {unicodedata.normalize("NFC", hit.source) for hit in assistant.search("gạo ngon", sources=named)}
        answer = assistant.ask("gạo ngon", sources=named)
        assert {unicodedata.normalize("NFC", hit.source) for hit in answer.hits} == found
        told = assistant.explain("gạo ngon", sources=named)
        assert {unicodedata.normalize("NFC", hit.hit.source) for hit in told.hits} == found
        [articles] = assistant.ask("có bao nhiêu bài", sources=named).text.split("bài")[:1]
        assert articles.split()[-1] == str(len(found)) if found else True
        return found

    return ask


def test_all_ways_of_asking_are_narrowed_alike(within: Ask, folder: Folder) -> None:
    every = {KINH_TE, "lễ hội/đèn.md", "a.txt"}
    for nothing in (None, "", [], ".", folder.path, "articles"):
        assert within(nothing) == every, nothing
    for named in ("kinh-te", Path("kinh-te"), [Path("kinh-te")], "articles/kinh-te/", "kinh-te\\[2024] gia gao.txt"):
        assert within(named) == {KINH_TE}, named
    assert within(os.path.join("articles", KINH_TE)) == {KINH_TE}  # noqa: PTH118  as a shell completes it
    assert within("lễ hội") == within("*.md") == {"lễ hội/đèn.md"}
    assert within("[ka]*") == within("nowhere") == set()
