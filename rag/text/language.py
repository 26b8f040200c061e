"""In which language to speak to someone who asked like this, and what to say."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from rag.text.names import SYLLABLE, is_generic
from rag.text.oneline import one_line
from rag.text.words import fold_term, has_marks, terms

__all__ = [
    "about",
    "ask_for_question",
    "is_apart",
    "language_of",
    "model_note",
    "not_told",
    "nothing_indexed",
    "nothing_within",
    "page_of",
    "refusal",
    "replied_in",
    "telling",
]

_LAO = regex.compile(r"\p{Lao}")
_LATIN = regex.compile(r"\p{Latin}")
_OTHER_SCRIPT = regex.compile(r"(?!\p{Latin})\p{L}")
_ORDINARY = regex.compile(r"\b\p{Ll}+\b")
_ENGLISH = frozenset(
    "a about an and are at been by can could did do does for from had has have how in is it many much of on or should"
    " that the their there these they this to was were what when where which who whom whose why will with would".split()
)
_VIETNAMESE = frozenset(
    "ai bao cac cho co cua da dau dien duoc gi giua hay khi khong la lam luc moi nam nao ngay nguoi nhieu nhu"
    " nhung noi o ra sao tai thi theo thoi tinh toi trong tu va vao ve vi viec voi xay".split()
)

# Words of an English question that any English passage has. Where English is rare in a folder, so are they, and would
# pass for telling; Vietnamese ones are as common as they look.
_FUNCTION_WORDS = _ENGLISH | frozenset(
    "as be but he her his i its many may me much my no or our she so than then them they was we were will you your does"
    " do did".split()
)

# Vietnamese has these, too.
_BORROWED = frozenset(
    "app album asean blog bus camera casino clip container covid email facebook fan fest festival film forum game gmail"
    " google internet iphone karaoke live logistics logo marketing online photo resort robot sale scandal selfie server"
    " shop show startup taxi top tour vaccine video visa vlog web website wifi youtube".split()
)

_REFUSALS = {
    "vi": "Các bài báo không trả lời câu hỏi này.",
    "en": "The articles do not answer this question.",
    "lo": "ບົດຄວາມບໍ່ໄດ້ຕອບຄຳຖາມນີ້.",
}
_LOOKED_FOR = {"vi": "Đã tìm: “{}”.", "en": "Looked for: “{}”.", "lo": "ຊອກຫາ: “{}”."}
_NEAREST = {
    "vi": "Bài gần nhất: “{}” ({}).",
    "en": "Nearest article: “{}” ({}).",
    "lo": "ບົດຄວາມທີ່ໃກ້ຄຽງທີ່ສຸດ: “{}” ({}).",
}
_NOT_TOLD = {
    "vi": "Các bài báo không trả lời: “{}”.",
    "en": "The articles do not answer: “{}”.",
    "lo": "ບົດຄວາມບໍ່ໄດ້ຕອບ: “{}”.",
}
_PAGES = {"vi": "trang {}", "en": "page {}", "lo": "ໜ້າ {}"}
_LONGEST_SAID_BACK = 200  # characters of a question
_EMPTY = {
    "vi": "Chưa có bài báo nào được lập chỉ mục: hãy thêm bài vào thư mục rồi đọc lại.",
    "en": "No article is indexed yet: put some into the folder and read it again.",
    "lo": "ຍັງບໍ່ມີບົດຄວາມ: ກະລຸນາເພີ່ມບົດຄວາມໃສ່ໂຟນເດີ ແລ້ວອ່ານຄືນໃໝ່.",
}
_NONE_WITHIN = {
    "vi": "Không có bài báo nào trong giới hạn này.",
    "en": "There is no article within these limits.",
    "lo": "ບໍ່ມີບົດຄວາມໃດຢູ່ໃນຂອບເຂດນີ້.",
}
_ABOUT = {
    "vi": "Các bài báo nói gì về “{}”?",
    "en": "What do the articles say about “{}”?",
    "lo": "ບົດຄວາມເວົ້າຫຍັງກ່ຽວກັບ “{}”?",
}
_ASK = {
    "vi": "Hãy gõ một câu hỏi về các bài báo. (Please type a question about the articles.)",
    "en": "Please type a question about the articles.",
    "lo": "ກະລຸນາພິມຄຳຖາມກ່ຽວກັບບົດຄວາມ.",
}
_MODEL_NOTES = {
    "vi": "Mô hình ngôn ngữ {}; đây là nguyên văn các bài báo.",
    "en": "The language model {}; these are the articles' own sentences.",
    "lo": "ແບບຈຳລອງພາສາ{}; ນີ້ແມ່ນປະໂຫຍກຈາກບົດຄວາມເອງ.",
}
_MODEL_REASONS = {
    "unreachable": ("không kết nối được", "cannot be reached", "ເຊື່ອມຕໍ່ບໍ່ໄດ້"),
    "key": ("không nhận khóa truy cập", "does not accept the key", "ບໍ່ຮັບກະແຈ"),
    "refused": ("từ chối yêu cầu", "turned the request down", "ປະຕິເສດຄຳຂໍ"),
    "slow": ("trả lời quá lâu", "took too long", "ໃຊ້ເວລາດົນເກີນໄປ"),
    "broken": ("dừng giữa chừng", "broke off", "ຢຸດກາງຄັນ"),
    "endless": ("viết không dứt", "did not come to an end", "ຂຽນບໍ່ຈົບ"),
    "repeating": ("lặp lại mãi một câu", "repeated itself", "ເວົ້າຊ້ຳ"),
    "empty": ("không nói gì", "said nothing", "ບໍ່ໄດ້ເວົ້າຫຍັງ"),
    "unsupported": (
        "nói những điều không có trong bài",
        "said what the articles do not support",
        "ເວົ້າສິ່ງທີ່ບໍ່ມີໃນບົດຄວາມ",
    ),
}


@lru_cache(maxsize=64)  # the passages of one question are looked at from many sides
def language_of(question: str) -> str:
    """`vi`, `en` or `lo`: the language of a question; `vi` where it cannot be told."""
    if _LAO.search(question):
        return "lo"
    if not _LATIN.search(question):
        return "vi"
    said = terms(question)
    words = [fold_term(term) for term in said]
    english = sum(word in _ENGLISH for word in words)
    vietnamese = sum(word in _VIETNAMESE for word in words)
    marked = sum(map(has_marks, said))
    # An English question may name Hà Tĩnh; a Vietnamese one has marks all over, or none: `can tho` is no English.
    if english > vietnamese and marked <= len(words) / 2 and not all(SYLLABLE.fullmatch(word) for word in words):
        return "en"
    return "en" if not (english or vietnamese or marked) and _are_english(question) else "vi"


def replied_in(question: str) -> str:
    """`vi`, `en` or `lo`: the language to reply to a question in: English where it is in a script of none of them."""
    others = len(_OTHER_SCRIPT.findall(question))
    return "en" if others > len(_LATIN.findall(question)) and not _LAO.search(question) else language_of(question)


def is_apart(language: str, other: str) -> bool:
    """Whether the words of two languages, in different scripts, never meet, and the model tells little of either's.

    It was hardly taught any Lao.
    """
    return language != other and "lo" in (language, other)


def _are_english(keywords: str) -> bool:
    """Whether words that make no sentence, such as `bridge ticket price`, are English rather than Vietnamese.

    Capitalised ones are the same in both.
    """
    words = _ORDINARY.findall(keywords)
    foreign = [word for word in words if not SYLLABLE.fullmatch(word) and word not in _BORROWED]
    return 2 * len(foreign) >= len(words) and any(is_generic(word) for word in foreign)


def telling(words: Sequence[str]) -> list[str]:
    """The words of a question without those that any English passage has; all, where no others are left."""
    return [word for word in words if word not in _FUNCTION_WORDS] or list(words)


def about(title: str) -> str:
    """A question about what an article tells, in its language."""
    return _ABOUT[language_of(title)].format(title)


def refusal(language: str, looked_for: str = "", nearest: tuple[str, str] | None = None) -> str:
    """What is said when the articles do not answer.

    Args:
        language: of the question.
        looked_for: the question as it was understood; it stands on a second line.
        nearest: title and source of the article that came nearest; named there too, not as an answer.
    """
    more = [_LOOKED_FOR[language].format(one_line(looked_for, _LONGEST_SAID_BACK))] if looked_for else []
    if nearest is not None:
        more.append(_NEAREST[language].format(one_line(nearest[0], _LONGEST_SAID_BACK), nearest[1]))
    return "\n".join([_REFUSALS[language], *([" ".join(more)] if more else [])])


def not_told(language: str, looked_for: str) -> str:
    """What is said where one of two things that are compared is told of, and the other is not.

    Args:
        language: of the question.
        looked_for: what was asked of the other, as it was understood.
    """
    return _NOT_TOLD[language].format(one_line(looked_for, _LONGEST_SAID_BACK))


def page_of(number: int, language: str) -> str:
    """How a page of a file is called, behind the file's name."""
    return _PAGES[language].format(number)


def nothing_indexed(language: str) -> str:
    """What is said when there are no articles."""
    return _EMPTY[language]


def nothing_within(language: str) -> str:
    """What is said when `after`, `before` and `sources` leave no article."""
    return _NONE_WITHIN[language]


def ask_for_question(language: str) -> str:
    """What is said to an empty question."""
    return _ASK[language]


def model_note(reason: str, language: str) -> str:
    """Why the articles' own sentences answer in place of a language model.

    Args:
        reason: of `LanguageModelError`.
        language: of the question.
    """
    said = dict(zip(("vi", "en", "lo"), _MODEL_REASONS[reason], strict=True))
    return _MODEL_NOTES[language].format(said[language])
