"""Questions to try, made of the articles' own sentences: how many, when, where.

A Vietnamese question has the words of its answer, with `bao nhiêu`, `khi nào` or `ở đâu` where the answer stands; so a
plain sentence becomes one by taking its number, day or place out. Few sentences will do, as most lean on those before
them, and each question is asked before it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import regex

from rag.datatypes import Answer, Scope
from rag.language import language_of
from rag.summarising import hits_of, tells
from rag.words import terms

if TYPE_CHECKING:
    from rag.snapshot import Snapshot

__all__ = ["Suggestion", "answered", "made_of", "suggestions"]

_NEWEST = 24  # articles that questions are made of
_EACH = 3  # questions made of one of them at the most
_ASKED = 10  # questions that are asked at the most: what is shown is to be ready soon
_SHORTEST, _LONGEST = 25, 110  # characters of a question
_ASIDE = regex.compile(r" ?\([^()]*\)")
_LEAD = regex.compile(
    r"^(?:(?:Theo|Tại|Từ|Trong|Trước|Sau|Với|Để|Qua|Ở) [^,]{1,60}, )?"
    r"(?:(?:Vào )?(?:[Nn]gày|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm)(?: ngày)?"
    r" (?P<day>[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?),? )?(?:tại [^,]{1,60}, )?"
)
_WHEN = regex.compile(
    r"(?: vào| từ| trong| hôm)?"
    r"(?: (?:ngày|sáng|trưa|chiều|tối|đêm)(?: ngày)? (?P<told>[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?)"
    r"| tháng (?P<month>[0-9]{1,2}/[0-9]{4}))(?=$|[,;:.])"
)
_WHERE = regex.compile(
    r"\b(?:diễn ra|được tổ chức|khai mạc|bế mạc|khởi công|khánh thành|xảy ra|khai trương)"
    r"(?P<at> (?:tại|ở) (?:\p{Ll}+ ){0,3}(?P<told>\p{Lu}[\p{L}\p{M}'’-]*(?: \p{Lu}[\p{L}\p{M}'’-]*)*))"
)
_NUMBER = regex.compile(
    r"(?<! (?:ngày|tháng|năm|số|thứ|lớp|lộ|đường|khóa|lần|tuần|quý|lúc|điều|đợt|từ|đến|tới|giữa|và|vòng|hạng))"
    r"(?: (?:khoảng|gần|hơn|trên|chừng|ước|độ|khoảng hơn))?"
    r" (?P<told>[0-9][0-9.,]*(?<=[0-9])(?: (?:nghìn|ngàn|triệu|tỷ|tỉ))?)"
    r"(?= (?!(?:giờ|h|phút|giây|tháng|năm|tuổi|đến|tới|và|hay|hoặc|nghìn|ngàn|triệu|tỷ|tỉ)\b)\p{Ll})"
)
_CLAUSE = regex.compile(r"[,;:–…]| - (?!\p{Lu})|\b(?:trong đó|bao gồm|gồm|nhưng|khi|vì|nên|để|do)\b|[.!?]?$")
# What needs the sentence before it, or the day that it was written on.
_LEANS = regex.compile(
    r"\b(?:này|đó|ấy|kia|đây|trên đây|nói trên|hôm nay|hôm qua|năm nay|hiện nay|nay|cũng|còn|nhau|họ|nó|mình|tôi|ta"
    r"|hai bên|cùng kỳ|trước đó|sau đó|nhất|dẫn đầu|tiếp tục|vẫn|khác|cho hay|cho biết|nói)\b|[\"“”«»]"
)
_HEADLESS = regex.compile(
    r"^(?:Được|Đã|Có|Là|Và|Nhưng|Song|Tuy|Nếu|Khi|Vì|Do|Bởi|Ông|Bà|Anh|Chị|Mỗi|Những|Các|Nhiều|Nằm|Sinh|Trồng|Theo|Tham"
    r"|Gồm|Bao gồm|Tổng|Trải|Xuất|Vượt|Đạt|Tăng|Giảm|Dài|Rộng|Cao|Cách|Sau|Trước|Trong|Với|Để|Qua|Tại|Ở|Từ|Bị|Phải|Đi"
    r"|Đến|Về|Lên|Xây|Thu|Mở|Đưa|Bên|Ngoài|Riêng|Hiện|Dự|Ước|Nhờ|Cùng|Mất|Tính|Chưa|Không|Chỉ|Hơn|Gần|Khoảng|Trung"
    r"|Toàn|Thêm)\b"
)
_NAME = regex.compile(r"(?<=\S )\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+|[ -]\p{Ll}+-)")
_YEAR = regex.compile(r"\b(?:19|20)[0-9]{2}\b")
_ALIKE = 0.4  # of the words of two questions


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that a sentence answers.

    Attributes:
        question: in the sentence's own words.
        told: what answers it, as the sentence writes it.
        kind: `count`, `when` or `where`.
    """

    question: str
    told: str
    kind: str


def suggestions(sentence: str) -> Iterator[Suggestion]:
    """The questions that a Vietnamese sentence answers by itself; none for most."""
    said = _ASIDE.sub("", sentence).strip()
    if language_of(said) != "vi":
        return
    lead = _LEAD.match(said)
    begin = lead.end() if lead else 0
    for kind, told, asked in _asked(said, begin, lead["day"] if lead else None):
        question = f"{asked[:1].upper()}{asked[1:]}?"
        if _SHORTEST <= len(question) <= _LONGEST and _stands_alone(question):
            yield Suggestion(question, told, kind)


def made_of(snapshot: Snapshot) -> list[list[Suggestion]]:
    """The questions that each of the newest articles answers, where most of the folder is Vietnamese."""
    passages = {spoken: count for spoken, (count, _) in snapshot.languages().items()}
    if not passages or max(passages, key=lambda spoken: passages[spoken]) != "vi":
        return []
    made = []
    for document in snapshot.newest(_NEWEST, Scope()):
        told = [s.text for hit in hits_of(document, snapshot.chunks_of(document.source)) for s in hit.sentences]
        found = (asked for text in told if tells(text, document) for asked in suggestions(text))
        made.append(list(islice(found, _EACH)))
    return made


def answered(made: Iterable[Iterable[Suggestion]], ask: Callable[[str], Answer], n: int) -> list[str]:
    """Some of the questions that were made, of different kinds where there are, all of which are answered.

    Args:
        made: questions by article.
        ask: answers one.
        n: how many at the most, one of each article.
    """
    chosen: list[Suggestion] = []
    waiting = [list(questions) for questions in made if questions]
    for _ in range(_ASKED):
        kinds = {suggestion.kind for suggestion in chosen}
        fresh = [questions for questions in waiting if any(each.kind not in kinds for each in questions)]
        if len(chosen) == n or not waiting:
            break
        questions = (fresh or waiting)[0]
        asked = next((each for each in questions if each.kind not in kinds), questions[0])
        questions.remove(asked)
        if not any(_alike(asked.question, other.question) for other in chosen) and _answers(ask(asked.question), asked):
            chosen.append(asked)
            questions.clear()
        waiting = [questions for questions in waiting if questions]
    return [suggestion.question for suggestion in chosen]


def _answers(answer: Answer, asked: Suggestion) -> bool:
    """Whether an answer says at its head what the question was made of."""
    if answer.refused or not answer.citations or asked.told not in answer.citations[0].quote:
        return False
    return any(asked.told in answer.text[start:end] for start, end in answer.highlights)


def _alike(one: str, other: str) -> bool:
    """Whether two questions are about much the same."""
    a, b = set(terms(one)), set(terms(other))
    return len(a & b) > _ALIKE * len(a | b)


def _asked(said: str, begin: int, day: str | None) -> Iterator[tuple[str, str, str]]:
    """Kinds, what is told, and the sentence's head with a question word for it."""
    if (number := _NUMBER.search(said, begin)) is not None:
        end = _clause_end(said, number.end())
        yield "count", number["told"], f"{said[begin : number.start()]} bao nhiêu{said[number.end() : end]}"
    if day is not None:
        yield "when", day, f"{said[begin : _clause_end(said, begin)]} khi nào"
    elif (when := _WHEN.search(said, begin)) is not None:
        yield "when", when["told"] or when["month"], f"{said[begin : when.start()]} khi nào"
    if (where := _WHERE.search(said, begin)) is not None:
        yield "where", where["told"], f"{said[begin : where.start('at')]} ở đâu"


def _clause_end(said: str, start: int) -> int:
    found = _CLAUSE.search(said, start + 1)
    return len(said[: found.start() if found else len(said)].rstrip())


def _stands_alone(question: str) -> bool:
    others = _YEAR.sub("", question)
    return (
        _NAME.search(question) is not None
        and not _LEANS.search(question)
        and not _HEADLESS.match(question)
        and not any(character.isdigit() for character in others)
        and "," not in question
    )
