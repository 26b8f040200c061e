"""A question that leans on the ones before it, made whole: `Còn năm 2024?`, `How old is he?`.

Patterns, not understanding: a question is taken to lean on the last one only where its wording says so. One that stands
alone is left alone, so that a new topic is not dragged back into the old.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rag.datatypes import Message
from rag.finding.timing import ANY_DAY, AskedTime
from rag.text.interrogatives import ENGLISH, HOW_MUCH, VERBS
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.mentions import PEOPLE
from rag.text.names import SYLLABLE, key
from rag.text.words import fold, folded, has_marks, terms
from rag.understanding.asking import Asked
from rag.understanding.same_thing import asked_of_the_same

__all__ = ["asked_of", "complete", "leans"]

_REMEMBERED = 6  # turns; older ones are another conversation

# `Còn ...?`, `What about ...?`: the last question again, of something else.
_AGAIN = regex.compile(
    r"^\W*(?:(?:thế|vậy|rồi) còn|còn(?! (?:ai|bao nhiêu|mấy|gì|nhiều)\b)|(?:thế|vậy)(?= .{1,40} thì sao\b)"
    r"|and what about|what about|how about"
    r"|and(?= (?:in|on|at|for|the|who|when|where|how)\b)|ແລ້ວ)\b[\s,:]*",
    regex.IGNORECASE,
)
_AGAIN_UNMARKED = regex.compile(
    r"^\W*(?:(?:the|vay|roi) con|con(?= (?:(?:nam|ngay|o|von|chi phi|kinh phi|gia|dien tich|cong suat|chieu"
    r"|doan|doi|tinh|huyen|xa|ong|ba|\d{4})\b|.{1,40} thi sao\b))"
    r"|(?:the|vay)(?= .{1,40} thi sao\b))\b[\s,:]*",
    regex.IGNORECASE,
)
_AGAIN_END = regex.compile(r"[\s,]*(?:\b(?:thì sao|thì thế nào|thi sao|ra sao|thì|then))?[\s?!.]*$", regex.IGNORECASE)
# Words that point back to what was spoken of.
_POINTS_BACK = regex.compile(
    r"\b(?:ông|bà|anh|chị|cô|chú|thầy|người|nơi|chỗ|việc|dự án|công trình|sự kiện|giải|lễ hội|hội nghị|trường"
    r"|bệnh viện|cầu|công ty|nhà máy|đội|đoàn|bài|vụ|năm|ngày|lúc|khi|thời điểm) (?:ấy|đó|này)\b"
    r"|\b(?:ở đó|tại đó|trong đó|nó|đấy)\b|^họ\b|\bhọ(?= (?:đã|có|là|sẽ|được|ở|đến|làm)\b)"
    r"|^(?:he|she|it|they)\b"
    r"|\b(?:is|was|are|were|did|does|do|has|had|will|can) (?:he|she|they|this|that|these|those|it"
    r"(?! (?:called|known|said|true|possible|necessary)\b| (?:take|cost)\b.*\b(?:to|for) \S+ \S))\b"
    r"|\b(?:his|her|its|their|him|them)\b|\bthere(?=[\s?.!]*$)|\bthat (?:year|day|event|place|person)\b",
    regex.IGNORECASE,
)
_POINTS_BACK_UNMARKED = regex.compile(
    r"\b(?:ong|ba|anh|chi|co|thay|nguoi|noi|du an|le hoi|hoi nghi|truong|benh vien|cau|nha may|doi|doan|nam)"
    r" (?:ay|do|nay)\b|\bo do\b|^(?:no|ho) (?!nao\b|luc\b|le\b|tro\b|so\b)",
    regex.IGNORECASE,
)
# `Thế khi nào thì xong?`: too short to stand alone, and it says that it goes on.
_GOES_ON = regex.compile(r"^\W*(?:thế|vậy|rồi)\b(?! (?:nào|giới|kỷ|kỉ|hệ|nên|vận|chiến)\b)[\s,]*", regex.IGNORECASE)
_GOES_ON_UNMARKED = regex.compile(
    r"^\W*(?:the|vay)\b(?= (?:khi nao|bao gio|o dau|ai|vi sao|tai sao|bao nhieu)\b)[\s,]*", regex.IGNORECASE
)
_GOING_ON = 2  # words of its own that such a question has at the most
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
# Words of its own that a question has at the most which is short because the turns before it said the rest.
_ELLIPTIC = 3
_DEMONSTRATIVE = regex.compile(r"(?<!trong )\b(?:ấy|đó|này|kia|ay|do|nay|this|that|these|those)$", regex.IGNORECASE)
_TOLD = 4  # words of its own before a pronoun are what it means, most likely
_RUN = regex.compile(r"\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*")
_BEFORE_PLACE = frozenset("ở tại trong từ đến năm tháng ngày in at on from to".split())
_ASKING = regex.compile(
    rf"\b(?:là ai|là gì|ở đâu|khi nào|{HOW_MUCH}|thế nào|như thế nào|vì sao|tại sao|ai|gì|nào|mấy"
    r"|là|la ai|la gi|o dau|khi nao|bao nhieu|the nao|vi sao|tai sao|nao"
    rf"|how many|how much|how long|{ENGLISH}|{VERBS})\b|[?!]+",
    regex.IGNORECASE,
)
_NAME = regex.compile(rf"(?<=\S\s){_RUN.pattern}")
_PROPER_NAME = r"\p{Lu}[\p{L}\p{M}\p{N}'’-]*"
_NO_VERB = r"(?!(?:do|thắng|thua|thăm|gặp|ở|với|là|có|của|tại|bị|được|đã|sẽ|cho|từ|đến|qua|vào|trên)\b)"
_NAMES = rf"{_PROPER_NAME}(?: (?:- |{_NO_VERB}\p{{Ll}}+ )?{_PROPER_NAME})*"  # `Tiểu học Phước Tiến`
_LINKED = rf"(?: (?:ở|tại|của|thuộc) (?:\p{{Ll}}+ ){{0,2}}{_NAMES})*"
_UP_TO_NAMES = rf"(?: (?!(?:có|dài|cao|làm|mới|nào)\b){_NO_VERB}\p{{Ll}}+){{0,4}} (?:ở )?{_NAMES}{_LINKED}"
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
        r"|cảng|trạm|phim|sách|luật|nghị định)"
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
_ARTICLES = {"the", "a", "an"}
_CALLED = rf"(?P<name>{_RUN.pattern}|[\p{{Ll}}\p{{M}}\d]+)"  # behind its kind: `trường` Hữu Nghị, `loại` hai
_CALLED_AT_END = regex.compile(rf"\b(?P<head>\p{{L}}+) {_CALLED}$")
_PROPER = regex.compile(r"\p{Lu}\S* \p{Lu}")


def complete(question: str, history: Sequence[Message]) -> str | None:
    """The question with what it leaves to the turns before it; None where it stands alone.

    Args:
        question: as it was asked, in NFC.
        history: the turns before it, oldest first; only the user's are read.
    """
    last: str | None = None
    for message in history[-_REMEMBERED:]:
        if message["role"] == "user":
            last = _whole(message["content"], last) or message["content"]
    return _whole(question, last)


def leans(question: str, history: Sequence[Message]) -> bool:
    """Whether a question may lean on the turns before it; where it surely does not, no language model need be asked.

    Args:
        question: as it was asked, in NFC.
        history: the turns before it, oldest first.
    """
    if not any(message["role"] == "user" and message["content"].strip() for message in history):
        return False
    if complete(question, history) is not None:
        return True
    if _points_back(_of(question, _MAY_POINT_BACK, _MAY_POINT_BACK_UNMARKED), question):
        return True
    # `Khi nào khởi công?` of what was spoken of: nothing of its own that is new
    own = own_words(question)
    if len(own) > _ELLIPTIC or _NAME.search(question) or AskedTime.of(question, ANY_DAY):
        return False
    return own <= {fold(term) for message in history[-_REMEMBERED:] for term in terms(message["content"])}


def asked_of(question: str) -> str | None:
    """What the last question is asked of again: `năm 2024` of `Còn năm 2024?`; None where it is not."""
    patterns = _of(question, _AGAIN, _AGAIN_UNMARKED)
    again = next((match for pattern in patterns if (match := pattern.match(question))), None)
    return None if again is None else _AGAIN_END.sub("", question[again.end() :]).strip()


def _of(question: str, pattern: regex.Pattern[str], unmarked: regex.Pattern[str]) -> tuple[regex.Pattern[str], ...]:
    """The patterns to look for in a question: where it has no marks, that of what is written without them, too."""
    return (pattern,) if has_marks(question) else (pattern, unmarked)


def _whole(question: str, last: str | None) -> str | None:
    """A question made whole by the last one; None where it stands alone.

    Where one of the two was typed without marks, the whole has none, so that all of it is read anew.
    """
    if not last or not last.strip():
        return None
    whole = _joined(question, last)
    if whole is None or has_marks(question) == has_marks(last) or {language_of(question), language_of(last)} != {"vi"}:
        return whole
    return fold(whole) if has_marks(question) or own_words(AskedTime.strip(question)) else whole


def _joined(question: str, last: str) -> str | None:
    about = asked_of(question)
    if about is not None:
        return _asked_again(about, last)
    going_on = _going_on(question)
    if going_on is not None:
        subject = _SUBJECT.match(last)
        return f"{subject.group() if subject else _topic(last, question)}: {going_on}"
    pointing = _of(question, _POINTS_BACK, _POINTS_BACK_UNMARKED)
    bare = not own_words(question) and _ASKING.search(question) is not None  # `Khi nào?`
    if bare or _points_back(pointing, question):
        named = _named(question, last)
        if named is not None:
            return _timed(named, last)
        topic = _topic(last, question)
        return f"{topic}: {question}" if topic else None
    return None


def _going_on(question: str) -> str | None:
    """What a short question asks that says that it goes on from the last; None for another."""
    for pattern in _of(question, _GOES_ON, _GOES_ON_UNMARKED):
        head = pattern.match(question)
        if head and len(own_words(question)) <= _GOING_ON and not _NAME.search(question) and _ASKING.search(question):
            return question[head.end() :]
    return None


def _topic(last: str, question: str) -> str:
    """What the last question was about."""
    return " ".join(_ASKING.sub(" ", _timeless(last, question)).split())


def _named(question: str, last: str) -> str | None:
    """The question with what it points back to called as the last question calls it; None where that cannot be told.

    `Cầu này dài bao nhiêu?` after one about `cầu Hà Linh`, `How long is it?` after one about `the new bridge`. Without
    marks where the question has none: they are restored in the whole of a question, or not at all.
    """
    marked = has_marks(question)
    kind = (_KIND_AGAIN if marked else _KIND_AGAIN_UNMARKED).search(question)
    if kind is not None:
        called = kind["kind"] if marked else _MARKED[kind["kind"].lower()]
        named = regex.search(_THING.format(f"(?i:{called})") + _UP_TO_NAMES, last)
        if named is None:
            return None
        name = _in_midst(named.group())
        return _put(question, kind, name if marked else fold(name))
    it = _IT.search(question)
    subject = _SUBJECT.match(last)
    if it is not None and subject is not None:
        return _put(question, it, _in_midst(subject.group()))
    person, called = _PERSON_AGAIN.search(question), _person(last)
    if person is not None and called is not None:
        return _put(question, person, called)
    it, subject = _IT_ENGLISH.search(question), _SUBJECT_ENGLISH.search(last)
    if it is not None and subject is not None:
        return _put(question, it, subject["subject"] + ("'s" if it.group().lower() == "its" else ""))
    return None


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


def _timed(question: str, last: str) -> str:
    """A question with the time that the last one names, where it neither names nor asks for one itself."""
    own = AskedTime.of(question, ANY_DAY) or "time" in Asked.of(question).kinds
    times = [] if own else [last[start:end] for start, end in AskedTime.spans(last)]
    return f"{question.rstrip(' ?!.')} {' '.join(times)}?" if times else question


def _in_midst(name: str) -> str:
    """A name that had a capital at the head of a question, as it is written within one."""
    return name if _PROPER.match(name) else name[0].lower() + name[1:]


def _put(question: str, pointing: regex.Match[str], name: str) -> str:
    """A name in place of the words that point to it."""
    if not pointing.start():
        name = name[0].upper() + name[1:]
    return question[: pointing.start()] + name + question[pointing.end() :]


def _points_back(patterns: Sequence[regex.Pattern[str]], question: str) -> bool:
    """Whether a word points out of the question, and not to what stands before it there."""
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
    for run in _RUN.finditer(text):
        first, *others = run.group().split()
        before = text[: run.start()].split()
        if not before and (not others or first.lower() in _BEFORE_PLACE):
            continue  # any word has a capital at the head
        if not before or before[-1].lower() not in _BEFORE_PLACE:
            return True
    return False


def _asked_again(about: str, last: str) -> str | None:
    """The last question, of what is named instead: its time, its name."""
    if not about:
        return None
    same = asked_of_the_same(about, last)
    if same is not None:
        return same
    kept = _timeless(last, about)
    exchanged = _exchanged(about, kept)
    if exchanged is not None:
        return exchanged
    named = _NAME.findall(f"- {about}")
    if named and any(fold(name) not in fold(last) for name in named):
        names = _NAME.findall(kept)
        for name in names[:1]:  # the first is what the question was about; later ones say where and when
            kept = kept.replace(name, " ")
    return f"{' '.join(kept.rstrip(' ?!.').split())} {about}?"


def _exchanged(about: str, last: str) -> str | None:
    """The last question with `loại hai` for its `loại một`, `trường Vinh` for its `trường Hữu Nghị`; None without."""
    new = _CALLED_AT_END.search(about)
    if new is None or new["head"].lower() in _ARTICLES:
        return None
    found = regex.search(rf"\b(?i:{new['head']}) {_CALLED}", last)
    if found is None or found["name"][0].isupper() != new["name"][0].isupper():
        return None
    if folded(about) - folded(last) != folded(new["name"]) - folded(last):
        return None
    return f"{last[: found.start('name')]}{new['name']}{last[found.end('name') :].rstrip(' ?!.')}?"


def _timeless(last: str, question: str) -> str:
    """The last question, without its time where the new one names another."""
    return AskedTime.strip(last) if AskedTime.of(question, ANY_DAY) else last
