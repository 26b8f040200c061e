"""Lines on what was synced."""

from __future__ import annotations

from rag.datatypes import SyncReport
from rag.shell.terminal import teller


def told(*reports: SyncReport) -> list[str]:
    """What is said of some syncs, one after the other, without when."""
    said: list[str] = []
    tell = teller(said.append)
    for report in reports:
        tell(report)
    return [line.split("  ", 1)[1] for line in said]


def test_a_line_says_what_a_sync_changed_and_names_some_of_it() -> None:
    added = tuple(f"{name}.txt" for name in "abcd")
    report = SyncReport(added=added, moved=("e.txt",), unchanged=("f.txt",))
    assert told(report, SyncReport(removed=("a\n.txt",)), SyncReport(unchanged=("f.txt",))) == [
        "added 4 (a.txt, b.txt, c.txt, …), moved 1 (e.txt)",
        r"removed 1 (a\n.txt)",
    ]


def test_what_cannot_be_read_is_said_once_until_the_reason_changes_or_it_was_read() -> None:
    empty, locked = SyncReport(failed=(("a.pdf", "it is empty"),)), SyncReport(failed=(("a.pdf", "it is locked"),))
    assert told(empty, empty, locked, SyncReport(), locked) == [
        "failed 1 (a.pdf: it is empty)",
        "failed 1 (a.pdf: it is locked)",
        "failed 1 (a.pdf: it is locked)",
    ]
