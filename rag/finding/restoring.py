"""Diacritics for a question typed without them, from the articles' own words.

For every syllable of the question, the spellings that the articles have for it are weighed by how often they occur and
by how often they follow one another; the best path (Viterbi, "Error bounds for convolutional codes", 1967) is the
reading. The probabilities of pairs are interpolated with those of words, less a discount for pairs seldom seen (as in
Chen and Goodman, "An empirical study of smoothing techniques for language modeling", 1999), and with those of the
passages that hold most words of a first reading: what a word is there, it mostly is in the question. Where the
articles have little Vietnamese, how it is spelt at large (`rag/text/vietnamese.py`) makes up for it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from rag.finding.scoring import WordMatch
from rag.storage.snapshot import Snapshot
from rag.text.language import telling
from rag.text.names import SYLLABLE
from rag.text.vietnamese import at_large
from rag.text.words import fold, has_marks, terms

__all__ = ["restore_marks"]

_WORD = regex.compile(r"[\p{Latin}\p{M}]+")
_NAME_BEFORE = regex.compile(r"(?<=\W)(\p{Lu}[\p{L}\p{M}]*[aeiouy][\p{L}\p{M}]*) $")  # `Mr` has no vowel
_NAME_AFTER = regex.compile(r" (\p{Lu}[\p{L}\p{M}]*)")
_YEAR_BEHIND = regex.compile(r" (?:19|20)\d\d\b")
_BEFORE_YEAR = {"năm": 5.0}  # as good as a share of all words; only `Việt Nam 2024` and the like are surer
_SPELLINGS = 20  # the rest of a syllable's spellings are misprints
_FOLLOWS = 0.8  # how much the word before decides, against how common a spelling is
_SELDOM = 0.75  # what is taken off a pair's count
_ASKED = 1.0  # what a pair that asks is worth beyond: articles state and questions ask
_FIRST = 0.01  # and a first word that does
_NEAR_FOLLOWS = 0.8  # how much the word before decides in the nearest passages,
_NEAR = 0.1  # and how common a spelling is in them
_PASSAGES = 3  # how many these are
_FLOOR = 1e-9
_AT_LEAST, _TIMES, _AT_MOST = 100, 3, 10_000  # words of articles that Vietnamese at large counts like, by how many are
_WORDS = 0.05  # how much a word of the dictionary decides
_KNOWN = 100  # times that articles have its first syllable, and tell half as well what follows that

# Words that ask: articles state, and have few of them.
_ASKED_WORDS = (
    "tiền ai gì nào đâu mấy sao bao nhiêu thế thì khi lúc hỏi tốn có không là do vì của ở năm tháng ngày tuần đang"
)
_READ = 0.02  # the share of each at large
_ASKED_BEHIND = {  # words that ask, and what they stand behind
    "nào": "khi lúc năm ngày tháng hôm nơi người nước tỉnh huyện xã phường quận đội hãng ty phố gia vị quan chức bộ"
    " trường sông núi đảo biển vùng bang khu loại loài cách thế môn giải bài báo phim trận đảng ngữ tiếng tộc giáo vua"
    " sĩ thủ đường tuyến cầu tàu luật nghề ngành",
    "gì": "là cái làm có tên nghề việc điều con loại món bệnh cây thứ chuyện nói tội bằng vì những giải môn ăn do",
    "đâu": "ở tại từ đến tới về đi do nhờ vì là sang",
    "ai": "là của do với cho bởi thay gặp bầu và cùng",
    "sao": "vì tại làm ra",
    "bao": "hết mất có là giá nặng dài cao rộng sâu tốn được khoảng",
    "mấy": "thứ hạng số lớp có lúc được là tới mất ngày tháng phần tầng",
    "không": "hay phải được đúng",
    "là": "gọi tên nghĩa",
    "thế": "như",
}
_ASKED_BEFORE = {  # and what they stand before
    "bao": "nhiêu lâu giờ xa",
    "nhiêu": "tiền người đồng năm ngày tháng giờ lần con tuổi phần mét km tấn hộ em trận điểm bàn tỷ triệu đội nước xã"
    " tỉnh chiếc ca vụ bài loại học sinh",
    "mấy": "giờ người lần năm tháng ngày tuổi con trận bàn điểm đội tầng phần chiếc em loại cái nước vụ tiếng chỗ quả"
    " món ván cửa giải huy ca câu bài km mét cuốn bộ đứa tấm vé",
    "ai": "là đã thắng đang được làm viết dẫn nói",
    "có": "phải bao mấy",
    "vào": "năm ngày tháng",
    "ngày": "tháng",
    "tháng": "năm trước",
    "tuần": "trước",
    "năm": "ngoái trước",
    "hôm": "qua nay kia",
}
_ASKED_PAIRS = {(first, word) for word, some in _ASKED_BEHIND.items() for first in some.split()} | {
    (word, second) for word, some in _ASKED_BEFORE.items() for second in some.split()
}
_NO_NAMES = {*_ASKED_WORDS.split(), *(word for pair in _ASKED_PAIRS for word in pair)}  # where they stand alone
# What is often asked of people and things, whether articles tell it or not: `lương`, `thiết kế`
_ASKED_OF = ("vợ", "chồng", "lương", "mất", "quê", "số")
_ASKED_OF_PAIRS = {
    (first, second)
    for first, second in map(
        str.split,
        "thi công,thiết kế,nhà thầu,tài trợ,phát minh,tác giả,đạo diễn,điện thoại,biển số,tốc độ"
        ",diện tích,chi phí,kinh phí,học phí,giá vé,vé vào".split(","),
    )
}
_ASKED_FIRST = set("giá ai khi có ở vì tại đội năm ngày nơi hôm mấy bao lúc tên".split())
_ASKED_SPELLINGS: dict[str, list[str]] = {}
for _word in (*_ASKED_WORDS.split(), *_ASKED_OF):
    _ASKED_SPELLINGS.setdefault(fold(_word), []).append(_word)


@dataclass(frozen=True, slots=True)
class _Spelling:
    id: int  # 0: a word that the articles do not have
    term: str
    count: float
    share: float  # of all words


@dataclass(frozen=True, slots=True)
class _Passages:
    """How often words and pairs of them stand in some passages."""

    words: Counter[str]
    pairs: Counter[tuple[str, str]]
    total: int

    @classmethod
    def of(cls, passages: Sequence[Sequence[str]]) -> _Passages:
        """Of passages given as their words."""
        words = Counter(word for passage in passages for word in passage)
        return cls(words, Counter(pair for passage in passages for pair in pairwise(passage)), words.total())

    def follows(self, first: str, second: str) -> float:
        return self.pairs[first, second] / max(self.words[first], 1)

    def share(self, word: str) -> float:
        return self.words[word] / max(self.total, 1)


def restore_marks(question: str, snapshot: Snapshot, *, names_only: bool = False) -> str | None:
    """The question as the articles would spell it; None where nothing changes.

    Only a question without a single mark is read anew: who typed some marks meant the words without.

    Args:
        question: as it was typed.
        snapshot: the articles' words.
        names_only: leave all but capitalised words as they are, for a question in a language without marks.
    """
    if has_marks(question):
        return None
    words = list(_WORD.finditer(question))
    if names_only:
        named = {fold(term) for term in telling(terms(question))} if question.isupper() else None  # `WHO`, `THE`
        words = [
            word
            for word in words
            if word.start() and word.group()[0].isupper() and (named is None or word.group().lower() in named)
        ]
        words = [word for word in words if _may_be_vietnamese(question, word)]
    columns = _columns(words, snapshot, {} if names_only else _spelt_at_large(words))
    if names_only:
        beside = [_beside(question, word) for word in words]
        columns = [column if some else _of_name(column) for column, some in zip(columns, beside, strict=True)]
    if not any(len(column) > 1 or has_marks(column[0].term) for column in columns):
        return None
    pairs = [
        snapshot.bigram_counts([s.id for s in before if s.id], [s.id for s in column if s.id])
        for before, column in pairwise(columns)
    ]
    first = _best_path(columns, pairs, _Passages.of([]))
    path = _best_path(columns, pairs, _nearest([spelling.term for spelling in first], snapshot))
    pieces, at = [], 0
    for word, spelling in zip(words, path, strict=True):
        pieces.append(question[at : word.start()])
        pieces.append(_with_case(word.group(), spelling.term))
        at = word.end()
    pieces.append(question[at:])
    restored = "".join(pieces)
    return None if restored == question else restored


def _may_be_vietnamese(question: str, word: regex.Match[str]) -> bool:
    """Whether a name of an English question may be a Vietnamese one: not `Khan` beside `Genghis`, nor `No. 4`."""
    if question[word.end() : word.end() + 1] == "." and word.end() + 1 < len(question):
        return False
    return question.isupper() or all(SYLLABLE.fullmatch(name.lower()) for name in _beside(question, word))


def _beside(question: str, word: regex.Match[str]) -> list[str]:
    """The names right before and behind a word."""
    before, after = _NAME_BEFORE.search(question, 0, word.start()), _NAME_AFTER.match(question, word.end())
    return [name[1] for name in (before, after) if name]


def _of_name(column: list[_Spelling]) -> list[_Spelling]:
    """The spellings that a name of one word may have: `Gio` is no hour."""
    return [spelling for spelling in column if spelling.term not in _NO_NAMES] or column


def _spelt_at_large(words: Sequence[regex.Match[str]]) -> dict[int, Mapping[str, float]]:
    """How words may be spelt at large, by their places; names that no word of the dictionary may be are left out."""
    plain = [word.group().lower() for word in words]
    known = at_large()
    found = {}
    for place, word in enumerate(plain):
        beside = pairwise(plain[max(place - 1, 0) : place + 2])
        named = place > 0 and words[place].group()[0].isupper()
        if word in known.spellings and not (named and not any(known.stand_together(*pair) for pair in beside)):
            found[place] = known.spellings[word]
    return found


def _columns(
    words: Sequence[regex.Match[str]], snapshot: Snapshot, large: Mapping[int, Mapping[str, float]]
) -> list[list[_Spelling]]:
    typed = [word.group().lower() for word in words]
    known = snapshot.spellings(typed)
    languages = {language: count for language, (count, _) in snapshot.languages().items()}
    vietnamese = languages.get("vi", 0) / max(sum(languages.values()), 1)
    told = snapshot.totals()[1] * vietnamese
    words_at_large = min(_AT_LEAST + _TIMES * told, _AT_MOST)
    total = max(told, 1) + words_at_large
    columns = []
    for place, word in enumerate(typed):
        # What has no marks may as well be of another language: `to`, `the`.
        counts = {
            term: (term_id, count if has_marks(term) else count * vietnamese)
            for term_id, term, count in known.get(word, ())
        }
        for term in _ASKED_SPELLINGS.get(word, ()):
            term_id, count = counts.get(term, (0, 0))
            counts[term] = term_id, count + words_at_large * _READ
        for term, share in large.get(place, {}).items():
            term_id, count = counts.get(term, (0, 0))
            counts[term] = term_id, count + words_at_large * share
        dated = _BEFORE_YEAR if _YEAR_BEHIND.match(words[place].string, words[place].end()) else {}
        column = [_Spelling(i, term, count, count / total + dated.get(term, 0)) for term, (i, count) in counts.items()]
        column.sort(key=lambda spelling: -spelling.count)
        columns.append(column[:_SPELLINGS] or [_Spelling(0, word, 0, 1.0)])
    return columns


def _nearest(words: Sequence[str], snapshot: Snapshot) -> _Passages:
    """The passages that hold most of some words."""
    told = telling(words)
    passages, length, _ = snapshot.totals()
    match = WordMatch(told, snapshot.chunk_frequencies(told), passages, length / max(passages, 1))
    records = snapshot.chunks(snapshot.matching(match.informative(), _PASSAGES))
    documents = snapshot.documents({record.document_id for record in records})
    texts = [documents[record.document_id].text[record.start : record.end] for record in records]
    return _Passages.of([terms(text) for text in texts])


def _best_path(
    columns: Sequence[Sequence[_Spelling]], pairs: Sequence[Mapping[tuple[int, int], int]], near: _Passages
) -> list[_Spelling]:
    best = [
        math.log(s.share + _NEAR * near.share(s.term) + _FIRST * (s.term in _ASKED_FIRST) + _FLOOR) for s in columns[0]
    ]
    back: list[list[int]] = []
    words = at_large()
    for (before, column), together in zip(pairwise(columns), pairs, strict=True):
        scores, origins = [], []
        for spelling in column:
            alone = (1 - _FOLLOWS) * spelling.share + _NEAR * near.share(spelling.term) + _FLOOR
            options = []
            for score, previous in zip(best, before, strict=True):
                count = together.get((previous.id, spelling.id), 0)
                follows = _FOLLOWS * max(count - _SELDOM, 0) / max(previous.count, count, 1)
                follows += _NEAR_FOLLOWS * near.follows(previous.term, spelling.term)
                word = words.follows(previous.term, spelling.term)
                follows += _WORDS * word * _KNOWN / (_KNOWN + previous.count)
                pair = previous.term, spelling.term
                follows += _ASKED * (pair in _ASKED_PAIRS or pair in _ASKED_OF_PAIRS)
                options.append(score + math.log(follows + alone))
            origins.append(max(range(len(options)), key=options.__getitem__))
            scores.append(options[origins[-1]])
        best = scores
        back.append(origins)
    at = max(range(len(best)), key=best.__getitem__)
    path = [at]
    for origins in reversed(back):
        at = origins[at]
        path.append(at)
    return [column[i] for column, i in zip(columns, reversed(path), strict=True)]


def _with_case(typed: str, restored: str) -> str:
    if restored == typed.lower():
        return typed
    if typed.isupper() and len(typed) > 1:
        return restored.upper()
    return restored[:1].upper() + restored[1:] if typed[:1].isupper() else restored
