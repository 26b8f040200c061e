"""How a sentence tells the place that is asked for: by its kind, or behind the question's own verb.

`Quận nào` is answered by `quận Bình Tân`, and `làm việc ở đâu` by `làm việc trong các xưởng`.
"""

from __future__ import annotations

import regex

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
_NAME = r"\p{Lu}[\p{L}\p{M}'’-]*"
_VIETNAMESE = "|".join(vietnamese for vietnamese, _, _ in _KINDS)
_ENGLISH = "|".join(english for _, english, _ in _KINDS)
_LAO = "|".join(lao for _, _, lao in _KINDS if lao)
ASKED_BY_KIND = rf"\b(?:{_VIETNAMESE}) nào\b|\b(?:what|which) (?:{_ENGLISH})\b(?! \d)|(?:{_LAO})ໃດ"
"""The pattern of a question for a place of a kind."""
_SORTS = [
    (
        regex.compile(rf"\b(?:{vi}) nào\b|\b(?:what|which) (?:{en})\b" + (rf"|{lo}ໃດ" if lo else ""), regex.I),
        regex.compile(
            rf"\b(?i:{vi}) {_NAME}|{_NAME} (?i:{en})\b|\b(?i:{en}) of {_NAME}" + (rf"|{lo}\s?\p{{Lao}}" if lo else "")
        ),
    )
    for vi, en, lo in _KINDS
]
_VERB = regex.compile(r"\b(\p{Ll}+) (?:ở|tại) (?:đâu|nơi nào|chỗ nào)\b")
_AT = "ở|tại|trong|trên|vào|về|gần|bên|dưới|ngoài|giữa"


def sorts_of_place(question: str) -> tuple[regex.Pattern[str], ...]:
    """The patterns of a place of the kind that a question names; none where it names none."""
    return tuple(told for asked, told in _SORTS if asked.search(question))


def behind_the_verb(question: str) -> regex.Pattern[str] | None:
    """The pattern of a place, with a name or without, behind the word of the question that stands before `ở đâu`."""
    verb = _VERB.search(question)
    return regex.compile(rf"\b{verb[1]}(?: \p{{L}}+)? (?:{_AT}) \p{{L}}", regex.I) if verb else None
