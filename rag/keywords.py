"""Words that name a topic and ask nothing, as they are typed into a search engine: `giá cam`, `boat race`."""

from __future__ import annotations

from rag.interrogatives import ENGLISH, VERBS, VIETNAMESE
from rag.language import language_of, telling
from rag.words import terms

__all__ = ["are_keywords"]

_MOST = {"vi": 4, "en": 3}  # words; more make a sentence, as a rule
# Who uses one of these asks, or says something.
_ASKING = frozenset(
    "khi không chưa phải có là được bị đã sẽ whom whose am has have had can could will would shall should may might"
    " must".split()
) | frozenset(f"{VIETNAMESE}|{ENGLISH}|{VERBS}".split("|"))


def are_keywords(question: str) -> bool:
    """Whether a question that has its marks is a few words that ask nothing; in Lao that is not told."""
    words, most = terms(question), _MOST.get(language_of(question), 0)
    return len(telling(words)) <= most and not _ASKING & set(words)
