"""A question that leans on the ones before it, made whole: `Còn năm 2024?`, `How old is he?`.

Patterns, not understanding: a question is taken to lean on the last one only where its wording says so. One that stands
alone is left alone, so that a new topic is not dragged back into the old.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from rag.datatypes import Message
from rag.timing import AskedTime
from rag.words import fold, has_marks

__all__ = ["complete"]

_REMEMBERED = 6  # turns; older ones are another conversation

# `Còn ...?`, `What about ...?`: the last question again, of something else.
_AGAIN = regex.compile(
    r"^\W*(?:(?:thế|vậy|rồi) còn|còn(?! (?:ai|bao nhiêu|mấy|gì|nhiều)\b)|and what about|what about|how about"
    r"|and(?= (?:in|on|at|for|the|who|when|where|how)\b)|ແລ້ວ)\b[\s,:]*",
    regex.IGNORECASE,
)
_AGAIN_UNMARKED = regex.compile(
    r"^\W*(?:(?:the|vay|roi) con|con(?= (?:nam|ngay|o|doan|doi|tinh|huyen|xa|ong|ba)\b))\b[\s,:]*", regex.IGNORECASE
)
_AGAIN_END = regex.compile(r"[\s,]*(?:\b(?:thì sao|thì thế nào|thi sao|ra sao|thì|then))?[\s?!.]*$", regex.IGNORECASE)
# Words that point back to what was spoken of.
_POINTS_BACK = regex.compile(
    r"\b(?:ông|bà|anh|chị|cô|chú|thầy|người|nơi|chỗ|việc|dự án|công trình|sự kiện|giải|lễ hội|hội nghị|trường"
    r"|bệnh viện|cầu|công ty|nhà máy|đội|đoàn|bài|vụ|năm|ngày|lúc|khi|thời điểm) (?:ấy|đó|này)\b"
    r"|\b(?:ở đó|tại đó|trong đó|nó|đấy)\b|^họ\b|\bhọ(?= (?:đã|có|là|sẽ|được|ở|đến|làm)\b)"
    r"|^(?:he|she|it|they)\b"
    r"|\b(?:is|was|are|were|did|does|do|has|had|will|can) (?:he|she|it|they|this|that|these|those)\b"
    r"|\b(?:his|her|its|their|him|them)\b|\bthere[\s?.!]*$|\bthat (?:year|day|event|place|person)\b",
    regex.IGNORECASE,
)
_POINTS_BACK_UNMARKED = regex.compile(
    r"\b(?:ong|ba|anh|chi|co|thay|nguoi|noi|du an|le hoi|hoi nghi|truong|benh vien|cau|nha may|doi|doan|nam)"
    r" (?:ay|do|nay)\b|\bo do\b|^(?:no|ho) (?!nao\b)",
    regex.IGNORECASE,
)
_ASKING = regex.compile(
    r"\b(?:là ai|là gì|ở đâu|khi nào|bao giờ|bao nhiêu|bao lâu|bao xa|thế nào|như thế nào|vì sao|tại sao|ai|gì|nào|mấy"
    r"|là|la ai|la gi|o dau|khi nao|bao nhieu|the nao|vi sao|tai sao|nao"
    r"|who|what|when|where|why|which|how many|how much|how long|how|is|are|was|were|did|does|do)\b|[?!]+",
    regex.IGNORECASE,
)
_NAME = regex.compile(r"(?<=\S\s)\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*")
_TODAY = date(2000, 1, 1)  # whether a time is named does not depend on the day


def complete(question: str, history: Sequence[Message]) -> str | None:
    """The question with what it leaves to the turns before it; None where it stands alone.

    Args:
        question: as it was asked, in NFC.
        history: the turns before it, oldest first; only the user's are read.
    """
    last: str | None = None
    for message in history[-_REMEMBERED:]:
        if message["role"] == "user":
            asked = message["content"]
            last = _joined(asked, last) or asked
    return _joined(question, last)


def _joined(question: str, last: str | None) -> str | None:
    if not last or not last.strip():
        return None
    patterns = [_AGAIN] if has_marks(question) else [_AGAIN, _AGAIN_UNMARKED]
    again = next((match for pattern in patterns if (match := pattern.match(question))), None)
    if again is not None:
        return _asked_again(_AGAIN_END.sub("", question[again.end() :]).strip(), last)
    pointing = [_POINTS_BACK] if has_marks(question) else [_POINTS_BACK, _POINTS_BACK_UNMARKED]
    if any(pattern.search(question) for pattern in pointing):
        topic = " ".join(_ASKING.sub(" ", _timeless(last, question)).split())
        return f"{topic}: {question}" if topic else None
    return None


def _asked_again(about: str, last: str) -> str | None:
    """The last question, of what is named instead: its time, its name."""
    if not about:
        return None
    kept = _timeless(last, about)
    named = _NAME.findall(f"- {about}")
    if named and any(fold(name) not in fold(last) for name in named):
        names = _NAME.findall(kept)
        for name in names[:1]:  # the first is what the question was about; later ones say where and when
            kept = kept.replace(name, " ")
    return f"{' '.join(kept.rstrip(' ?!.').split())} {about}?"


def _timeless(last: str, question: str) -> str:
    """The last question, without its time where the new one names another."""
    return AskedTime.strip(last) if AskedTime.of(question, _TODAY) else last
