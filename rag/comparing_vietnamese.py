"""Vietnamese questions that compare two things: `cầu A với cầu B cầu nào dài hơn`, to what is asked of each.

Patterns, which take what is typed without marks, too.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rag.pairing import CAPITAL, JOIN, Compared, is_name, says_more, small
from rag.patterns import lenient
from rag.words import fold, folded

__all__ = ["bare", "in_vietnamese"]

_LONGEST_KIND = 4
_ALL_KINDS = (
    "cầu|đường|tuyến|hầm|sông|núi|hồ|đập|đảo|hang|thác|đèo|cảng|sân bay|ga|chợ|chùa|đền|nhà thờ|trường|lớp|bệnh viện"
    "|trạm y tế|phòng khám|xã|phường|thị trấn|thị xã|huyện|quận|tỉnh|thành phố|nước|vùng|thôn|bản|làng|khu|đội"
    "|câu lạc bộ|clb|công ty|doanh nghiệp|nhà máy|hợp tác xã|dự án|công trình|tòa nhà|tháp|giải|hội|lễ hội|nhà văn"
    "|ông|bà|anh|chị|em|cầu thủ|bác sĩ|loài|giống|cây|xe|tàu|thuyền|khách sạn|bảo tàng|thư viện|công viên"
)
_ANY_KIND = "cái|bên|nơi|chỗ|đằng|thứ|đứa|người|con"  # that says nothing of what the two are
_MEASURE = "cao|thấp|lớn|nhỏ|nhiều|ít|đông|dài|ngắn|rộng|to|đắt|rẻ|mắc|tốt|nhanh|chậm|nặng|nhẹ"
_PROPERTIES = (
    "giá(?: (?:bán|vé|thuê|mua|thu mua))?|dân số|diện tích|sản lượng|năng suất|công suất|học phí|chi phí|kinh phí"
    "|tổng (?:mức|vốn) đầu tư|vốn đầu tư|tổng vốn|vốn|chiều (?:dài|cao|rộng|sâu)|mức lương|tiền lương|lương"
    "|thu nhập(?: bình quân)?|lượng mưa|nhiệt độ|điểm chuẩn|trọng tải|tải trọng|tốc độ|doanh thu|lợi nhuận"
    "|kim ngạch(?: (?:xuất|nhập) khẩu)?|quy mô|tuổi thọ|độ cao|độ dài|độ sâu|cân nặng|lượng khách|tiền thưởng"
)
# What is asked of each where it is `... hơn`
_ASKED_OF_QUALITIES = (
    ("(?:dài|ngắn)", "{} dài bao nhiêu?"),
    ("(?:cao|thấp)", "{} cao bao nhiêu?"),
    ("(?:rộng|hẹp)", "{} rộng bao nhiêu?"),
    ("(?:sâu|nông)", "{} sâu bao nhiêu?"),
    ("(?:nặng|nhẹ)", "{} nặng bao nhiêu?"),
    ("(?:dày|mỏng)", "{} dày bao nhiêu?"),
    ("(?:lớn|to|nhỏ|bé)", "{} lớn bao nhiêu?"),
    ("(?:đắt|mắc|rẻ)(?: tiền)?", "giá {} là bao nhiêu?"),
    ("(?:đông|ít|nhiều|thưa) dân(?: cư)?", "dân số của {} là bao nhiêu?"),
    ("(?:đông|vắng)", "{} có bao nhiêu người?"),
    ("(?:già|trẻ|(?:lớn|nhiều|cao|ít|nhỏ) tuổi)", "{} bao nhiêu tuổi?"),
    ("(?:nhanh|chậm)", "tốc độ của {} là bao nhiêu?"),
    ("(?:nóng|lạnh)", "nhiệt độ ở {} là bao nhiêu?"),
    ("(?:lâu đời|cổ)", "{} có từ năm nào?"),
    ("lâu", "{} kéo dài bao lâu?"),
)
_QUALITIES = [(lenient(pattern), asked) for pattern, asked in _ASKED_OF_QUALITIES]
_QUALITY = "|".join(pattern for pattern, _ in _ASKED_OF_QUALITIES)
_WORDS = r"\p{L}[\p{L}\p{M}]*(?: \p{L}[\p{L}\p{M}]*)"
_HEAD = r"(?:(?:thì|là|mà|hiện|đang) )*"
_OF_PROPERTY = lenient(
    rf"{_HEAD}(?:có )?(?P<property>{_PROPERTIES}|số {_WORDS}{{0,2}}?) (?:{_MEASURE}) hơn"
    rf"|{_HEAD}có (?P<property>(?!(?:{_MEASURE})\b){_WORDS}{{0,3}}?) (?:{_MEASURE}) hơn"
)
_MORE = lenient(rf"{_HEAD}(?:(?P<verb>{_WORDS}{{0,2}}?) )?(?:nhiều|ít|đông) (?P<what>{_WORDS}{{0,3}}) hơn")
_DOES_MORE = lenient(rf"{_HEAD}(?P<verb>{_WORDS}{{0,2}}?) (?:nhiều|ít) hơn")
_EARLIER = lenient(rf"{_HEAD}(?:được )?(?P<verb>{_WORDS}{{0,3}}?) (?:trước|sau|(?:sớm|muộn|trễ) hơn)")
_LONGER = lenient(rf"{_HEAD}(?P<verb>{_WORDS}{{0,2}}?) lâu hơn")
_IS = lenient(rf"{_HEAD}(?:có )?(?P<quality>{_QUALITY}) hơn")
_ANY_MEASURE = lenient(rf"{_HEAD}(?:{_MEASURE}) hơn")

_COMPARED_WITH = lenient(r" (?:so với|vs\.?|versus) ")
_EITHER_OR = lenient(r" (?:hay|hoặc) ")
_WHICH = lenient(r"\b(?:nào|ai)\b")
_BETWEEN = lenient(r"^(?:(?:giữa|trong(?: số)?)\b:? ?)?(?:(?:hai|2) (?:\p{L}+ ){1,3}(?=\S* \p{Lu}))?")
_PREDICATE = rf"(?:.{{1,50}}? hơn|{_WORDS}{{0,3}}? (?:trước|sau))"
_WHICH_OF = lenient(
    rf"(?P<predicate>{_PREDICATE})(?:(?P<apart>\s*[,:;–-]\s*|\s+giữa\s+)| )(?:là |giữa |trong |số )*(?P<names>.+)"
)
_PROPERTY_OF = lenient(rf"(?P<property>{_WORDS}{{0,5}}?) (?P<of>của|ở|tại) (?P<names>.+)")
_COUNT = lenient(r"số (?:lượng )?(?P<what>.+)")
_PROPERTY_FIRST = lenient(rf"(?P<property>{_PROPERTIES}) (?P<names>.+)")
_NAMES_FIRST = lenient(rf"(?P<names>.+) về (?P<property>{_WORDS}{{0,4}})")
_ASKED_BEHIND = lenient(
    r"(?:,? (?:(?:thì |là |nó )?(?:như )?thế nào|ra sao|thì sao|(?:chênh (?:nhau|lệch)|khác nhau|hơn kém nhau)"
    r"(?: (?:bao nhiêu|thế nào|ra sao|gì|những gì|mấy \p{L}+))?"
    rf"|(?:{_MEASURE}) hơn(?: (?:bao nhiêu|không|hay (?:thấp|ít|rẻ|nhỏ|cao|đắt) hơn))?))$"
)
_COMPARATIVE = rf"(?:có )?(?:(?:nhiều|ít|đông) {_WORDS}{{0,2}} hơn|(?:{_QUALITY}) hơn)"
_IS_MORE = lenient(
    rf"(?P<x>.+?) (?P<predicate>{_COMPARATIVE})(?: so với)? (?P<y>.+?)"
    r" (?:(?:hay |có phải |phải )?không|bao nhiêu(?: \p{L}+)?|mấy \p{L}+)"
)
_EITHER = lenient(
    rf"(?P<x>.+?) (?P<predicate>{_COMPARATIVE}) hay(?: là)? (?P<y>.+?)(?: (?:{_COMPARATIVE}))?"
    rf"|(?P<x>.+?) hay(?: là)? (?P<y>.+?) (?P<predicate>{_COMPARATIVE})"
)
_OF = lenient(r"^(?:của|ở|tại) ")
_KIND_OF_NAME = lenient(rf"(?:{_ALL_KINDS}) (?=\S)")

_VERB_BEHIND = regex.compile(r"(?<=\p{Lu}[\p{L}\p{M}]*) (\p{Ll}[\p{L}\p{M}]*(?: \p{Ll}[\p{L}\p{M}]*)?)$")


def in_vietnamese(plain: str, *, compares: bool) -> Compared | None:
    """The two names that a question compares, and what is asked of each; None where it surely compares no two.

    Args:
        plain: the question, without courtesies, the time that it names, and its last mark.
        compares: whether it says that it compares.
    """
    return _which(plain) or _of_property(plain, compares=compares) or _is_more(plain)


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
    if JOIN.search(f"{before} "):
        person = fold(asked[0].group().lower()) == "ai"
        told = (before.removesuffix(","), "") if person else _kind_behind(before)
        if told is None or (person and _VERB_BEHIND.search(told[0])):
            return None
        both, kind = told
        predicate, surely = after, False
    else:
        which_of = _WHICH_OF.fullmatch(after)
        if which_of is None or len(before.split()) > _LONGEST_KIND:
            return None
        both, kind, predicate = which_of["names"], before, which_of["predicate"]
        if not which_of["apart"] and not _EITHER_OR.search(both):
            return None
        surely = which_of["apart"] is None
    names = _two(both)
    if names is not None and surely and not _surely_named(*names):
        return None
    return None if names is None else _asked_of(names, predicate, _no_name(kind))


def _kind_behind(before: str) -> tuple[str, str] | None:
    """What stands before `nào` without the kind that it asks for, and that kind: `A với cầu B cầu` ends with one."""
    head, comma, kind = before.rpartition(",")
    if comma:
        return (head, kind.strip()) if len(kind.split()) <= _LONGEST_KIND else None
    between = _BETWEEN.sub("", before)
    words = before.split()
    for count in range(_LONGEST_KIND, 0, -1):
        kind = " ".join(words[-count:])
        known = lenient(f"{_ALL_KINDS}|{_ANY_KIND}").fullmatch(kind)
        if known or fold(between.lower()).startswith(fold(kind.lower()) + " "):
            rest = " ".join(words[:-count])
            return lenient(r" thì$").sub("", rest), kind
    return None


def _of_property(plain: str, *, compares: bool) -> Compared | None:
    """`giá A so với B`, and where it is said to compare, `dân số của A và B`, `A và B về dân số`."""
    plain = _ASKED_BEHIND.sub("", plain)
    if not compares and not _COMPARED_WITH.search(plain):
        return None
    first = _PROPERTY_FIRST.fullmatch(plain)
    of = None if first else _PROPERTY_OF.fullmatch(plain)
    last = _NAMES_FIRST.fullmatch(plain) if compares and not first and not of else None
    found = first or of or last
    if found is None:
        return None
    said = found["property"]
    if of and not compares and not _COUNT.match(said):
        return None
    both = found["names"]
    if JOIN.search(f" {said} ") or says_more(small(said)):
        return None
    names = _two(_OF.sub("", both), said)
    if names is None or not (compares or _surely_named(*names) or lenient(f" {regex.escape(said)} ").search(both)):
        return None
    asked = tuple(_property_asked(said, name, of["of"] if of else "") for name in names)
    return names, (asked[0], asked[1])


def _is_more(plain: str) -> Compared | None:
    """`A có dài hơn B không`, `A hay B dài hơn`."""
    found = _IS_MORE.fullmatch(plain) or _EITHER.fullmatch(plain)
    if found is None or _WHICH.search(plain):
        return None
    before = "x" if found.end("x") < found.start("predicate") < found.start("y") else "y"
    said = {"x": found["x"], "y": found["y"]}
    predicate = found["predicate"]
    verb = _VERB_BEHIND.search(said[before])
    # `Đội Sông Lam ghi nhiều bàn hơn`, but `cầu Hà Linh mới dài hơn`
    if verb and (_MORE.fullmatch(predicate) or _template(f"{verb[1]} {predicate}")):
        said[before] = said[before][: verb.start()]
        predicate = f"{verb[1]} {predicate}"
    names = _alike(said["x"], said["y"])
    if names is None or not _surely_named(*names):
        return None
    return _asked_of(names, predicate, "")


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
    if said:
        y = lenient(rf"^{regex.escape(said)} ").sub("", y)
    return _alike(_OF.sub("", x), _OF.sub("", y))


def _alike(x: str, y: str) -> tuple[str, str] | None:
    """Two names, the second with the head that it shares with the first: `xã A và B`; None where they are none."""
    if not (is_name(x) and is_name(y)) or folded(x) == folded(y):
        return None
    x, y = (small(name) if _KIND_OF_NAME.match(name) else name for name in (x, y))
    if CAPITAL.match(y):
        head = regex.match(r"(?:\p{Ll}[\p{L}\p{M}]* ){1,3}(?=\p{Lu})", x)
        kind = head or _KIND_OF_NAME.match(x)
        if kind and not _KIND_OF_NAME.match(y) and not fold(y.lower()).startswith(fold(kind.group().lower())):
            y = small(kind.group()) + y
    else:  # `cam loại một và loại hai`
        words = x.split()
        place = words.index(y.split()[0]) if y.split()[0] in words else 0
        y = " ".join([*words[:place], y])
    return x, y


def _surely_named(x: str, y: str) -> bool:
    """Whether both are names by their capitals, or two of a kind."""
    heads = [fold(name.split()[0].lower()) for name in (x, y)]
    of_a_kind = heads[0] == heads[1] and min(len(x.split()), len(y.split())) > 1
    capital = CAPITAL.search(x[1:]) or (" " not in x and CAPITAL.match(x))
    return of_a_kind or bool(capital and CAPITAL.search(y))


def _no_name(kind: str) -> str:
    """A kind that says what the two are; empty for `cái nào`."""
    return "" if lenient(_ANY_KIND).fullmatch(kind) else small(kind)


def _asked_of(names: tuple[str, str], predicate: str, kind: str) -> Compared | None:
    """The names with their kind, and what a predicate such as `dài hơn` asks of each."""
    first = _PROPERTY_FIRST.fullmatch(names[0])
    if first and _ANY_MEASURE.fullmatch(predicate):  # `giá cam A với cam B cái nào cao hơn`
        said = first["property"]
        y = lenient(rf"^{regex.escape(said)} ").sub("", names[1])
        bare = _alike(_OF.sub("", first["names"]), _OF.sub("", y))
        if bare is None:
            return None
        return bare, (_property_asked(said, bare[0], ""), _property_asked(said, bare[1], ""))
    template = _template(predicate)
    if template is None:
        return None
    x, y = (_of_kind(name, kind, names) for name in names)
    return (x, y), (template.format(x), template.format(y))


def _of_kind(name: str, kind: str, names: Sequence[str]) -> str:
    if not kind or fold(name.lower()).startswith(fold(kind.lower())) or _KIND_OF_NAME.match(name):
        return name
    uncapitalised = not any(CAPITAL.search(some) for some in names)
    return f"{kind} {name}" if uncapitalised or CAPITAL.match(name) else name


def _template(predicate: str) -> str | None:
    """What is asked of each name, `{}`, by a predicate that compares."""
    if "{" in predicate or JOIN.search(f" {predicate} "):
        return None
    found = _IS.fullmatch(predicate)
    if found:
        return next(asked for pattern, asked in _QUALITIES if pattern.fullmatch(found["quality"]))
    found = _OF_PROPERTY.fullmatch(predicate)
    if found:
        return _property_asked(found["property"], "{}", "của")
    found = _MORE.fullmatch(predicate)
    if found:
        verb = found["verb"] or "có"
        return None if says_more(found["what"]) else f"{{}} {verb} bao nhiêu {found['what']}?"
    found = _LONGER.fullmatch(predicate)
    if found:
        return f"{{}} {found['verb']} bao lâu?"
    found = _DOES_MORE.fullmatch(predicate)
    if found:
        return f"{{}} {found['verb']} bao nhiêu?"
    found = _EARLIER.fullmatch(predicate)
    return f"{{}} {found['verb']} khi nào?" if found else None


def _property_asked(said: str, name: str, of: str) -> str:
    """What is asked of a property of a name."""
    counted = _COUNT.fullmatch(said)
    if counted:
        return f"{name} có bao nhiêu {counted['what']}?"
    price = lenient(r"giá\b.*").fullmatch(said)
    quantity = lenient(rf"(?:{_PROPERTIES}|tỷ lệ\b.*|tỉ lệ\b.*)").fullmatch(said)
    joined = f"{small(said)} {name}" if price or not (of or quantity) else f"{small(said)} {of or 'của'} {name}"
    return f"{joined} là bao nhiêu?" if quantity else f"{joined} như thế nào?"
