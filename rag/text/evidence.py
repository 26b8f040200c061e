"""A text as evidence: whether it says a number, a date or a name that a sentence claims."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

import regex

from rag.text.dates import TextDate, dates_in
from rag.text.facts import Date, Fact, capitalised, plain
from rag.text.names import TRANSLATED, alike, is_generic, key, sound, words
from rag.text.numerals import numerals, roman

__all__ = ["Evidence"]

_LAO = regex.compile(r"\p{Lao}")
_FIVE = regex.compile(
    r"(?<!\b(?:mỗi|hàng|hằng|cả|trong|cuối|đầu|giữa|những|các|nhiều|vài|mấy|một|hai|ba|bốn|sáu|bảy|tám|chín|mười) )"
    r"(?<!\d )\bnăm "
    r"(?!(?:nay|ngoái|qua|tới|sau|trước|đó|này|ấy|học|mới|nhuận|tài|ánh|liền|liên|tháng|đầu|cuối|thứ|của|là|và)\b)"
    r"(?=\p{Ll})",
    regex.IGNORECASE,
)
_LONGEST_NAME = 6  # syllables that may be written as one word


class Evidence:
    """What a claim is held against: one text, read generously.

    Args:
        text: a sentence with what stands around it, or a whole article.
    """

    def __init__(self, text: str) -> None:
        self._text = plain(text)

    @classmethod
    def of(cls, *texts: str) -> Evidence:
        """The evidence of some texts together; made once for the same texts."""
        return _evidence("\n".join(texts))

    def holds(self, fact: Fact, *, foreign: bool = False) -> bool:
        """Whether the text says the number, names the date or the name.

        Args:
            fact: of the sentence that is checked.
            foreign: whether that sentence is in another language, where names may be translated.
        """
        if fact.kind == "number":
            return bool(fact.values & (self._numbers_in_words if foreign else self._numbers))
        if fact.kind == "date":
            return self._has_date(fact.date)
        return self._has_name(fact, foreign)

    def has_word(self, folded: Iterable[str]) -> bool:
        """Whether one of some folded words is in the text."""
        return any(word in self._words for word in folded)

    # Numbers and dates ------------------------------------------------------------------------------------------

    @cached_property
    def _dated(self) -> list[TextDate]:
        return list(dates_in(self._text))

    @cached_property
    def _numbers(self) -> frozenset[float]:
        found = {float(part) for date in self._dated for part in date.parts if part is not None}
        ends = [0, *(told.end for told in self._dated)]
        starts = [*(told.start for told in self._dated), len(self._text)]
        undated = "   ".join(self._text[end:start] for end, start in zip(ends, starts, strict=True))
        for number in numerals(undated):
            found |= number.values
        for match in capitalised(self._text):
            if (value := roman(match.group())) is not None:
                found.add(float(value))
        return frozenset(found)

    @cached_property
    def _numbers_in_words(self) -> frozenset[float]:
        """With `năm` as five, too, where it is hardly a year."""
        return self._numbers | {5.0} if _FIVE.search(self._text) else self._numbers

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(int(number) for number in self._numbers if number == int(number) and 1000 <= number <= 2200)

    def _has_date(self, claimed: Date) -> bool:
        year, month, day = claimed
        for told_year, told_month, told_day in (told.parts for told in self._dated):
            if month not in (None, told_month) or day not in (None, told_day):
                continue
            # The year may stand apart: in the headline, in the article's own date.
            if year is None or year == told_year or (told_year is None and year in self._years):
                return True
        # `ngày 26` may be a number of something else, such as the heading of a table
        return month is None and year is None and day is not None and float(day) in self._numbers

    # Names ------------------------------------------------------------------------------------------------------

    @cached_property
    def _tokens(self) -> list[str]:
        return words(self._text)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._tokens)

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        found = [match.group() for match in capitalised(self._text)]
        return frozenset({key(name) for name in found} | {part for name in found for part in words(name)})

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self._tokens)} "

    @cached_property
    def _sounds(self) -> frozenset[str]:
        """Every run of up to six words, as it sounds when written as one."""
        tokens = self._tokens
        return frozenset(
            sound("".join(tokens[start : start + length]))
            for start in range(len(tokens))
            for length in range(1, _LONGEST_NAME + 1)
            if start + length <= len(tokens)
        )

    @cached_property
    def _initials(self) -> str:
        return "".join(token[0] for token in self._tokens)

    @cached_property
    def _latin(self) -> bool:
        return len(_LAO.findall(self._text)) * 2 < len(self._text)

    def _has_name(self, fact: Fact, foreign: bool) -> bool:
        if "@" in fact.text or "/" in fact.text or fact.text.startswith("www."):
            return fact.text in self._text
        if not self._latin and foreign:
            return True  # a name in another script: meaning and numbers must do
        name = key(fact.text)
        if name in self._capitalised or (fact.head and name in self._words):
            return True
        whole = " ".join(words(fact.whole))
        if " " in whole and f" {whole} " in self._joined:
            return True
        # A name of one syllable may be an ordinary word: `đức`, `my`
        if any(f" {a} " in self._joined if " " in a else a in self._capitalised for a in alike(name, whole)):
            return True
        if len(name) > 3 and name.endswith("s") and name[:-1] in self._capitalised:
            return True
        if sum(c.isupper() for c in fact.text) > 1 and len(name) > 1 and name in self._initials:
            return True
        heard = sound(name)
        if len(heard) > 3 and heard in self._sounds:
            return True
        if foreign:
            return self._may_be_translated(fact, name)
        # The same word with another ending, at the head of an English sentence
        return fact.head and len(name) > 4 and any(word.startswith(name[: len(name) - 2]) for word in self._words)

    def _may_be_translated(self, fact: Fact, name: str) -> bool:
        """Whether a name that is not found may be a word of the other language for what the text says."""
        parts = [key(part) for part in fact.text.split("-")]
        if is_generic(name) or (parts[1:] and all(is_generic(p) or p in self._capitalised for p in parts)):
            return True  # `President-elect`
        if len(name) > 5 and any(other.startswith(name[:5]) for other in self._capitalised):
            return True  # Mexican, of Mexico
        # The first word of a sentence, most likely no name
        return fact.head and " " not in fact.whole and name not in TRANSLATED and fact.text[1:].islower()


@lru_cache(maxsize=256)
def _evidence(text: str) -> Evidence:
    return Evidence(text)
