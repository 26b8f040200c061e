"""The articles folder: what is listed, and read."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from rag.errors import ArticlesFolderError, ConfigError, ReadError
from rag.files.folder import FileEntry, as_on_disk, as_path, check_folder, list_articles, read_bytes

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def write(path: Path, text: str = "Một bài.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def sources(folder: Path, exclude: Path | None = None) -> list[str]:
    return [entry.source for entry in list_articles(folder, exclude).entries]


# --- listing


def test_articles_are_found_below_the_folder_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/b/C.TXT",
        "a.txt",
        "anh.jpg",
        "txt",
        "a/.txt",
        "t.Html",
        "t.htm",
        "t.docx",
        "t.PDF",
    ):
        write(tmp_path / name)
    assert sources(tmp_path) == ["a.txt", "a/b/C.TXT", "a/z.md", "b.txt", "t.Html", "t.PDF", "t.docx", "t.htm"]


def test_an_entry_says_where_and_how_large(tmp_path: Path) -> None:
    path = write(tmp_path / "tin" / "a.txt", "Bốn")
    os.utime(path, ns=(5, 1_700_000_000_000_000_007))
    entry = FileEntry("tin/a.txt", str(path), 5, path.stat().st_mtime_ns, path.stat().st_ctime_ns)
    assert list_articles(tmp_path).entries == (entry,)


def test_hidden_and_excluded_are_left_out(tmp_path: Path) -> None:
    for name in (".hoibao/a.txt", ".a.txt", "index/a.txt", "index2/a.txt", "tin/index/a.txt"):
        write(tmp_path / name)
    assert sources(tmp_path, tmp_path / "tin" / ".." / "index") == ["index2/a.txt", "tin/index/a.txt"]


@posix
def test_files_of_other_kinds_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.ODT", "sub/c.odt", "sub/d.doc", "README", ".hidden.odt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert list_articles(tmp_path).others == ((".odt", 2), ("", 1), (".doc", 1))


def test_what_belongs_to_a_page_or_to_an_open_document_is_no_article(tmp_path: Path) -> None:
    for name in ("Cầu.html", "Cầu_files/ad.html", "Cầu_files/a.js", "my_files/b.txt", "cau.docx", "~$cau.docx"):
        write(tmp_path / name)
    assert sources(tmp_path) == ["Cầu.html", "cau.docx", "my_files/b.txt"]
    assert list_articles(tmp_path).others == ()


def test_links_are_not_followed_and_those_that_lead_out_are_named(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "a.txt")
    folder = tmp_path / "articles"
    write(folder / "tin" / "b.txt")
    (folder / "c.txt").symlink_to(folder / "tin" / "b.txt")
    (folder / "d.txt").symlink_to(outside)
    (folder / "e.txt").symlink_to(tmp_path / "nowhere")
    (folder / "circle").symlink_to(folder)
    (folder / "away").symlink_to(outside.parent)
    (folder / "photo.jpg").symlink_to(outside)
    listing = list_articles(folder)
    assert [entry.source for entry in listing.entries] == ["tin/b.txt"]
    assert listing.links == ("away", "d.txt", "e.txt")
    assert listing.problems == ()


@posix
def test_links_to_what_is_in_the_folder_and_yet_not_read_are_named(tmp_path: Path) -> None:
    folder = tmp_path / ".news" / "articles"  # that it is itself below a hidden folder hides nothing
    for name in (".drafts/a.txt", "tin/.b.txt", "index/c.txt", "tin/d.txt"):
        write(folder / name)
    for name, target in {
        "a.txt": ".drafts/a.txt",
        "b.txt": "tin/.b.txt",
        "c.txt": "index/c.txt",
        "drafts": ".drafts",
        "gone.txt": "tin/gone.txt",
        "read.txt": "tin/d.txt",
        "again": "tin",
        "twice.txt": "again/d.txt",
    }.items():
        (folder / name).symlink_to(folder / target)
    listing = list_articles(folder, folder / "index")
    assert [entry.source for entry in listing.entries] == ["tin/d.txt"]
    assert listing.links == ("a.txt", "b.txt", "c.txt", "drafts", "gone.txt")


@posix
def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert sources(tmp_path / "link") == ["a.txt"]


@posix
def test_pipes_are_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    assert list_articles(tmp_path).entries == ()


@posix
@pytest.mark.parametrize("name", ["a\nb.txt", "“trích”.txt", "<b>đậm.txt", "🙂.md", "a'b\".txt", "-rf.txt", "%s.txt"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert sources(tmp_path) == [name]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are always Unicode there")
def test_names_that_are_not_utf8_are_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    bad_file, bad_folder = (os.fsencode(tmp_path) + name for name in (b"/\xff.txt", b"/\xfe"))
    Path(os.fsdecode(bad_file)).write_text("Một bài.", encoding="utf-8")
    Path(os.fsdecode(bad_folder)).mkdir()
    listing = list_articles(tmp_path)
    assert [entry.source for entry in listing.entries] == ["a.txt"]
    assert listing.problems == (
        ("\\xfe", "its name is not valid UTF-8; rename the folder"),
        ("\\xff.txt", "its name is not valid UTF-8; rename the file"),
    )


def test_a_folder_that_cannot_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt")
    closed = write(tmp_path / "tin" / "b.txt").parent
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = list_articles(tmp_path)
    assert [entry.source for entry in listing.entries] == ["a.txt"]
    assert listing.problems == (("tin", "this folder cannot be read (Permission denied); what was in it is kept"),)


def test_a_drive_that_goes_away_meanwhile_takes_no_articles_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "tin" / "b.txt")
    scandir = os.scandir
    looked: list[str] = []

    def vanish(path: str) -> object:
        looked.append(str(path))
        if len(looked) > 1:
            raise FileNotFoundError(2, "No such file or directory")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", vanish)
    with pytest.raises(ArticlesFolderError):
        list_articles(tmp_path)


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticlesFolderError, match=r"there is no such folder\. Create it and put articles"):
        list_articles(tmp_path / "nowhere")
    with pytest.raises(ArticlesFolderError, match="there is no such folder"):
        check_folder(tmp_path / "nowhere")


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    with pytest.raises(ArticlesFolderError, match=r"this is a file\. Name the folder") as caught:
        list_articles(path)
    assert caught.value.folder == path


@posix
def test_a_closed_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(path: object) -> None:  # root may read everything, so the system is played
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("rag.files.folder.os.scandir", closed)
    with pytest.raises(ArticlesFolderError, match="may not be read"):
        check_folder(tmp_path)


# --- bytes


def entry_of(path: Path, size: int = 0) -> FileEntry:
    return FileEntry(path.name, str(path), size, 0, 0)


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\n\xff")
    assert read_bytes(entry_of(path), 100) == b"\xef\xbb\xbfa\r\n\xff"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "0123456789")
    assert read_bytes(entry_of(path), 10) == b"0123456789"
    with pytest.raises(ReadError, match="larger than 9 bytes; split it, or raise max_file_bytes"):
        read_bytes(entry_of(path, size=10), 9)
    with pytest.raises(ReadError, match="larger than 9 bytes"):  # it grew since it was listed
        read_bytes(entry_of(path, size=3), 9)


@pytest.mark.parametrize(("name", "most"), [("a.txt", 4), ("a.html", 4), ("a.pdf", 40), ("a.DOCX", 40)])
def test_a_file_with_pictures_may_be_larger(tmp_path: Path, name: str, most: int) -> None:
    (tmp_path / name).write_bytes(b"x" * most)
    assert read_bytes(entry_of(tmp_path / name), 4) == b"x" * most
    (tmp_path / name).write_bytes(b"x" * (most + 1))
    with pytest.raises(ReadError, match=f"it is larger than {most} bytes; split it"):
        read_bytes(entry_of(tmp_path / name), 4)


def test_a_file_that_vanished(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="it vanished before it was read") as caught:
        read_bytes(entry_of(tmp_path / "a.txt"), 100)
    assert caught.value.source == "a.txt"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="it may not be read; give the account"):
        read_bytes(entry_of(tmp_path / "a.txt"), 100)


def test_a_folder_is_found_however_a_disk_writes_its_letters(tmp_path: Path) -> None:
    typed, of_a_mac = (unicodedata.normalize(form, "tin tức/hè") for form in ("NFC", "NFD"))
    assert as_on_disk(tmp_path / typed) == tmp_path / typed  # there is none
    (tmp_path / of_a_mac).mkdir(parents=True)
    assert as_on_disk(tmp_path / typed) == tmp_path / of_a_mac
    assert as_on_disk(tmp_path / typed / "khác") == tmp_path / typed / "khác"
    (tmp_path / typed).mkdir(parents=True)
    assert as_on_disk(tmp_path / typed) == tmp_path / typed  # the very name is there
    assert as_on_disk(Path("b\0o")) == Path("b\0o")
    assert as_on_disk(Path("a/" * 5_000)) == Path("a/" * 5_000)


def test_a_folder_is_named_by_a_text_or_a_path(tmp_path: Path) -> None:
    assert as_path("folder", str(tmp_path)) == as_path("folder", tmp_path) == tmp_path
    assert as_path("data_dir", "~/a") == Path.home() / "a"


@pytest.mark.parametrize("named", [None, 5, b"a", ["a"], "a\0b", "\ud800", "~nobody-of-this-name/a"])
def test_what_names_no_folder_is_said(named: object) -> None:
    with pytest.raises(ConfigError, match=r"^data_dir is .*: name a folder by a text or a path$"):
        as_path("data_dir", named)
