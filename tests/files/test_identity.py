"""What tells a file from another one under the same name."""

from __future__ import annotations

from pathlib import Path

from rag.files.identity import identity


def test_a_file_is_the_same_whatever_is_written_into_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("một")
    before = identity(file)
    assert before == (file.stat().st_dev, file.stat().st_ino)
    file.write_text("hai")
    assert identity(file) == before


def test_another_file_or_folder_in_its_place_is_another(tmp_path: Path) -> None:
    for name, make in (("a.txt", Path.touch), ("kinh-te", Path.mkdir)):
        here = tmp_path / name
        make(here)
        before = identity(here)
        here.rename(tmp_path / f"{name}.moved")
        make(here)
        assert identity(here) != before
        assert identity(tmp_path / f"{name}.moved") == before


def test_where_there_is_nothing_there_is_none(tmp_path: Path) -> None:
    assert identity(tmp_path / "a.txt") is None
