"""The ways to read a question: as it was typed, with the marks, capitals and names that the articles have, and in the
words of another region."""

from __future__ import annotations

from rag.finding.capitals import capitalise
from rag.finding.restoring import restore_marks
from rag.finding.synonyms import reworded
from rag.storage.snapshot import Snapshot
from rag.text.language import language_of
from rag.text.spelling import Respelling, respell, respellings

__all__ = ["readings_of"]


def readings_of(question: str, snapshot: Snapshot, language: str) -> tuple[list[str], list[list[Respelling]]]:
    """The readings of a question, as typed first, and the names of each that articles spell in another way.

    Args:
        question: as it was asked.
        snapshot: the articles' words.
        language: of the question.
    """
    typed = [question]
    foreign = language == "en"
    named = (capitalise(question, snapshot) if foreign and not question.isupper() else None) or question
    restored = restore_marks(named, snapshot, names_only=foreign)
    if restored is not None:
        typed.append(restored)
    names = [respellings(reading, snapshot) for reading in typed]
    readings = [capitalise(reading, snapshot) or reading for reading in typed]

    def add(reading: str | None) -> None:
        if reading is not None:
            readings.append(reading)
            names.append(respellings(reading, snapshot))

    add(respell(readings[-1], names[-1]))
    if language_of(readings[-1]) == "vi":
        add(reworded(readings[-1], snapshot))
    return readings, names
