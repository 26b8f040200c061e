"""Vietnamese questions that compare two things: `cầu A với cầu B cầu nào dài hơn`, to what is asked of each.

Patterns, which take what is typed without marks, too.
"""

from __future__ import annotations

from functools import partial

import regex

from rag.text.patterns import lenient
from rag.text.words import fold
from rag.understanding.pairing import CAPITAL, JOIN, Compared, are_names, are_of_a_kind, of_each, says_more, small

__all__ = ["KINDS", "asked_of_thing", "bare", "in_vietnamese"]

_LONGEST_KIND = 4
KINDS = (
    "cầu|đường|tuyến|hầm|sông|núi|hồ|đập|đảo|hang|thác|đèo|cảng|sân bay|ga|chợ|chùa|đền|nhà thờ|trường|lớp|bệnh viện"
    "|trạm y tế|phòng khám|xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|nước|vùng|thôn|bản|làng|khu|đội"
    "|câu lạc bộ|clb|công ty|doanh nghiệp|nhà máy|hợp tác xã|dự án|công trình|tòa nhà|tháp|giải|hội|lễ hội|nhà văn"
    "|ông|bà|anh|chị|em|cầu thủ|bác sĩ|loài|giống|cây|xe|tàu|thuyền|khách sạn|bảo tàng|thư viện|công viên"
)
"""What two things that are compared may be, as a part of a pattern."""
_ANY_KIND = "cái|bên|nơi|chỗ|đằng|thứ|đứa|người|con"  # that says nothing of what the two are
_MEASURE = "cao|thấp|lớn|nhỏ|nhiều|ít|đông|dài|ngắn|rộng|to|đắt|rẻ|mắc|tốt|nhanh|chậm|nặng|nhẹ"
_PROPERTIES = (
    "giá(?: (?:bán|vé|thuê|mua|thu mua))?|dân số|diện tích|sản lượng|năng suất|công suất|học phí|chi phí|kinh phí"
    "|tổng (?:mức|vốn) đầu tư|vốn đầu tư|tổng vốn|vốn|chiều (?:dài|cao|rộng|sâu)|mức lương|tiền lương|lương"
    "|thu nhập(?: bình quân)?|lượng mưa|nhiệt độ|điểm chuẩn|trọng tải|tải trọng|tốc độ|doanh thu|lợi nhuận"
    "|kim ngạch(?: (?:xuất|nhập) khẩu)?|quy mô|tuổi thọ|độ cao|độ dài|độ sâu|cân nặng|lượng khách|tiền thưởng"
)
# What is asked of each where it is `... hơn`
_QUALITIES = (
    ("dài|ngắn", "{} dài bao nhiêu?"),
    ("cao|thấp", "{} cao bao nhiêu?"),
    ("rộng|hẹp", "{} rộng bao nhiêu?"),
    ("sâu|nông", "{} sâu bao nhiêu?"),
    ("nặng|nhẹ", "{} nặng bao nhiêu?"),
    ("dày|mỏng", "{} dày bao nhiêu?"),
    ("lớn|to|nhỏ|bé", "{} lớn bao nhiêu?"),
    ("(?:đắt|mắc|rẻ)(?: tiền)?", "giá {} là bao nhiêu?"),
    ("(?:đông|ít|nhiều|thưa) dân(?: cư)?", "dân số của {} là bao nhiêu?"),
    ("đông|vắng", "{} có bao nhiêu người?"),
    ("già|trẻ|(?:lớn|nhiều|cao|ít|nhỏ) tuổi", "{} bao nhiêu tuổi?"),
    ("nhanh|chậm", "tốc độ của {} là bao nhiêu?"),
    ("nóng|lạnh", "nhiệt độ ở {} là bao nhiêu?"),
    ("lâu đời|cổ", "{} có từ năm nào?"),
    ("lâu", "{} kéo dài bao lâu?"),
)
_QUALITY = "|".join(quality for quality, _ in _QUALITIES)


def _words(most: int) -> str:
    """The pattern of up to so many words; as few as fit, where a `?` is put behind it."""
    return rf"\p{{L}}[\p{{L}}\p{{M}}]*(?: \p{{L}}[\p{{L}}\p{{M}}]*){{0,{most - 1}}}"


_HEAD = r"(?:(?:thì|là|mà|hiện|đang) )*"
_MANY = r"(?:nhiều|ít|đông)\b"
# What is asked of each by what compares them; the first that fits
_ASKED = [
    (lenient(f"{_HEAD}{predicate}"), asked)
    for predicate, asked in (
        *((f"(?:có )?(?:{quality}) hơn", asked) for quality, asked in _QUALITIES),
        (rf"(?:(?P<verb>(?!{_MANY}){_words(3)}?) )?{_MANY} (?P<what>{_words(4)}) hơn", "{} {verb} bao nhiêu {what}?"),
        (rf"(?P<verb>{_words(3)}?) lâu hơn", "{} {verb} bao lâu?"),
        (rf"(?P<verb>{_words(3)}?) (?:nhiều|ít) hơn", "{} {verb} bao nhiêu?"),
        (rf"(?:được )?(?P<verb>{_words(4)}?) (?:trước|sau|(?:sớm|muộn|trễ) hơn)", "{} {verb} khi nào?"),
    )
]
_OF_PROPERTY = lenient(
    rf"{_HEAD}(?:có )?(?P<property>{_PROPERTIES}|số {_words(3)}?) (?:{_MEASURE}) hơn"
    rf"|{_HEAD}có (?P<property>(?!(?:{_MEASURE})\b){_words(4)}?) (?:{_MEASURE}) hơn"
)
_ANY_MEASURE = lenient(rf"{_HEAD}(?:{_MEASURE}) hơn")

_COMPARED_WITH = lenient(r" (?:so với|vs\.?|versus) ")
_EITHER_OR = lenient(r" (?:hay|hoặc) ")
_WHICH = lenient(r"\b(?:nào|ai)\b")
_BETWEEN = lenient(r"^(?:(?:giữa|trong(?: số)?)\b:? ?)?(?:(?:hai|2) (?:\p{L}+ ){1,3}(?=\S* \p{Lu}))?")
_PREDICATE = rf"(?:.{{1,50}}? hơn|{_words(4)}? (?:trước|sau))"
_WHICH_OF = lenient(
    rf"(?P<predicate>{_PREDICATE})(?:(?P<apart>\s*[,:;–-]\s*|\s+giữa\s+)| )(?:là |giữa |trong |số )*(?P<names>.+)"
)
_PROPERTY_OF = lenient(rf"(?P<property>{_words(6)}?) (?P<of>của|ở|tại) (?P<names>.+)")
_COUNT = lenient(r"số (?:lượng )?(?P<what>.+)")
_PROPERTY_FIRST = lenient(rf"(?P<property>{_PROPERTIES}) (?P<names>.+)")
_NAMES_FIRST = lenient(rf"(?P<names>.+) về (?P<property>{_words(5)})")
_ASKED_BEHIND = lenient(
    r"(?:,? (?:(?:thì |là |nó )?(?:như )?thế nào|ra sao|thì sao|(?:chênh (?:nhau|lệch)|khác nhau|hơn kém nhau)"
    r"(?: (?:bao nhiêu|thế nào|ra sao|gì|những gì|mấy \p{L}+))?"
    rf"|(?:{_MEASURE}) hơn(?: (?:bao nhiêu|không|hay (?:thấp|ít|rẻ|nhỏ|cao|đắt) hơn))?))$"
)
_COMPARATIVE = rf"(?:có )?(?:{_MANY} {_words(3)} hơn|(?:{_QUALITY}) hơn)"
_IS_MORE = lenient(
    rf"(?P<x>.+?) (?P<predicate>{_COMPARATIVE})(?: so với)? (?P<y>.+?)"
    r" (?:(?:hay |có phải |phải )?không|bao nhiêu(?: \p{L}+)?|mấy \p{L}+)"
)
_EITHER = lenient(
    rf"(?P<x>.+?) (?P<predicate>{_COMPARATIVE}) hay(?: là)? (?P<y>.+?)(?: (?:{_COMPARATIVE}))?"
    rf"|(?P<x>.+?) hay(?: là)? (?P<y>.+?) (?P<predicate>{_COMPARATIVE})"
)
_PRICE = lenient(r"giá\b.*")
_QUANTITY = lenient(rf"{_PROPERTIES}|(?:tỷ|tỉ) lệ\b.*")
_OF = lenient(r"^(?:của|ở|tại) ")
_KNOWN_KIND = lenient(rf"{KINDS}|{_ANY_KIND}")
_SAYS_NOTHING = lenient(_ANY_KIND)
_KIND_OF_NAME = lenient(rf"(?:{KINDS}) (?=\S)")
_THEN = lenient(r" thì$")
_VERB_BEHIND = regex.compile(r"(?<=\p{Lu}[\p{L}\p{M}]*) (\p{Ll}[\p{L}\p{M}]*(?: \p{Ll}[\p{L}\p{M}]*)?)$")


def in_vietnamese(plain: str, *, compares: bool) -> Compared | None:
    """The two names that a question compares, and what is asked of each; None where it surely compares no two.

    Args:
        plain: the question, without courtesies, the time that it names, and its last mark.
        compares: whether it says that it compares.
    """
    return _which(plain) or _of_property(plain, compares=compares) or _is_more(plain)


def asked_of_thing(said: str, name: str) -> str | None:
    """What is asked of a thing by a property or a quality alone: `vốn đầu tư`, `rộng`; None where it is neither.

    Args:
        said: with marks or without.
        name: what the thing is called.
    """
    if lenient(_PROPERTIES).fullmatch(said):
        return _property_asked(said, name, "của")
    template = next((asked for quality, asked in _QUALITIES if lenient(quality).fullmatch(said)), None)
    return None if template is None else template.format(name)


def bare(name: str) -> str:
    """A name without the kind before it: `Hà Linh` of `cầu Hà Linh`."""
    kind = _KIND_OF_NAME.match(name)
    return name[kind.end() :] if kind else name


def _which(plain: str) -> Compared | None:
    """`A với B cầu nào dài hơn`, `cầu nào dài hơn, A hay B`."""
    asked = list(_WHICH.finditer(plain))
    if len(asked) != 1:
        return None
    before, after = plain[: asked[0].start()].strip(), plain[asked[0].end() :].strip()
    surely = False
    if JOIN.search(f"{before} "):
        person = fold(asked[0].group().lower()) == "ai"
        told = (before.removesuffix(","), "") if person else _kind_behind(before)
        if told is None or (person and _VERB_BEHIND.search(told[0])):
            return None
        both, kind = told
        predicate = after
    else:
        which_of = _WHICH_OF.fullmatch(after)
        if which_of is None or len(before.split()) > _LONGEST_KIND:
            return None
        both, kind, predicate = which_of["names"], before, which_of["predicate"]
        surely = which_of["apart"] is None
        if surely and not _EITHER_OR.search(both):
            return None
    names = _two(both)
    if names is None or (surely and not _surely_named(*names)):
        return None
    return _compared(names, predicate, "" if _SAYS_NOTHING.fullmatch(kind) else small(kind))


def _kind_behind(before: str) -> tuple[str, str] | None:
    """What stands before `nào` without the kind that it asks for, and that kind: `A với cầu B cầu` ends with one."""
    head, comma, kind = before.rpartition(",")
    if comma:
        return (head, kind.strip()) if len(kind.split()) <= _LONGEST_KIND else None
    between = _BETWEEN.sub("", before)
    words = before.split()
    for count in range(_LONGEST_KIND, 0, -1):
        kind = " ".join(words[-count:])
        if _KNOWN_KIND.fullmatch(kind) or _begins_with(between, f"{kind} "):
            return _THEN.sub("", " ".join(words[:-count])), kind
    return None


def _of_property(plain: str, *, compares: bool) -> Compared | None:
    """`giá A so với B`, and where it is said to compare, `dân số của A và B`, `A và B về dân số`."""
    plain = _ASKED_BEHIND.sub("", plain)
    if not compares and not _COMPARED_WITH.search(plain):
        return None
    first = _PROPERTY_FIRST.fullmatch(plain)
    of = None if first else _PROPERTY_OF.fullmatch(plain)
    found = first or of or (_NAMES_FIRST.fullmatch(plain) if compares else None)
    if found is None:
        return None
    said, both = found["property"], found["names"]
    if of and not compares and not _COUNT.match(said):
        return None
    if JOIN.search(f" {said} ") or says_more(small(said)):
        return None
    names = _two(_OF.sub("", both), said)
    if names is None or not (compares or _surely_named(*names) or lenient(f" {regex.escape(said)} ").search(both)):
        return None
    return of_each(names, partial(_property_asked, said, of=of["of"] if of else ""))


def _is_more(plain: str) -> Compared | None:
    """`A có dài hơn B không`, `A hay B dài hơn`."""
    found = _IS_MORE.fullmatch(plain) or _EITHER.fullmatch(plain)
    if found is None or _WHICH.search(plain):
        return None
    predicate, said = found["predicate"], {"x": found["x"], "y": found["y"]}
    before = "x" if found.end("x") < found.start("predicate") < found.start("y") else "y"
    verb = _VERB_BEHIND.search(said[before])
    if verb and _template(f"{verb[1]} {predicate}"):  # `Sông Lam ghi nhiều bàn hơn`, but `cầu Hà Linh mới dài hơn`
        said[before] = said[before][: verb.start()]
        predicate = f"{verb[1]} {predicate}"
    names = _alike(said["x"], said["y"])
    return _compared(names, predicate, "") if names and _surely_named(*names) else None


def _two(both: str, said: str = "") -> tuple[str, str] | None:
    """The two names of what joins them; None where it joins none, or more.

    Args:
        both: `cầu A và cầu B`.
        said: a property that the second may repeat: `giá cam A so với giá cam B`.
    """
    both = _BETWEEN.sub("", both)
    joins = list(JOIN.finditer(both))
    if len(joins) != 1:
        return None
    x, y = both[: joins[0].start()].strip(" ,"), both[joins[0].end() :].strip(" ,")
    return _alike(x, y, said)


def _alike(x: str, y: str, said: str = "") -> tuple[str, str] | None:
    """Two names, the second with the head that it shares with the first: `xã A và B`; None where they are none.

    Without `của` and the like before them, and the property that the second may repeat.
    """
    x, y = _OF.sub("", x), _OF.sub("", lenient(rf"^{regex.escape(said)} ").sub("", y))
    if not are_names(x, y):
        return None
    x, y = (small(name) if _KIND_OF_NAME.match(name) else name for name in (x, y))
    if CAPITAL.match(y):
        head = regex.match(r"(?:\p{Ll}[\p{L}\p{M}]* ){1,3}(?=\p{Lu})", x) or _KIND_OF_NAME.match(x)
        if head and not _KIND_OF_NAME.match(y) and not _begins_with(y, head.group()):
            y = small(head.group()) + y
    else:  # `cam loại một và loại hai`
        words = x.split()
        place = words.index(y.split()[0]) if y.split()[0] in words else 0
        y = " ".join([*words[:place], y])
    return x, y


def _surely_named(x: str, y: str) -> bool:
    """Whether both are names by their capitals, or two of a kind."""
    capital = CAPITAL.search(x[1:]) or (" " not in x and CAPITAL.match(x))
    return are_of_a_kind(x, y, 0) or bool(capital and CAPITAL.search(y))


def _begins_with(text: str, head: str) -> bool:
    return fold(text.lower()).startswith(fold(head.lower()))


def _compared(names: tuple[str, str], predicate: str, kind: str) -> Compared | None:
    """The names with their kind, and what a predicate such as `dài hơn` asks of each."""
    first = _PROPERTY_FIRST.fullmatch(names[0])
    if first and _ANY_MEASURE.fullmatch(predicate):  # `giá cam A với cam B cái nào cao hơn`
        alike = _alike(first["names"], names[1], first["property"])
        return alike and of_each(alike, partial(_property_asked, first["property"], of=""))
    template = _template(predicate)
    if template is None:
        return None
    uncapitalised = not any(CAPITAL.search(name) for name in names)

    def of_kind(name: str) -> str:
        headed = not kind or _begins_with(name, kind) or _KIND_OF_NAME.match(name)
        return name if headed or not (uncapitalised or CAPITAL.match(name)) else f"{kind} {name}"

    return of_each((of_kind(names[0]), of_kind(names[1])), template.format)


def _template(predicate: str) -> str | None:
    """What is asked of each name, `{}`, by a predicate that compares."""
    if JOIN.search(f" {predicate} "):
        return None
    if found := _OF_PROPERTY.fullmatch(predicate):
        return _property_asked(found["property"], "{}", "của")
    for pattern, asked in _ASKED:
        if found := pattern.fullmatch(predicate):
            groups = {"verb": "có", "what": ""} | {name: text for name, text in found.groupdict().items() if text}
            return None if says_more(groups["what"]) else asked.format("{}", **groups)
    return None


def _property_asked(said: str, name: str, of: str) -> str:
    """What is asked of a property of a name; `of` is what joins them, where that was said."""
    if counted := _COUNT.fullmatch(said):
        return f"{name} có bao nhiêu {counted['what']}?"
    price, quantity = _PRICE.fullmatch(said), _QUANTITY.fullmatch(said)
    linked = "" if price or not (of or quantity) else f"{of or 'của'} "
    return f"{small(said)} {linked}{name} {'là bao nhiêu' if quantity else 'như thế nào'}?"
