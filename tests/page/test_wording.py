"""The chat's own words, and what went wrong in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from rag import errors
from rag.errors import ArticlesFolderError, ConfigError, ReadError, ReadOnlyIndexError
from rag.files import pdfdocs, worddocs
from rag.files.articles import parse
from rag.files.folder import list_articles, read_bytes
from rag.page.wording import TEXTS, texts_for, trouble, why_unread

EN = TEXTS["en"]


@pytest.mark.parametrize("language", ["en", "lo"])
def test_every_language_says_everything_of_the_same(language: str) -> None:
    assert TEXTS["vi"].keys() == TEXTS[language].keys()
    assert TEXTS[language]["lang"] == language
    for key, words in TEXTS["vi"].items():
        both = words, TEXTS[language][key]
        holes, others = ({hole for _, hole, *_ in Formatter().parse(told) if hole} for told in both)
        assert holes == others, key
        assert words, key


def test_every_error_that_a_reader_may_meet_has_words_in_vietnamese() -> None:
    # The others are of a file, of a model's wire or of a setting, and are told elsewhere or to who runs the program.
    elsewhere = {"CitationError", "ConfigError", "DocumentNotFoundError", "EvaluationFileError", "LanguageModelError"}
    for name in set(errors.__all__) - elsewhere - {"RagError", "ReadError"}:
        kind = getattr(errors, name)
        error = kind.__new__(kind)
        Exception.__init__(error, "what happened")
        said, _, message = trouble(error, TEXTS["vi"]).partition("\n")
        assert (message, bool(said)) == ("what happened", True), name
        assert trouble(error, EN) == "what happened"


def test_what_goes_wrong_is_said_in_the_readers_language_too() -> None:
    gone = ArticlesFolderError(Path("/data/bai"), "there is no such folder")
    first = "Không đọc được thư mục bài báo. Xem thư mục còn ở chỗ cũ không, ổ đĩa đã gắn chưa."
    assert trouble(gone, TEXTS["vi"]) == f"{first}\n{gone}"
    only_read = ReadOnlyIndexError(Path("/data"), "read only", None)
    assert trouble(only_read, TEXTS["vi"]).split("\n") == [
        "Ở đây chỉ mục của các bài chỉ đọc được: câu trả lời theo lần đọc bài gần nhất.",
        str(only_read),
    ]
    assert trouble(ConfigError("bad"), TEXTS["vi"]) == "bad"
    assert trouble(gone, EN) == str(gone)


def test_why_a_file_was_not_read_is_said_in_the_readers_language(tmp_path: Path) -> None:
    def reasons() -> Iterator[str]:
        for name, data in (
            ("a.txt", b" "),
            ("b.txt", b"%PDF-1.7"),
            ("c.txt", b"\xff\x00\x81" * 99),
            ("d.docx", b"PK\x03\x04"),
            ("e.docx", bytes.fromhex("d0cf11e0a1b11ae1")),
            ("f.html", b"<script>1</script>"),
            ("g.html", b"<html><body><p></p></body></html>"),
            ("i.pdf", b"%PDF-1.7"),
            ("h.txt", b"x" * 20),
        ):
            (tmp_path / name).write_bytes(data)
            entry = next(file for file in list_articles(tmp_path).entries if file.source == name)
            with pytest.raises(ReadError) as raised:
                parse(name, read_bytes(entry, 2000 if name != "h.txt" else 10))
            yield raised.value.reason
        yield from (worddocs._LOCKED, worddocs._TOO_LARGE)
        yield from (pdfdocs._LOCKED, pdfdocs._SCANNED, pdfdocs._TOO_LARGE)

    said = [why_unread(reason, TEXTS["vi"]) for reason in reasons()]
    assert said == [
        "tệp trống; hãy chép bài vào, hoặc xóa tệp",
        "là tệp loại khác (PDF, ảnh, tệp nén …); hãy lưu bài thành văn bản thường",
        "không phải văn bản; hãy lưu bài thành văn bản thường (UTF-8)",
        "không phải tệp Word, hoặc tệp Word bị hỏng; hãy mở bằng Word rồi lưu lại (.docx)",
        "tệp Word đời cũ; hãy mở bằng Word rồi lưu thành .docx",
        *["không thấy bài nào trong trang này; hãy lưu phần chữ thành .txt"] * 2,
        "không phải tệp PDF, hoặc tệp PDF bị hỏng; hãy mở ra rồi in lại thành PDF",
        "tệp quá lớn; hãy chia nhỏ",
        "tệp có mật khẩu; hãy mở bằng Word rồi lưu không mật khẩu",
        "tệp quá lớn; hãy chia nhỏ, hoặc lưu phần chữ thành .txt",
        "PDF có mật khẩu; hãy lưu lại không mật khẩu",
        "PDF chỉ có ảnh; hãy nhận dạng chữ (OCR, như ocrmypdf) rồi đọc lại bài",
        "tệp quá lớn; hãy chia nhỏ, hoặc lưu phần chữ thành .txt",
    ]
    gone = "this folder cannot be read (Permission denied); what was in it is kept"
    assert why_unread(gone, TEXTS["vi"]) == "không đọc được thư mục này; những gì đã đọc trong đó vẫn được giữ"
    assert why_unread("it is empty; fill it", EN) == "it is empty; fill it"
    assert why_unread("something new", TEXTS["vi"]) == "something new"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("vi-VN,vi;q=0.9,en;q=0.8", "vi"),
        ("VI", "vi"),
        ("en-US,vi;q=0.5", "en"),
        ("lo-LA,en;q=0.5", "lo"),
        ("fr", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_language_is_the_browsers_first(header: str | None, language: str) -> None:
    assert texts_for(header) is TEXTS[language]
