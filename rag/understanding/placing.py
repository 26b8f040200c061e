"""How a sentence tells the place that is asked for: by its kind, or behind the question's own verb.

`Quận nào` is answered by `quận Bình Tân`, and `làm việc ở đâu` by `làm việc trong các xưởng`.
"""

from __future__ import annotations

import regex

from rag.text.patterns import NAME

__all__ = ["ASKED_BY_KIND", "behind_the_verb", "sorts_of_place"]

_KINDS = (  # in Vietnamese, English and Lao
    ("tỉnh", "provinces?", "ແຂວງ"),
    ("thành phố", "cit(?:y|ies)", "ນະຄອນ"),
    ("thị xã|thị trấn", "towns?", None),
    ("quận|huyện", "districts?|count(?:y|ies)", "ເມືອງ"),
    ("xã|phường", "communes?|wards?", None),
    ("thôn|làng|bản", "villages?|hamlets?", "ບ້ານ"),
    ("tiểu bang|bang", "states?", None),
    ("vùng|khu vực", "regions?", None),
    ("sông", "rivers?", "ແມ່ນ້ຳ"),
    ("đảo", "islands?", "ເກາະ"),
)


def _asks(vietnamese: str, english: str, lao: str | None) -> str:
    """The pattern of a question for a place of a kind."""
    return rf"\b(?:{vietnamese}) nào\b|\b(?:what|which) (?:{english})\b(?! \d)" + (rf"|(?:{lao})ໃດ" if lao else "")


def _tells(vietnamese: str, english: str, lao: str | None) -> str:
    """The pattern of one by its name."""
    named = rf"\b(?i:{vietnamese}) {NAME}|{NAME} (?i:{english})\b|\b(?i:{english}) of {NAME}"
    return named + (rf"|(?:{lao})\s?\p{{Lao}}" if lao else "")


ASKED_BY_KIND = "|".join(_asks(*kind) for kind in _KINDS)
"""The pattern of a question for a place of a kind."""
_SORTS = [(regex.compile(_asks(*kind), regex.I), regex.compile(_tells(*kind))) for kind in _KINDS]
_VERB = regex.compile(r"\b(\p{Ll}+) (?:ở|tại) (?:đâu|nơi nào|chỗ nào)\b")
_AT = "ở|tại|trong|trên|vào|về|gần|bên|dưới|ngoài|giữa"


def sorts_of_place(question: str) -> tuple[regex.Pattern[str], ...]:
    """The patterns of a place of the kind that a question names; none where it names none."""
    return tuple(told for asked, told in _SORTS if asked.search(question))


def behind_the_verb(question: str) -> regex.Pattern[str] | None:
    """The pattern of a place, with a name or without, behind the word of the question that stands before `ở đâu`."""
    verb = _VERB.search(question)
    return regex.compile(rf"\b{verb[1]}(?: \p{{L}}+)? (?:{_AT}) \p{{L}}", regex.I) if verb else None
