"""Questions that ask what is not so, and whether a sentence denies it or affirms it, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

__all__ = ["is_affirmed", "is_denied_nowhere"]

_NO_DENIAL = regex.compile(
    r"\b(?:hàng|trên|phòng|đối) không\b|\bkhông (?:gian|khí|quân|lưu|trung|tặc|kích|gỉ)\b", regex.IGNORECASE
)
_WHETHER = regex.compile(r"\b(?:hay |có )?(?:không|chưa)(?: (?:ạ|vậy|thế|nhỉ|hả))*\s*(?:[?,;.]|$)", regex.IGNORECASE)
_NOT = "không|chưa|chẳng|not|never|without"
_DENIES = regex.compile(rf"\b(?:{_NOT})\b|n['’]t\b", regex.IGNORECASE)
# What a sentence that answers such a question may say in place of a plain `không`
_MAY_DENY = regex.compile(
    rf"\b(?:{_NOT}|trừ|ngoài|phi|vô|bất|cấm|thiếu|mất|vắng|hết|khỏi|từ chối|hủy|huỷ|hoãn|bỏ|miễn|tránh|ngừng|"
    r"dừng|thất bại|chê|phê phán|chỉ trích|phản đối|no|nor|neither|none|except|refus\w+|lack\w*|absent|ban\w*|"
    r"prohibit\w*|fail\w*|un\w+|in\w+able)\b|n['’]t\b",
    regex.IGNORECASE,
)
# What is denied for a reason, or of something beside what is asked for, is no more asked for than anything else
_ASIDE = regex.compile(
    r"\b(?:vì sao|tại sao|do đâu|why|how come)\b|(?<=\S )(?:mà|nếu|khi|who|that|which|if|when) [^,?]*$",
    regex.IGNORECASE,
)
_EXCEPTS = regex.compile(r"\b(?:trừ|ngoài|chỉ|except|but|only)\b", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\d%]+(?:['’]\p{L}+)?|[.,;:?!]")
_DENIAL = regex.compile(r"không|chưa|chẳng|not|never|cannot|\w+n['’]t", regex.IGNORECASE)
# Between a denial and what it denies; `muốn` is none of them: who does not want to accept may accept
_AUXILIARIES = frozenset(
    "thể bao giờ hề còn được bị phải là thực sự từng phép cần đang đã có be been being have has to a an the any".split()
)
_ASKS = frozenset("gì nào ai đâu bao mấy sao những điều what who whom which where when why how of".split())
_DENIED = 3  # words after a denial that tell what is denied; two where the word before it is the same, too


def is_denied_nowhere(question: str, sentences: Sequence[str]) -> bool:
    """Whether a question is what is not so, and none of some sentences denies anything.

    Why something is not so may be told without a denial, and so may what is denied in a clause beside.
    """
    asked = _asked(question)
    denial = _DENIES.search(asked)
    if denial is None or _ASIDE.search(asked[: denial.start()]):
        return False
    return not any(_MAY_DENY.search(sentence) for sentence in sentences)


def is_affirmed(question: str, sentences: Sequence[str]) -> bool:
    """Whether the first of some sentences says to be so what a question says not to be so, and none of them denies it:
    `có thể phụ thuộc vào giá` where the question is what something `không thể phụ thuộc vào`.

    An exception (`trừ`, `only`) may deny it in other words.
    """
    asked = _words(_asked(question))
    first, *others = map(_words, sentences)
    if _EXCEPTS.search(sentences[0]):
        return False
    for before, denied in _denials(asked):
        said = [at for at in _places(denied, first) if len(denied) == _DENIED or first[at - 1 : at] == [before]]
        told = [
            *(_is_denied(first, at) for at in said),
            *(_is_denied(s, at) for s in others for at in _places(denied, s)),
        ]
        if said and not any(told):
            return True
    return False


def _asked(question: str) -> str:
    return _WHETHER.sub("", _NO_DENIAL.sub("", question))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _denials(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The word before each denial, and the words that it denies: two or three of one clause."""
    for at, word in enumerate(words):
        if at == 0 or not _DENIAL.fullmatch(word):
            continue
        start = next((i for i in range(at + 1, len(words)) if words[i] not in _AUXILIARIES), len(words))
        behind = words[start : start + _DENIED]
        end = next((i for i, other in enumerate(behind) if other in _ASKS or not other[0].isalnum()), len(behind))
        if end >= _DENIED - 1:
            yield words[at - 1], behind[:end]


def _places(part: list[str], words: list[str]) -> list[int]:
    return [at for at in range(len(words) - len(part) + 1) if words[at : at + len(part)] == part]


def _is_denied(words: list[str], at: int) -> bool:
    clause = next((i + 1 for i in range(at - 1, -1, -1) if not words[i][0].isalnum()), 0)
    return any(_DENIAL.fullmatch(word) for word in words[clause:at])
