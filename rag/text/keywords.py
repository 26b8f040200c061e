"""Words that name a topic and ask nothing, as they are typed into a search engine: `giá cam`, `boat race`."""

from __future__ import annotations

from rag.text.interrogatives import ENGLISH, VERBS, VIETNAMESE
from rag.text.language import language_of, telling
from rag.text.words import folded, terms

__all__ = ["are_keywords", "own_words"]

_MOST = {"vi": 4, "en": 3}  # words; more make a sentence, as a rule
# Who uses one of these asks, or says something.
_ASKING = frozenset(
    "khi không chưa phải có là được bị đã sẽ whom whose am has have had can could will would shall should may might"
    " must".split()
) | frozenset(f"{VIETNAMESE}|{ENGLISH}|{VERBS}".split("|"))
# Folded words that a question has whatever it is about.
_EVERY_QUESTION = frozenset(
    "ai gi nao dau may sao the vay roi con thi la co va hay hoac cua o tai trong ngoai tren duoi den tu cho ve voi bi"
    " duoc da dang se chua khong bao nhieu lau xa gio khi luc vao nhu ra vi tai lam ai ay do nay kia no ho dau day nua"
    " nhung cac mot nhung ngoai ong ba anh chi co chu thay nguoi noi cho viec su a an the and but so or then what when"
    " where who whom whose why which how many much long old far is are was were be been being do does did has have had"
    " will would can could should of in on at to for from by with about as than he she it they him her his hers its"
    " them their theirs this that these those there here one ones else same other others former latter i me my you your"
    " we our us not no any some also too s".split()
)


def are_keywords(question: str) -> bool:
    """Whether a question that has its marks is a few words that ask nothing; in Lao that is not told."""
    words, most = terms(question), _MOST.get(language_of(question), 0)
    return len(telling(words)) <= most and not _ASKING & set(words)


def own_words(question: str) -> frozenset[str]:
    """The folded words of a question that say what it is about; those that every question has are none of them."""
    return folded(question) - _EVERY_QUESTION
