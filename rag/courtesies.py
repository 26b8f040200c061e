"""What is said to be polite: greetings and thanks, alone or around a question, and what a question is wrapped in.

Patterns over the whole of a turn, or its head and end: `Chào bạn` is a greeting, and a question is left of
`Chào bạn, hội nghị ở đâu?` Marks may be left out by who types, but a mark that is typed must be right: `cháo` is no
greeting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from rag.language import language_of
from rag.words import fold, has_marks, terms

__all__ = ["ME", "YOU", "courtesy", "plainly", "tidy", "turns", "whole"]

_COURTESIES_AT_MOST = 6  # before and behind a question


def _lenient(pattern: str) -> str:
    """The pattern of words that may be typed without their marks."""
    return "".join(f"[{c}{fold(c)}]" if fold(c) != c else c for c in unicodedata.normalize("NFC", pattern))


def whole(pattern: str) -> regex.Pattern[str]:
    """A pattern of Vietnamese words, composed, that may be typed without their marks, in any case."""
    return regex.compile(_lenient(pattern), regex.IGNORECASE)


# Parts of patterns: who is spoken to and who speaks, what softens a turn, and what ends it.
YOU = r"(?:các )?(?:bạn|anh|chị|em|ad|admin|bot|mày|cậu|hỏi báo|hoibao|mọi người|cả nhà|ông|bà|bác|chú|cô)"
ME = r"(?:tôi|mình|tớ|em|anh|chị|tui|toi)"
_SOFT = r"(?: (?:ạ|nhé|nha|nhỉ|vậy|thế|đấy|đó|hả|à|ơi|nghen|hen|với|luôn|please|then|now))*"
_ENDED = r"[\s.,!?…)]*"


def turns(patterns: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, regex.Pattern[str]]]:
    """Patterns for the whole of a turn, with their kinds and languages: what softens and ends a turn may follow."""
    return [(kind, language, whole(rf"(?:{pattern}){_SOFT}{_ENDED}")) for kind, language, pattern in patterns]


_COURTESIES = [  # kind, language, pattern; the first that fits
    ("goodbye", "vi", rf"(?:chào )?tạm biệt(?: {YOU})?|hẹn gặp lại(?: {YOU})?|bai bai"),
    ("goodbye", "en", r"(?:good ?bye|bye(?:[ -]bye)?|see (?:you|ya)(?: later| soon)?|good night)"),
    ("goodbye", "lo", r"ລາກ່ອນ|ພົບກັນໃໝ່"),
    (
        "thanks",
        "vi",
        rf"(?:(?:ok|okay|vâng|dạ|tốt lắm|hay quá|tuyệt),? )?(?:xin )?(?:cảm|cám) ơn(?: (?:rất )?nhiều)?(?: {YOU})?"
        r"(?: (?:rất |thật )?nhiều)?",
    ),
    (
        "thanks",
        "en",
        r"(?:(?:ok|okay|great),? )?(?:many )?(?:thanks|thank you|thx|tks)(?: (?:very|so) much| a lot| again)?",
    ),
    ("thanks", "lo", r"ຂອບໃຈ(?:ຫຼາຍໆ|ຫຼາຍ|ເດີ)*"),
    (
        "greeting",
        "vi",
        rf"(?:xin )?(?:kính )?chào(?: (?:buổi (?:sáng|trưa|chiều|tối)|{YOU}))*|alo(?: {YOU})?|{YOU} (?:có )?khỏe"
        rf" không",
    ),
    (
        "greeting",
        "en",
        r"(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|again|all|everyone|hoibao"
        r"|bot))?"
        r"|how are you(?: (?:doing|today))?",
    ),
    ("greeting", "lo", r"ສະບາຍດີ(?:ເຈົ້າ|ຕອນເຊົ້າ|ຕອນແລງ|ເດີ|ບໍ)*"),
]
_COURTEOUS = turns(_COURTESIES)
_ANY = "|".join(f"(?:{pattern})" for _, _, pattern in _COURTESIES)
_NODS = whole(r"ok|okay|oke|vâng|dạ|ừ|tốt(?: lắm)?|hay quá|tuyệt(?: vời)?|yes|great|good|nice|perfect|well")
# A greeting before a question, and thanks behind it, set off by a mark.
_BEFORE = whole(rf"^(?:{_ANY}){_SOFT}\s*(?:[,.!?;:…\n–-]\s*)+(?=\S)")
_BESIDE = whole(rf"^xin chào {YOU} (?=\S)")
_BEHIND = whole(rf"(?<=[,.!?;…\n–-]\s?)\s*(?:{_ANY}){_SOFT}{_ENDED}$")

# What is said before a question to be polite: `Bạn có thể cho tôi biết ... được không?`
_PLEASE = r"(?:xin|hãy|làm ơn|vui lòng|có thể|giúp|nhờ)"
_FRAME = whole(
    rf"^(?:(?:{YOU} )?(?:{_PLEASE} (?:{YOU} )?)*(?:cho|nói|trả lời|kể)(?: cho)? {ME} (?:biết|hỏi|nghe)"
    rf"|(?:{_PLEASE} )+cho biết|cho hỏi|(?:tôi|mình|tớ|em|tui) (?:muốn|cần) (?:biết|hỏi)|(?:bạn|bot|cậu) có biết"
    rf"|(?:{_PLEASE} )?so sánh(?! là\b)(?: (?:giúp|cho|hộ) {ME})?"
    r"|(?:please )?(?:can|could|would) you (?:please )?(?:tell me|explain|let me know)"
    r"|(?:please )?(?:tell|explain to) me"
    r"|i (?:want|need|would like) to (?:know|ask)|i['’]d like to (?:know|ask)|do you know|may i ask)"
    r"(?: (?:là|rằng|xem|about))?[\s,:]+(?=\S+ \S)"
)
_ASKED_ASIDE = regex.compile(  # `tell me how long the bridge is`
    r"^(how (?!many\b|much\b)\w+|what|who|where|when|why) (.+) (is|are|was|were)(?=[\s?.!]*$)", regex.I
)
_IF_YOU_CAN = whole(
    r"(?<=\b(?:ai|gì|nào|đâu|mấy|bao nhiêu|bao lâu|bao xa|bao giờ|vì sao|tại sao|ra sao)\b.*)"
    rf" (?:(?:được|hay) )?không(?: (?:ạ|vậy|nhỉ|nhé))*(?={_ENDED}$)"
)


# How Vietnamese is typed in haste; without marks where the turn has none.
_SHORT = [
    (regex.compile(rf"\b(?:{short})\b", regex.IGNORECASE), written)
    for short, written in (
        (r"(?:bao )?nhiu|bn|bnhieu|bnhiu|b nhiêu", "bao nhiêu"),
        (r"ntn|nhu the nao|như thê nào", "như thế nào"),
        (r"(?:k|ko|kg|hok|hong|hông|hem|kh)(?=[\s?!.]*$)", "không"),
        (r"j(?=[\s?!.]*$)", "gì"),
        (r"(?:đc|dc)(?= \p{L})", "được"),
    )
]
_SOFTENED = whole(
    r"(?:(?<=\b(?:ai|gì|nào|đâu|nhiêu|lâu|xa|giờ|mấy|sao|không|chưa|rồi))"
    r"(?: (?:vậy|dậy|thế|ạ|nhỉ|nhé|nha|hả|hở|đấy|ta|v|ad|admin|bạn|ơi|mọi người|các bạn))+"
    r"|(?: (?:zậy|zay|vậy ạ|ạ|nhỉ))+)(?=[\s?!.]*$)"
)


def courtesy(said: str) -> tuple[str, str] | None:
    """The last thing meant by a turn that is nothing but courtesies: its kind and language; None for another turn.

    Args:
        said: the turn, as `tidy` has it.
    """
    found: tuple[str, str] | None = None
    for part in _parts(said):
        if _NODS.fullmatch(part):
            continue
        kinds = [(kind, language) for kind, language, pattern in _COURTEOUS if pattern.fullmatch(part)]
        if not kinds:
            return None
        found = kinds[0]
    return found


def _parts(said: str) -> Iterator[str]:
    for part in regex.split(r"[,.!?;…\n]+", said):
        if terms(part):
            yield part.strip()


def plainly(turn: str) -> str:
    """A turn without the greeting before its question, the thanks behind it, and what else is said to be polite.

    What is typed short is written out, and what only softens a question is left out.
    """
    said = _written_out(turn.strip())
    for _ in range(_COURTESIES_AT_MOST):
        before = said
        said = _BEHIND.sub("", _BESIDE.sub("", _BEFORE.sub("", said))).strip() or before
        if said == before:
            break
    framed = _FRAME.match(said)
    if framed is None:
        return said
    asked = _ASKED_ASIDE.sub(r"\1 \3 \2", said[framed.end() :])
    return asked[0].upper() + _IF_YOU_CAN.sub("", asked[1:])


def _written_out(turn: str) -> str:
    """A Vietnamese turn without what is only typed in haste: `bn` for `bao nhiêu`, `vậy ạ` behind what asks."""
    marked = has_marks(turn)
    if not marked and language_of(turn) != "vi":
        return turn
    for short, written in _SHORT:
        turn = short.sub(written if marked else fold(written), turn)
    return _SOFTENED.sub("", turn)


def tidy(turn: str) -> str:
    """One line, composed, without the symbols that end it."""
    return regex.sub(r"[\p{So}\p{Sk}\u200d\ufe0f]+", " ", " ".join(unicodedata.normalize("NFC", turn).split())).strip()
