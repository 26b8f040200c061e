"""Whether a sentence holds the kind of thing that a question asks for, in Vietnamese, English and Lao.

Patterns, as in `rag/understanding/asking.py`: they tell a sentence with a sum of money from one without.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import regex

from rag.text.mentions import FULL_NAME, HONORIFIC, LAO_ORGANISATION, LAO_PERSON, OFFICE, PHONE, WIN
from rag.text.patterns import NAME, any_of
from rag.text.units import CURRENCY
from rag.text.words import fold_term
from rag.understanding.asking import Asked, has_role

__all__ = ["MAY_HOLD", "beyond", "holds"]

MAY_HOLD = 0.5
"""How surely a sentence holds what it may hold."""

_HELD = {
    "phone": PHONE,
    "money": any_of(
        r"\d[\d.,]*\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn|million|billion|thousand|ຕື້|ລ້ານ|ແສນ|ພັນ)\s*)*"
        rf"{CURRENCY}",
        r"[$€£¥₫]\s?\d|\b(?:usd|us\$)\s?\d",
        r"\d\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)\s*(?:[,.;:/)]|$|một |mỗi |\w* ?năm\b)",
        rf"\b(?:chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|rưỡi) {CURRENCY}|\w (?:chỉ|lượng|cây) vàng\b",
    ),
    "time": any_of(
        r"(?<!\d)(?:1\d|20)\d\d(?!\d)|\d{1,2}[/.-]\d{1,2}",
        r"\b(?:ngày|tháng|năm|thế kỷ|mùng|thập niên|lúc|quý|ປີ|ວັນທີ)\s*\d",
        r"\d\s*(?:giờ|tuổi|năm|ngày|tháng|tuần)\b|(?<!\d)\d{1,2}(?:[h:]\d\d|h)(?![\p{L}\d])",
        r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
        r"\b(?:sáng sớm|rạng sáng|chiều tối|nửa đêm)\b",
        r"\b(?:sáng|trưa|chiều|tối|đêm|hôm) (?:nay|qua|kia)\b|\b(?:yesterday|today|century|\d+th|\d+ ?[ap]m)\b",
        r"\d ?[ap]\.m\.",
        r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|thế kỷ|mùa (?:xuân|hè|thu|đông))\b",
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
        r"\b(?:in|since|until|from|by|before|after|từ|đến|khoảng) \d{3,4}\b(?! \p{Ll})|ປີ|ວັນທີ|ເດືອນ",
    ),
    "person": any_of(rf"(?<=\S\s[(\[“\"‘']?){NAME}|^{NAME} {NAME}", r"\p{Lao}", flags=0),
    "team": any_of(
        rf"\b(?i:đội|đội tuyển|câu lạc bộ|clb|thuyền|teams?|club|crew)(?: \p{{Ll}}+){{0,2}} {NAME}",
        rf"{NAME} (?:team|club|crew)\b|ທີມ",
        flags=0,
    ),
    "organisation": any_of(
        r"\b(?i:công ty|tập đoàn|doanh nghiệp|tổng công ty|ban quản lý|hợp tác xã|sở|bộ|viện|cục|ngân hàng|liên đoàn"
        r"|hội|hội đồng|hiệp hội|ủy ban|uỷ ban|tòa|toà|đại sứ quán|bệnh viện|trường|công an|trung tâm|quỹ|cơ quan"
        r"|tổ chức|tổng cục|chi cục|cảng vụ|công đoàn|đảng)"
        rf"(?: \p{{L}}+){{0,5}} {NAME}",
        r"\b(?:Company|Corporation|Corp|Group|Ltd|Inc|Agency|Institute|Ministry|Department|Bank|Association"
        r"|Federation|Committee|Court|Hospital|University|Foundation|Union|Council|Authority|Office|Party|Limited|Holdings"
        r"|Records|Electronics|Motors|Airlines|Studios|Entertainment)\b|\b[Ll]iên [Hh](?:ợp|iệp) [Qq]uốc\b"
        rf"|{LAO_ORGANISATION}",
        flags=0,
    ),
    "name": any_of(rf"(?<=\S\s){NAME}|^{NAME} {NAME}", r"[“\"'‘]\p{Lu}", r"\p{Lao}", flags=0),
    "number": any_of(
        r"\p{Nd}",
        r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa|vài|đôi)\b",
        r"\b(?:một|năm) (?:người|em|con|chiếc|đội|xã|huyện|tỉnh|nước|lần|hộ|trường|cầu|nhà|dự án|đoàn|trăm|nghìn)\b",
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million|half|twice)\b",
    ),
    "place": any_of(rf"(?<=\S\s){NAME}|^{NAME} {NAME}", r"\b(?:ở|tại|Ở|Tại) \p{Ll}", r"\p{Lao}", flags=0),
}
_SURELY = {
    "reason": any_of(
        r"\b(?:vì|bởi)\b(?! (?:vậy|thế|sao))|\b(?:nhờ|xuất phát từ|bắt nguồn từ)\b",
        r"(?:^|[,;(]\s*|\b(?:là|chủ yếu|một phần) )do\b(?! đó)",
        r"(?<!\b(?:hỏi|biết|rõ) )\b(?:l[ýí] do|nguyên (?:nhân|do))\b(?! (?:tại|vì) sao)",
        r"\b(?:because|due to|owing to|thanks to|caused by|(?:reasons?|causes?)(?! why))\b|ຍ້ອນ|ເພາະ|ເນື່ອງຈາກ|ສາເຫດ",
    ),
    "animal": any_of(
        r"\b(?:con|chú|loài) (?!(?:người|ông|bà|em|cháu|dâu|rể|gái|trai|cái|số|đường|phố|sông|tàu|thuyền|đò|dấu|tem|dao"
        r"|mắt|mồi|ý|bộ|lính|hoa|cây|vật|thú|đẻ|nuôi|của|đã|đang|được|bị|này|đó|ấy|kia|và|là|có|không|rất|như|trong|nào"
        r"|gì|thì|mà|lớn|nhỏ|khác)\b)"
        r"\p{Ll}"
    ),
    "name": any_of(r"\b(?:tên|gọi là|called|named|known as|names?)\b|ຊື່"),
    "fate": any_of(  # what it suffers, or turns into
        r"\b(?:bị|chết|mất|qua đời|hy sinh|thiệt mạng|sập|đổ|chìm|cháy|vỡ|trở thành|biến thành)\b",
        r"\b(?:is|are|was|were|be|been|being|got) (?:\w+ly )?(?:\w+(?:ed|en|wn|ght)|lost|sold|shot|hit|put|cut|sent)\b",
        r"\b(?:died|lost|fell|collapsed|sank|burned|became|turned|disappeared|survived)\b|\p{Lao}",
    ),
}
_SURELY["money"] = _HELD["money"]
_HELD["money"] = any_of(
    _SURELY["money"].pattern,
    r"\bmiễn phí\b|\bkhông (?:thu|mất|tốn|lấy|phải trả|phải nộp) (?:phí|tiền)\b",
    r"\bfree (?:of charge|for|to|admission|entry)\b|\bfor free\b|\b(?:is|are|was|were) free\b|ບໍ່ເສຍຄ່າ|ຟຣີ",
)
_HELD["animal"] = any_of(
    _SURELY["animal"].pattern,
    r"\b(?:báo|bò|bướm|cá|chim|chó|cọp|cua|dê|ếch|gà|gấu|heo|hổ|hươu|khỉ|kiến|lợn|mèo|mực|muỗi|nai|ngựa|ong|ốc|rắn|rùa|sâu"
    r"|sư tử|tê tê|tôm|trăn|trâu|vịt|voi)\b|\b(?:an?|the|these|of) \p{Ll}|\p{Lao}",
)
_HELD["reason"] = any_of(
    _SURELY["reason"].pattern,
    r"\b(?:(?<!\bl[ýí] )do(?! đó)|để|nhằm|tránh|since|so that|in order|to)\b|ເພື່ອ",
    r"\b(?:gây|dẫn (?:đến|tới)|làm (?:cho|mất|tăng|giảm|hỏng|chết|chậm)|khiến|(?<!bắt )buộc|đẩy|nên|caus(?:es|ed|ing)"
    r"|led to|leads to|made|forc(?:es|ed|ing))\b",  # what comes of one
)
_HELD["fate"] = any_of(_SURELY["fate"].pattern, r"\b(?:được|tăng|giảm|rose|grew|dropped)\b")
_DATE = regex.compile(
    r"\b(?:ngày|tháng) \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
    r"|(?<!\d)\d{1,2}[.-]\d{1,2}(?:[.-]\d{2,4})?(?!\d)"
    r"(?!\s(?:giờ|ngày|tuần|tháng|năm|tuổi|người|lần|hours|days|weeks|months|years|people|times)\b)"  # `2-3 ngày`
    r"|\b(?:ngày|tháng|năm|in) \d{1,4}(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)",
    regex.IGNORECASE,
)
_TITLED_PERSON = any_of(
    rf"{HONORIFIC} {NAME}(?: {NAME})*",
    rf"\b{OFFICE}(?: [\p{{Ll}}-]+){{0,4}}(?: {NAME}){{2,}}",
    rf"{NAME}(?: {NAME})+, (?:(?i:the|phó|former|nguyên) )*{OFFICE}\b",
    FULL_NAME,
    LAO_PERSON,
    flags=0,
)


_NAMED = regex.compile(r"\p{Lu}[\p{L}\p{M}]*|\d+|(?<=\b(?i:con|chú|loài) )\p{Ll}+")  # names, numbers, animals


def beyond(known: AbstractSet[str], sentence: str) -> str:
    """A sentence without the names, numbers and animals that the question has itself: they are no answer to it.

    Args:
        known: the question's words, as `rag.text.words.folded` has them.
        sentence: of an article.
    """

    def kept(match: regex.Match[str]) -> str:
        word: str = match.group()
        at_head = not sentence[: match.start()].strip() and not word.isdigit()  # any word has a capital there
        return word if at_head or fold_term(word.lower()) not in known else ""

    return _NAMED.sub(kept, sentence)


_ANYTHING = Asked()


def holds(kind: str, sentence: str, asked: Asked = _ANYTHING) -> float:
    """How surely a sentence holds something of a kind: 0.0 (it does not), `MAY_HOLD`, 1.0.

    Any name may be a person, and one behind a title is, unless the title is not among the offices that were asked for.
    Where a quantity is asked for, a number with one of its units is what is asked for, and any other may be; so with
    the hour, the day or the year.
    """
    if asked.told(kind, sentence):
        return 1.0
    if kind == "number":
        sentence = _DATE.sub(" ", sentence)  # a date is no count
    if not _HELD[kind].search(sentence):
        return 0.0
    if asked.won and kind in ("person", "team"):
        return 1.0 if WIN.search(sentence) else 0.0
    sure = True
    if kind == "person":
        sure = bool(_TITLED_PERSON.search(sentence)) and has_role(asked.roles, sentence)
    elif kind == "number":
        sure = not asked.units
    elif kind == "time":
        sure = not asked.times or any(time.search(sentence) for time in asked.times)
    elif kind == "place":
        sure = not asked.sorts
    elif kind in _SURELY:
        sure = bool(_SURELY[kind].search(sentence))
    return 1.0 if sure else MAY_HOLD
