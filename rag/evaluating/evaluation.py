"""How well an assistant finds, answers and refuses: questions with known answers, asked one by one."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from rag.datatypes import Answer, Citation, Hit
from rag.errors import CitationError, DocumentNotFoundError, EvaluationFileError
from rag.evaluating.metrics import METRICS, Change, Outcome, change, figures
from rag.evaluating.questions import Question, load_questions, parse_object, read_text
from rag.text.writing import composed_lao

if TYPE_CHECKING:  # it is handed over; reading questions and comparing results do without
    from rag.assistant import Assistant

__all__ = [
    "Comparison",
    "Evaluation",
    "Question",
    "check_writable",
    "compare",
    "evaluate",
    "load_evaluation",
    "load_questions",
    "save_evaluation",
]

_DEPTH = 50  # passages searched for, so that ten files are among them
_MAX_QUOTED = 600  # characters; who quotes whole articles contains every answer
_FORMAT = 1  # of a saved evaluation
_SAVED: dict[str, tuple[type, ...]] = {  # what an outcome is saved as
    "id": (str,),
    "family": (str,),
    "question": (str,),
    "article": (str, type(None)),
    "answer": (str,),
    "refused": (bool,),
    "found": (str, type(None)),
    "rank": (int, type(None)),
    "contained": (bool, type(None)),
    "quoted": (int,),
    "ms": (int, float),
    "broken": (list,),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of all the questions.

    Attributes:
        outcomes: one for each question asked, in their order.
        missing: (id, article) of questions whose article is not indexed; they were not asked.
        fingerprint: what made the vectors of the index (model, chunking), or None before the first sync.
        documents: articles indexed.
    """

    outcomes: tuple[Outcome, ...]
    missing: tuple[tuple[str, str], ...] = ()
    fingerprint: str | None = None
    documents: int = 0

    def families(self) -> dict[str, tuple[Outcome, ...]]:
        """The outcomes of each family, in the order in which the families first come up."""
        names = dict.fromkeys(outcome.family for outcome in self.outcomes)
        return {name: tuple(outcome for outcome in self.outcomes if outcome.family == name) for name in names}

    def broken(self) -> tuple[tuple[str, str], ...]:
        """(id, what is wrong) of every citation that does not resolve to its quote."""
        return tuple((outcome.id, line) for outcome in self.outcomes for line in outcome.broken)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON, without the single outcomes."""
        return {
            "documents": self.documents,
            "fingerprint": self.fingerprint,
            "families": {name: {"n": len(rows), **figures(rows)} for name, rows in self.families().items()},
            "all": {"n": len(self.outcomes), **figures(self.outcomes)},
            "missing": [{"id": name, "article": article} for name, article in self.missing],
            "broken": [{"id": name, "citation": line} for name, line in self.broken()],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """An evaluation against an earlier one, over the questions that both asked.

    Attributes:
        changes: of every metric, family by family, and then of all questions together (family None).
        shared: questions that both asked.
        only_before: questions that only the earlier one asked.
        only_after: questions that only the later one asked.
    """

    changes: tuple[Change, ...]
    shared: int
    only_before: int
    only_after: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def evaluate(
    assistant: Assistant, questions: Sequence[Question], progress: Callable[[int, int], None] | None = None
) -> Evaluation:
    """Ask every question, and see what was found, quoted and refused.

    A question with history is ranked by the passages that its answer considered, ten at most: a search alone does
    not know the turns before it.

    Args:
        assistant: over the articles, synced.
        questions: as `load_questions` returns them.
        progress: called with the number of questions done and of all, before the first and after each.

    Raises:
        FingerprintMismatchError: the index was made with another model or chunking.
        ModelError: the embedding model cannot be loaded.
        StoreError: the store cannot be read.
    """
    report = progress or (lambda done, total: None)
    outcomes: list[Outcome] = []
    missing: list[tuple[str, str]] = []
    report(0, len(questions))
    for done, question in enumerate(questions, 1):
        if question.article is not None and not _is_indexed(assistant, question.article):
            missing.append((question.id, question.article))
        else:
            if not outcomes:
                _ask(assistant, question)  # loads the model and the index, which is no question's own latency
            outcomes.append(_outcome(assistant, question))
        report(done, len(questions))
    status = assistant.status()
    return Evaluation(tuple(outcomes), tuple(missing), status.fingerprint, status.documents)


def _is_indexed(assistant: Assistant, source: str) -> bool:
    try:
        assistant.document(source)
    except DocumentNotFoundError:
        return False
    return True


def _ask(assistant: Assistant, question: Question) -> tuple[Answer, tuple[str, ...]]:
    """The answer, and why there is none where a generator made its citations up: the other questions go on."""
    try:
        return assistant.ask(question.question, question.history), ()
    except CitationError as error:
        return Answer("", question=question.question), (str(error),)


def _outcome(assistant: Assistant, question: Question) -> Outcome:
    started = perf_counter()
    answer, broken = _ask(assistant, question)
    ms = 1000 * (perf_counter() - started)
    hits: Sequence[Hit] = answer.hits
    if question.article is not None and not question.history:
        hits = assistant.search(question.question, _DEPTH)
    files = [hit.source for hit in hits]
    if question.article is not None:  # a file that tells the same story stands where its twin does
        files = [question.article if question.article in hit.also_in else hit.source for hit in hits]
    files = list(dict.fromkeys(files))
    contained = None
    if question.article is not None and question.answers:
        contained = _contains(answer.citations, question.answers)
    return Outcome(
        id=question.id,
        family=question.family,
        question=question.question,
        article=question.article,
        answer=answer.text,
        refused=answer.refused,
        found=files[0] if files else None,
        rank=files.index(question.article) + 1 if question.article in files else None,
        contained=contained,
        quoted=sum(len(citation.quote) for citation in answer.citations),
        ms=ms,
        broken=(*broken, *_broken(assistant, answer.citations)),
    )


def _contains(citations: Sequence[Citation], answers: Sequence[str]) -> bool:
    """Whether the quotes, where they are not too long, contain one of the answers."""
    if sum(len(citation.quote) for citation in citations) > _MAX_QUOTED:
        return False
    quotes = [_plain(citation.quote) for citation in citations]
    return any(_plain(answer) in quote for answer in answers for quote in quotes)


def _plain(text: str) -> str:
    return composed_lao(unicodedata.normalize("NFC", text)).casefold()


def _broken(assistant: Assistant, citations: Sequence[Citation]) -> Iterator[str]:
    """What is wrong with the citations that do not resolve to their quote."""
    for citation in citations:
        place = f"[{citation.marker}] {citation.source}:{citation.start}-{citation.end}"
        try:
            text = assistant.document(citation.source).text
        except DocumentNotFoundError:
            yield f"{place}: the article is not indexed"
            continue
        if text[citation.start : citation.end] != citation.quote:
            yield f"{place}: reads {text[citation.start : citation.end]!r}, not {citation.quote!r}"


def compare(before: Evaluation, after: Evaluation, *, resamples: int = 2_000, seed: int = 0) -> Comparison:
    """What moved between two evaluations, and what of it beyond chance.

    A question is the same where its id, its wording and its article are. Its family is that of the later evaluation.
    Chance is that of the choice of questions; milliseconds also move with what else the machine does.

    Args:
        before: the earlier evaluation.
        after: the later one.
        resamples: how often the questions are drawn again for an interval.
        seed: of the random numbers; the same seed gives the same intervals.
    """

    def key(outcome: Outcome) -> tuple[str, str, str | None]:
        return outcome.id, outcome.question, outcome.article

    earlier = {key(outcome): outcome for outcome in before.outcomes}
    families = {
        family: [(earlier[key(outcome)], outcome) for outcome in outcomes if key(outcome) in earlier]
        for family, outcomes in after.families().items()
    }
    every = [pair for pairs in families.values() for pair in pairs]
    changes = [
        change(family, metric, pairs, resamples=resamples, seed=seed)
        for family, pairs in [*families.items(), (None, every)]
        for metric in METRICS
    ]
    return Comparison(
        tuple(moved for moved in changes if moved is not None),
        shared=len(every),
        only_before=len(before.outcomes) - len(every),
        only_after=len(after.outcomes) - len(every),
    )


def check_writable(path: Path) -> None:
    """Whether a result can be saved there, asked before the work that makes it.

    Raises:
        EvaluationFileError: it cannot, as far as can be seen without writing.
    """
    if path.is_dir() or not path.parent.is_dir():
        raise EvaluationFileError(path, "cannot be written: name a file in a folder that is there")


def save_evaluation(evaluation: Evaluation, path: Path) -> None:
    """Write the figures and every outcome as JSON, to be compared with later ones.

    Raises:
        EvaluationFileError: the file cannot be written.
    """
    values = {"format": _FORMAT, **evaluation.to_dict(), "outcomes": [asdict(row) for row in evaluation.outcomes]}
    try:
        # A file name that is no text is kept as the escape that JSON reads back.
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise EvaluationFileError(path, f"cannot be written ({error.strerror}): name another file") from error


def load_evaluation(path: Path) -> Evaluation:
    """Read what `save_evaluation` wrote.

    Raises:
        EvaluationFileError: the file cannot be read, or is no saved evaluation.
    """
    text = read_text(path)
    try:
        values = parse_object(text)
        if values["format"] != _FORMAT:
            raise ValueError(f"format {values['format']}")
        return Evaluation(
            outcomes=tuple(_saved_outcome(row) for row in values["outcomes"]),
            missing=tuple((row["id"], row["article"]) for row in values["missing"]),
            fingerprint=values["fingerprint"],
            documents=values["documents"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = "is no result of this hoibao: save one with `hoibao eval QUESTIONS FOLDER --save FILE`"
        raise EvaluationFileError(path, reason) from error


def _saved_outcome(row: dict[str, Any]) -> Outcome:
    for name, kinds in _SAVED.items():
        if not isinstance(row[name], kinds):
            raise TypeError(f"{name} is {row[name]!r}")
    return Outcome(**{name: row[name] for name in _SAVED} | {"broken": tuple(row["broken"])})
