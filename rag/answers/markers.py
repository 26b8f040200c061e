"""What a language model writes to sentences with the passages that each names, while it is still being written.

Markers come in many forms (`[1]`, `[1, 2]`, `[1], [2]`, `[[1]](#1)`, `【1】`, `[1†source]`, `(passage 1)`), before or
behind the full stop, and cut in two by the stream. They are taken out of the text and kept beside the sentence they
belong to. What is no statement is left out: thoughts, headings, the numbers of a list, and the sources at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from rag.text.sentences import split_sentences

__all__ = ["MARKER", "MarkedSentence", "SentenceStream"]

MARKER = regex.compile(r"\[(\d+)\]")
"""A marker as answers have it."""

_NUMBER = r"[0-9]{1,3}(?:\s*†[^\]】\n]{0,40})?"
_WORD = r"(?:passages?|sources?|đoạn|nguồn|bài|trích|ref)(?:\s*(?:number|no\.?|số))?\s*[:=]?\s*\"?"
_SAID = rf"(?:\^|#|{_WORD})?"  # `[^1]`, `[đoạn 1]`
_NUMBERS = rf'(?P<n>{_NUMBER})"?(?:\s*(?:[,;]|-|–|và|and|&)\s*{_SAID}(?P<n>{_NUMBER})"?)*\s*'
_MARKER = regex.compile(
    rf"\[\[\s*{_SAID}{_NUMBERS}\]\]|\[\s*{_SAID}{_NUMBERS}\\?\]|【\s*{_SAID}{_NUMBERS}】|\(\s*{_WORD}{_NUMBERS}\)",
    regex.IGNORECASE,
)
_BETWEEN = regex.compile(r"[*_]*[ \t]*(?:[,;&–-]|và|and)?[ \t]*[*_]*", regex.IGNORECASE)  # of two markers
_DIGITS = regex.compile(r"[0-9]+")
_LONGEST = 80  # characters of a marker; what is open for longer is none
_OPEN = ("[", "【", "(")
_RANGE = regex.compile(r"(?P<low>[0-9]{1,3})\s*[-–]\s*(?P<high>[0-9]{1,3})")
_WIDEST_RANGE = 10

# What Markdown and chat templates put around words, to no use here.
_IMAGE = regex.compile(r"!\[[^\[\]\n]*\]\((?:[^()\s]|\([^()\s]*\))*\)")
_LINK = regex.compile(r"\[([^\[\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")
_TARGET = regex.compile(r"\s?\((?:https?:/|#)(?:[^()\s]|\([^()\s]*\))*\)")  # of a marker that was a link
_ROLE = regex.compile(
    r"<\|[^<>|]{0,40}\|>|</?(?:s|start_of_turn|end_of_turn|bos|eos|answer)>|\[/?INST\]", regex.IGNORECASE
)
_LIST = regex.compile(r"^\s*(?:[-*•+]\s+|>\s+|\(?\d{1,2}[.)]\s+(?=[*_]*\p{Lu}))+")
_HEADING = regex.compile(r"\s*#{1,6}\s")
_HEAD = regex.compile(r"\s*\|[\s|:]*--")  # what stands below the head of a table
_FOOTNOTE = regex.compile(r"\s*[*_]*:\s")  # what is left of `[^1]: title`
_SOURCES = regex.compile(
    r"\W*(?:nguồn(?: tham khảo)?|tài liệu tham khảo|trích dẫn|sources?|references?|citations?)\W*", regex.IGNORECASE
)
_LABEL = regex.compile(r"(?:answer|(?:câu )?trả lời)\s*:\s*", regex.IGNORECASE)
_EMPHASIS = regex.compile(r"\*\*|__|`+|(?<!\w)[*_](?=\w)|(?<=\w|[.!?])[*_](?!\w)")
_SPACE_BEFORE = regex.compile(r"\s+([,;:.!?…](?:\s|$))")
# `<think>`, `[THINK]`, `◁think▷`, and what chat templates of other families have
_THINKING = regex.compile(
    r"\s*(?:[<\[◁](?:seed:)?(?:think(?:ing)?|thoughts?|reasoning)[>\]▷]|<\|START_THINKING\|>"
    r"|(?:<\|start\|>assistant)?<\|channel\|>analysis<\|message\|>)",
    regex.IGNORECASE,
)
_THOUGHT = regex.compile(
    r"[<\[◁]/(?:seed:)?(?:think(?:ing)?|thoughts?|reasoning)[>\]▷]|<\|END_THINKING\|>|<\|channel\|>final<\|message\|>",
    regex.IGNORECASE,
)
_LONGEST_TAG = 40  # characters


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence that a language model wrote.

    Attributes:
        text: the sentence, without markers and Markdown.
        markers: the numbers it names, in the order in which it does, each once.
    """

    text: str
    markers: tuple[int, ...] = ()


class SentenceStream:
    """Takes an answer piece by piece, gives it back sentence by sentence.

    A sentence is complete when the next one has begun: until then a marker may follow it.

    Args:
        thinking: whether thoughts come first, of which only the end is marked; without that, all of it is the answer.
    """

    def __init__(self, *, thinking: bool = False) -> None:
        self.begun = False
        """Whether anything was said, and not only thought."""
        self.unopened = False
        """Whether all before was thought aloud: the end of thoughts came, and no beginning."""
        self._held = thinking
        self._looked = 0  # so far there is no end of thoughts in what is held
        self._ended = False  # what comes now are its sources
        self._raw = ""  # not looked at yet: may be the beginning of a marker
        self._text = ""  # without markers, and without the sentences that were given back
        self._markers: list[tuple[int, int]] = []  # (place in text, number)
        self._thinking: bool | None = None  # None while that is open

    @property
    def pending(self) -> int:
        """Characters that were taken and not given back yet."""
        return 0 if self._held else len(self._raw) + len(self._text)

    def feed(self, piece: str) -> Iterator[MarkedSentence]:
        """Take a piece; yields the sentences that it completes."""
        self._raw += piece.replace("\r", "")
        if not self._past_thinking():
            return
        self._read(final=False)
        yield from self._complete(final=False)

    def close(self) -> Iterator[MarkedSentence]:
        """No more will come: yields what is left."""
        if self._thinking:
            return  # it never got to the answer
        self._read(final=True)
        yield from self._complete(final=True)

    def _past_thinking(self) -> bool:
        """Drop what a reasoning model thinks aloud before it answers; False while it does, or may."""
        while True:
            if self._thinking is None:
                opened = _THINKING.match(self._raw, partial=True)
                if opened is not None and opened.partial:
                    return False
                self._thinking = opened is not None
            known = "" if self._thinking else self._text[-_LONGEST_TAG:]
            end = _THOUGHT.search(known + self._raw, self._looked)
            if end is None:
                if self._thinking:
                    self._raw = self._raw[-_LONGEST_TAG:]
                self._looked = max(0, len(self._raw) - _LONGEST_TAG) if self._held else 0
                return not (self._thinking or self._held)
            self.unopened |= not self._thinking  # its beginning may be in the prompt
            self._raw, self._text, self._markers = (known + self._raw)[end.end() :], "", []
            self._thinking, self._held, self._looked = None, False, 0  # it may think again

    def _read(self, *, final: bool) -> None:
        """Move what is surely text or a whole marker out of `_raw`."""
        while self._raw:
            opened = min((at for bracket in _OPEN if (at := self._raw.find(bracket)) >= 0), default=-1)
            if opened < 0:
                self._append(self._raw)
                self._raw = ""
                return
            match = _MARKER.match(self._raw, opened)
            if match is not None:
                self._append(self._raw[:opened])
                self._mark(match)
                self._raw = self._raw[match.end() :]
                continue
            tail = self._raw[opened:]
            if not final and len(tail) < _LONGEST and _MARKER.fullmatch(tail, partial=True):
                self._append(self._raw[:opened])
                self._raw = tail
                return
            self._append(self._raw[: opened + 1])
            self._raw = self._raw[opened + 1 :]

    def _append(self, text: str) -> None:
        self.begun |= not text.isspace()
        place = len(self._text)
        glued = bool(self._markers) and self._markers[-1][0] == place > 0 and not self._text[-1].isspace()
        self._text += " " + text if glued and text[:1].isalnum() else text  # `A.[2]B`

    def _mark(self, match: regex.Match[str]) -> None:
        if self._markers and _BETWEEN.fullmatch(self._text, self._markers[-1][0]):
            self._text = self._text[: self._markers[-1][0]]  # `[1], [2]`
        place = len(self._text.rstrip(" \t\\"))
        if self._text[place:] and (not place or self._text[place - 1] != "\n"):
            self._text = self._text[:place]
        numbers = [int(number) for found in match.captures("n") for number in _DIGITS.findall(found)[:1]]
        for span in _RANGE.finditer(match.group()):
            low, high = int(span["low"]), int(span["high"])
            if low < high <= low + _WIDEST_RANGE:
                numbers += range(low + 1, high)
        self._markers += [(len(self._text), number) for number in numbers]

    def _complete(self, *, final: bool) -> Iterator[MarkedSentence]:
        spans = split_sentences(self._text)
        ready = len(spans) if final else max(0, len(spans) - 1)
        if not final and ready:
            # Whether a stop ends a sentence depends on the whole word behind it.
            start, end = spans[-1]
            if not any(c.isspace() for c in self._text[start:end].strip()) and self._text[end:] == "":
                ready -= 1
        if ready <= 0 or (not final and any(self._is_open(place) for place, _ in self._markers)):
            return
        owners = [self._owner(place, spans) for place, _ in self._markers]
        for number, (start, end) in enumerate(spans[:ready]):
            said = self._text[start:end]
            self._ended |= _SOURCES.fullmatch(said) is not None
            if self._ended or _is_no_statement(said, self._text[end:]):
                continue
            text = _clean(said)
            markers = [m for (_, m), owner in zip(self._markers, owners, strict=True) if owner == number]
            if any(c.isalnum() for c in text):
                yield MarkedSentence(text, tuple(dict.fromkeys(markers)))
        cut = spans[ready][0] if ready < len(spans) else len(self._text)
        self._markers = [
            (place - cut, m) for (place, m), owner in zip(self._markers, owners, strict=True) if owner >= ready
        ]
        self._text = self._text[cut:]

    def _owner(self, place: int, spans: list[tuple[int, int]]) -> int:
        """The sentence that a marker belongs to: the one before it, unless it opens a line."""
        before = max((i for i, (start, _) in enumerate(spans) if start < place), default=-1)
        return before + 1 if before < 0 or (self._heads_line(place) and self._follows(place)) else before

    def _is_open(self, place: int) -> bool:
        """Whether it is yet to be seen if the line that a marker opens says something."""
        return self._heads_line(place) and not self._follows(place) and "\n" not in self._text[place:]

    def _heads_line(self, place: int) -> bool:
        return not self._text[self._text.rfind("\n", 0, place) + 1 : place].strip(" \t-*•#>")

    def _follows(self, place: int) -> bool:
        return bool(self._text[place:].split("\n", 1)[0].strip(" \t.,;:"))


def _is_no_statement(sentence: str, after: str) -> bool:
    """Whether it is a heading, the head of a table, or says what a footnote is."""
    return bool(_HEADING.match(sentence) or _HEAD.match(after) or _FOOTNOTE.match(sentence))


def _clean(sentence: str) -> str:
    text = _TARGET.sub("", _ROLE.sub("", _LINK.sub(r"\1", _IMAGE.sub("", sentence))))
    if text.startswith("|"):  # a row of a table
        text = ", ".join(cell.strip() for cell in text.strip(" |").split("|"))
    text = _EMPHASIS.sub("", _LIST.sub("", text)).lstrip()
    text = text[label.end() :] if (label := _LABEL.match(text)) else text
    return _SPACE_BEFORE.sub(r"\1", " ".join(text.split())).strip()
