"""The texts about nothing in particular: what is coded with them goes by their version."""

from __future__ import annotations

import hashlib
import json

from rag.finding.references import DOCUMENTS, QUESTIONS, VERSION
from rag.text.language import language_of


def test_another_set_of_documents_is_another_version() -> None:
    told = json.dumps(DOCUMENTS, ensure_ascii=False, sort_keys=True).encode()
    # Where this fails, raise VERSION: stored passages were coded with what the texts were.
    assert (VERSION, hashlib.sha256(told).hexdigest()[:16]) == ("references-1", "7eb8a4c10948b46c")


def test_each_language_has_texts_of_its_own() -> None:
    assert list(QUESTIONS) == list(DOCUMENTS) == ["vi", "en", "lo"]
    for texts in (QUESTIONS, DOCUMENTS):
        for language, told in texts.items():
            assert {language_of(text) for text in told} == {language}
            assert len(set(told)) == len(told)


def test_vietnamese_and_english_ask_as_much() -> None:
    assert len(QUESTIONS["vi"]) == len(QUESTIONS["en"])
    assert len(DOCUMENTS["vi"]) == len(DOCUMENTS["en"])
    for language, asked in QUESTIONS.items():
        assert all(text.endswith("?") for text in asked), language
        assert all(text.endswith(".") for text in DOCUMENTS[language]), language
