"""What kind of thing a question asks for, and whether a sentence holds one, in Vietnamese, English and Lao.

Patterns, not understanding: they tell "how much does it cost" from "who", and a sentence with a sum of money from one
without. Where they cannot tell, they say nothing.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from rag.text.mentions import FULL_NAME, HONORIFIC, OFFICE, PHONE, PRECISE, WIN, WON
from rag.text.units import CURRENCY, Units, asked_units, has_unit
from rag.text.words import as_spoken, fold, fold_term
from rag.understanding.placing import ASKED_BY_KIND, behind_the_verb, sorts_of_place

__all__ = ["MAY_HOLD", "Asked", "beyond", "has_other_rank", "has_role", "holds"]


MAY_HOLD = 0.5
"""How surely a sentence holds what it may hold."""


def _any(*patterns: str, flags: int = regex.IGNORECASE) -> regex.Pattern[str]:
    return regex.compile("|".join(patterns), flags)


_ASKED = {
    "money": _any(
        r"(?<!\bđánh )(?<!\bgiải )(?<!\bđấu )\bgiá\b(?! trị| rét| đỡ| lạnh).*\b(?:bao nhiêu|mấy|thế nào|ra sao)\b",
        r"^giá\b(?! trị| rét| đỡ| lạnh)",
        r"^(?:học phí|chi phí|kinh phí|(?:tổng mức|(?:tổng )?vốn) đầu tư|tổng vốn|mức lương|tiền thưởng)\b"
        r"(?!.*\b(?:nào|gì|sao|ai|đâu)\b)",
        r"\bbao nhiêu (?:tiền|đồng|triệu|tỷ|tỉ|usd)\b",
        r"\b(?:trị giá|chi phí|kinh phí|(?:tổng mức|(?:tổng )?vốn) đầu tư|tổng vốn|mức lương|học phí)\b"
        r".*\b(?:bao nhiêu|là gì|mấy)\b",
        r"\b(?:hối lộ|đền|bồi thường|bị phạt|chiếm đoạt|tham ô|tiền lời|lời|lãi(?! suất)|lỗ|nợ|vay|tài trợ|ủng hộ)\b"
        r"(?: \p{L}+){0,3} (?:bao nhiêu|mấy|nhiêu)\s*\??$",
        r"^vé (?!số\b|trúng\b)(?!.*\b(?:ở đâu|khi nào|lúc nào|ai|gì|nào|sao|mấy giờ)\b)",
        r"\b(?:price|prices|cost|costs|how expensive|salary|tuition|how much money)\b",
        r"\bhow much\b.*\b(?:pay|paid|charge|charged|spend|spent|worth|sell|sells|sold|earn|invest|invested|budget)\b",
        r"\bwhat (?:is|are|was|were) the (?:\w+ ){0,2}(?:fares?|fees?)\b",
        r"\bhow much (?:is|are) (?:a|an|the)\b(?!.*\b(?:known|left|used|made|of)\b)",
        r"ລາຄາ|(?<!ມື້|ວັນ|ເດືອນ|ປີ|ທິດ)ລະເທົ່າ[ໃໄ]ດ|ຈັກກີບ",
        r"(?:ມູນຄ່າ|ຄ່າ|ງົບ|ງົບປະມານ|ທຶນ|ເງິນ)(?!ໃຜ|ໃສ)\p{Lao}*\s?(?:ເທົ່າ[ໃໄ]ດ|ຈັກ)",
    ),
    "time": _any(
        r"\b(?:khi nào|bao giờ|lúc nào|hôm nào|mấy giờ)\b",
        r"\b(?:năm|ngày|tháng|thời gian|thời điểm|thế kỷ|giờ|mùa|thập niên) (?:nào|mấy|bao nhiêu|gì)\b",
        r"^when\b(?!.*,\s*(?:\w+ )?(?:which|what|who|whom|where|how|why)\b)",  # `When it rained, who came?`
        r"\bwhen (?:did|was|were|is|are|will|does|do|has|had)\b",
        r"\b(?:what|which) (?:year|date|day|month|time|century|decade)\b",
        r"ເມື່ອໃດ|ວັນທີ(?:ໃດ|ເທົ່າໃດ)|ປີໃດ|ຈັກໂມງ|ຍາມໃດ|ມື້ໃດ|ເດືອນໃດ",
    ),
    "person": _any(
        r"(?<!\bthứ )\b(?!(?-i:AI)\b)ai\b(?! cập)",
        r"\b(?:người|nhân vật|(?<!đơn )vị|ông|bà|cầu thủ|nhà (?!thầu|máy|nước)\w+|vua|tổng thống|chủ tịch) nào\b",
        # No other word asks, and no verb: `the man who` does not
        r"^(?!(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b)"
        r"(?:(?!\b(?:what|which|where|when|why|how)\b).)*\b(?:who|whom|whose)\b",
        r"\b(?:and|or) (?:by |to |with )?(?:who|whom|whose)\b",
        r"ໃຜ",
    ),
    "team": _any(
        r"\b(?:đội|đội tuyển|đội bóng|câu lạc bộ|clb|thuyền) nào\b|\b(?:which|what) (?:team|club|boat|crew)\b|ທີມໃດ"
    ),
    "organisation": _any(
        r"\b(?:đơn vị|công ty|doanh nghiệp|cơ quan|tổ chức|nhà thầu|hãng|tập đoàn) nào\b",
        r"\b(?:which|what) (?:company|firm|organi[sz]ation|agency|contractor|institution)\b|ບໍລິສັດໃດ",
    ),
    "number": _any(
        r"(?<!\bnăm )(?<!\bngày )(?<!\btháng )(?<!\blúc )\b(?:bao nhiêu|bao xa|bao lâu|bao cao|mấy(?! giờ))\b",
        r"\b(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|phần trăm|số lượng|dân số|diện tích|công suất|chiều dài) (?:\w+ ){0,6}là\b",
        r"\bhow (?:many|much|far|long|tall|high|old|large|big|deep|wide|often)\b",
        r"\bwhat (?:percentage|percent|number|proportion|fraction|share)\b",
        r"\bwhat (?:is|was|were|are) the (?:\w+ )?scores?\b",
        r"ຈັກ(?!ໂມງ)|ເທົ່າ[ໃໄ]ດ|ປານໃດ|ຊໍ່າໃດ",
    ),
    "phone": _any(
        r"(?<!\b(?:nhiêu|mấy|các|những|nghìn|triệu) )\bsố (?:điện thoại|di động|đt|dt|máy|hotline)\b|\bs[đd]t\b",
        r"\b(?:gọi|liên hệ|liên lạc|báo)\b(?: \p{L}+){0,3} số (?:nào|mấy|bao nhiêu|gì)\b",
        r"\b(?:hotline|tổng đài|đường dây nóng)\b.*\b(?:số (?:nào|mấy|gì)|là gì|bao nhiêu)\s*\??$",
        r"\b(?:tele)?phone numbers?\b|\b(?:which|what) number\b.*\b(?:call|dial|ring)\b|ເບີໂທ",
    ),
    "place": _any(
        r"\b(?:ở|tại|từ|đến|tới|về) đâu\b|(?<!\b(?:do|vì|nhờ) )\bđâu\s*\?",
        r"\b(?:nơi|chỗ|địa điểm|nước|quốc gia|châu lục|lục địa) nào\b",
        r"^where\b|\bwhere (?:did|was|were|is|are|will|does|do|has|had|can)\b",
        r"\b(?:what|which) (?:country|place|continent)\b(?! \d)",
        ASKED_BY_KIND,
        r"ຢູ່ໃສ|ບ່ອນໃດ",
    ),
    "name": _any(
        r"\btên (?:là )?gì\b|\b(?:có|mang) tên\b.*\bgì\b|\bgọi là gì\b",
        r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}names?\b|\bwhat (?:is|was|are|were) .* (?:called|named)\b",
        r"ຊື່(?:ວ່າ)?ຫຍັງ",
    ),
    "animal": _any(
        r"\b(?:con|loài|loài vật|động vật|sinh vật) (?:gì|nào)\b(?! (?:của|ở)\b)",
        r"\b(?:what|which) (?:(?:kind|sort|type|species) of )?(?:animal|creature|species|bird|fish|insect|snake)s?\b"
        r"(?! (?:flu|sauce|market|farm|feed|port)\b)",
        r"ສັດ(?:ຫຍັງ|ໃດ)",
    ),
    "reason": _any(
        r"\b(?:(?:vì|tại|cớ) sao|(?:vì|do|nhờ) đâu|vì (?:lẽ )?gì|sao lại|l[ýí] do|nguyên (?:nhân|do))\b|^sao\b",
        r"^why\b|\bwhy (?:did|do|does|was|were|is|are|has|have|had|will|would|can|could|should)\b|\bhow come\b",
        r"\bwhat (?:made|makes|caused|causes|led|leads)\b|\b(?:what|which)\b.*\b(?:reasons?|causes?)\b",
        r"ຍ້ອນຫຍັງ|ເປັນຫຍັງ|ເພາະຫຍັງ",
    ),
}

_NAME = r"\p{Lu}[\p{L}\p{M}'’-]*"
_HELD = {
    "phone": PHONE,
    "money": _any(
        r"\d[\d.,]*\s*(?:(?:triệu|tỷ|tỉ|nghìn|ngàn|million|billion|thousand|ຕື້|ລ້ານ|ແສນ|ພັນ)\s*)*"
        rf"{CURRENCY}",
        r"[$€£¥₫]\s?\d|\b(?:usd|us\$)\s?\d",
        r"\d\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)\s*(?:[,.;:/)]|$|một |mỗi |\w* ?năm\b)",
        rf"\b(?:chục|trăm|nghìn|ngàn|triệu|tỷ|tỉ|rưỡi) {CURRENCY}|\w (?:chỉ|lượng|cây) vàng\b",
    ),
    "time": _any(
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
    "person": _any(rf"(?<=\S\s[(\[“\"‘']?){_NAME}|^{_NAME} {_NAME}", r"\p{Lao}", flags=0),
    "team": _any(
        rf"\b(?i:đội|đội tuyển|câu lạc bộ|clb|thuyền|teams?|club|crew)(?: \p{{Ll}}+){{0,2}} {_NAME}",
        rf"{_NAME} (?:team|club|crew)\b|ທີມ",
        flags=0,
    ),
    "organisation": _any(
        r"\b(?i:công ty|tập đoàn|doanh nghiệp|tổng công ty|ban quản lý|hợp tác xã|sở|bộ|viện|cục|ngân hàng|liên đoàn"
        r"|hội|hội đồng|hiệp hội|ủy ban|uỷ ban|tòa|toà|đại sứ quán|bệnh viện|trường|công an|trung tâm|quỹ|cơ quan"
        r"|tổ chức|tổng cục|chi cục|cảng vụ|công đoàn|đảng)"
        rf"(?: \p{{L}}+){{0,5}} {_NAME}",
        r"\b(?:Company|Corporation|Corp|Group|Ltd|Inc|Agency|Institute|Ministry|Department|Bank|Association"
        r"|Federation|Committee|Court|Hospital|University|Foundation|Union|Council|Authority|Office|Party|Limited|Holdings"
        r"|Records|Electronics|Motors|Airlines|Studios|Entertainment)\b|\b[Ll]iên [Hh](?:ợp|iệp) [Qq]uốc\b|ບໍລິສັດ",
        flags=0,
    ),
    "name": _any(rf"(?<=\S\s){_NAME}|^{_NAME} {_NAME}", r"[“\"'‘]\p{Lu}", r"\p{Lao}", flags=0),
    "number": _any(
        r"\p{Nd}",
        r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|trăm|nghìn|triệu|tỷ|nửa|vài|đôi)\b",
        r"\b(?:một|năm) (?:người|em|con|chiếc|đội|xã|huyện|tỉnh|nước|lần|hộ|trường|cầu|nhà|dự án|đoàn|trăm|nghìn)\b",
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|hundred|thousand|million|half|twice)\b",
    ),
    "place": _any(rf"(?<=\S\s){_NAME}|^{_NAME} {_NAME}", r"\b(?:ở|tại|Ở|Tại) \p{Ll}", r"\p{Lao}", flags=0),
}
_SURELY = {
    "reason": _any(
        r"\b(?:vì|bởi)\b(?! (?:vậy|thế|sao))|\b(?:nhờ|xuất phát từ|bắt nguồn từ)\b",
        r"(?:^|[,;(]\s*|\b(?:là|chủ yếu|một phần) )do\b(?! đó)",
        r"(?<!\b(?:hỏi|biết|rõ) )\b(?:l[ýí] do|nguyên (?:nhân|do))\b(?! (?:tại|vì) sao)",
        r"\b(?:because|due to|owing to|thanks to|caused by|(?:reasons?|causes?)(?! why))\b|ຍ້ອນ|ເພາະ|ເນື່ອງຈາກ|ສາເຫດ",
    ),
    "animal": _any(
        r"\b(?:con|chú|loài) (?!(?:người|ông|bà|em|cháu|dâu|rể|gái|trai|cái|số|đường|phố|sông|tàu|thuyền|đò|dấu|tem|dao"
        r"|mắt|mồi|ý|bộ|lính|hoa|cây|vật|thú|đẻ|nuôi|của|đã|đang|được|bị|này|đó|ấy|kia|và|là|có|không|rất|như|trong|nào"
        r"|gì|thì|mà|lớn|nhỏ|khác)\b)"
        r"\p{Ll}"
    ),
    "name": _any(r"\b(?:tên|gọi là|called|named|known as|names?)\b|ຊື່"),
}
_SURELY["money"] = _HELD["money"]
_HELD["money"] = _any(
    _SURELY["money"].pattern,
    r"\bmiễn phí\b|\bkhông (?:thu|mất|tốn|lấy|phải trả|phải nộp) (?:phí|tiền)\b",
    r"\bfree (?:of charge|for|to|admission|entry)\b|\bfor free\b|\b(?:is|are|was|were) free\b|ບໍ່ເສຍຄ່າ|ຟຣີ",
)
_HELD["animal"] = _any(
    _SURELY["animal"].pattern,
    r"\b(?:báo|bò|bướm|cá|chim|chó|cọp|cua|dê|ếch|gà|gấu|heo|hổ|hươu|khỉ|kiến|lợn|mèo|mực|muỗi|nai|ngựa|ong|ốc|rắn|rùa|sâu"
    r"|sư tử|tê tê|tôm|trăn|trâu|vịt|voi)\b|\b(?:an?|the|these|of) \p{Ll}|\p{Lao}",
)
_HELD["reason"] = _any(
    _SURELY["reason"].pattern,
    r"\b(?:(?<!\bl[ýí] )do(?! đó)|để|nhằm|tránh|since|so that|in order|to)\b|ເພື່ອ",
    r"\b(?:gây|dẫn (?:đến|tới)|làm (?:cho|mất|tăng|giảm|hỏng|chết|chậm)|khiến|(?<!bắt )buộc|đẩy|nên|caus(?:es|ed|ing)"
    r"|led to|leads to|made|forc(?:es|ed|ing))\b",  # what comes of one
)
_DATE = regex.compile(
    r"\b(?:ngày|tháng) \d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?!\d)|(?<!\d)\d{1,2}/\d{1,2}(?:/\d{2,4})?(?!\d)"
    r"|(?<!\d)\d{1,2}[.-]\d{1,2}(?:[.-]\d{2,4})?(?!\d)"
    r"(?!\s(?:giờ|ngày|tuần|tháng|năm|tuổi|người|lần|hours|days|weeks|months|years|people|times)\b)"  # `2-3 ngày`
    r"|\b(?:ngày|tháng|năm|in) \d{1,4}(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)",
    regex.IGNORECASE,
)
_DEPUTY = r"(?:(?<!thành )phó(?: tổng| trưởng)?|vice|deputy)[ -](?:general )?"
_OFFICES = {
    "director": ("giám đốc|director", "ຜູ້ອຳນວຍການ"),
    "head teacher": ("hiệu trưởng|principal|headmaster|headmistress|head teacher", "ຜູ້ອຳນວຍການ"),
    "chair": ("chủ tịch|chair|chairman|chairwoman|chairperson|president|mayor", "ປະທານ"),
    "prime minister": ("thủ tướng|prime minister|premier|chancellor", "ນາຍົກ"),
    "minister": ("bộ trưởng|(?<!prime )minister", "ລັດຖະມົນຕີ"),
    "governor": ("tỉnh trưởng|thống đốc|governor", "ເຈົ້າແຂວງ"),
    "secretary": ("bí thư|secretary", "ເລຂາ"),
}
_ROLES = {
    # Who comes first of those that take part for a side leads it: `về phía tỉnh Khăm Muộn có đồng chí ...`
    "head of delegation": _any(
        r"\btrưởng đoàn\b|\bđoàn\b.* dẫn đầu\b|\bdẫn đầu đoàn\b|ຫົວໜ້າຄະນະ",
        r"\b(?:về|phía) (?:phía|đoàn|tỉnh|nước)\b.* (?:có|gồm)(?: sự tham dự của)?:? (?:các )?(?:đồng chí|ông|bà)\b",
        r"\b(?:head|heads|headed|lead|leads|led)\b.* delegation\b|\bdelegation\b.* (?:headed|led)\b",
    ),
    "head of committee": _any(
        r"\btrưởng ban\b|\b(?:head|chair|chairman|chairwoman|leader)\b.* (?:committee|board)\b|ຫົວໜ້າຄະນະກຳມະການ"
    ),
    "coach": _any(r"\b(?:huấn luyện viên|hlv)\b|\b(?:coach|manager|trainer)\b|ຄູຝຶກ"),
    "captain": _any(r"\b(?:đội trưởng|thuyền trưởng)\b|\b(?:captain|(?:team|squad|crew) leader)\b"),
    **{
        office: _any(rf"(?<!\b{_DEPUTY})\b(?:{titles})\b", rf"(?<!ຮອງ){lao}")
        for office, (titles, lao) in _OFFICES.items()
    },
    **{
        f"deputy {office}": _any(rf"\b{_DEPUTY}(?:{titles})\b", rf"ຮອງ{lao}")
        for office, (titles, lao) in _OFFICES.items()
    },
}
# A question may be typed without marks, and get some back that nobody meant: these are told without, too.
_ROLES_PLAIN = {role: regex.compile(fold(pattern.pattern), regex.IGNORECASE) for role, pattern in _ROLES.items()}
_TITLED_PERSON = _any(
    rf"{HONORIFIC} {_NAME}(?: {_NAME})*",
    rf"\b{OFFICE}(?: [\p{{Ll}}-]+){{0,4}}(?: {_NAME}){{2,}}",
    rf"{_NAME}(?: {_NAME})+, (?:(?i:the|phó|former|nguyên) )*{OFFICE}\b",
    FULL_NAME,
    flags=0,
)


_NEEDED = {"money", "phone"}
_NAMED = regex.compile(r"\p{Lu}[\p{L}\p{M}]*|\d+|(?<=\b(?i:con|chú|loài) )\p{Ll}+")  # names, numbers, animals
_COMPARE = regex.compile(r"^\W*(?:(?:hãy|xin) )?(?:so sánh|compare)(?: (?:the|về))?\s+", regex.I)


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


def _kinds(question: str) -> frozenset[str]:
    spoken = _COMPARE.sub("", as_spoken(question))  # `AI` in capitals is a name, `LÀ AI?` is none
    kinds = {kind for kind, pattern in _ASKED.items() if pattern.search(spoken)}
    if "money" in kinds:
        kinds.discard("number")  # a sum of money is asked for, another number is none
    if "phone" in kinds:
        kinds -= {"number", "money"}
    return frozenset(kinds)


def has_role(roles: frozenset[str], text: str) -> bool:
    """Whether a text in any of the three languages speaks of one of the offices; it does where none is given."""
    return not roles or any(_ROLES[role].search(text) for role in roles)


def has_other_rank(roles: frozenset[str], text: str) -> bool:
    """Whether a text speaks of none of the offices, but of the deputy of one, or of one whose deputy is meant."""
    ranks = {f"deputy {role}" for role in roles} | {role.removeprefix("deputy ") for role in roles}
    return not has_role(roles, text) and any(_ROLES[rank].search(text) for rank in ranks & set(_ROLES))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    Attributes:
        kinds: `money`, `time`, `person`, `number`, `phone`, `place`, `team`, `organisation`, `name`, `animal`,
            `reason`; none where it cannot be told.
        roles: the offices (director, head of delegation) whose holder is asked for, whatever language that is in.
        won: whether who won is asked for.
        units: what a quantity is measured in (`rag.text.units.asked_units`); none where none is asked for.
        times: what a time must have: an hour, a day, a year.
        sorts: how a place of the kind that is asked for is told (`rag.understanding.placing`).
        where: how it is told by the question's own verb; None where there is none.
    """

    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    won: bool = False
    units: tuple[Units, ...] = ()
    times: tuple[regex.Pattern[str], ...] = ()
    sorts: tuple[regex.Pattern[str], ...] = ()
    where: regex.Pattern[str] | None = None

    @property
    def needed(self) -> str | None:
        """A sum of money or a telephone number, where that alone is asked for: nothing else answers; else None."""
        return next(iter(self.kinds & _NEEDED), None) if len(self.kinds) == 1 else None

    def told(self, kind: str, sentence: str) -> bool:
        """Whether a sentence has what is asked for in so many words: a number its unit, a place its kind."""
        if kind == "number":
            return has_unit(sentence, self.units)
        return kind == "place" and any(place.search(sentence) for place in (*self.sorts, self.where) if place)

    @classmethod
    def of(cls, question: str) -> Asked:
        """Of a question as it was understood."""
        return _read(question)


@lru_cache(maxsize=64)  # one question is looked at from many sides
def _read(question: str) -> Asked:
    kinds = _kinds(question)
    plain = fold(question)
    roles = [role for role, pattern in _ROLES_PLAIN.items() if pattern.search(plain)] if "person" in kinds else []
    units = asked_units(question) if "number" in kinds else []
    times = [held for asked, held in PRECISE if asked.search(question)]
    asked = Asked(kinds, frozenset(roles), bool(WON.search(question)), tuple(units), tuple(times))
    if "place" in kinds:
        asked = replace(asked, sorts=sorts_of_place(question), where=behind_the_verb(question))
    return asked


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
