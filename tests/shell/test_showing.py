"""What the commands print, letter by letter."""

from __future__ import annotations

import json
import time

import pytest

from rag.datatypes import Answer, Citation, Hit, Status, SyncReport
from rag.shell.showing import show_answer, show_hits, show_json, show_status, show_synced

HARVEST = Citation(1, "kinh-te/cam.txt", "Cam vào vụ", "3/2/2024", "Cam loại hai giá 25.000 đồng/kg.", 10, 42)


def test_an_answer_is_followed_by_what_it_cites_and_its_note_goes_elsewhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = Answer("Cam loại hai giá 25.000 đồng/kg. [1]", (HARVEST,), understood="Giá cam?", note="chậm")
    show_answer(answer)
    said = capsys.readouterr()
    assert said.out == (
        "(Giá cam?)\nCam loại hai giá 25.000 đồng/kg. [1]\n\n"
        "[1] Cam vào vụ (kinh-te/cam.txt, 3/2/2024)\n    Cam loại hai giá 25.000 đồng/kg.\n"
    )
    assert said.err == "(chậm)\n"


def test_passages_are_numbered_with_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    show_hits([Hit("a.txt", 5, 21, "Trời mưa\nở bản.", 0.8125, "Mưa", None, also_in=("b.txt", "c.txt"))])
    assert capsys.readouterr().out == "1. 0.812  Mưa (a.txt:5-21)\n   Trời mưa ở bản.\n   also in b.txt, c.txt\n"
    show_hits([Hit("b.pdf", 5, 21, "Nắng.", 0.5, "Nắng", None, page=12)])
    assert capsys.readouterr().out == "1. 0.500  Nắng (b.pdf:5-21, page 12)\n   Nắng.\n"
    show_hits([])
    assert capsys.readouterr() == ("", "no passages\n")


def test_a_name_with_a_new_line_or_an_escape_in_it_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "x\n\x1b[2Jy\u2028\x9b.txt"
    written = r"x\n\x1b[2Jy\u2028\x9b.txt"
    failed = ((hostile, "it is empty"),)
    show_answer(Answer("Mưa. [1]", (Citation(1, hostile, "Mưa", None, "Mưa.", 0, 4),)))
    show_hits([Hit(hostile, 0, 4, "Mưa.", 0.5, "Mưa", None, also_in=(hostile,))])
    show_synced(SyncReport(failed=failed, links=(hostile,)))
    show_status(Status("f", "f/.hoibao", 0, 0, None, 0, None, failed=failed))
    said = capsys.readouterr()
    assert hostile not in said.out + said.err
    assert f"[1] Mưa ({written})\n" in said.out
    assert f"({written}:0-4)\n   Mưa.\n   also in {written}\n" in said.out
    assert said.err.endswith(
        f"links, which are not followed: {written}; put what they lead to into the folder\n"
        f"failed: {written}: it is empty\n"
    )
    assert said.out.endswith(f"failed: {written}: it is empty\n")


@pytest.mark.parametrize(
    ("zone", "synced"),
    [("Asia/Ho_Chi_Minh", "2024-02-03 01:30:00+07:00"), ("America/New_York", "2024-02-02 13:30:00-05:00")],
)
def test_what_is_indexed_is_told_in_rows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, zone: str, synced: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    show_status(Status("bai", "bai/.hoibao", 3, 8, "m@1", 1_250_000, "2024-02-02T18:30:00+00:00"))
    monkeypatch.undo()
    time.tzset()
    assert capsys.readouterr().out.splitlines() == [
        "folder     bai",
        "index      bai/.hoibao (1.2 MB)",
        "documents  3",
        "chunks     8",
        "model      m@1",
        f"last sync  {synced}",
        "failed     0",
    ]


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"hỏi": ["báo"]})
    out = capsys.readouterr().out
    assert "báo" in out
    assert json.loads(out) == {"hỏi": ["báo"]}
