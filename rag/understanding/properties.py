"""Whether an article has no word of what a question asks for.

An article about a bridge is near to any question about that bridge, and no similarity says that it has nothing on who
designed it. A few things that people often ask for are told by few words, whatever the language; where an article has
none of them (`rag/understanding/property_words.py`), it does not tell that.
"""

from __future__ import annotations

import regex

from rag.text.facts import name_runs
from rag.text.language import language_of
from rag.text.names import SYLLABLE, key
from rag.text.sentences import split_sentences
from rag.understanding.pricing import is_of_another_thing
from rag.understanding.properties_lao import is_untold_by_lao, is_untold_in_lao
from rag.understanding.property_words import OF_SOMEONE, ROWS, lacks

__all__ = ["is_untold"]

_PRONOUN = regex.compile(
    r"\b(?i:nạn nhân|bị cáo|nghi phạm|người này|he|she|his|her)\b"
    r"|\b(?i:tay (?:vợt|golf|đua)|cầu thủ|tiền (?:đạo|vệ)|hậu vệ|thủ môn|vận động viên|võ sĩ|ca sĩ|nhạc sĩ|diễn viên"
    r"|nghệ sĩ|nhà (?:văn|thơ)|n(?:am|ữ) sinh|thanh niên|người (?:đàn ông|đàn bà|phụ nữ)|player|striker|midfielder"
    r"|defender|goalkeeper|singer|actor|actress)\b(?! \p{Lu})"
    r"|\b(?i:ông|bà|anh|chị|cô|cậu|thầy|cụ|em)\b(?! \p{Lu})"
)

_RELATIVE = regex.compile(
    r"\b(?:con|vợ|chồng|cha|bố|mẹ|anh trai|chị gái|em (?:trai|gái)|sons?|daughters?|wife|husband|father|mother)\b",
    regex.IGNORECASE,
)

_ASKING = {"How", "What", "When", "Where", "Who", "Which", "Ai"}


def is_untold(question: str, article: str) -> bool:
    """Whether a question asks for what an article has no word of.

    Args:
        question: as it was understood.
        article: its title and all of its text.
    """
    in_lao = language_of(question) == "lo"
    if language_of(article) == "lo":
        return (is_untold_in_lao if in_lao else is_untold_by_lao)(question, article)
    if in_lao:
        return False
    if lacks(ROWS, question, article):
        return True
    if is_of_another_thing(question, article):
        return True
    rows = [told for asked, told in OF_SOMEONE if asked.search(question)]
    said = _said_of(_given_name(question), article) if rows else []
    return any(not any(_tells(told, sentence, of) for sentence, of in said) for told in rows)


def _given_name(question: str) -> str:
    """The last word of the longest name in a question; empty where there is none, or another may be asked about: a
    relative, or who is called by no name."""
    if _RELATIVE.search(question) or _PRONOUN.search(question):
        return ""
    runs = [[word for word in run if word.group() not in _ASKING] for run in name_runs(question)]
    named = [[word.group() for word in run] for run in runs if run and not _is_first_word(run)]
    return max(named, key=len, default=[""])[-1]


def _is_first_word(run: list[regex.Match[str]]) -> bool:
    """Whether a lone word has its capital from the head of a question: `Kẻ cầm đầu`; `Beethoven` is a name there."""
    return len(run) == 1 and not run[0].start() and SYLLABLE.fullmatch(key(run[0].group())) is not None


def _said_of(name: str, article: str) -> list[tuple[str, bool]]:
    """The sentences of an article, and whether each has the name or a pronoun; all do where no name is given."""
    named = regex.compile(rf"\b{regex.escape(name)}\b", regex.I)
    lines = [line[start:end] for line in article.split("\n") for start, end in split_sentences(line)]
    return [(line, not name or bool(named.search(line) or _PRONOUN.search(line))) for line in lines]


def _tells(told: regex.Pattern[str], sentence: str, of: bool) -> bool:
    """Whether a sentence tells it of someone: it does, too, that begins with it, and leaves the name out."""
    found = told.search(sentence)
    return found is not None and (of or found.start() == 0)
