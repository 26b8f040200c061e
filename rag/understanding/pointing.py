"""Words by which a question points back to what was spoken of: `ông ấy`, `ở đó`, `it`, `that year`."""

from __future__ import annotations

import regex

from rag.text.keywords import own_words
from rag.text.patterns import NAME
from rag.text.words import has_marks

__all__ = ["RUN", "may_point_back", "points_back"]

RUN = regex.compile(rf"{NAME}(?: {NAME})*")
"""Words with a capital that stand side by side."""
# Words that point back to what was spoken of.
_POINTS_BACK = regex.compile(
    r"\b(?:ông|bà|anh|chị|cô|chú|thầy|người|nơi|chỗ|việc|dự án|công trình|sự kiện|giải|lễ hội|hội nghị|trường"
    r"|bệnh viện|cầu|công ty|nhà máy|đội|đoàn|bài|vụ|năm|ngày|lúc|khi|thời điểm) (?:ấy|đó|này)\b"
    r"|\b(?:ở đó|tại đó|trong đó|nó|đấy)\b|^họ\b|^chúng\b(?! (?:ta|tôi|mình|em|tớ)\b)"
    r"|\bhọ(?= (?:đã|có|là|sẽ|được|ở|đến|làm)\b)"
    r"|^(?:he|she|it|they)\b"
    r"|\b(?:is|was|are|were|did|does|do|has|had|will|can) (?:he|she|they|this|that|these|those|it"
    r"(?! (?:called|known|said|true|possible|necessary)\b| (?:take|cost)\b.*\b(?:to|for) \S+ \S))\b"
    r"|\b(?:his|her|its|their|him|them)\b|\b(?:it|there)(?=[\s?.!]*$)|\bthat (?:year|day|event|place|person)\b",
    regex.IGNORECASE,
)
_POINTS_BACK_UNMARKED = regex.compile(
    r"\b(?:ong|ba|anh|chi|co|thay|nguoi|noi|du an|le hoi|hoi nghi|truong|benh vien|cau|nha may|doi|doan|nam)"
    r" (?:ay|do|nay)\b|\bo do\b|^no (?!nao\b|luc\b|le\b|tro\b|so\b)"
    r"|^ho (?:da|co|la|se|duoc|o|den|lam|noi|muon|dang|phai|can)\b",
    regex.IGNORECASE,
)
# Further words that may point back: too many other uses to complete a question by them alone, reason enough to ask a
# language model.
_MAY_POINT_BACK = regex.compile(
    r"\b\p{L}+ (?:ấy|đó|này|kia|trên)\b|\b(?:nó|họ|đấy|vậy)\b"
    r"|^\W*(?:(?:thế|vậy|rồi|còn)(?! nào| nên| nữa| ai| bao nhiêu| mấy| gì| nhiều)|nhưng|ngoài ra|and|but|so|then|or)\b"
    r"|\b(?:he|she|it|they|him|her|his|hers|its|them|their|theirs|those|these|else|same|former|latter|others?|ones?)\b"
    r"|\b(?:about|of|in|for|with|by|at|on|from|to|after|before|like|and|than|did|was|is|does|has) (?:this|that)\b"
    r"|\b(?:this|that) (?:year|day|event|place|person|one|time|man|woman)\b|\bthere(?=\W*$)|\b(?:then|that|this)\W*$",
    regex.IGNORECASE,
)
_MAY_POINT_BACK_UNMARKED = regex.compile(
    r"\b(?:[a-z]+) (?:ay|nay)\b(?<!hom nay)(?<!nam nay)(?<!hien nay)(?<!ngay nay)|\b(?:o|tai|trong|sau|luc|khi) do\b"
    r"|^\W*(?:(?:the|vay|roi)(?! nao)|con(?! duong| so| nguoi| ai| bao nhieu| may| gi| nhieu| trau| bo| ga| cho))\b"
    r"|\bno\W*$",
    regex.IGNORECASE,
)
_DEMONSTRATIVE = regex.compile(r"(?<!trong )\b(?:ấy|đó|này|kia|ay|do|nay|this|that|these|those)$", regex.IGNORECASE)
_TOLD = 4  # words of its own before a pronoun are what it means, most likely
_BEFORE_PLACE = frozenset("ở tại trong từ đến năm tháng ngày in at on from to".split())


def points_back(question: str) -> bool:
    """Whether a word points out of a question, and not to what stands before it there."""
    return _points(question, _POINTS_BACK, _POINTS_BACK_UNMARKED)


def may_point_back(question: str) -> bool:
    """The same by words that have many other uses, too."""
    return _points(question, _MAY_POINT_BACK, _MAY_POINT_BACK_UNMARKED)


def _points(question: str, pattern: regex.Pattern[str], unmarked: regex.Pattern[str]) -> bool:
    patterns = (pattern,) if has_marks(question) else (pattern, unmarked)
    return any(not _is_told(question, match) for pattern in patterns for match in pattern.finditer(question))


def _is_told(question: str, pointing: regex.Match[str]) -> bool:
    if _names_someone(question[: pointing.start()]):
        return True
    own = own_words(question[: pointing.start()])
    if pointing.group().lower() == "there":  # `How many extended areas are there?`
        return len(own) > 1
    return not _DEMONSTRATIVE.search(pointing.group()) and len(own) >= _TOLD


def _names_someone(text: str) -> bool:
    """Whether a pronoun behind it may mean a name in a text; behind `in`, a name says where."""
    for run in RUN.finditer(text):
        first, *others = run.group().split()
        before = text[: run.start()].split()
        if not before and (not others or first.lower() in _BEFORE_PLACE):
            continue  # any word has a capital at the head
        if not before or before[-1].lower() not in _BEFORE_PLACE:
            return True
    return False
