"""Questions to try, made of Vietnamese sentences.

A Vietnamese question has the words of its answer, with `bao nhiêu`, `khi nào` or `ở đâu` where the answer stands; so a
plain sentence becomes one by taking its number, day or place out.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["LEANS", "NAME", "questions"]

_LEAD = regex.compile(
    r"^(?:(?:Theo|Tại|Từ|Trong|Trước|Sau|Với|Để|Qua|Ở) [^,]{1,60}, )?"
    r"(?:(?:Vào )?(?:[Nn]gày|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)(?: ngày)?"
    r" (?P<day>[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?),? )?(?:tại [^,]{1,60}, )?"
)
_WHEN = regex.compile(
    r"(?: vào| từ| trong| hôm)?"
    r"(?: (?:ngày|sáng|trưa|chiều|tối|đêm)(?: ngày)? (?P<told>[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?)"
    r"| tháng (?P<month>[0-9]{1,2}/[0-9]{4}))(?=$|[,;:.])"
)
_WHERE = regex.compile(
    r"\b(?:diễn ra|được tổ chức|khai mạc|bế mạc|khởi công|khánh thành|xảy ra|khai trương)"
    r"(?P<at> (?:tại|ở) (?:\p{Ll}+ ){0,3}(?P<told>\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*))"
)
_NUMBER = regex.compile(
    r"(?<! (?:ngày|tháng|năm|số|thứ|lớp|lộ|đường|khóa|lần|tuần|quý|lúc|điều|đợt|từ|đến|tới|giữa|và|vòng|hạng))"
    r"(?: (?:khoảng|gần|hơn|trên|chừng|ước|độ|khoảng hơn))?"
    r" (?P<told>[0-9][0-9.,]*(?<=[0-9])(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?)"
    r"(?= (?!(?:giờ|h|phút|giây|tháng|năm|tuổi|đến|tới|và|hay|hoặc|nghìn|ngàn|triệu|tỷ|tỉ)\b)\p{Ll})"
)
_CLAUSE = regex.compile(r"[,;:–…]| - (?!\p{Lu})|\b(?:trong đó|bao gồm|gồm|nhưng|khi|vì|nên|để|do)\b|[.!?]?$")
LEANS = regex.compile(
    r"\b(?:này|đó|ấy|kia|đây|trên đây|nói trên|hôm nay|hôm qua|năm nay|hiện nay|nay|cũng|còn|nhau|họ|nó|mình|tôi|ta"
    r"|hai bên|cùng kỳ|trước đó|sau đó|nhất|dẫn đầu|tiếp tục|vẫn|khác|cho hay|cho biết|nói)\b|[\"“”«»]"
)
"""What needs the sentence before it, or the day that it was written on."""
_HEADLESS = regex.compile(
    r"^(?:Được|Đã|Có|Là|Và|Nhưng|Song|Tuy|Nếu|Khi|Vì|Do|Bởi|Ông|Bà|Anh|Chị|Mỗi|Những|Các|Nhiều|Nằm|Sinh|Trồng|Theo|Tham"
    r"|Gồm|Bao gồm|Tổng|Trải|Xuất|Vượt|Đạt|Tăng|Giảm|Dài|Rộng|Cao|Cách|Sau|Trước|Trong|Với|Để|Qua|Tại|Ở|Từ|Bị|Phải|Đi"
    r"|Đến|Về|Lên|Xây|Thu|Mở|Đưa|Bên|Ngoài|Riêng|Hiện|Dự|Ước|Nhờ|Cùng|Mất|Tính|Chưa|Không|Chỉ|Hơn|Gần|Khoảng|Trung"
    r"|Toàn|Thêm)\b"
)
NAME = regex.compile(r"(?<=\S )\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+|[ -]\p{Ll}+-)")
"""A name, such as a question that stands alone has."""


def questions(sentence: str) -> Iterator[tuple[str, str, str]]:
    """The questions that a sentence answers, if they stand alone; none for most.

    Args:
        sentence: without what stands in brackets.

    Yields:
        What is asked for (`count`, `when`, `where`), what the sentence tells of it, and the question.
    """
    lead = _LEAD.match(sentence)
    begin = lead.end() if lead else 0
    for kind, told, asked in _asked(sentence, begin, lead["day"] if lead else None):
        question = f"{asked[:1].upper()}{asked[1:]}?"
        if not _HEADLESS.match(question):
            yield kind, told, question


def _asked(said: str, begin: int, day: str | None) -> Iterator[tuple[str, str, str]]:
    """Kinds, what is told, and the sentence's head with a question word for it."""
    if (number := _NUMBER.search(said, begin)) is not None:
        end = _clause_end(said, number.end())
        yield "count", number["told"], f"{said[begin : number.start()]} bao nhiêu{said[number.end() : end]}"
    if day is not None:
        yield "when", day, f"{said[begin : _clause_end(said, begin)]} khi nào"
    elif (when := _WHEN.search(said, begin)) is not None:
        yield "when", when["told"] or when["month"], f"{said[begin : when.start()]} khi nào"
    if (where := _WHERE.search(said, begin)) is not None:
        yield "where", where["told"], f"{said[begin : where.start('at')]} ở đâu"


def _clause_end(said: str, start: int) -> int:
    found = _CLAUSE.search(said, start + 1)
    return len(said[: found.start() if found else len(said)].rstrip())
