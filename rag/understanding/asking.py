"""What kind of thing a question asks for, in Vietnamese, English and Lao.

Patterns, not understanding: they tell "how much does it cost" from "who". Where they cannot tell, they say nothing.
Whether a sentence holds such a thing is told in `rag/understanding/holding.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from rag.text.mentions import PRECISE, WON
from rag.text.patterns import any_of
from rag.text.units import Units, asked_units, has_unit
from rag.text.words import as_spoken, fold
from rag.understanding.placing import ASKED_BY_KIND, behind_the_verb, sorts_of_place

__all__ = ["Asked", "has_other_rank", "has_role"]

_ASKED = {
    "money": any_of(
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
    "time": any_of(
        r"\b(?:khi nào|bao giờ|lúc nào|hôm nào|mấy giờ)\b",
        r"\b(?:năm|ngày|tháng|thời gian|thời điểm|thế kỷ|giờ|mùa|thập niên) (?:nào|mấy|bao nhiêu|gì)\b",
        r"^when\b(?!.*,\s*(?:\w+ )?(?:which|what|who|whom|where|how|why)\b)",  # `When it rained, who came?`
        r"\bwhen (?:did|was|were|is|are|will|does|do|has|had)\b",
        r"\b(?:what|which) (?:year|date|day|month|time|century|decade)\b",
        r"ເມື່ອໃດ|ວັນທີ(?:ໃດ|ເທົ່າໃດ)|ປີໃດ|ຈັກໂມງ|ຍາມໃດ|ມື້ໃດ|ເດືອນໃດ",
    ),
    "person": any_of(
        r"(?<!\bthứ )\b(?!(?-i:AI)\b)ai\b(?! cập)",
        r"\b(?:người|nhân vật|(?<!đơn )vị|ông|bà|cầu thủ|nhà (?!thầu|máy|nước)\w+|vua|tổng thống|chủ tịch) nào\b",
        # No other word asks, and no verb: `the man who` does not
        r"^(?!(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b)"
        r"(?:(?!\b(?:what|which|where|when|why|how)\b).)*\b(?:who|whom|whose)\b",
        r"\b(?:and|or) (?:by |to |with )?(?:who|whom|whose)\b",
        r"(?<!ໃຫ້)ໃຜ",  # what is given may be given to a school, too
    ),
    "team": any_of(
        r"\b(?:đội|đội tuyển|đội bóng|câu lạc bộ|clb|thuyền) nào\b|\b(?:which|what) (?:team|club|boat|crew)\b|ທີມໃດ"
    ),
    "organisation": any_of(
        r"\b(?:đơn vị|công ty|doanh nghiệp|cơ quan|tổ chức|nhà thầu|hãng|tập đoàn) nào\b",
        r"\b(?:which|what) (?:company|firm|organi[sz]ation|agency|contractor|institution)\b"
        r"|(?:ບໍລິສັດ|ອົງການ|ມູນນິທິ|ທະນາຄານ|ກະຊວງ|ພະແນກ|ໜ່ວຍງານ|ສະມາຄົມ)ໃດ",
    ),
    "number": any_of(
        r"(?<!\bnăm )(?<!\bngày )(?<!\btháng )(?<!\blúc )\b(?:bao nhiêu|bao xa|bao lâu|bao cao|mấy(?! giờ))\b",
        r"\b(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|phần trăm|số lượng|dân số|diện tích|công suất|chiều dài) (?:\w+ ){0,6}là\b",
        r"\bhow (?:many|much|far|long|tall|high|old|large|big|deep|wide|often)\b",
        r"\bwhat (?:percentage|percent|number|proportion|fraction|share)\b",
        r"\bwhat (?:is|was|were|are) the (?:\w+ )?scores?\b",
        r"ຈັກ(?!ໂມງ)|ເທົ່າ[ໃໄ]ດ|ປານໃດ|ຊໍ່າໃດ",
    ),
    "phone": any_of(
        r"(?<!\b(?:nhiêu|mấy|các|những|nghìn|triệu) )\bsố (?:điện thoại|di động|đt|dt|máy|hotline)\b|\bs[đd]t\b",
        r"\b(?:gọi|liên hệ|liên lạc|báo)\b(?: \p{L}+){0,3} số (?:nào|mấy|bao nhiêu|gì)\b",
        r"\b(?:hotline|tổng đài|đường dây nóng)\b.*\b(?:số (?:nào|mấy|gì)|là gì|bao nhiêu)\s*\??$",
        r"\b(?:tele)?phone numbers?\b|\b(?:which|what) number\b.*\b(?:call|dial|ring)\b|ເບີໂທ",
    ),
    "place": any_of(
        r"\b(?:ở|tại|từ|đến|tới|về) đâu\b|(?<!\b(?:do|vì|nhờ) )\bđâu\s*\?",
        r"\b(?:nơi|chỗ|địa điểm|nước|quốc gia|châu lục|lục địa) nào\b",
        r"^where\b|\bwhere (?:did|was|were|is|are|will|does|do|has|had|can)\b",
        r"\b(?:what|which) (?:country|place|continent)\b(?! \d)",
        ASKED_BY_KIND,
        r"(?:ຢູ່|ໄປ|ຈາກ|ທີ່|ມາແຕ່)ໃສ|(?:ບ່ອນ|ສະຖານທີ່|ປະເທດ|ໂຮງໝໍ)ໃດ",
    ),
    "name": any_of(
        r"\btên (?:là )?gì\b|\b(?:có|mang) tên\b.*\bgì\b|\bgọi là gì\b",
        r"\bwhat (?:is|was|are|were) the (?:\w+ ){0,2}names?\b|\bwhat (?:is|was|are|were) .* (?:called|named)\b",
        r"ຊື່(?:ວ່າ)?ຫຍັງ",
    ),
    "animal": any_of(
        r"\b(?:con|loài|loài vật|động vật|sinh vật) (?:gì|nào)\b(?! (?:của|ở)\b)",
        r"\b(?:what|which) (?:(?:kind|sort|type|species) of )?(?:animal|creature|species|bird|fish|insect|snake)s?\b"
        r"(?! (?:flu|sauce|market|farm|feed|port)\b)",
        r"ສັດ(?:ຫຍັງ|ໃດ)",
    ),
    "reason": any_of(
        r"\b(?:(?:vì|tại|cớ) sao|(?:vì|do|nhờ) đâu|vì (?:lẽ )?gì|sao lại|l[ýí] do|nguyên (?:nhân|do))\b|^sao\b",
        r"^why\b|\bwhy (?:did|do|does|was|were|is|are|has|have|had|will|would|can|could|should)\b|\bhow come\b",
        r"\bwhat (?:made|makes|caused|causes|led|leads)\b|\b(?:what|which)\b.*\b(?:reasons?|causes?)\b",
        r"(?:ຍ້ອນ|ເປັນ|ເພາະ|ດ້ວຍເຫດ)ຫຍັງ|(?:ສາ|ຕົ້ນ)ເຫດ.*(?:ຫຍັງ|ໃດ)|^(?:ສາ|ຕົ້ນ)ເຫດ",
    ),
    "fate": any_of(
        r"\b(?:điều|chuyện|việc) gì (?:(?:đã|đang|sẽ|vừa|có thể) )?xảy ra (?:với|đối với|cho)\b",
        r"\bwhat (?:(?:has|have|had|will|would|is|was) )?happen(?:s|ed|ing)? (?:to|with)\b|\bwhat became of\b",
    ),
}

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
    "head of delegation": any_of(
        r"\btrưởng đoàn\b|\bđoàn\b.* dẫn đầu\b|\bdẫn đầu đoàn\b|ຫົວໜ້າຄະນະ",
        r"\b(?:về|phía) (?:phía|đoàn|tỉnh|nước)\b.* (?:có|gồm)(?: sự tham dự của)?:? (?:các )?(?:đồng chí|ông|bà)\b",
        r"\b(?:head|heads|headed|lead|leads|led)\b.* delegation\b|\bdelegation\b.* (?:headed|led)\b",
    ),
    "head of committee": any_of(
        r"\btrưởng ban\b|\b(?:head|chair|chairman|chairwoman|leader)\b.* (?:committee|board)\b|ຫົວໜ້າຄະນະກຳມະການ"
    ),
    "coach": any_of(r"\b(?:huấn luyện viên|hlv)\b|\b(?:coach|manager|trainer)\b|ຄູຝຶກ"),
    "captain": any_of(r"\b(?:đội trưởng|thuyền trưởng)\b|\b(?:captain|(?:team|squad|crew) leader)\b"),
    **{
        office: any_of(rf"(?<!\b{_DEPUTY})\b(?:{titles})\b", rf"(?<!ຮອງ){lao}")
        for office, (titles, lao) in _OFFICES.items()
    },
    **{
        f"deputy {office}": any_of(rf"\b{_DEPUTY}(?:{titles})\b", rf"ຮອງ{lao}")
        for office, (titles, lao) in _OFFICES.items()
    },
}
# A question may be typed without marks, and get some back that nobody meant: these are told without, too.
_ROLES_PLAIN = {role: regex.compile(fold(pattern.pattern), regex.IGNORECASE) for role, pattern in _ROLES.items()}
_NEEDED = {"money", "phone"}
_COMPARE = regex.compile(r"^\W*(?:(?:hãy|xin) )?(?:so sánh|compare)(?: (?:the|về))?\s+", regex.I)


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
            `reason`, `fate` (what happened to it); none where it cannot be told.
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
