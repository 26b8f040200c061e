"""Where the sentences of a text begin and end, by rules for Vietnamese, English and Lao.

A stop ends a sentence unless something speaks against it: a lower-case letter follows, an abbreviation or a list
marker precedes. Lao and its neighbours end sentences with a space, or with nothing; there only long lines are cut.
"""

from __future__ import annotations

import re

__all__ = ["cut_long", "is_cut", "split_sentences"]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_QUOTES = "\"'”’»"
_CLOSERS = f"{_QUOTES})]"
_CLOSED = rf"[{_QUOTES})\]]"
_OPENING = "\"'“‘«([{-–—/"
# A run of stops with the quotes and brackets that it closes, before white space; `./.` ends a Vietnamese official text.
# A quote that stands apart (`. ” `) closes too. Scripts with a full stop of their own need no white space after it.
# A run is tried from its first stop only: from each, a long one that ends nothing would take its length squared.
_STOP = re.compile(
    rf"(?P<stop>(?<![.!?…])[.!?…]+(?:/\.+)?)(?P<closers>(?:{_CLOSED}|\s[{_QUOTES}](?=\s|$))*)(?=\s|$)"
    r"|[。！？।။។]+[”’」』）]*"
    r"|(?:(?<=[^\W_])|(?<=[)\]\"”’»]))\.(?=[^\W\d_][^\W\d_])"  # no space after the stop, as crawled pages often have it
)
# Who said it, behind what was said: `“…！”王秀英说。`, `「…。」と述べた`
_CLOSING_QUOTES = "”’」』"
_SAID_BEHIND = re.compile(r"[^“‘「『。！？]{0,30}(?:说|說|表示|称|稱|介绍|指出|と(?:述べ|話|語|言|い))")
_SAID = re.compile(r"[^\W_]")
_OPENERS = re.compile(r"[\s\"'“‘«(\[{*•>–—-]*")
_DASH = re.compile(r"\s+[–—-]+\s")

# Personal titles never end a sentence; the case is as printed.
_TITLES = frozenset(
    "TS Ts ThS Ths GS Gs PGS BS Bs BSCKI BSCKII CKI CKII KS Ks LS Ls DS KTS NSND NSƯT NGND NGƯT NCS Th TSKH ĐĐ HT TT "
    "Dr Mr Mrs Ms Mx Prof Rev Hon Gen Lt Col Maj Capt Cpl Sgt Cmdr Adm Sen Rep Gov Pres Supt Fr Msgr vs viz cf al "
    "ດຣ ປອ".split()
)
# These may end one: only a word that seldom is part of a name shows that they do.
_ABBREVIATIONS = frozenset(
    "TP Tp tp TX Tx Tr tr KP Kp KĐT KCN ĐT Đt đt Tel tel Sđt SĐT Fax VP St Ste Mt Ft Ave Blvd Rd Jr Sr Inc Corp Ltd Co "
    "Bros No Nos Fig Figs Vol Art Sec Ch pp approx ca est Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
)
# Before a number only: `No. 5`, `Sept. 11`, `ĐT. 0239`; else ordinary words or names that end sentences.
_BEFORE_NUMBERS = frozenset("No Nos Fig Figs Vol Art Sec Ch ĐT Đt đt Tel tel Fax Mar Jun Jul".split())
_STARTERS = frozenset(
    "Theo Ông Các Những Khi Sau Trước Trong Ngoài Tại Trên Nhưng Và Vì Do Nếu Còn Đây Đó Được Đến Lúc Ngày Hôm Sáng "
    "Trưa Chiều Tối Đêm Bởi Mọi Chúng Tôi Họ Hiện Đồng Cùng Cũng Với Để Từng Mỗi Một Không Bên Qua Về Riêng Thời Vào "
    "The An He She It They We You His Her Its Their Our My In On At As By But And Or This That These Those There Here "
    "When While If For From With After Before Since Until However According Although Because Also Then Mr Mrs Ms "
    "What Who Why How Where Which".split()
)
# `1.`, `2.3.`, `IV.`, `a.`, `Điều 5.` at the head of a sentence number it.
_MARKER = re.compile(
    r"(?:(?:Điều|Chương|Mục|Phần|Bài|Khoản|Câu|Bước|Chapter|Section|Article|Part|Step)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,5}|[^\W\d_])"
)
_BEFORE_MARKER = " \t\"'“‘«([-–—•*"
_LONGEST_MARKER = 40
_LONGEST_WORD = 100  # of those that tell what a full stop behind them is; looking further back would not be linear
_ITEM = re.compile(r"[^\W\d_][.)]\s")  # `b)` of a list that goes on in the same line
_DOTTED = re.compile(r"(?:[^\W\d_][\u0300-\u036f\u0eb1-\u0ebd\u0ec8-\u0ecd]*\.)+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")

_LONG = 400  # characters of a sentence
_SHORT = 60  # no part of one is shorter
_CUT = re.compile(rf"(?P<mark>[;,:](?!\d)|\s[–—-](?=\s)){_CLOSED}*\s+|[(\[“«)\]”»]")  # after a clause, or a bracket
_CLAUSE_END = re.compile(rf"[;,:–—-]{_CLOSED}*[^\S\n]*\Z")
_GOES_ON = re.compile(r"[^\S\n]+\S")
_LOOKED_BACK = 9  # characters: a mark, quotes and spaces
_BRACKETS = {"(": 1, "[": 1, "“": 1, "«": 1, ")": -1, "]": -1, "”": -1, "»": -1}
# A cut elsewhere than after a semicolon, or in brackets, is as bad as one this much nearer to an end, in sentences.
_NO_SEMICOLON = _IN_BRACKETS = 0.2

_YEAR = 4  # digits

_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_SPACELESS_LIMIT = 250
_FILLED = re.compile(r"\S")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Args:
        text: any text, in composed form (NFC); a line break always ends a sentence.

    Returns:
        Spans (start, end) into `text`, in order, none empty or overlapping, without white space around them;
        together they hold every character that is not white space.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        said = _said(text, start, end)
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends_sentence(text, start, said, stop, end):
                _append(spans, text, start, stop.end())
                start = stop.end()
                said = said if said >= start else _said(text, start, end)
        _append(spans, text, start, end)
    return spans


def cut_long(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Cut a sentence of more than 400 characters between its clauses, near the middle, and the halves likewise.

    A citation of so much shows little, and no embedding holds all that it says: most often it is a list.

    Args:
        text: any text.
        span: where the sentence stands in it.

    Returns:
        Spans (start, end) as those of `split_sentences`; the sentence itself where it is short or has no clauses.
    """
    start, end = span
    if end - start <= _LONG:
        return [span]
    cuts: list[tuple[int, int, float]] = []  # where a part ends, where the next begins, how bad that is
    depth = 0
    for found in _CUT.finditer(text, start, end):
        mark, whole = found["mark"], found.group()
        depth += sum(_BRACKETS.get(character, 0) for character in whole)
        if mark is not None:
            bad = _NO_SEMICOLON * (mark != ";") + _IN_BRACKETS * (depth > 0)
            cuts.append((found.start() + len(whole.rstrip()), found.end(), bad))
    return _halve(start, end, cuts)


def _halve(start: int, end: int, cuts: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    cuts = [cut for cut in cuts if cut[0] - start >= _SHORT and end - cut[1] >= _SHORT]
    if end - start <= _LONG or not cuts:
        return [(start, end)]
    middle, length = (start + end) / 2, end - start
    before, after, _ = min(cuts, key=lambda cut: abs(cut[1] - middle) / length + cut[2])
    return [*_halve(start, before, cuts), *_halve(after, end, cuts)]


def is_cut(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether text[start:end], a sentence or what `cut_long` made of one, was cut off at its start, and at its end."""
    before = _CLAUSE_END.search(text, max(0, start - _LOOKED_BACK), start)
    return before is not None, bool(_CLAUSE_END.search(text, start, end) and _GOES_ON.match(text, end))


def _said(text: str, start: int, end: int) -> int:
    """Where the first letter or digit stands; `end` without any."""
    found = _SAID.search(text, start, end)
    return found.start() if found else end


def _ends_sentence(text: str, start: int, said: int, stop: re.Match[str], end: int) -> bool:
    """Whether `stop` ends the sentence that began at `start`; something follows it on the line.

    `said` is where the first letter or digit of the sentence stands.
    """
    mark = stop["stop"]
    if mark is None:
        if text[stop.start()] == ".":
            return _is_missing_space(text, start, stop.start())
        return text[stop.end() - 1] not in _CLOSING_QUOTES or _SAID_BEHIND.match(text, stop.end(), end) is None
    if "/" in mark:
        return True
    opened = _OPENERS.match(text, stop.end(), end)
    after = opened.end() if opened else stop.end()
    following = text[after : after + 1] if after < end else ""
    if not following or following in ",;:.!?…)]/" or (following.islower() and not _ITEM.match(text, after)):
        return False
    if said >= stop.start():
        return False  # stops alone are no sentence
    if set(_QUOTES) & set(stop["closers"]) and _DASH.match(text, stop.end(), end):
        return False  # “…!” – someone said
    return mark != "." or not _is_abbreviated(text, start, said, stop.start(), after)


def _is_abbreviated(text: str, start: int, said: int, dot: int, after: int) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation, an initial or a list marker."""
    numbered = dot - said <= _LONGEST_MARKER and _MARKER.fullmatch(text, said, dot)
    if numbered and not text[start:said].strip(_BEFORE_MARKER):
        return True
    token = _last_word(text, start, dot)
    last = token.rpartition(".")[2]
    if last in _TITLES:
        return True
    if token == "v.v":
        return False
    number = text[after].isdigit()
    if last in _BEFORE_NUMBERS:
        return number
    initial = len(last) == 1 and last.isalpha() and not last.islower()
    if not (initial or last in _ABBREVIATIONS or _DOTTED.fullmatch(token)):
        return False
    word = _WORD.match(text, after)
    return word is None or word.group() not in _STARTERS


def _is_missing_space(text: str, start: int, dot: int) -> bool:
    """Whether two sentences meet in `word.Word`, `2004.Word` or `).Word`, so that it is no domain, name or number."""
    word = _WORD.match(text, dot + 1)
    if word is None or len(word.group()) < 2:
        return False
    after = word.group()
    if not (after[0].isupper() and after[1:].islower()):
        return False
    if text[dot - 1] in _CLOSERS:
        return True
    before = _last_word(text, start, dot)
    if before.isdigit():
        return len(before) == _YEAR or (len(before) > 1 and after in _STARTERS)
    if len(before) < 2 or not before.isalpha() or before in _TITLES or before in _ABBREVIATIONS:
        return False
    vietnamese = not (before.isascii() and after.isascii())
    return vietnamese if before.islower() else before.istitle() and (vietnamese or after in _STARTERS)


def _last_word(text: str, start: int, dot: int) -> str:
    """What stands between the last space and `dot`, or the end of it where it is long."""
    start = max(start, dot - _LONGEST_WORD)
    return text[max(text.rfind(" ", start, dot) + 1, start) : dot].lstrip(_OPENING)


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add text[start:end] without the white space around it, if anything is left of it."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    if end - start > _SPACELESS_LIMIT and len(_SPACELESS.findall(text, start, end)) * 2 > end - start:
        # No stop tells sentences apart here, and a citation of a whole paragraph shows little: cut at a space.
        while end - start > _SPACELESS_LIMIT:
            cut = text.rfind(" ", start, start + _SPACELESS_LIMIT + 1)
            if cut <= start:
                cut = text.find(" ", start + _SPACELESS_LIMIT, end)
                if cut < 0:
                    break
            spans.append((start, start + len(text[start:cut].rstrip())))
            start = next(_FILLED.finditer(text, cut, end)).start()
    if start < end:
        spans.append((start, end))
