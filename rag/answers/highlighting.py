"""The words of a sentence that answer: the name, the date, the number or the place that a question asks for.

Patterns, not understanding, and made to be right rather than complete: where several would do and the words around them
do not tell which, none is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import regex

from rag.text.language import language_of
from rag.text.mentions import (
    DATED,
    LAO_PLACE,
    ORGANISATION,
    PEOPLE,
    PHONE,
    PRECISE,
    TEAM,
    TIME,
    TIME_GAP,
    WIN,
    WON,
    places,
)
from rag.text.numerals import Numeral, numerals
from rag.text.units import CURRENCY, dimension, is_beside
from rag.text.words import fold, folded, terms
from rag.text.writing import western_digits
from rag.understanding.asking import Asked, has_other_rank, has_role
from rag.understanding.counting import PARTS, counted_things

__all__ = ["highlights", "telling_words", "unnamed"]

Span: TypeAlias = tuple[int, int]

_MOST = 2  # spans in a sentence
_AROUND = 45  # characters on each side that tell what a thing is about
_CHANGE = 0.5  # what "up 6,000" loses against the price itself, and "each 5 MW" against the whole
_DIMENSION = 2.0  # what a measure gains beside the word, in any language, for what is measured
_ROLE = 0.5  # what a name gains beside the office that is asked for
_SAME_NAME = 2  # words of a name that the question has: the same person, who is not asked for

_CLAUSE = regex.compile(r"[,;:.!?…()\"“”]|\b(?:và|còn|trong khi|and|while|but)\b|ແລະ")

_PLUS_BEHIND, _PLUS_BEFORE = regex.compile(r"\s*\+"), regex.compile(r"\+\s*$")
_PART_OF_NAME = regex.compile(
    r"(?:[\p{L}\d][-/]|\p{Latin}"
    r"|\b(?:thế kỷ|thứ|số|điều|khoản|chương|lớp|quốc lộ|đường|quận|phường|tổ|tầng|phần|tập) )$",
    regex.I,
)
_CHANNEL = regex.compile(r"\S\s\p{Lu}\p{L}+ $")  # `đài France 3`
_GOES_ON = regex.compile(r"[\p{L}\d]|[-/]\d")
_FROM = regex.compile(r"(?<![\d.,/-])\d[\d.,]*(?: (?:triệu|tỷ|tỉ|nghìn|ngàn|đồng))*\s?(?:-|–|đến|tới|to)\s?$", regex.I)
_WHO_DID = regex.compile(r"^(?:ai (?!(?:đã |sẽ )?(?:là|bị|được)\b)|who (?!(?:was|were|is|are|got)\b))\p{Ll}", regex.I)
_OBJECT = regex.compile(r"(\p{L}+) (?:ông|bà|anh|chị|em|cháu|cụ|cô|mr|mrs|ms)\.? $", regex.I)
_PATIENT = regex.compile(r"[^.;!?]{0,60}?\b(?:bị|was|were)\b", regex.I)
_RANGE = regex.compile(r"\s*(?:-|–|đến|tới|to|until|and|và|ຫາ|ຮອດ)\s*(?:(?:ngày|lúc|năm)\s*)?")
_APPOSITION = regex.compile(r", (?=\p{Lu}|(?:the|phó|nguyên|vice|deputy|head)\b|\p{Lao})")
_CAPITAL = regex.compile(r"(?<=\S\s)\p{Lu}[\p{L}\p{M}-]*")

_EVERYWHERE = frozenset(
    "o tai dau la co duoc bi cua va nao gi ai may bao nhieu khi luc cac nhung mot trong vao den tu cho voi the a an of"
    " in at on to is are was were did do does has have how many much what when where which who by for with".split()
)

_OF_MONEY = folded("vốn đầu tư tiền kinh phí chi ngân sách tổng mức số")  # these are said of any sum
_CURRENCY = regex.compile(
    rf"\s?(?:(?:ຕື້|ລ້ານ|ແສນ|ພັນ)\s?)*{CURRENCY}(?:/[\p{{L}}\p{{M}}]+)?",
    regex.I,
)
_SIGN = regex.compile(r"[$€£¥₫]\s?$")
_CHANGED = regex.compile(
    r"\b(?:tăng|giảm|thêm|hơn|kém|up|down|rose|fell|by|increased|decreased)\s(?:\p{Ll}+ )?$", regex.I
)
_EACH = regex.compile(r"\b(?:mỗi|từng|each|every)\b[^,;.]*$", regex.I)
_COUNTED = regex.compile(
    r"\b(?:bao nhiêu|mấy)\b\s+(?P<what>[\p{L}\p{M} -]+)|\bhow (?:many|much)\s+(?P<what>[\p{L} -]+)"
    r"|(?:ຈັກ|ເທົ່າໃດ)\s?(?P<what>\p{Lao}+)",
    regex.I,
)

_AGE, _LAO_WORD = regex.compile("ອາຍຸ"), 6
_WHERE_TO = regex.compile(r"\b(từ|đến|tới|về|sang|qua) đâu\b", regex.I)


def highlights(question: str, sentence: str) -> list[Span]:
    """Spans of a sentence that hold what the question asks for, in order, none overlapping another.

    Args:
        question: as it was understood, with its diacritics.
        sentence: of the answer, in any of the three languages.
    """
    sentence = western_digits(sentence)
    found: list[Span] = []
    for kind in sorted(Asked.of(question).kinds):
        look = _LOOK.get(kind)
        if look is not None:
            found += look(question, sentence)
    chosen: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen[:_MOST]


def unnamed(question: str, sentence: str, spans: Sequence[Span]) -> list[Span]:
    """Spans of a sentence, without those whose words the question has itself."""
    words = folded(question)
    return [span for span in spans if not folded(sentence[slice(*span)]) <= words]


def telling_words(question: str) -> frozenset[str]:
    """The words that tell what a question is about."""
    return folded(question) - _EVERYWHERE


def _told(
    question: str, sentence: str, spans: Sequence[Span], gains: Callable[[Span], float] = lambda span: 0.0
) -> list[Span]:
    """Those that the words around them tell to be meant; the only one, where there is only one."""
    spans = unnamed(question, sentence, spans)
    if len(spans) < 2:
        return spans
    words = telling_words(question)
    names = {fold(term) for name in _CAPITAL.findall(question) for term in terms(name)}
    told = []
    for span in spans:
        before, after = _around(sentence, span, spans)
        near = words & {*before, *after}
        # A name says which of two is meant, and so does the word right beside
        told.append(len(near) + len(near & names) + len(words & {*before[-1:], *after[:1]}) + gains(span))
    best = max(told)
    meant = [span for span, much in zip(spans, told, strict=True) if much == best > 0]
    if len(meant) == 2 and _RANGE.fullmatch(sentence, meant[0][1], meant[1][0]):
        return meant
    return meant if len(meant) == 1 else []


def _around(sentence: str, span: Span, spans: Sequence[Span]) -> tuple[list[str], list[str]]:
    """The words before and after a span that are of its clause, and stand nearer to it than to another span."""
    low = max([0, span[0] - _AROUND, *(end for _, end in spans if end <= span[0])])
    high = min([len(sentence), span[1] + _AROUND, *(start for start, _ in spans if start >= span[1])])
    before = _CLAUSE.split(sentence[low : span[0]])[-1]
    apposition = _APPOSITION.match(sentence, span[1], high)  # `ông Tư, Trưởng ban tổ chức`
    after = _CLAUSE.split(sentence[apposition.end() if apposition else span[1] : high])[0]
    return [fold(term) for term in terms(before)], [fold(term) for term in terms(after)]


def _money(question: str, sentence: str) -> list[Span]:
    spans = []
    for number in numerals(sentence):
        sign = _SIGN.search(sentence, 0, number.start)
        unit = _CURRENCY.match(sentence, number.end)
        if sign or unit:
            low = _FROM.search(sentence, 0, number.start)  # `6-7 tỷ đồng`
            start = low.start() if low else sign.start() if sign else number.start
            spans.append((start, unit.end() if unit else number.end))
    spans = [span for span in spans if not any(_inside(span, other) for other in spans)]
    spans = _whole(question, sentence, spans)
    return _told(question, sentence, spans, lambda span: -_CHANGE if _CHANGED.search(sentence, 0, span[0]) else 0.0)


def _whole(question: str, sentence: str, spans: Sequence[Span]) -> list[Span]:
    """The sums without those that make up another: `143 tỷ, trong đó 110 tỷ`, `110 tỷ + 33 tỷ = 143 tỷ`.

    All where the question has words of what is told of the parts alone: one of them may be asked for.
    """
    parts = PARTS.search(sentence)
    whole = [span for span in spans if parts is None or span[0] < parts.start()]
    if parts is not None and whole:
        before, behind = folded(sentence[: parts.start()]), folded(sentence[parts.end() :])
        if telling_words(question) & (behind - before) - _OF_MONEY:
            whole = list(spans)
    alone = [
        span
        for span in whole
        if not _PLUS_BEHIND.match(sentence, span[1]) and not _PLUS_BEFORE.search(sentence, 0, span[0])
    ]
    return alone or whole or list(spans)


def _number(question: str, sentence: str) -> list[Span]:
    undated = DATED.sub(lambda match: " " * len(match.group()), sentence)
    wanted = Asked.of(question).units
    if wanted:
        measured = next((found for units in wanted if (found := _measured(sentence, units))), [])
        if not _AGE.search(question):  # `54 ປີ` may be an age
            measured = [span for span in measured if not _AGE.search(sentence[: span[0]][-_LAO_WORD:])]
        each, said = _EACH.search(question), dimension(question)

        def gains(span: Span) -> float:
            beside = said is not None and is_beside(said, sentence, *span)
            return _DIMENSION * beside - _CHANGE * (not each and _EACH.search(sentence, 0, span[0]) is not None)

        return _told(question, sentence, measured, gains)
    numbers = [number for number in numerals(undated) if number.certain and _is_free(undated, number)]
    counted = _COUNTED.search(question)
    if counted is not None:
        if language_of(question) != language_of(sentence):
            return []  # what is counted cannot be told across languages, and an article has many a number
        return counted_things(
            question, counted.group("what"), sentence, [(number.start, number.end) for number in numbers]
        )
    figures = [number for number in numbers if undated[number.start].isdigit()] or numbers  # rather than `both sides`
    ends = [unit.end() if (unit := _CURRENCY.match(sentence, number.end)) else number.end for number in figures]
    return _told(question, sentence, [(number.start, end) for number, end in zip(figures, ends, strict=True)])


def _measured(sentence: str, units: Sequence[regex.Pattern[str]]) -> list[Span]:
    """The numbers with one of some units."""
    numbers = [number for number in numerals(sentence) if number.certain and _is_free(sentence, number)]
    return [
        (number.start, match.end())
        for number in numbers
        if (match := next((m for unit in units if (m := unit.match(sentence, number.end))), None))
    ]


def _is_free(sentence: str, number: Numeral) -> bool:
    """Whether a number stands for itself, and is no part of a name (`F-5B`, `CO2`) and no ordinal."""
    if number.end - number.start == 1 and _CHANNEL.search(sentence, 0, number.start):
        return False
    return _PART_OF_NAME.search(sentence, 0, number.start) is None and _GOES_ON.match(sentence, number.end) is None


def _time(question: str, sentence: str) -> list[Span]:
    found = [match.span() for match in TIME.finditer(sentence)]
    precise = [holds for asked, holds in PRECISE if asked.search(question)]
    if precise:
        return _told(question, sentence, [span for span in found if any(p.search(sentence, *span) for p in precise)])
    spans: list[Span] = []
    for start, end in found:
        if spans and TIME_GAP.fullmatch(sentence, spans[-1][1], start):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return _told(question, sentence, spans)


def _person(question: str, sentence: str) -> list[Span]:
    if WON.search(question):
        if not WIN.search(sentence):
            return []
        if TEAM.search(sentence):
            return _team(question, sentence)
    found = {match.span("name") for pattern in PEOPLE for match in pattern.finditer(sentence)}
    whole = sorted(span for span in found if not any(_inside(span, other) for other in found))
    if _WHO_DID.search(question):
        whole = [span for place, span in enumerate(whole) if not _is_done_to(question, sentence, whole, place)]
    roles = Asked.of(question).roles
    whole = [
        span
        for span in whole
        if not has_other_rank(roles, _beside(sentence, span, whole)) and not _is_named(question, sentence[slice(*span)])
    ]

    def held(span: Span) -> float:
        return _ROLE if roles and has_role(roles, _beside(sentence, span, whole)) else 0.0

    return _told(question, sentence, whole, held)


def _is_named(question: str, name: str) -> bool:
    """Whether it is a person that the question names, who is not asked for; relatives share all but the last word."""
    named, words = folded(" ".join(_CAPITAL.findall(question))), terms(name)
    return len(folded(name) & named) >= _SAME_NAME and fold(words[-1]) in named


def _is_done_to(question: str, sentence: str, spans: Sequence[Span], place: int) -> bool:
    """Whether what is asked about was done to a person, who then did not do it: `bà Sáu bị đuổi`, `đuổi bà Sáu`."""
    start, end = spans[place]
    until = spans[place + 1][0] if place + 1 < len(spans) else len(sentence)
    before = _OBJECT.search(sentence, 0, start)
    return _PATIENT.match(sentence, end, until) is not None or (
        before is not None and folded(before[1]) <= folded(question)
    )


def _inside(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other != span


def _beside(sentence: str, span: Span, spans: Sequence[Span]) -> str:
    low = max([0, *(end for _, end in spans if end <= span[0])])
    high = min([len(sentence), *(start for start, _ in spans if start >= span[1])])
    before, after = sentence[low : span[0]].rpartition(";")[2], sentence[span[1] : high].partition(";")[0]
    return f"{before} {after}"


def _place(question: str, sentence: str) -> list[Span]:
    if language_of(sentence) == "en":
        patterns = [places(["in", "at"], english=True)]
    else:
        patterns = [
            places(["ở", "tại", *(match.group(1).lower() for match in _WHERE_TO.finditer(question))]),
            LAO_PLACE,
        ]
    spans = [match.span("name") for pattern in patterns for match in pattern.finditer(sentence)]
    told = _told(question, sentence, [span for span in spans if not TIME.search(sentence, *span)])
    # `thành phố Đông Hà` surely is a place; a bare name is taken for the one that is asked for beside its words only
    words = telling_words(question) if language_of(question) == language_of(sentence) else set()
    return [
        span
        for span in told
        if sentence[span[0]].islower() or any(words & {*some} for some in _around(sentence, span, spans))
    ]


def _team(question: str, sentence: str) -> list[Span]:
    return _named(TEAM, question, sentence)


def _organisation(question: str, sentence: str) -> list[Span]:
    return _named(ORGANISATION, question, sentence)


def _named(pattern: regex.Pattern[str], question: str, sentence: str) -> list[Span]:
    """Whole matches whose name the question does not have."""
    words = folded(question)
    return _told(
        question,
        sentence,
        [match.span() for match in pattern.finditer(sentence) if not folded(match.group("n")) <= words],
    )


def _phone(question: str, sentence: str) -> list[Span]:
    return _told(question, sentence, [match.span() for match in PHONE.finditer(sentence)])


_LOOK: dict[str, Callable[[str, str], list[Span]]] = {
    "money": _money,
    "number": _number,
    "time": _time,
    "person": _person,
    "phone": _phone,
    "place": _place,
    "team": _team,
    "organisation": _organisation,
}
