"""What a web newspaper prints around every article: the menu above it, the imprint below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.files.datelines import is_stamp
from rag.files.sections import SECTIONS

__all__ = ["HOME", "TEASERS", "imprint_start", "without_navigation"]

HOME = re.compile(r"(?:trang chủ|trang nhất|home|home page|ໜ້າຫຼັກ|ໜ້າທຳອິດ)(?:\s*[/>»›|•].{0,100})?", re.IGNORECASE)

# A line of its own, above other stories.
TEASERS = re.compile(
    r"^[ •>»▶*+-]*(?:(?:mời (?:bạn|độc giả) )?(?:đọc|xem) thêm|(?:các )?(?:tin|bài|bài viết|tin bài|tin tức|chủ đề)"
    r" (?:liên quan|khác|mới|mới nhất|mới hơn|cũ hơn|nổi bật|đọc nhiều|xem nhiều|cùng chuyên mục|cùng chủ đề)"
    r"|(?:tin |bài )?cùng (?:chuyên mục|mục|chủ đề|tác giả)|tin nên đọc|tin nóng|tin tài trợ|đừng bỏ lỡ"
    r"|có thể bạn (?:quan tâm|thích)|đọc nhiều(?: nhất)?|xem nhiều(?: nhất)?"
    r"|related(?: articles?| stories| news| posts| content)?|read (?:more|next|also)|see also|more (?:stories|news)"
    r"|also read|you (?:may|might) also like|most read|recommended(?: for you)?|up next"
    r"|ຂ່າວທີ່ກ່ຽວຂ້ອງ|ຂ່າວອື່ນໆ|ອ່ານເພີ່ມ(?:ເຕີມ)?|ອ່ານຕໍ່)[ :.…>»-]*$",
    re.IGNORECASE | re.MULTILINE,
)

_ACCOUNT = frozenset(
    "đăng nhập|đăng xuất|đăng ký|tìm kiếm|menu|sign in|sign up|log in|login|register|search|subscribe".split("|")
)
_PARTS = re.compile(r"[/>»›|\\•·]")
_LOOKED_AT = 60  # lines of the head
_FEWEST = 4  # lines of a menu; a table of contents may have fewer
_LONGEST_NAME = 5  # words of a newspaper's name, or of a section that is not known
_BEFORE = 3  # lines above a menu


def without_navigation(lines: Sequence[str]) -> list[str]:
    """Take the menu from the head of a page, a line for each section, and the newspaper's name above it.

    Between sections there may be one that is not known, such as `English`. A headline, a time or a paragraph ends it.

    Args:
        lines: of the page, each without space around it; blank ones among them.
    """
    filled = [number for number, line in enumerate(lines) if line][:_LOOKED_AT]
    if len(filled) > 1 and _names_sections(lines[filled[0]]) and not _PARTS.search(lines[filled[1]]):
        return list(lines[filled[1] :])
    named, end, begin = 0, 0, 0
    for place, number in enumerate(filled):
        line = lines[number]
        if _is_entry(line):
            named, end = named + 1, number + 1
        elif _may_be_entry(line) and named:
            if not all(_is_entry(lines[below]) for below in filled[place + 1 : place + 3]):
                break
        elif named or place >= _BEFORE:
            break
        elif not _may_be_entry(line):
            begin = number + 1  # the headline may stand above the menu, too
    if named < _FEWEST or end > filled[-1]:
        return list(lines)
    return [*lines[:begin], *lines[end:]]


def _bare(line: str) -> str:
    return line.strip(" .:•·-–»›>+*[]()").lower()


def _is_entry(line: str) -> bool:
    bare = _bare(line)
    return bare in SECTIONS or bare in _ACCOUNT or HOME.fullmatch(bare) is not None


def _may_be_entry(line: str) -> bool:
    return len(line.split()) <= _LONGEST_NAME and line[-1] not in ".!?:" and not is_stamp(line)


def _names_sections(line: str) -> bool:
    """Whether a line is the newspaper's name and sections behind it: `Vam Sa Online | English | Travel`.

    The head of a table looks like it, but has a row below.
    """
    name, *sections = [part.strip() for part in _PARTS.split(line)]
    return len(sections) > 1 and 1 < len(name.split()) <= _LONGEST_NAME and all(map(_is_entry, sections))


# --- the imprint

_IMPRINT = re.compile(
    r"(?:cơ quan|đơn vị) (?:chủ quản|của)\b|(?:quyền )?(?:phó )?tổng biên tập\b.{0,3}:|tòa soạn\b.{0,20}:"
    r"|toà soạn\b.{0,20}:|giấy phép\b.{0,40}(?:số|báo chí|xuất bản|GP-)|(?:©|®|copyright\b|bản quyền (?:thuộc|©|của)\b)"
    r"|.{0,30}ghi rõ nguồn\b|(?:liên hệ )?quảng cáo\s*:|editor-in-chief\s*:|all rights reserved",
    re.IGNORECASE,
)
_LONGEST_IMPRINT = 12  # lines
_LONGEST_LINE = 300


def imprint_start(text: str) -> int:
    """Where the imprint at the end of a page begins: two lines of it at least, and nothing long behind them.

    Returns:
        The length of the text where there is none.
    """
    lines = list(re.finditer(r"^.+$", text, re.MULTILINE))[-_LONGEST_IMPRINT:]
    told = [line for line in lines if _IMPRINT.match(line.group())]
    if len(told) < 2 or any(len(line.group()) > _LONGEST_LINE for line in lines if line.start() > told[0].start()):
        return len(text)
    return told[0].start()
