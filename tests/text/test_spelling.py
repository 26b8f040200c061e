"""Names that are spelt in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storing import embedded

from rag.datatypes import Document
from rag.storage.snapshot import Snapshot
from rag.storage.store import Store
from rag.text.spelling import Respelling, alternatives, name_key, names_in, respell, respellings

ARTICLES = (
    "Ông Lê Tám tới Khăm Muộn. Đoàn Khăm Muồn đón. Khăm Muộn nằm cạnh Bua-la-pha.",
    "Người dân Xa-vẳn-na-khệt và Thà Khẹc dự hội. Khách Xri Lan-ca cũng tới.",
)


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    store = Store(tmp_path / "store.sqlite")
    for number, text in enumerate(ARTICLES):
        document = Document(f"{number}.txt", "Tên", None, text)
        store.put(document, embedded(document), content_hash=b"x", size=1, mtime_ns=1, ctime_ns=1)
    with store.snapshot() as opened:
        yield opened
    store.close()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khăm Muộn", "Khăm Muồn"),
        ("Bua-la-pha", "Boualapha"),
        ("Xa-vẳn-na-khệt", "Savannakhet"),
        ("Thà Khẹc", "Thakhek"),
        ("Xri Lan-ca", "Sri Lanka"),
        ("Nỏng Bốc", "Nongbok"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Hà Tĩnh", "Hà Tiên"), ("Quảng Trị", "Quảng Trạch"), ("Đông Hà", "Đông Hải")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_names_are_runs_of_capitalised_words() -> None:
    found = dict(names_in("Ông Lê Tám tới Bua-la-pha rồi về."))
    assert found == {"Ông Lê": "ongle", "Ông Lê Tám": "ongletam", "Lê Tám": "letam", "Bua-la-pha": "bualafa"}


@pytest.mark.parametrize(
    ("question", "spellings", "read"),
    [
        ("Ai tới Khăm Muộn?", [("Khăm Muồn",)], None),
        ("ai tới khăm muồn", [("Khăm Muộn",)], None),
        ("Who came to Khammouane?", [("Khăm Muộn", "Khăm Muồn")], "Who came to Khăm Muộn?"),
        ("Where is Boualapha?", [("Bua-la-pha",)], "Where is Bua-la-pha?"),
        (
            "Who came from Sri Lanka to Savannakhet?",
            [("Xri Lan-ca",), ("Xa-vẳn-na-khệt",)],
            "Who came from Xri Lan-ca to Xa-vẳn-na-khệt?",
        ),
        ("Ai ở Thà Khẹc?", [], None),
        ("Ai ở Huế?", [], None),
        ("Ông Lê Tâm là ai?", [("Lê Tám",)], None),
        ("?!", [], None),
    ],
)
def test_a_question_s_names_are_found_as_printed(
    snapshot: Snapshot, question: str, spellings: list[tuple[str, ...]], read: str | None
) -> None:
    found = respellings(question, snapshot)
    assert [name.spellings for name in found] == spellings
    assert respell(question, found) == read


def test_a_foreign_name_that_few_have_as_typed_is_looked_for_as_others_spell_it(tmp_path: Path) -> None:
    with closing(Store(tmp_path / "store.sqlite")) as store:
        for number, text in enumerate((*ARTICLES, "Khammouan lies in Laos.", "Ông Lê Tân và Lê Tám.")):
            document = Document(f"{number}.txt", "Tên", None, text)
            store.put(document, embedded(document), content_hash=b"x", size=1, mtime_ns=1, ctime_ns=1)
        with store.snapshot() as snapshot:
            found = respellings("Who came to Khammouan?", snapshot)
            assert respell("Who came to Khammouan?", found) == "Who came to Khăm Muộn?"
            assert respellings("Ông Lê Tân là ai?", snapshot) == []  # a name of its own


def test_terms_stand_for_each_other() -> None:
    same = Respelling(0, 9, ("khăm", "muộn"), ("Khăm Muồn",), True)
    longer = Respelling(0, 9, ("boualapha",), ("Bua-la-pha",), False)
    assert alternatives([same, longer]) == {"muộn": [("muồn",)], "boualapha": [("bua", "la", "pha")]}
    assert alternatives([]) == {}


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert name_key(text).isascii()
    assert all(name_key(name) == key and len(key) >= 5 for name, key in names_in(text))
