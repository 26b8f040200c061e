"""What a question points back to, called as the last one calls it: `Cầu này`, `nó`, `ông ấy`, `it`."""

from __future__ import annotations

import regex

from rag.text.mentions import PEOPLE
from rag.text.names import SYLLABLE, key
from rag.text.words import fold, has_marks
from rag.understanding.asking import Asked

__all__ = ["in_midst", "named", "subject"]

_PROPER_NAME = r"\p{Lu}[\p{L}\p{M}\p{N}'’-]*"
_NO_VERB = r"(?!(?:do|thắng|thua|thăm|gặp|ở|với|là|có|của|tại|bị|được|đã|sẽ|cho|từ|đến|qua|vào|trên)\b)"
_NAMES = rf"{_PROPER_NAME}(?: (?:- |{_NO_VERB}\p{{Ll}}+ )?{_PROPER_NAME})*"  # `Tiểu học Phước Tiến`
# `cầu Sông Lũy 2`, `trường Hòa An số 1`; but `cầu Hà Linh 2 nhịp`, `cầu Hà Linh 2/9`
_NUMBERED = (
    rf"{_NAMES}(?:(?: số)? \d{{1,2}}\b(?! ?(?:%|[.,/:-]\d|(?:năm|tháng|tuần|ngày|giờ|tiếng|phút|lần|làn|nhịp|tầng|người"
    r"|nghìn|ngàn|triệu|tỷ|tỉ|tấn|ha|m|mét|km)\b)))?"
)
_LINKED = rf"(?: (?:ở|tại|của|thuộc) (?:\p{{Ll}}+ ){{0,2}}{_NUMBERED})*"
_UP_TO_NAMES = rf"(?: (?!(?:có|dài|cao|làm|mới|nào)\b){_NO_VERB}\p{{Ll}}+){{0,4}} (?:ở )?{_NUMBERED}{_LINKED}"
# Behind and before other words these are no things: `yêu cầu`, `cầu thủ`
_THING = r"(?<!\b(?i:yêu|nhu|toàn|hội|thị|môi|hiện|quảng) )\b{}(?! (?:thủ|của|lông|mong)\b)"
_KIND_NAMES = "dự án|công trình|lễ hội|hội nghị|trường|bệnh viện|cầu|công ty|nhà máy|đội|giải"
_KINDS = f"(?:{_KIND_NAMES})"
_KIND_AGAIN = regex.compile(rf"\b(?P<kind>{_KINDS}) (?:ấy|đó|này)\b", regex.I)
_KIND_AGAIN_UNMARKED = regex.compile(rf"\b(?P<kind>{fold(_KINDS)}) (?:ay|do|nay)\b", regex.I)
_MARKED = {fold(kind): kind for kind in _KIND_NAMES.split("|")}
_PERSON_AGAIN = regex.compile(r"\b(?:ông|bà|anh|chị|cô|cụ|thầy|bác|chú) (?:ấy|ta)\b", regex.I)
_AT_HEAD = regex.compile(rf"^{_PROPER_NAME}(?: {_PROPER_NAME})*(?= \p{{Ll}})")
_IT = regex.compile(r"^nó\b|\bnó(?= (?:dài|rộng|cao|tốn|có|ở|do|được|mở|chậm|bắt đầu|kết thúc)\b)", regex.I)
_SUBJECT = regex.compile(
    _THING.format(
        rf"(?i:{_KINDS}|tàu|xe|máy bay|thuyền|đường|tuyến|sông|hồ|núi|đảo|chợ|chùa|đền|bảo tàng|khu|tòa nhà|sân bay"
        r"|cảng|trạm|phim|sách|luật|nghị định|cửa khẩu|thủy điện|thuỷ điện|điện gió|hồ chứa|mỏ|trang trại|cao tốc"
        r"|quốc lộ|hợp tác xã|đập|hang|hội chợ|làng|xã|huyện|bến xe)"
    )
    + _UP_TO_NAMES
)
_IT_ENGLISH = regex.compile(
    r"\bits?\b(?! (?:called|known|true|possible|there|safe|raining|legal|necessary)\b)(?<!\bwhat time is it)",
    regex.I,
)
_SUBJECT_ENGLISH = regex.compile(
    r"^(?i:who|what|where|when|which|why|how)\b[^?,;]*?\b(?:(?:is|was|are|were|of) (?:the \w+ of )?"
    r"(?P<subject>(?:the |\p{Lu})[^?,;]*?)(?: (?:located|built|opened|held|made|called|born))?"
    r"|(?:did|does|do|will) (?P<subject>(?:the |\p{Lu})[^?,;]*?) (?:have|open|cost|get|need|start|begin|end|take place"
    r"|teach|sell|make|do|say|last|use|produce|cover|stand|belong))(?: in \d{4})?\s*\?*$"
)
# What a name stands before or behind in English, and is a thing with: `the Ha Linh bridge`, `the railway to Vinh`
_KIND_ENGLISH = (
    r"(?:airport|award|bank|bridge|bus|canal|cave|church|club|college|company|competition|conference|cooperative|court"
    r"|crossing|dam|factory|fair|farm|ferry|festival|forest|gate|harbou?r|highway|hospital|hotel|island|lake|law"
    r"|library|lighthouse|line|market|match|mine|mountain|museum|pagoda|park|plant|police|port|power|project|race"
    r"|railway|reservoir|river|road|school|station|stadium|team|temple|tournament|tower|town|train|university|village"
    r"|war|border|boat|wind|river|bilingual|primary|high|secondary|water)"
)
_NAMES_ENGLISH = (
    rf"(?!(?:Who|What|Which|Where|When|Why|How|Is|Are|Was|Were|Did|Do|Does|Will|The|An?|In|On|At)\b){_PROPER_NAME}"
    rf"(?:[ -]{_PROPER_NAME})*"
)
_THING_ENGLISH = regex.compile(
    rf"\b(?:the |The )?(?:(?:\p{{Ll}}[\p{{L}}-]* )?{_NAMES_ENGLISH}(?: {_KIND_ENGLISH})+\b"
    rf"|(?:{_KIND_ENGLISH} )+(?:at|in|of|to|from|near|on|over) {_NAMES_ENGLISH})"
)
_PROPER = regex.compile(r"\p{Lu}\S* \p{Lu}")


def named(question: str, last: str) -> str | None:
    """The question with what it points back to called as the last question calls it; None where that cannot be told.

    `Cầu này dài bao nhiêu?` after one about `cầu Hà Linh`, `How long is it?` after one about `the new bridge`. Without
    marks where the question has none: they are restored in the whole of a question, or not at all.
    """
    marked = has_marks(question)
    kind = (_KIND_AGAIN if marked else _KIND_AGAIN_UNMARKED).search(question)
    if kind is not None:
        called = kind["kind"] if marked else _MARKED[kind["kind"].lower()]
        found = regex.search(_THING.format(f"(?i:{called})") + _UP_TO_NAMES, last)
        if found is None:
            return None
        name = in_midst(found.group())
        return _put(question, kind, name if marked else fold(name))
    it, found = _IT.search(question), _SUBJECT.match(last)
    if it is not None and found is not None:
        return _put(question, it, in_midst(found.group()))
    person, called = _PERSON_AGAIN.search(question), _person(last)
    if person is not None and called is not None:
        return _put(question, person, called)
    it, thing = _IT_ENGLISH.search(question), _subject_english(last)
    if it is not None and thing is not None:
        return _put(question, it, thing + ("'s" if it.group().lower() == "its" else ""))
    return None


def subject(last: str) -> str | None:
    """What a question is about, as far as it is called by a name; None where it is not, or that cannot be told."""
    found = _SUBJECT.match(last)
    return found.group() if found else _subject_english(last)


def _subject_english(last: str) -> str | None:
    found = _SUBJECT_ENGLISH.search(last)
    if found is not None and not _is_asked_for(found, last):
        return str(found["subject"])
    thing = _THING_ENGLISH.search(last)
    return thing.group() if thing else None


def _is_asked_for(found: regex.Match[str], last: str) -> bool:
    """Whether what was found is who is asked for, which `it` does not mean: `Who is the principal?`"""
    return "person" in Asked.of(last).kinds and not last[: found.start("subject")].endswith("of ")


def _person(last: str) -> str | None:
    """The person that a question is about; None where it names none surely enough."""
    if "person" in Asked.of(last).kinds:
        return None
    for pattern in PEOPLE:
        if found := pattern.search(last):
            return str(found["name"])
    at_head = _AT_HEAD.match(last)  # `Beethoven sinh ở đâu?`; `Cầu sinh hoạt ...` has a capital, too
    if at_head is None or SYLLABLE.fullmatch(key(at_head.group().split()[0])):
        return None
    return at_head.group()


def in_midst(name: str) -> str:
    """A name that had a capital at the head of a question, as it is written within one."""
    return name if _PROPER.match(name) else name[0].lower() + name[1:]


def _put(question: str, pointing: regex.Match[str], name: str) -> str:
    """A name in place of the words that point to it."""
    if not pointing.start():
        name = name[0].upper() + name[1:]
    return question[: pointing.start()] + name + question[pointing.end() :]
