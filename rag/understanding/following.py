"""A question that leans on the ones before it, made whole: `Còn năm 2024?`, `How old is he?`.

Patterns, not understanding: a question is taken to lean on the last one only where its wording says so. One that stands
alone is left alone, so that a new topic is not dragged back into the old.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rag.datatypes import Message
from rag.finding.timing import ANY_DAY, AskedTime
from rag.text.interrogatives import ENGLISH, HOW_MUCH, VERBS, VIETNAMESE
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.patterns import lenient
from rag.text.words import fold, folded, has_marks, terms
from rag.understanding.asking import Asked
from rag.understanding.following_lao import GOES_ON_WITH, whole_in_lao
from rag.understanding.naming import in_midst, named, subject
from rag.understanding.pointing import RUN, may_point_back, points_back
from rag.understanding.same_thing import asked_of_the_same, before_it_says, year_beside

__all__ = ["REMEMBERED", "asked_of", "carried", "complete", "leans"]

REMEMBERED = 12
"""Messages before a question that it may lean on; older ones are another conversation."""

# `Còn ...?`, `What about ...?`: the last question again, of something else.
_AGAIN = regex.compile(
    r"^\W*(?:(?:thế|vậy|rồi) còn|còn(?! (?:ai|bao nhiêu|mấy|gì|nhiều)\b)|(?:thế|vậy)(?= .{1,40} thì sao\b)"
    r"|and what about|what about|how about"
    r"|(?=(?!(?:nếu|khi|lỡ|mà|giả sử|để|thế|vậy|trời|không|chưa|bị|hết|mất|quá|quên|thiếu|trễ|muộn|vi phạm)\b)"
    r"(?:so với )?(?:[^\s,]+ ){1,3}thì sao\W*$)"
    r"|and(?= (?:in|on|at|for|the|who|when|where|how)\b)|ແລ້ວ)\b[\s,:]*",
    regex.IGNORECASE,
)
_AGAIN_UNMARKED = regex.compile(
    r"^\W*(?:(?:the|vay|roi) con|con(?= (?:(?:nam|ngay|o|von|chi phi|kinh phi|gia|dien tich|cong suat|chieu"
    r"|doan|doi|tinh|huyen|xa|ong|ba|\d{4})\b|.{1,40} thi sao\b))"
    # `con trâu`, `con đường` are things, and may be asked for
    r"|con(?= (?!(?:duong|so|nguoi|trau|bo|ga|cho|meo|voi|ca|tau|song|gai|trai|chim|ran|ho|ngua|lon|heo|vit|de|khi|em"
    r"|chau|nuoi|nua|lai)\b)(?!.*\b(?:ai|gi|nao|dau|may|bao|sao|khong|ko|chua)\b)(?:\S+ ?){1,5}\W*$)"
    r"|(?=(?!(?:neu|khi|lo|ma|gia su|de|the|vay|troi|khong|chua|bi|het|mat|qua|quen|thieu|tre|muon|vi pham)\b)"
    r"(?:so voi )?(?:[^\s,]+ ){1,3}thi sao\W*$)"
    r"|(?:the|vay)(?= .{1,40} thi sao\b))\b[\s,:]*",
    regex.IGNORECASE,
)
# `Không, ý tôi là năm 2023`: the last question again, otherwise.
_CORRECTS = lenient(
    r"^\W*(?P<no>(?:à |ừ |ờ )?(?:không|sai|nhầm|xin lỗi|no|sorry)(?: phải| rồi| đâu| bạn)?[\s,.!]+)?"
    r"(?:ý (?:của )?(?:tôi|mình|em|tớ|tui) (?:là|muốn hỏi|hỏi|nói)(?: là| về)?|i (?:mean|meant)"
    r"|(?P<asks>(?:tôi|mình|em|tớ|tui) (?:đang |muốn )?hỏi(?: là| về)?|i (?:was|am) asking about|i['’]m asking about))"
    r"\b[\s,:]*"
    # `Không, tôi biết rồi` is of the talk
    r"|^\W*(?:(?:không|no|nhầm|sai)(?: phải| rồi)?,|(?:sai|nhầm) rồi[.!]) *+"
    r"(?!(?:tôi|mình|em|tớ|tui|bạn|thôi|sai|i|you|thanks|(?:that|it)(?:['’]s| is))\b)"
)
_CORRECTED_END = lenient(r"(?:[\s,]+(?:cơ|cơ mà|mà|chứ|chớ|ạ))+(?=[\s?!.]*$)")
_AGAIN_END = regex.compile(r"[\s,]*(?:\b(?:thì sao|thì thế nào|thi sao|ra sao|thì|then))?[\s?!.]*$", regex.IGNORECASE)
# `Thế khi nào thì xong?`: too short to stand alone, and it says that it goes on.
_GOES_ON = regex.compile(r"^\W*(?:thế|vậy|rồi)\b(?! (?:nào|giới|kỷ|kỉ|hệ|nên|vận|chiến)\b)[\s,]*", regex.IGNORECASE)
_GOES_ON_UNMARKED = regex.compile(
    r"^\W*(?:the|vay)\b(?= (?:khi nao|bao gio|o dau|ai|vi sao|tai sao|bao nhieu)\b)[\s,]*", regex.IGNORECASE
)
_GOING_ON = 2  # words of its own that such a question has at the most
# Words of its own that a question has at the most which is short because the turns before it said the rest,
_ELLIPTIC = 3
_SHORT = 6  # and one of which it may be so,
_FEW = 8  # with all its words but those that ask, where it has no marks
_HARDLY = 2  # of these that one may have which says nothing: `thế`, `vậy`
_ASKING = regex.compile(
    rf"\b(?:là ai|là gì|ở đâu|khi nào|{HOW_MUCH}|thế nào|như thế nào|vì sao|tại sao|ai|gì|nào|mấy"
    r"|là|la ai|la gi|o dau|khi nao|bao nhieu|the nao|vi sao|tai sao|nao"
    rf"|how many|how much|how long|{ENGLISH}|{VERBS})\b|[?!]+",
    regex.IGNORECASE,
)
_NAME = regex.compile(rf"(?<=\S\s){RUN.pattern}")
_ASKS = regex.compile(rf"\b(?:{VIETNAMESE})\b", regex.IGNORECASE)
_ARTICLES = {"the", "a", "an"}
_CALLED = rf"(?P<name>{RUN.pattern}|[\p{{Ll}}\p{{M}}\d]+)"  # behind its kind: `trường` Hữu Nghị, `loại` hai
# Of `con nam 2023?`, which is all time
_MARKED_TIMES = {fold(word): word for word in "năm tháng tuần ngày quý ngoái trước nay còn thế vậy".split()}
_OF_TIMES = regex.compile(rf"\b(?:{'|'.join(_MARKED_TIMES)})\b")
_CALLED_AT_END = regex.compile(rf"\b(?P<head>\p{{L}}+) {_CALLED}$")


def complete(question: str, history: Sequence[Message]) -> str | None:
    """The question with what it leaves to the turns before it; None where it stands alone.

    Args:
        question: as it was asked, in NFC.
        history: the turns before it, oldest first; only the user's are read.
    """
    return _followed(question, history, any_short=False)


def carried(question: str, history: Sequence[Message]) -> str | None:
    """The question as one that goes on with what the turns before it were about, whatever its wording.

    `Ai thi công?` may be of the bridge that was asked about, and may be of anything: only a search can tell.

    Args:
        question: as it was asked, in NFC.
        history: the turns before it, oldest first; only the user's are read.

    Returns:
        None where it says itself what it is about, and where nothing was asked before.
    """
    return _followed(question, history, any_short=True)


def _followed(question: str, history: Sequence[Message], *, any_short: bool) -> str | None:
    """A question made whole by the turns before it, each by those before that; see `_whole`."""
    last: str | None = None
    for message in history[-REMEMBERED:]:
        if message["role"] == "user":
            last = _whole(message["content"], last, any_short=any_short) or message["content"]
    return _whole(question, last, any_short=any_short)


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
    if may_point_back(question):
        return True
    # `Khi nào khởi công?` of what was spoken of: nothing of its own that is new
    own = own_words(question)
    if len(own) > _ELLIPTIC or _NAME.search(question) or AskedTime.of(question, ANY_DAY):
        return False
    return own <= {fold(term) for message in history[-REMEMBERED:] for term in terms(message["content"])}


def asked_of(question: str) -> str | None:
    """What the last question is asked of again: `năm 2024` of `Còn năm 2024?`; None where it is not."""
    patterns = _of(question, _AGAIN, _AGAIN_UNMARKED)
    again = next((match for pattern in patterns if (match := pattern.match(question))), None)
    if again is None:
        return None
    about = _AGAIN_END.sub("", question[again.end() :]).strip()
    return in_midst(about) if again.end() == 0 and " " in about else about  # `Chi phí thì sao?`


def _of(question: str, pattern: regex.Pattern[str], unmarked: regex.Pattern[str]) -> tuple[regex.Pattern[str], ...]:
    """The patterns to look for in a question: where it has no marks, that of what is written without them, too."""
    return (pattern,) if has_marks(question) else (pattern, unmarked)


def _whole(question: str, last: str | None, *, any_short: bool) -> str | None:
    """A question made whole by the last one; None where it stands alone.

    Where one of the two was typed without marks, the whole has none, so that all of it is read anew.

    Args:
        question: as it was asked.
        last: the one before it, whole.
        any_short: take any that may be short because the last said the rest.
    """
    if not last or not last.strip():
        return None
    if language_of(question) == language_of(last) == "lo":
        return whole_in_lao(question, last, any_short=any_short)
    whole = _joined(question, last)
    one_language = language_of(question) == language_of(last)
    if whole is None and any_short and one_language and _is_short(question) and (about := _about(last, question)):
        whole = f"{about}{GOES_ON_WITH}{_timed(question, last)}"
    if whole is None or has_marks(question) == has_marks(last) or {language_of(question), language_of(last)} != {"vi"}:
        return whole
    only_time = not has_marks(question) and not own_words(AskedTime.strip(question))
    return (
        _joined(_OF_TIMES.sub(lambda word: _MARKED_TIMES[word.group()], question), last) if only_time else fold(whole)
    )


def _joined(question: str, last: str) -> str | None:
    corrected = _corrected(question)
    if corrected is not None:
        return (_joined(corrected, last) or corrected) if _ASKING.search(corrected) else _asked_again(corrected, last)
    about = asked_of(question)
    if about is not None:
        return _asked_too(about, last) if _ASKS.search(about) else _asked_again(about, last)
    going_on = _going_on(question)
    if going_on is not None:
        return f"{subject(last) or _topic(last, question)}{GOES_ON_WITH}{going_on}"
    bare = _is_bare(question)
    if bare or points_back(question):
        called = named(question, last)
        if called is not None:
            return _timed(called, last)
        topic = _topic(last, question) if bare else _about(last, question, briefly=False)
        return f"{topic}{GOES_ON_WITH}{question}" if topic else None
    return None


def _going_on(question: str) -> str | None:
    """What a short question asks that says that it goes on from the last; None for another."""
    for pattern in _of(question, _GOES_ON, _GOES_ON_UNMARKED):
        head = pattern.match(question)
        if head and len(own_words(question)) <= _GOING_ON and not _NAME.search(question) and _ASKING.search(question):
            return question[head.end() :]
    return None


def _corrected(question: str) -> str | None:
    """What is asked in place of the last question; None where it is not corrected."""
    corrects = _CORRECTS.match(question)
    if corrects is None:
        return None
    said = question[corrects.end() :].strip()
    meant = _CORRECTED_END.sub("", said)
    if _ASKING.search(meant):
        return meant
    # `Tôi hỏi về giá vàng` may begin anew, unless it says that it does not
    anew = corrects["asks"] and not corrects["no"] and said == meant and own_words(AskedTime.strip(meant))
    return meant if own_words(meant) and not anew else None


def _is_short(question: str) -> bool:
    """Whether it may be so because the turns before it said the rest."""
    timeless = AskedTime.strip(question)
    said = len(_beside_asking(timeless))
    few = said <= _FEW or has_marks(question)
    short = said > 0 and few and len(own_words(timeless)) <= _SHORT
    return short and not _is_bare(timeless) and not _NAME.search(question)


def _is_bare(question: str) -> bool:
    """Whether it asks, and does not say of what at all: `Khi nào?`."""
    said = len(_beside_asking(question)) > _HARDLY or own_words(question)
    return not said and _ASKING.search(question) is not None


def _beside_asking(question: str) -> list[str]:
    """The words of a question beside those that ask; `chủ đầu tư` and `may bay` are there, which fold to such words."""
    return terms(_ASKING.sub(" ", question))


def _about(last: str, question: str, *, briefly: bool = True) -> str:
    """What the last question was about, without what it asked of that; or, where it does not say that, at length."""
    head, went_on, _ = last.partition(GOES_ON_WITH)
    if went_on:
        return head
    kept = _timeless(last, question)
    return (briefly and (subject(kept) or before_it_says(kept))) or _topic(last, question)


def _topic(last: str, question: str) -> str:
    """The last question without what asks."""
    return " ".join(_ASKING.sub(" ", _timeless(last, question)).replace(GOES_ON_WITH, " ").split())


def _timed(question: str, last: str) -> str:
    """A question with the time that the last one names, where it neither names nor asks for one itself."""
    own = AskedTime.of(question, ANY_DAY) or "time" in Asked.of(question).kinds
    times = [] if own else [last[start:end] for start, end in AskedTime.spans(last)]
    return f"{question.rstrip(' ?!.')} {' '.join(times)}?" if times else question


def _asked_too(asked: str, last: str) -> str:
    """A question that is asked beside the last one: of the same, unless it says itself what it is of."""
    whole = _joined(asked, last)
    if whole is None and not _NAME.search(f"- {asked}"):
        about = AskedTime.strip(_about(last, asked)).strip()
        whole = f"{about}{GOES_ON_WITH}{_timed(asked, last)}" if about else _timed(asked, last)
    return f"{(whole or asked).rstrip(' ?')}?"


def _asked_again(about: str, last: str) -> str | None:
    """The last question, of what is named instead: its time, its name."""
    about = year_beside(about, last)
    if not about:
        return None
    same = asked_of_the_same(about, last)
    if same is not None:
        return same
    thing, went_on, asked = last.partition(GOES_ON_WITH)
    if went_on and own_words(AskedTime.strip(about)):  # it went on of one thing, and this is another
        same = asked_of_the_same(about, f"{thing} xong?")  # any question of it, with no mark of its own
        return same or _asked_again(about, asked.replace(GOES_ON_WITH, " "))
    kept = _timeless(last, about)
    exchanged = _exchanged(about, kept)
    if exchanged is not None:
        return exchanged
    old, new = subject(kept), subject(about[0].upper() + about[1:])
    if old and new:
        return kept.replace(old, about if kept.find(old) else about[0].upper() + about[1:])
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
