"""What else is asked of the thing that the last question was about: `Còn vốn đầu tư?` after how long a bridge is."""

from __future__ import annotations

import regex

from rag.text.patterns import lenient
from rag.text.words import fold, has_marks
from rag.understanding.comparing_vietnamese import KINDS, asked_of_thing

__all__ = ["asked_of_the_same", "before_it_says", "year_beside"]

_LAST = 8  # words of what a question is about, at the most
# What ends the name of a thing at the head of a question
_SAYS = lenient(
    r" (?:dài|rộng|cao|sâu|nặng|dày|lớn|to|nhỏ|có|được|bị|đã|sẽ|đang|do|ở|tại|xây|làm|khởi công|khánh thành|thông xe"
    r"|hoàn thành|tốn|hết|mất|bao nhiêu|bao lâu|bao giờ|(?<!nhà )mấy|khi nào|là|nằm|thuộc|xong|mở cửa|giá|chậm|trễ|sao"
    r"|vì sao|tổng vốn|vốn|công suất|diện tích|chiều (?:dài|rộng|cao|sâu)|kinh phí|chi phí|tổng mức|học phí"
    r"|thì|chở|bán|họp|diễn ra|thắng|sinh|chạy|sản xuất|phát|gồm|kéo dài|bắt đầu|kết thúc|dự kiến|đi qua|nối|bắc)\b"
)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_YEAR_BESIDE = lenient(
    r"(?:vào |trong )?năm (?:(?P<before>(?:liền )?trước)|sau|kế tiếp|tiếp theo)(?: đó| nữa)?"
    r"|(?:in )?(?P<english>the) (?:(?P<before>year before|previous year)|year after|following year|next year)(?: that)?"
)
# A question that asks of a thing at its end: `Giá vé hang A là bao nhiêu`
_THING = lenient(rf"(?:{KINDS}|thủy điện|thuỷ điện|nhà máy|hồ chứa|cửa khẩu|mỏ|trang trại|cao tốc|quốc lộ)\b")


def asked_of_the_same(about: str, last: str) -> str | None:
    """A question about a property, such as what something cost, of what the last one was about.

    Args:
        about: what is asked about now, without `còn`: `vốn đầu tư`, `chiều rộng`, `rộng`.
        last: the last question, whole.

    Returns:
        None where that is no property of a thing, or the last question does not begin with a thing.
    """
    name = _name(last)
    asked = None if name is None else asked_of_thing(about, name)
    if asked is None:
        return None
    asked = asked if has_marks(last) or has_marks(about) else fold(asked)
    return asked[0].upper() + asked[1:] if last[0].isupper() else asked


def before_it_says(last: str) -> str | None:
    """What a question begins with, before it says anything of that; None where that is no name of a thing."""
    end = _SAYS.search(last)
    name = last[: end.start()] if end else ""
    return None if not 1 < len(name.split()) <= _LAST or regex.search(r"[,;:?]", name) else name


def year_beside(about: str, last: str) -> str:
    """What is asked about now, with the year that it means where that is the one before or after the last question's.

    Args:
        about: what is asked about now: `năm trước đó`, `the year after`.
        last: the last question, whole.
    """
    beside, years = _YEAR_BESIDE.fullmatch(about), _YEAR.findall(last)
    if beside is None or len(years) != 1:
        return about
    year = int(years[0]) + (-1 if beside["before"] else 1)
    if beside["english"]:
        return f"in {year}"
    return f"năm {year}" if has_marks(last) or has_marks(about) else f"nam {year}"


def _name(last: str) -> str | None:
    name = before_it_says(last) if _THING.match(last) else None
    return None if name is None else name[0].lower() + name[1:]  # it begins with what kind of thing it is
