"""What a question says and the passages say otherwise: another figure, the opposite, no denial.

However near a passage is, it does not tell what happened after a war when it tells what happened before it. Such
questions are near misses: similarity cannot tell them from answerable ones, a few patterns can, in Vietnamese and
English. They say so only where it is plain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, permutations

import regex

from rag.answers.denying import is_affirmed, is_denied_nowhere
from rag.datatypes import Hit
from rag.finding.timing import AskedTime
from rag.text.evidence import Evidence
from rag.text.facts import Fact, facts
from rag.text.keywords import own_words
from rag.text.language import language_of
from rag.text.ordinals import is_of_another, is_of_the_same
from rag.text.words import folded

__all__ = ["contradicted", "says_otherwise"]


def _any(words: str) -> regex.Pattern[str]:
    """A word of the list."""
    listed = "|".join(word.replace("_", " ") for word in words.split())
    return regex.compile(rf"\b(?:{listed})\b", regex.IGNORECASE)


# Not what is told from two sides, as buying and selling, or winning and losing: one may answer for the other.
_OPPOSITES = [
    [_any(words) for words in row]
    for row in (
        ("trước_khi trước before", "sau_khi sau after"),
        ("lớn rộng large larger largest big bigger biggest major", "nhỏ bé hẹp small smaller smallest minor"),
        ("nhiều nhiều_nhất most more", "ít ít_nhất least fewest fewer less"),
        ("cao high higher highest tall taller tallest", "thấp low lower lowest"),
        ("dài long longer longest", "ngắn short shorter shortest"),
        ("nhanh fast faster fastest quick", "chậm slow slower slowest"),
        ("mới new newer newest", "cũ cổ old older oldest ancient"),
        ("giàu rich richer richest wealthy", "nghèo poor poorer poorest"),
        ("mạnh strong stronger strongest", "yếu weak weaker weakest"),
        ("nặng heavy heavier heaviest", "nhẹ light lighter lightest"),
        ("nóng hot hotter hottest", "lạnh cold colder coldest"),
        ("sớm sớm_nhất early earlier earliest", "muộn trễ late later latest"),
        ("tốt good better best", "xấu tồi tệ bad worse worst"),
        (
            "tăng increase increased increases rise rose",
            "giảm sụt sụp_đổ lao_dốc decrease decreased decreases fall fell drop dropped",
        ),
        ("tối_đa maximum", "tối_thiểu minimum"),
        ("bắt_đầu begin began begins start started starts", "kết_thúc chấm_dứt end ended ends finish finished"),
        ("bên_trong inside internal", "bên_ngoài outside external"),
        ("nằm_trong within", "nằm_ngoài beyond"),
        ("phía_bắc miền_bắc north northern", "phía_nam miền_nam south southern"),
        ("phía_đông miền_đông east eastern", "phía_tây miền_tây west western"),
        ("nam_giới đàn_ông male men", "nữ_giới phụ_nữ female women"),
        ("tư_nhân tư_thục tư private", "công_lập công_khai công_cộng nhà_nước công public"),
        ("trực_tiếp direct directly", "gián_tiếp indirect indirectly"),
        ("tích_cực positive", "tiêu_cực negative"),
        ("đồng_ý ủng_hộ support supported agree agreed", "phản_đối oppose opposed disagree disagreed"),
        ("chấp_nhận accept accepted", "từ_chối bác_bỏ reject rejected refuse refused"),
        ("đầu_tiên first", "cuối_cùng cuối last final"),
        (
            "đầu_tiên thứ_nhất thứ_1 lần_1 lần_I first 1st",
            "thứ_hai thứ_nhì thứ_2 lần_2 lần_II second 2nd",
            "thứ_ba thứ_3 lần_3 lần_III third 3rd",
            "thứ_tư thứ_4 lần_4 lần_IV fourth 4th",
            "thứ_năm thứ_5 lần_5 lần_V fifth 5th",
        ),
    )
]  # fmt: skip

_WORD_BEFORE, _WORD_AFTER = regex.compile(r"(\p{L}+)\s*$"), regex.compile(r"\s*(\p{L}+)")
_BOUND = regex.compile(
    r"(?:(?P<before>\p{L}+) )?"
    r"(?P<word>\b(?:từ|trên|dưới|đủ|quá|hơn|đến|tới|tối đa|tối thiểu|ít nhất|over|under|above|below|from|to|least"
    r"|most|than)(?: đủ| chưa đủ)? )?"
    r"(?P<first>\d+)(?:\s?(?:-|–|đến|tới|to|and)\s?(?:chưa đủ )?(?P<last>\d+))?\b(?![.,]\d)(?: (?P<after>\p{L}+))?",
    regex.IGNORECASE,
)
_CLAUSE_BEFORE, _CLAUSE_BEHIND = regex.compile(r"(?:\w+ ){1,2}$"), regex.compile(r"(?: \w+){1,2}")
_LEAST_FIGURE = 10  # two teams are seldom said to be two
_ABOUT = 3  # words that a question asks about, at the least, to tell that a sentence is about the same
_SAYS_THE_SAME = 0.75  # of the words that a question asks about, in a sentence that says the same of another year
_AS_NEAR = 0.02  # what an article may score less than the best and be the one that is meant
_NEXT = 1  # best sentences, beside the best, of which one may say so where that one says otherwise
_YEAR = 4  # digits
_ROUGH = regex.compile(r"\b(?:thế kỷ|thế kỉ|những năm|thập niên|thập kỷ|century|thứ|khoảng|gần|hơn|about|around)\s*$")


def contradicted(question: str, hits: Sequence[Hit], nearest: str, near: Sequence[str] = ()) -> str | None:
    """What of a question the passages contradict; `hits` must not be empty.

    Args:
        question: as it was understood.
        hits: the passages, the best first.
        nearest: the sentence that answers best.
        near: the next best, the best first.

    Returns:
        `figure` where the question names a number, a date or a year that the best article lacks, while it tells others,
        or where the sentence says the same of another year; `opposite` where the sentence says otherwise
        (`says_otherwise`), the next best does not say so, and the article tells of nothing that the question tells by
        its number; `negation` where the question is what is not so, and none of the sentences denies anything, or the
        first says it to be so (`rag/answers/denying.py`). Else None.
        Only figures are compared across languages.
    """
    if _lacks_figure(question, hits):
        return "figure"
    if language_of(question) != language_of(nearest):
        return None
    if not hits[0].timely and _tells_another_year(question, nearest, near):
        return "figure"
    if is_denied_nowhere(question, (nearest, *near)) or is_affirmed(question, (nearest, *near)):
        return "negation"
    near = near[:_NEXT]
    opposite = _is_opposite(question, nearest) and not any(_says_so(question, sentence) for sentence in near)
    if (opposite or is_of_another(question, nearest)) and not any(
        is_of_the_same(question, hit.text) for hit in hits if hit.source == hits[0].source
    ):
        return "opposite"
    return None


def _lacks_figure(question: str, hits: Sequence[Hit]) -> bool:
    figures = [fact for fact in facts(question) if _is_figure(question, fact)]
    return _tells_others(question, figures, hits) and not _is_told_near(figures, hits)


def _is_told_near(figures: Sequence[Fact], hits: Sequence[Hit]) -> bool:
    """Whether another article that is as near as the best has all the figures: that may be the one that is meant."""
    near = {hit.source for hit in hits if hit.score >= hits[0].score - _AS_NEAR} - {hits[0].source}
    for source in near:
        evidence = Evidence.of(*(f"{hit.title}\n{hit.text}" for hit in hits if hit.source == source))
        if all(evidence.holds(fact, foreign=False) for fact in figures):
            return True
    return False


def _tells_others(question: str, figures: Sequence[Fact], hits: Sequence[Hit]) -> bool:
    """Whether the best article lacks one of the figures of a question, and has others of its kind."""
    best = hits[0]
    if best.timely:  # the article is of the time asked for, whether its text says so or not
        figures = [fact for fact in figures if _kind(fact) == "number"]
    if not figures:
        return False
    told = [hit.text for hit in hits if hit.source == best.source]
    evidence = Evidence.of(best.title, *told, best.date or "")
    kinds = {_kind(fact) for text in told for fact in facts(text)}
    foreign = language_of(question) != language_of(best.text)
    return any(
        _kind(fact) in kinds and not evidence.holds(fact, foreign=foreign) and not _is_bounded(question, fact, told)
        for fact in figures
    )


def _tells_another_year(question: str, nearest: str, near: Sequence[str]) -> bool:
    """Whether a sentence says what is asked about, but of another year, and none of the others says it of the year."""
    told = facts(nearest)
    if not any(_kind(fact) == "year" for fact in told):
        return False
    evidence = [Evidence.of(sentence) for sentence in (nearest, *near)]
    years = [fact for fact in facts(question) if _kind(fact) == "year"]
    missing = [year for year in years if not any(known.holds(year, foreign=False) for known in evidence)]
    about = own_words(AskedTime.strip(question))
    return bool(missing) and len(about) >= _ABOUT and len(about & folded(nearest)) >= _SAYS_THE_SAME * len(about)


def _is_bounded(question: str, fact: Fact, told: Sequence[str]) -> bool:
    """Whether a text has bounds for what a number of the question counts: `65 tuổi`, and `trên 60 tuổi`; or a range
    that the number is in: `cấp 13`, and `cấp 12 - 14`."""
    if fact.kind != "number":
        return False
    at = question.find(fact.text)
    before, after = _WORD_BEFORE.search(question[:at]), _WORD_AFTER.match(question, at + len(fact.text))
    value = min(fact.values)
    for text in told:
        for bound in _BOUND.finditer(text):
            same = (after and (bound["after"] or "").lower() == after[1].lower()) or (
                before and (bound["before"] or "").lower() == before[1].lower()
            )
            last = bound["last"]
            if same and (bound["word"] or (last and float(bound["first"]) <= value <= float(last))):
                return True
    return False


def _kind(fact: Fact) -> str:
    if fact.kind == "number" and len(fact.text) == _YEAR and fact.text.isdigit():
        return "year"
    return "year" if fact.date[0] is not None else fact.kind


def _is_figure(question: str, fact: Fact) -> bool:
    if fact.kind == "date":
        return True
    if fact.kind != "number" or not fact.text[:1].isdigit() or max(fact.values) < _LEAST_FIGURE:
        return False
    at = question.find(fact.text)
    return not _ROUGH.search(question[:at].lower()) and not question[at + len(fact.text) :].startswith(("s", "th"))


def says_otherwise(question: str, sentence: str) -> bool:
    """Whether a sentence in the language of a question tells of something else, however near it is: `trước khi` where
    the question says `sau khi` of the same, `loại hai` where it asks for `loại một`."""
    return _is_opposite(question, sentence) or is_of_another(question, sentence)


def _says_so(question: str, sentence: str) -> bool:
    """Whether a sentence says one of the words that have an opposite as the question does, beside the same word."""
    return any(
        _is_of_the_same(question, a, sentence, b)
        for row, asked in _asked(question)
        for pattern, places in zip(row, asked, strict=True)
        for a in places
        for b in pattern.finditer(sentence)
    )


def _is_opposite(question: str, sentence: str) -> bool:
    for row, asked in _asked(question):
        said = [list(pattern.finditer(sentence)) for pattern in row]
        for one, other in permutations(range(len(row)), 2):
            plain = asked[one] and said[other] and not asked[other] and not said[one]
            if plain and any(_is_of_the_same(question, a, sentence, b) for a in asked[one] for b in said[other]):
                return True
    return False


@lru_cache(maxsize=8)
def _asked(question: str) -> list[tuple[list[regex.Pattern[str]], list[list[regex.Match[str]]]]]:
    """The rows of opposites of which a question says one, and where it says which."""
    told = [(row, [list(pattern.finditer(question)) for pattern in row]) for row in _OPPOSITES]
    return [(row, asked) for row, asked in told if any(asked)]


def _is_of_the_same(question: str, asked: regex.Match[str], sentence: str, said: regex.Match[str]) -> bool:
    """Whether both words stand beside the same word that tells something, or right beside the same one."""
    one, other = _around(question, asked), _around(sentence, said)
    close = any(a and a[0] == b[:1][0] for a, b in zip(one, other, strict=True) if b)
    return close or bool(own_words(question) & folded(" ".join(chain(*one))) & folded(" ".join(chain(*other))))


def _around(text: str, match: regex.Match[str]) -> tuple[list[str], list[str]]:
    """The words of the same clause before one and behind it, the nearest first."""
    before = _CLAUSE_BEFORE.search(text[: match.start()])
    behind = _CLAUSE_BEHIND.match(text, match.end())
    words = [found[0].lower().split() if found else [] for found in (before, behind)]
    return words[0][::-1], words[1]
