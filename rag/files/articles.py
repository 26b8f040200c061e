"""What of a file's bytes is the article: its text, title and date.

Text is tidied, never rewritten: sentences stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import PurePosixPath

import regex

from rag.datatypes import Document, PageStart
from rag.errors import ReadError
from rag.files.datelines import find_date, is_stamp
from rag.files.decoding import decode
from rag.files.frontmatter import read_front_matter
from rag.files.navigation import HOME, TEASERS, imprint_start, without_navigation
from rag.files.pagemarks import carried, unmarked
from rag.files.sections import SECTIONS
from rag.text.dates import parse_date
from rag.text.sentences import split_sentences
from rag.text.writing import composed_lao

__all__ = ["KINDS", "PARSE_VERSION", "PICTURED", "READERS", "parse", "suffix"]

# Raise it whenever `parse` makes another document of the same bytes, also by what it calls (dates, decoding): the next
# sync then reads every file again, also those that did not change. Words that are the same are not embedded again.
# Where that concerns one kind of files alone, let a migration have those read again (`rag/storage/migrations.py`).
PARSE_VERSION = 5


def parse(source: str, data: bytes) -> Document:
    """Make the document of a file's bytes.

    Args:
        source: its path relative to the folder; the suffix says what it is.
        data: what it holds.

    Raises:
        ReadError: it is not text, or there is no text in it.
    """
    name = source.rpartition("/")[2]
    kind = suffix(name)
    raw = READERS.get(kind, _read_text)(source, data)
    text = _clean(raw.text)
    if not any(character.isalnum() for character in text):
        raise ReadError(source, "it is empty; put the article's text into it, or remove it")
    body_end = _body_end(text)
    lines = [line for line in text[:body_end].split("\n") if line]
    title = raw.title or _official_title(lines) or raw.heading or _title(lines, raw.name)
    date = raw.date
    if date is not None:
        published = parse_date(date)
    else:
        headline = next((n for n, line in enumerate(lines) if line == title), -1)
        date, published = find_date(lines, headline)
        if date is None and raw.saved is not None:
            date, published = raw.saved, parse_date(raw.saved)
    printed = _MIDNIGHT.sub("", date) if date else None
    pages = carried(raw.pages, raw.text, text) if raw.pages else ()
    return Document(source, title or PurePosixPath(source).stem, printed, text, published, body_end, pages)


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a reader makes of a file: its text, and what the file says of itself apart from the text."""

    text: str
    title: str | None = None
    date: str | None = None
    name: str | None = None  # a title where the text begins with none
    heading: str | None = None  # of the text; that of an office's paper is told apart
    saved: str | None = None  # a date where the text has none
    pages: tuple[PageStart, ...] = ()  # where they begin in the text


def suffix(name: str) -> str:
    """`.txt` of `a.TXT`; never a registered one where there is no dot."""
    _, dot, suffix = name.rpartition(".")
    return dot + suffix.lower()


# --- readers; what they read with is loaded with the first file of the kind

_MIDNIGHT = re.compile(r"[T ]00:00(?::00)?(?:\.0+)?(?:Z| ?(?:GMT ?)?[+-]\d{1,2}(?::?\d\d)?)?\s*$")  # no hour was told


def _read_text(source: str, data: bytes) -> _Raw:
    text = _normalise(decode(source, data))
    front = read_front_matter(text)
    if front is None:
        return _Raw(text)
    title, date = (_normalise(field) if field else None for field in (front.title, front.date))  # YAML has escapes
    return _Raw(text[front.end :], title, date)


def _read_markdown(source: str, data: bytes) -> _Raw:
    from rag.files.prose import prose

    raw = _read_text(source, data)
    return _Raw(_normalise(prose(raw.text)), raw.title, raw.date)  # an entity may be any character


def _read_web_page(source: str, data: bytes) -> _Raw:
    from rag.files.webpages import read_page

    page = read_page(source, data)
    title, date, name = (_normalise(told) if told else None for told in (page.title, page.date, page.name))
    return _Raw(_normalise(page.text), title, date, name)


def _read_word(source: str, data: bytes) -> _Raw:
    from rag.files.worddocs import read_word

    word = read_word(source, data)
    title, heading = (_normalise(told) if told else None for told in (word.title, word.heading))
    return _Raw(_normalise(word.text), title, heading=heading, saved=word.saved)


def _read_pdf(source: str, data: bytes) -> _Raw:
    from rag.files.pdfdocs import read_pdf

    pdf = read_pdf(source, data)
    text, pages = unmarked(_normalise(pdf.text))
    return _Raw(text, heading=_normalise(pdf.heading) if pdf.heading else None, pages=pages)


# Another format is another entry: a function of (source, bytes) that gives the text and raises ReadError.
READERS: Mapping[str, Callable[[str, bytes], _Raw]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": _read_web_page,
    ".htm": _read_web_page,
    ".docx": _read_word,
    ".pdf": _read_pdf,
}
PICTURED = frozenset({".docx", ".pdf"})
"""Kinds that may be pictures for the most part, which are not read; their readers bound what is."""
*_most, _last = READERS
KINDS = f"{', '.join(_most)} and {_last}"
"""The kinds of files that are articles, as people are told of them."""


# --- text to article

_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_MARKS = regex.compile(r"(\p{M}{30})\p{M}+")  # putting so many in order takes their number squared, and is no writing

# Lines that a web page has around its articles. Only whole lines are taken out, never a part of one.
_CHROME = frozenset(
    "xem thêm phản hồi|xem thêm bình luận|chia sẻ|chia sẻ bài viết|chia sẻ facebook|facebook|zalo|twitter|linkedin|"
    "pinterest|messenger|telegram|whatsapp|email|copy link|sao chép|sao chép liên kết|sao chép link|bình luận|"
    "gửi bình luận|viết bình luận|ý kiến bạn đọc|in bài|in bài viết|in trang|bản in|gửi bài|gửi email|lưu bài|"
    "lưu bài viết|quay lại|trở lại|về trang chủ|về đầu trang|lên đầu trang|nghe đọc bài|nghe bài viết|nghe audio|"
    "cỡ chữ|đọc bài viết|in|tương phản|bởi|by|thích|"
    "theo dõi|đăng nhập|đăng xuất|đăng ký|tìm kiếm|báo lỗi|góp ý|quảng cáo|tắt quảng cáo|a-|a+|aa|"
    "share|share this|tweet|print|copy|like|follow|comment|comments|sign in|sign up|log in|login|register|search|"
    "subscribe|advertisement|"
    "skip to content|skip to main content|back to top|listen|menu".split("|")
)
_COUNT = re.compile(
    r"(?:số )?(?:lượt xem|lượt đọc|đã xem|bình luận|ý kiến(?: bạn đọc)?|chia sẻ|views?|comments?|shares?|likes?)"
    r"\s*[:(]?\s*[\d.,]+k?\)?"
    r"|\(?[\d.,]+k?\)?\s*(?:lượt xem|lượt đọc|lượt thích|lượt chia sẻ|người xem|bình luận|chia sẻ|thích|đã xem"
    r"|views?|reads?|comments?|shares?|likes?)"
    r"|đánh giá(?: bài viết)?: [\d.,/]+ (?:điểm|sao)?.{0,20}"
    r"|\d+ (?:(?:giây|phút|giờ|ngày|tuần) trước|phút đọc|(?:minutes?|hours?|days?) ago|min(?:ute)?s? read)"
    r"|(?:tối đa|còn lại)?:? ?[\d.,]+ ký tự\b.{0,80}",
    re.IGNORECASE,
)
_TYPE_SIZE = re.compile(
    r"(?:(?:xem với |thay đổi )?cỡ chữ|kích thước chữ|font size|text size)[:\s]*(?:a[-+]?\s*)*|a[-+]?(?:\s+a[-+]?)+"
)
_TRAIL = re.compile(r"\s*[/»›]\s+\S|\s*(?:trang chủ|home)\s*[/>»›|]", re.IGNORECASE)  # `/ Trang chủ / Lễ hội`
_LONGEST_SECTION = 5  # words
_CRUMB = re.compile(r"\s*[/>»›|\\•]\s*")
_MENU = re.compile(r"[/>»›|\\•·]|  ")
_LONGEST_MENU = 1_000
_LONGEST_HEADLINE = 200
_LONGEST_TITLE = 120  # of one made from a paragraph
_BODY = 100  # characters; a longer line is a paragraph

# `>> Xem thêm: Chợ mới mở cửa`, in the middle of an article: the headline of another
_TEASER = regex.compile(
    r"[ •>»▶*+-]*(?:(?:mời (?:bạn|độc giả) )?(?:đọc|xem) (?:thêm|tiếp)|(?:tin|bài)(?: viết)? liên quan"
    r"|related(?: article| story)?|read (?:more|next|also)|see also|also read):"
    r"\s*(?-i:[“\"'\p{Lu}])(?=(?:\S+ ){3}).*[^.:;,…]",
    regex.IGNORECASE,
)


def _normalise(text: str) -> str:
    """The same text in one form: NFC, LF, plain spaces, nothing invisible."""
    text = _MARKS.sub(r"\1", _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text))))
    return composed_lao(text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text))


def _clean(text: str) -> str:
    """The text without the lines that belong to the page, and with one empty line at most between others."""
    lines = [line.strip(" ") for line in text.split("\n")]
    lines = without_navigation(lines)
    kept = [line for line in lines if not (_is_menu(line) or (len(line) <= _BODY and _is_chrome(line)))]
    kept = _without_section(kept)
    cleaned = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    return cleaned if cleaned.strip() else "\n".join(lines).strip("\n")  # an article may be one such word


def _is_chrome(line: str) -> bool:
    bare = line.strip(" .:…|•·–→←»›>+↑*[]()").lower()
    if not bare:
        return line.strip(" ") != "" and all(character in "/>»›|\\•· " for character in line)
    if _is_button(bare) or line.strip().lower() in _CHROME or bare in ("/", "-") or _TEASER.fullmatch(line):
        return True
    if HOME.fullmatch(bare):
        return True
    parts = [part for part in _CRUMB.split(bare.strip("/ ")) if part]
    if _TRAIL.match(line) and all(len(part.split()) <= _LONGEST_SECTION for part in parts):
        return True
    return len(parts) > 1 and all(part in SECTIONS for part in parts)


def _is_menu(line: str) -> bool:
    """Whether a line is a menu: sections only, or behind a word such as `Menu` sections for the most part.

    The head of a table may name sections, too, but hardly nothing else.
    """
    if len(line) > _LONGEST_MENU:
        return False
    parts = [bare for part in _MENU.split(line.lower()) if (bare := part.strip(" :"))]
    if len(parts) > 1 and all(_is_button(part) for part in parts):
        return True
    if len(parts) < 3 or any(len(part.split()) > _LONGEST_SECTION for part in parts):
        return False
    known = [part in SECTIONS or part in _CHROME or HOME.fullmatch(part) is not None for part in parts]
    led = known[0] and parts[0] not in SECTIONS
    return all(known) or (led and sum(known) * 2 > len(known))


def _is_button(bare: str) -> bool:
    """Whether some words stand on a page to be pressed, or count who did: `Đăng nhập`, `Cỡ chữ A- A+`."""
    return bare in _CHROME or _COUNT.fullmatch(bare) is not None or _TYPE_SIZE.fullmatch(bare) is not None


def _without_section(lines: list[str]) -> list[str]:
    """Take the name of a section from the head, if a headline follows it."""
    filled = list(islice((n for n, line in enumerate(lines) if line and not is_stamp(line)), 2))
    if len(filled) == 2 and lines[filled[0]].strip(" :>»/").lower() in SECTIONS:
        headline = lines[filled[1]]
        if len(headline) <= _LONGEST_HEADLINE and not headline.endswith("."):
            return lines[: filled[0]] + lines[filled[0] + 1 :]
    return lines


def _title(lines: list[str], name: str | None) -> str:
    """The first line that says something; of a paragraph, what the file is called, or how its first sentence begins."""
    line = next((line for line in lines if any(c.isalpha() for c in line) and not is_stamp(line)), "")
    if _OBITUARY.fullmatch(line):
        return " ".join(
            [line, *(below for below in lines[:_ISSUED_AT_MOST] if below != line and _FULL_NAME.fullmatch(below))][:2]
        )
    if name and (len(line) > _LONGEST_HEADLINE or line.endswith(".")):
        return name
    if len(line) <= _LONGEST_HEADLINE:
        return line
    start, end = split_sentences(line)[0]
    if end - start <= _LONGEST_TITLE:
        return line[start:end]
    return line[start : start + _LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


# A notice of a death is headed by what it is; the name stands below, in capitals.
_OBITUARY = re.compile(r"(?:TIN BUỒN|CÁO PHÓ|TIN VUI|LỜI CẢM ƠN|LỜI CẢM TẠ)", re.IGNORECASE)
_FULL_NAME = regex.compile(r"(?:\w+ ){0,4}(?:\p{Lu}{2,} ){1,4}\p{Lu}{2,}(?: \([^()]{1,30}\))?")

# An office's paper says above its subject who issues it, by what number and what kind of paper it is.
_ISSUED_AT_MOST = 8  # lines
_PAPER = regex.compile(
    r"(?:KẾ HOẠCH|QUYẾT ĐỊNH|NGHỊ QUYẾT|NGHỊ ĐỊNH|THÔNG TƯ|THÔNG BÁO|THÔNG CÁO|CHỈ THỊ|BÁO CÁO|TỜ TRÌNH|HƯỚNG DẪN"
    r"|CÔNG VĂN|CÔNG ĐIỆN|QUY CHẾ|QUY ĐỊNH|NỘI QUY|PHƯƠNG ÁN|ĐỀ ÁN|CHƯƠNG TRÌNH|GIẤY MỜI|BIÊN BẢN|KẾT LUẬN|LUẬT"
    r"|PHÁP LỆNH)(?P<more>(?: \p{Lu}+)*)"
)
_MORE_AT_MOST = 3  # words: `BÁO CÁO NHANH`, `BIÊN BẢN HỌP`; with more of them the subject is told


def _official_title(lines: list[str]) -> str | None:
    """What kind of paper it is and the subject, there or in the line below; None where it is no office's paper."""
    for line, below in pairwise(lines[:_ISSUED_AT_MOST]):
        kind = line.strip(" .:")
        paper = _PAPER.fullmatch(kind)
        if paper is not None and len(paper["more"].split()) > _MORE_AT_MOST:
            return kind
        if paper is not None and len(below) <= _LONGEST_HEADLINE:
            return kind if paper["more"] and below.endswith((".", ":", ";")) else f"{kind} {below}"
        if len(line) > _LONGEST_HEADLINE:
            return None
    return None


def _body_end(text: str) -> int:
    """Where teasers of other stories begin, or the page's imprint; the length of the text where neither does.

    Behind a heading of teasers there are headlines, each with one paragraph at most. Where two paragraphs follow
    each other, the heading stood in the middle of the article, which goes on.
    """
    imprint = imprint_start(text)
    body = re.search(rf"^.{{{_BODY},}}$", text, re.MULTILINE)
    if body is None:
        # Such a heading ends an article of short lines where headlines alone follow, and less of them.
        lines = re.finditer(r"^.+$", text[:imprint], re.MULTILINE)
        told = max((line.end() for line in lines if not _is_headline(line.group())), default=0)
        ends = (m.start() for m in TEASERS.finditer(text) if m.end() >= told and imprint - m.end() < m.start())
        return next(ends, imprint)
    headings = {match.start() for match in TEASERS.finditer(text, body.end())}
    if not headings:
        return imprint
    goes_on = 0  # where the last paragraph begins that has no headline of its own
    under_headline = False
    for line in re.finditer(r"^.+$", text[:imprint], re.MULTILINE):
        if line.start() in headings or _is_headline(line.group()):
            under_headline = line.start() not in headings
        else:
            if not under_headline:
                goes_on = line.start()
            under_headline = False
    return min((start for start in headings if start > goes_on), default=imprint)


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and (line.endswith("..") or line[-1] not in ".;:")
