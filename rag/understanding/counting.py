"""The numbers of a sentence that count what a question counts: `340 hộ dân`, `số thuyền tăng lên 20 chiếc`."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rag.text.words import fold

__all__ = ["PARTS", "counted_things"]

_MOST = 2  # spans in a sentence
PARTS = regex.compile(r"\b(?:trong đó|(?:bao )?gồm|including|of which|of them|among them)\b", regex.I)
"""What tells that parts of a number follow."""
_NUMBER_OF = regex.compile(r"\bsố (?:lượng )?(\p{Ll}+(?: \p{Ll}+)?)[^,;:.]{0,25}$", regex.I)
_CLASSIFIER = regex.compile(r" (?:chiếc|con|người|cái|hộ|em|cây|căn|ngôi|xã|đội|lượt)\b")
_LONGEST_COUNTED = 3  # words of what is counted that are marked with its number
_LAO_COUNTED = regex.compile(r"ມີ(\p{Lao}+)ຈັກ")
_LAO_BEFORE = regex.compile(r"(\p{Lao}+)\s?$")
_VERB = regex.compile(
    r"\b(?:tham|dự|phải|được|bị|đã|có|đến|ở|tại|trong|vào|là|ra|của|did|were|was|are|is|in|at|took)\b", regex.I
)


def counted_things(
    question: str, what: str, sentence: str, numbers: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The numbers with the thing that is counted behind them: `340 hộ dân`.

    Args:
        question: that counts.
        what: what it says behind `bao nhiêu`, `how many` or `ຈັກ`.
        sentence: in the language of the question.
        numbers: of the sentence.
    """
    if regex.match(r"\p{Lao}", what):
        counted = [
            (start, match.end())
            for start, end in numbers
            if (match := regex.compile(rf"\s?{regex.escape(what[:3])}\p{{Lao}}*").match(sentence, end))
        ]
        own = [span for span in counted if _is_of_what(question, sentence, span[0])]  # `ນັກຮຽນ 143 ຄົນ ຍິງ 68 ຄົນ`
        return own or counted
    wanted = {_stem(word) for word in _VERB.split(what)[0].split()[:_LONGEST_COUNTED]}
    spans = []
    parts = PARTS.search(sentence)  # `20 chiếc, trong đó có 12 thuyền nam`: none of these is the whole
    for start, end in numbers:
        if parts and start > parts.start():
            break
        marked = end
        for place, match in enumerate(regex.finditer(r" ([\p{L}\p{M}-]+)", sentence, pos=end)):
            if match.start() != marked or place >= _LONGEST_COUNTED or _stem(match[1]) not in wanted:
                break
            marked = match.end()
        said = _NUMBER_OF.search(sentence, 0, start)  # `số thuyền tăng lên 20 chiếc`
        if marked == end and said is not None and wanted & {_stem(word) for word in said[1].split()}:
            unit = _CLASSIFIER.match(sentence, end)
            marked = unit.end() if unit else end
            spans.append((start, marked))
        elif marked > end:
            spans.append((start, marked))
    return spans[:1] if len(spans) > _MOST else spans


def _is_of_what(question: str, sentence: str, start: int) -> bool:
    """Whether what a Lao question counts, which it says before `ຈັກ`, stands before a number."""
    what = _LAO_COUNTED.search(question)
    before = _LAO_BEFORE.search(sentence, 0, start)
    return what is not None and before is not None and before[1].endswith(what[1])


def _stem(word: str) -> str:
    plain = fold(word).lower()
    return plain[:-1] if plain.endswith("s") and len(plain) > 3 else plain
