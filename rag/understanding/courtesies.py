"""What is said to be polite: greetings and thanks, alone or around a question, and what a question is wrapped in.

Patterns over the whole of a turn, or its head and end: `Chào bạn` is a greeting, and a question is left of
`Chào bạn, hội nghị ở đâu?` Marks may be left out by who types, but a mark that is typed must be right: `cháo` is no
greeting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import regex

from rag.text.interrogatives import HOW_MUCH
from rag.text.language import language_of
from rag.text.patterns import lenient, lenient_source
from rag.text.words import fold, has_marks, terms

__all__ = ["ME", "POLITE", "YOU", "courtesy", "plainly", "tidy", "turns"]

_COURTESIES_AT_MOST = 6  # before and behind a question


# Parts of patterns: who is spoken to and who speaks, what softens a turn, and what ends it.
YOU = r"(?:các )?(?:bạn|anh|chị|em|ad|admin|bot|mày|cậu|hỏi báo|hoibao|mọi người|cả nhà|ông|bà|bác|chú|cô)"
ME = r"(?:tôi|mình|tớ|em|anh|chị|tui|toi)"
_SOFTENS = "ạ|nhé|nhỉ|vậy|thế|đấy|hả"  # behind a word that asks, too
_SOFTENS_ANY = f"{_SOFTENS}|đó|à|nghen|với|please|then|now"
_SOFT = rf"(?: (?:{_SOFTENS_ANY}|nha|ơi|hen|luôn))*"
_ENDED = r"[\s.,!?…)]*"


_MARKED = r"[à-ỹđ]"  # a letter of a turn that is typed with marks
# The same behind what a turn is about, which may end in a name or in another word: `bệnh viện Nhi`, `gia nha`.
_SOFT_BEHIND = (
    rf"(?-i:(?: (?:{_SOFTENS_ANY}|nhe|NHÉ|NHỈ|VẬY|ĐẤY|HẢ|NGHEN|PLEASE))"
    rf"|(?<={_MARKED}.*) nha|(?<!{_MARKED}.*)(?: vay|(?<= (?:khong|chua|nao|gi|vay)) (?:a|nha|nhi|ha|the)))*"
)


def turns(patterns: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, regex.Pattern[str]]]:
    """Patterns for the whole of a turn, with their kinds and languages: what softens and ends a turn may follow."""

    def behind(pattern: str) -> str:
        return _SOFT_BEHIND if "(?P<topic>" in pattern else lenient_source(_SOFT)

    return [
        (kind, language, regex.compile(rf"(?:{lenient_source(pattern)}){behind(pattern)}{_ENDED}", regex.IGNORECASE))
        for kind, language, pattern in patterns
    ]


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
POLITE = frozenset(kind for kind, _, _ in _COURTESIES)
"""The kinds of turn that `courtesy` tells apart."""
_COURTEOUS = turns(_COURTESIES)
_ANY = "|".join(f"(?:{pattern})" for _, _, pattern in _COURTESIES)
_NODS = lenient(r"ok|okay|oke|vâng|dạ|ừ|tốt(?: lắm)?|hay quá|tuyệt(?: vời)?|yes|great|good|nice|perfect|well")
# A greeting before a question, and thanks behind it, set off by a mark.
_BEFORE = lenient(rf"^(?:{_ANY}){_SOFT}\s*(?:[,.!?;:…\n–-]\s*)+(?=\S)")
_BESIDE = lenient(rf"^xin chào {YOU} (?=\S)")
_BEHIND = lenient(rf"(?<=[,.!?;…\n–-]\s?)\s*(?:{_ANY}){_SOFT}{_ENDED}$")

# What is said before a question to be polite: `Bạn có thể cho tôi biết ... được không?`
_PLEASE = r"(?:xin|hãy|làm ơn|vui lòng|có thể|giúp|nhờ)"
_FRAME = lenient(
    rf"^(?:(?:{YOU} )?(?:{_PLEASE} (?:{YOU} )?)*(?:cho|nói|trả lời|kể)(?: cho)? {ME} (?:biết|hỏi|nghe)"
    rf"|(?:{_PLEASE} )+cho biết|cho hỏi|(?:tôi|mình|tớ|em|tui) (?:muốn|cần) (?:biết|hỏi)|(?:bạn|bot|cậu) có biết"
    rf"|(?:{_PLEASE} )?so sánh(?! là\b)(?: (?:giúp|cho|hộ) {ME})?"
    r"|(?:please )?(?:can|could|would) you (?:please )?(?:tell me|explain|let me know)"
    r"|(?:please )?(?:tell|explain to) me"
    r"|i (?:want|need|would like) to (?:know|ask)|i['’]d like to (?:know|ask)|do you know|may i ask)"
    r"(?: (?:là|rằng|xem|about))?[\s,:]+(?=\S+ \S)"
)
# The same in Lao: `ຢາກຮູ້ວ່າ ...`, `ຂໍຖາມແດ່ ...`, `ຊ່ວຍບອກແດ່ວ່າ ... ໄດ້ບໍ?`
_FRAME_LAO = regex.compile(
    r"^(?:(?:ຂ້ອຍ|ຂ້າພະເຈົ້າ|ພວກເຮົາ)?\s?(?:ຢາກ(?:ຮູ້|ຖາມ|ຊາບ)|ຂໍ(?:ຖາມ|ຮຽນຖາມ)|ຖາມ)|(?:ກະລຸນາ|ຊ່ວຍ|ຂໍ)*ບອກ)"
    r"(?:ຂ້ອຍ|ໃຫ້ຂ້ອຍ|ໃຫ້)?(?:ແດ່|ໜ່ອຍ|ຈັກໜ່ອຍ|ແນ່)*(?:ວ່າ)?[\s,:]*(?=\p{Lao}{4})"
)
_SOFTENED_LAO = regex.compile(r"\s?(?:ໄດ້ບໍ່?|ແດ່ເດີ|ເດີ|ເດ|ນໍ|ຫວະ)(?=[\s?!.]*$)")
_ASKED_ASIDE = regex.compile(  # `tell me how long the bridge is`
    r"^(how (?!many\b|much\b)\w+|what|who|where|when|why) (.+) (is|are|was|were)(?=[\s?.!]*$)", regex.I
)
_IF_YOU_CAN = lenient(
    rf"(?<=\b(?:ai|gì|nào|đâu|mấy|{HOW_MUCH}|vì sao|tại sao|ra sao)\b.*)"
    rf" (?:(?:được|hay) )?không(?: (?:ạ|vậy|nhỉ|nhé))*(?={_ENDED}$)"
)


# How Vietnamese is typed in haste; without marks where the turn has none. In capitals, or behind what counts or names,
# the same letters are a name, a unit or another word: `BN 1707`, `500 k`, `vitamin k`.
_COUNTS = lenient_source(r"(?:\d|\b(?:nhiêu|mấy|một|mỗi|nửa|trên|theo|ngàn|nghìn|đồng))")
_LETTERED = lenient_source(r"\b(?:vitamin|chữ|hạng|khối|khu|loại|lô|lớp|nhóm|tổ|visa|lần|thứ)")
_WHETHER = lenient_source(r"\b(?:có|còn|đã|được|phải|đúng|bị)\b.*")
_HIPS = lenient_source(r"\b(?:hoa|màu|sông|cầu|đau|xương|khớp|sườn|vòng|cá|ngõ|con|trong|vào)")
_PEOPLE = lenient_source(r"\b(?:nhiêu|mấy|số|các|những|cho|chào|ơn|ca|khám|với)")
_ENDING = r"(?=(?: (?:vậy|vay|v|ạ|nhỉ|nhi|nhé|nhe))*[\s?!.]*$)"
_SHORT = [
    (rf"\b(?:bao )?nhiu\b|(?<!{_PEOPLE} )(?:\bbn|^Bn)\b(?! \d{{3}})|\bbnhieu\b|\bbnhiu\b|\bb nhiêu\b", "bao nhiêu"),
    (r"(?<!\b(?i:bao|bấy) )\bnhiêu\b(?! (?:khê|lần hơn))", "bao nhiêu"),
    (r"\b(?:sđt|sdt|(?:số|so) đt|so dt)\b", "số điện thoại"),
    (r"\b(?:ntn|nhu the nao|như thê nào)\b", "như thế nào"),
    (rf"(?<!(?:{_COUNTS}|{_LETTERED}) )\b(?:k|ko|hok|kh)\b{_ENDING}", "không"),
    (rf"(?<={_WHETHER})(?<!{_COUNTS} )(?<!/)\bkg\b{_ENDING}", "không"),
    (rf"(?<={_WHETHER})(?<!{_HIPS} )\b(?:hong|hông|hem)\b{_ENDING}", "không"),
    (rf"(?<!{_LETTERED} )\bj\b{_ENDING}", "gì"),
    (r"(?<=\p{L} )(?<!\b(?:cho|xin|h[ỏo]i|s[ốo]|bi[ếe]t) )\b(?:đc|dc)\b(?= \p{L})", "được"),
]
_SHORT_PATTERNS = [(regex.compile(short), written) for short, written in _SHORT]
# What only softens a question, behind a word that asks. With marks where the turn has any, and never with a capital,
# which a name has: `bé Nhi`. Without marks, much of it may be another word, too: `bao nhieu ha`, `o dau ban`.
_SOFTENED = regex.compile(
    r"(?:(?<=\b(?i:ai|gì|nào|đâu|nhiêu|bao lâu|bao xa|bao giờ|mấy giờ|mấy|sao|không|chưa|rồi))"
    rf"(?: (?:{_SOFTENS}|(?<!(?:giờ|khi nào|lúc nào|hôm nào) )dậy|nhe|nha|hở|v|ad|admin|ơi|mọi người"
    r"|các bạn|(?<!(?:nhiêu|mấy) )(?:ta|bạn)))+"
    r"|(?: (?:zậy|zay|vậy ạ|v ạ|ạ|nhỉ))+)(?=[\s?!.]*$)"
)
_SOFTENED_UNMARKED = regex.compile(
    r"(?:(?<=\b(?i:ai|gi|nao|dau|nhieu|bao lau|bao xa|bao gio|may gio|sao|khong|roi|chua))"
    r"(?: (?:(?<!\bcho (?:ai|\w+ nao) )vay|v|a|nhi|nhe|ad|admin|(?:ban|ad|admin) oi|moi nguoi|cac ban"
    r"|(?<!(?:nhieu|chua) )(?:the|nha|ha|ta)|(?<=(?:vay|the|nha|v) )ban))+"
    r"|(?: (?:zay|vay a))+)(?=[\s?!.]*$)"
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
    if (in_lao := _FRAME_LAO.match(said)) is not None:
        return _SOFTENED_LAO.sub("", said[in_lao.end() :])
    framed = _FRAME.match(said)
    if framed is None:
        return said
    asked = _ASKED_ASIDE.sub(r"\1 \3 \2", said[framed.end() :])
    return asked[0].upper() + _IF_YOU_CAN.sub("", asked[1:])


def _written_out(turn: str) -> str:
    """A Vietnamese turn without what is only typed in haste: `bn` for `bao nhiêu`, `vậy ạ` behind what asks."""
    if turn.isupper() and turn.lower().upper() == turn and " " in turn:
        return _written_out(turn.lower()).upper()
    marked = has_marks(turn)
    if not marked and language_of(turn) != "vi":
        return turn
    for short, written in _SHORT_PATTERNS:
        turn = short.sub(written if marked else fold(written), turn)
    return (_SOFTENED if marked else _SOFTENED_UNMARKED).sub("", turn)


def tidy(turn: str) -> str:
    """One line, composed, without the symbols that end it."""
    return regex.sub(r"[\p{So}\p{Sk}\u200d\ufe0f]+", " ", " ".join(unicodedata.normalize("NFC", turn).split())).strip()
