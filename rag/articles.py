"""The articles folder: which files are articles, and what of a file is the article.

Read in steps, so that a sync can stop after any: `list_articles` looks at names, sizes and times, `read_bytes` gives
what a hash is made of, `parse` makes the document. Text is tidied, never rewritten: sentences stay as they are.
"""

from __future__ import annotations

import logging
import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from rag.datatypes import Document
from rag.datelines import find_date, is_stamp
from rag.dates import parse_date
from rag.errors import ArticlesFolderError, ReadError
from rag.sentences import split_sentences

__all__ = ["FileEntry", "Listing", "check_folder", "list_articles", "parse", "read_bytes"]

_log = logging.getLogger(__name__)

MAX_BYTES = 20_000_000


class FileEntry(NamedTuple):
    """A file of the folder that is taken as an article; a tuple, since a sync makes one of each file.

    Attributes:
        source: path relative to the folder, with forward slashes.
        location: where it is, as the system names it.
        size: bytes.
        mtime_ns: time of its last change, nanoseconds since 1970.
    """

    source: str
    location: str
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Where it is; made when asked for, since of most files nothing but size and time is."""
        return Path(self.location)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the articles folder holds.

    Attributes:
        entries: its articles, sorted by source.
        problems: (source, reason) of articles and of folders that could not be looked at, sorted. What is known of
            such a file, or of files below such a folder, still holds: they are not gone.
        links: symbolic links that lead out of the folder, sorted; they are not followed.
    """

    entries: tuple[FileEntry, ...]
    problems: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()


def check_folder(folder: Path) -> None:
    """Make sure that a folder of articles can be read.

    Raises:
        ArticlesFolderError: it is missing, is not a folder, or cannot be read.
    """
    try:
        with os.scandir(folder):
            return
    except (OSError, ValueError) as error:
        raise _folder_error(folder, error) from error


def _folder_error(folder: Path, error: Exception) -> ArticlesFolderError:
    if isinstance(error, FileNotFoundError):
        reason = "there is no such folder. Create it and put articles (.txt, .md) into it, or name another."
    elif isinstance(error, NotADirectoryError):
        reason = "this is a file. Name the folder that it is in."
    elif isinstance(error, PermissionError):
        reason = "this folder may not be read. Give the account that runs hoibao the right to read it."
    else:
        reason = f"this folder cannot be read ({error}). Check the disk or the network drive, then try again."
    return ArticlesFolderError(folder, reason)


def list_articles(folder: Path, exclude: Path | None = None) -> Listing:
    """Find the articles in a folder and below it.

    Articles are the regular files that a reader is registered for (.txt, .md), in any case of the suffix. Hidden
    files and folders are left out. Symbolic links are not followed: a folder's may lead in a circle, and what a
    link within the folder leads to is read where it is.

    Args:
        folder: the articles.
        exclude: a folder that is left out with all that is in it, such as the one that holds the index.

    Raises:
        ArticlesFolderError: the folder is missing, is not a folder, or cannot be read.
    """
    root = os.fspath(folder)
    real_root = os.path.realpath(root)
    excluded = None if exclude is None else os.path.realpath(exclude)
    excluded_name = "" if excluded is None else Path(excluded).name.lower()  # spares most folders a realpath
    entries: list[FileEntry] = []
    problems: list[tuple[str, str]] = []
    links: list[str] = []
    vanished = False
    pending = [(root, "")]
    while pending:
        where, prefix = pending.pop()
        try:
            with os.scandir(where) as found:
                items = list(found)
        except (OSError, ValueError) as error:
            if not prefix:
                raise _folder_error(folder, error) from error
            if isinstance(error, FileNotFoundError):
                vanished = True
            else:
                why = getattr(error, "strerror", None) or error
                problems.append((prefix[:-1], f"this folder cannot be read ({why}); what was in it is kept"))
            continue
        for item in items:
            name = item.name
            if name[0] == ".":
                continue
            source = prefix + name
            try:
                if item.is_file(follow_symlinks=False):
                    if name[name.rfind(".") :].lower() not in READERS:  # as _suffix, without a call for each file
                        continue
                    if name.isascii() or _is_text(name):
                        stat = item.stat(follow_symlinks=False)
                        entries.append(FileEntry(source, item.path, stat.st_size, stat.st_mtime_ns))
                    else:
                        problems.append((_printable(source), "its name is not valid UTF-8; rename the file"))
                elif item.is_dir(follow_symlinks=False):
                    if not _is_text(name):
                        problems.append((_printable(source), "its name is not valid UTF-8; rename the folder"))
                    elif name.lower() != excluded_name or os.path.realpath(item.path) != excluded:
                        pending.append((item.path, source + "/"))
                elif (
                    item.is_symlink()
                    and (_suffix(name) in READERS or item.is_dir())
                    and not _is_inside(item.path, real_root)
                ):
                    links.append(_printable(source))
            except FileNotFoundError:
                vanished = True
            except OSError as error:
                problems.append((_printable(source), f"it cannot be looked at ({error.strerror}); check its rights"))
    if vanished:
        check_folder(folder)  # a network drive that went away took no article with it
    entries.sort(key=attrgetter("source"))
    return Listing(tuple(entries), tuple(sorted(problems)), tuple(sorted(links)))


def _suffix(name: str) -> str:
    """`.txt` of `a.TXT`; never a registered one where there is no dot."""
    _, dot, suffix = name.rpartition(".")
    return dot + suffix.lower()


def _is_inside(path: str, real_root: str) -> bool:
    target = os.path.realpath(path)
    return target == real_root or target.startswith(real_root.rstrip(os.sep) + os.sep)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _printable(source: str) -> str:
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_bytes(entry: FileEntry, max_bytes: int = MAX_BYTES) -> bytes:
    """Read a file as it is.

    Args:
        entry: which file.
        max_bytes: the most that it may hold.

    Raises:
        ReadError: it is too large, vanished, or may not be read.
    """
    too_large = f"it is larger than {max_bytes:,} bytes; split it, or raise max_file_bytes"
    if entry.size > max_bytes:
        raise ReadError(entry.source, too_large)
    try:
        with entry.path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise ReadError(entry.source, "it vanished before it was read; the next sync sees what became of it") from None
    except PermissionError:
        reason = "it may not be read; give the account that runs hoibao the right to read it"
        raise ReadError(entry.source, reason) from None
    except OSError as error:
        reason = f"it cannot be read ({error.strerror}); check the disk or the network drive, then sync again"
        raise ReadError(entry.source, reason) from error
    if len(data) > max_bytes:
        raise ReadError(entry.source, too_large)
    return data


def parse(source: str, data: bytes) -> Document:
    """Make the document of a file's bytes.

    Args:
        source: its path relative to the folder; the suffix says what it is.
        data: what it holds.

    Raises:
        ReadError: it is not text, or there is no text in it.
    """
    name = source.rpartition("/")[2]
    suffix = _suffix(name)
    raw = READERS.get(suffix, _read_text)(source, data)
    text = _clean(raw.text)
    if not any(character.isalnum() for character in text):
        raise ReadError(source, "it is empty; put the article's text into it, or remove it")
    body_end = _body_end(text)
    lines = [line for line in text[:body_end].split("\n") if line]
    title = raw.title or _title(lines)
    date = raw.date
    if date is not None:
        published = parse_date(date)
    else:
        headline = next((n for n, line in enumerate(lines) if line == title), -1)
        date, published = find_date(lines, headline)
    return Document(source, title or PurePosixPath(source).stem, date, text, published, body_end)


@dataclass(frozen=True, slots=True)
class _Raw:
    """What a reader makes of a file: its text, and what the file says of itself apart from the text."""

    text: str
    title: str | None = None
    date: str | None = None


# --- bytes to text

_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\x00\x00": "utf-32", b"\x00\x00\xfe\xff": "utf-32"} | {
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_SAMPLE = 65_536
# The 8-bit code of Vietnamese text before Unicode (TCVN 5712), bytes A1 to FE; capitals with tones were another font.
_TCVN3 = dict(
    zip(
        bytes.fromhex(
            "A1A2A3A4A5A6A7 A8A9AAABACADAE B5B6B7B8B9 BBBCBDBEC6 C7C8C9CACB CCCECFD0D1 D2D3D4D5D6 D7D8DCDDDE"
            "DFE1E2E3E4 E5E6E7E8E9 EAEBECEDEE EFF1F2F3F4 F5F6F7F8F9 FAFBFCFDFE"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VIETNAMESE = frozenset(
    "của và là được các những một không người với đã để này về bà tại đến từ có năm ngày trên ở vào tỉnh khi phải đó"
    " việc đồng cũng nhiều sẽ còn như rất hội nước ông".split()
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd]")


def _decode(source: str, data: bytes) -> str:
    """Text of a file's bytes: Unicode first, else the encoding that they look like."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind is not None:
        raise ReadError(source, f"it is {kind}, not text; save the article as plain text")
    not_text = ReadError(source, "it is not text; save the article as plain text (UTF-8)")
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "utf-8")
    if encoding.startswith("utf-8") and data.count(0) * 1000 > len(data):
        raise not_text
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        lost = text.count("\ufffd")
        kept = sum(character > "\x7f" for character in text) - lost
        if encoding == "utf-8" and kept < 4 * lost:
            text = _decode_legacy(data)
        else:
            _log.warning("%s: %d characters are damaged and were replaced", source, lost)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) > max(4, min(len(text), _SAMPLE) // 20):
        raise not_text
    return text


def _decode_legacy(data: bytes) -> str:
    """Text in an 8-bit encoding: a Vietnamese one if it then reads as Vietnamese, else what statistics say."""
    sample = data[:_SAMPLE]
    if _vietnamese_share(unicodedata.normalize("NFC", sample.decode("cp1258", "replace"))) > 0.04:
        return data.decode("cp1258", "replace")
    if _vietnamese_share(sample.decode("latin-1").translate(_TCVN3)) > 0.04:
        return data.decode("latin-1").translate(_TCVN3)
    from charset_normalizer import from_bytes  # rarely needed, and an import of 40 ms

    best = from_bytes(sample).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _vietnamese_share(text: str) -> float:
    words = text.lower().split()
    return sum(word in _VIETNAMESE for word in words) / max(1, len(words))


# --- readers

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n((?:[ \t]*(?:[\w-]+[ \t]*:|- |#).*\n|[ \t]+.*\n|[ \t]*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FIELD = re.compile(r"^(title|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE | re.IGNORECASE)
# Markdown to prose: in this order, each on the text that the one before left.
_MARKDOWN = [
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"<!--(?:(?!<!--|-->)[\s\S])*-->", ""),
        (r"^ {0,3}(?:```|~~~).*$", ""),
        (r"^ {0,3}(?:=+|-{3,}|(?:\* ?){3,}|_{3,})[ \t]*$", ""),  # underlines of headings, rules
        (r"^ {0,3}\[[^\]\n]+\]:[ \t]+<?(?:\w+:|[/#.]).*$", ""),  # targets of links
        (r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])", ""),
        (r"(?<!\\)\[([^\[\]\n]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\])", r"\1"),
        (r"<(https?://[^>\s]+)>", r"\1"),
        (r"^ {0,3}(?:> ?)+", ""),
        (r"^[ \t]*[*+-][ \t]+", ""),
        (r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", r"\1"),
        (r"(?<!\\)\*\*(?=\S)([^*\n]+(?:\*[^*\n]+\*[^*\n]*)*)(?<=\S)\*\*", r"\1"),
        (r"(?<![\\*])\*(?=[^\s*])([^*\n]*[^\s*\\])\*(?!\*)", r"\1"),
        (r"(?<![\w\\])(__?)(?=[^\s_])([^_\n]*[^\s_\\])\1(?!\w)", r"\2"),
        (r"`([^`\n]+)`", r"\1"),
        (r"\\([\\`*_{}\[\]()#+.!>~|-])", r"\1"),
    )
]


def _read_text(source: str, data: bytes) -> _Raw:
    text = _normalise(_decode(source, data))
    front = _FRONT_MATTER.match(text)
    if front is None:
        return _Raw(text)
    fields = {name.lower(): value.strip("\"'").strip() for name, value in reversed(_FIELD.findall(front[1]))}
    return _Raw(text[front.end() :], fields.get("title") or None, fields.get("date") or None)


def _read_markdown(source: str, data: bytes) -> _Raw:
    raw = _read_text(source, data)
    text = raw.text
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return _Raw(text, raw.title, raw.date)


# Another format is another entry: a function of (source, bytes) that gives the text and raises ReadError.
READERS: Mapping[str, Callable[[str, bytes], _Raw]] = {".txt": _read_text, ".md": _read_markdown}


# --- text to article

_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)

# Lines that a web page has around its articles. Only whole lines are taken out, never a part of one.
_CHROME = frozenset(
    "xem thêm phản hồi|xem thêm bình luận|chia sẻ|chia sẻ bài viết|chia sẻ facebook|facebook|zalo|twitter|linkedin|"
    "pinterest|messenger|telegram|whatsapp|email|copy link|sao chép|sao chép liên kết|sao chép link|bình luận|"
    "gửi bình luận|viết bình luận|ý kiến bạn đọc|in bài|in bài viết|in trang|bản in|gửi bài|gửi email|lưu bài|"
    "lưu bài viết|quay lại|trở lại|về trang chủ|về đầu trang|lên đầu trang|nghe đọc bài|nghe bài viết|nghe audio|"
    "cỡ chữ|thích|theo dõi|đăng nhập|đăng ký|báo lỗi|góp ý|quảng cáo|tắt quảng cáo|a-|a+|aa|"
    "share|share this|tweet|print|copy|like|follow|comment|comments|sign in|log in|subscribe|advertisement|"
    "skip to content|skip to main content|back to top|listen|menu".split("|")
)
_COUNT = re.compile(
    r"(?:số )?(?:lượt xem|lượt đọc|đã xem|bình luận|chia sẻ|views?|comments?|shares?|likes?)\s*[:(]?\s*[\d.,]+k?\)?"
    r"|\(?[\d.,]+k?\)?\s*(?:lượt xem|lượt đọc|lượt thích|lượt chia sẻ|người xem|bình luận|chia sẻ|thích|đã xem"
    r"|views?|reads?|comments?|shares?|likes?)",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"\s*[/»›]\s+\S|\s*(?:trang chủ|home)\s*[/>»›|]", re.IGNORECASE)  # `/ Trang chủ / Lễ hội`
_LONGEST_SECTION = 5  # words
_CRUMB = re.compile(r"\s*[/>»›|\\•]\s*")
_HOME = re.compile(r"(?:trang chủ|trang nhất|home|home page|ໜ້າຫຼັກ|ໜ້າທຳອິດ)(?:\s*[/>»›|•].{0,100})?", re.IGNORECASE)
_SECTIONS = frozenset(
    "thời sự|chính trị|xã hội|kinh tế|kinh doanh|thế giới|quốc tế|trong nước|pháp luật|thể thao|bóng đá|văn hóa|"
    "văn hoá|giải trí|giáo dục|sức khỏe|sức khoẻ|y tế|đời sống|du lịch|khoa học|công nghệ|số hóa|môi trường|"
    "nông nghiệp|quốc phòng|an ninh|quân sự|bạn đọc|ý kiến|góc nhìn|tâm sự|tin tức|tin mới|tin nổi bật|đối ngoại|"
    "xây dựng đảng|giao thông|bất động sản|nhà đất|ô tô|xe|video|ảnh|multimedia|đa phương tiện|"
    "news|world|politics|business|sport|sports|culture|health|science|technology|education|travel|opinion".split("|")
)
_LONGEST_HEADLINE = 200
_LONGEST_TITLE = 120  # of one made from a paragraph
_BODY = 100  # characters; a longer line is a paragraph

_TEASERS = re.compile(
    r"^[ •>»▶*+-]*(?:(?:mời (?:bạn|độc giả) )?(?:đọc|xem) thêm|(?:các )?(?:tin|bài|bài viết|tin bài|tin tức|chủ đề)"
    r" (?:liên quan|khác|mới|mới nhất|mới hơn|cũ hơn|nổi bật|đọc nhiều|xem nhiều|cùng chuyên mục|cùng chủ đề)"
    r"|(?:bài )?cùng chuyên mục|có thể bạn (?:quan tâm|thích)|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?"
    r"|related(?: articles?| stories| news| posts| content)?|read (?:more|next|also)|see also|more (?:stories|news)"
    r"|also read|you (?:may|might) also like|most read|recommended(?: for you)?|up next"
    r"|ຂ່າວທີ່ກ່ຽວຂ້ອງ|ຂ່າວອື່ນໆ|ອ່ານເພີ່ມ(?:ເຕີມ)?|ອ່ານຕໍ່)[ :.…>»-]*$",
    re.IGNORECASE | re.MULTILINE,
)


def _normalise(text: str) -> str:
    """The same text in one form: NFC, LF, plain spaces, nothing invisible."""
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _clean(text: str) -> str:
    """The text without the lines that belong to the page, and with one empty line at most between others."""
    lines = [line.strip(" ") for line in text.split("\n")]
    kept = [line for line in lines if len(line) > _BODY or not _is_chrome(line)]
    kept = _without_section(kept)
    cleaned = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")
    return cleaned if cleaned.strip() else "\n".join(lines).strip("\n")  # an article may be one such word


def _is_chrome(line: str) -> bool:
    bare = line.strip(" .:…|•·–→←»›>+↑*[]()").lower()
    if not bare:
        return line.strip(" ") != "" and all(character in "/>»›|\\•· " for character in line)
    if bare in _CHROME or line.strip().lower() in _CHROME or _COUNT.fullmatch(bare) or bare == "/":
        return True
    if _HOME.fullmatch(bare):
        return True
    parts = [part for part in _CRUMB.split(bare.strip("/ ")) if part]
    if _TRAIL.match(line) and all(len(part.split()) <= _LONGEST_SECTION for part in parts):
        return True
    return len(parts) > 1 and all(part in _SECTIONS for part in parts)


def _without_section(lines: list[str]) -> list[str]:
    """Take the name of a section from the head, if a headline follows it."""
    filled = [n for n, line in enumerate(lines) if line and not is_stamp(line)][:2]
    if len(filled) == 2 and lines[filled[0]].strip(" :>»/").lower() in _SECTIONS:
        headline = lines[filled[1]]
        if len(headline) <= _LONGEST_HEADLINE and not headline.endswith("."):
            return lines[: filled[0]] + lines[filled[0] + 1 :]
    return lines


def _title(lines: list[str]) -> str:
    """The first line that says something; of a paragraph, the beginning of its first sentence."""
    line = next((line for line in lines if any(c.isalpha() for c in line) and not is_stamp(line)), "")
    if len(line) <= _LONGEST_HEADLINE:
        return line
    start, end = split_sentences(line)[0]
    if end - start <= _LONGEST_TITLE:
        return line[start:end]
    return line[start : start + _LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _body_end(text: str) -> int:
    """Where teasers of other stories begin; the length of the text where none do.

    Behind a heading of teasers there are headlines, each with one paragraph at most. Where two paragraphs follow
    each other, the heading stood in the middle of the article, which goes on.
    """
    body = re.search(rf"^.{{{_BODY},}}$", text, re.MULTILINE)
    if body is None:
        return len(text)
    headings = {match.start() for match in _TEASERS.finditer(text, body.end())}
    if not headings:
        return len(text)
    goes_on = 0  # where the last paragraph begins that has no headline of its own
    under_headline = False
    for line in re.finditer(r"^.+$", text, re.MULTILINE):
        if line.start() in headings or _is_headline(line.group()):
            under_headline = line.start() not in headings
        else:
            if not under_headline:
                goes_on = line.start()
            under_headline = False
    return min((start for start in headings if start > goes_on), default=len(text))


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and (line.endswith("..") or line[-1] not in ".;:")
