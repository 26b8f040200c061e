"""Kill a sync at random moments, again and again, and compare what it left with a clean build.

Shared by `tests/test_kill.py` and `benchmarks/kill.py`.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from fakes import FakeEmbedder
from stored import assert_same, contents, store_path

from rag import Assistant, Config

__all__ = ["KillResult", "Zygote", "kill_again_and_again"]

_CONFIG = Config(chunk_tokens=32, refuse_below=0.0, candidates=10_000)
_LONG_AGO = 1_600_000_000

# One process loads the libraries; every sync is a fork of it, so that a round takes no seconds to begin.
_ZYGOTE = """
import json, os, sys, traceback
from pathlib import Path
import datasketch, rag.files.chunking, rag.storage.indexing, rag.finding.retrieval, rag.syncing
from fakes import FakeEmbedder
from rag import Assistant, Config, Document
rag.files.chunking.Chunker(len).split(Document("a", "a", None, "What splits is loaded by the first use."))
for line in iter(sys.stdin.readline, ""):
    job = json.loads(line)
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        sys.stdin.readline()  # until then it can be killed by its id, even if it is done
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
        continue
    status = 1
    try:
        embedder = FakeEmbedder(delay=job["delay"], log=Path(job["log"]))
        with Assistant.open(job["folder"], job["data_dir"], Config(**job["config"]), embedder=embedder) as assistant:
            assistant.sync(rebuild=job["rebuild"])
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)
"""


class Zygote:
    """Starts syncs as processes of their own."""

    def __init__(self) -> None:
        here = Path(__file__).parent
        path = os.pathsep.join([str(here), str(here.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ZYGOTE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._jobs, self._answers = self._process.stdin, self._process.stdout

    def __enter__(self) -> Zygote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._jobs.close()
        self._process.wait(60)
        self._answers.close()

    def start(self, folder: Path, data_dir: Path, log: Path, *, delay: float, rebuild: bool = False) -> int:
        """Begin to sync; returns the process's id."""
        config = {"chunk_tokens": _CONFIG.chunk_tokens}
        job = {"folder": str(folder), "data_dir": str(data_dir), "log": str(log), "delay": delay, "config": config}
        self._jobs.write(json.dumps(job | {"rebuild": rebuild}) + "\n")
        self._jobs.flush()
        return int(self._answers.readline())

    def status(self) -> int:
        """Wait for the process; its exit code, or minus the signal that ended it."""
        self._jobs.write("\n")
        self._jobs.flush()
        return int(self._answers.readline())


@dataclass(frozen=True)
class KillResult:
    """What came of it.

    Attributes:
        rounds: syncs that were started.
        killed: syncs that were killed before they were done.
        partial: rounds that left some of the documents, not none.
        documents: articles in the end.
        chunks: chunks in the end.
        embedded: texts that went through the model, over all rounds.
        repeated: texts among them that had gone through it before, each in flight when its sync was killed.
    """

    rounds: int
    killed: int
    partial: int
    documents: int
    chunks: int
    embedded: int
    repeated: int


class _Articles:
    """A folder that changes. Every sentence names its article, and no two versions share a changed sentence."""

    def __init__(self, folder: Path, count: int, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._versions: dict[int, list[int]] = {}
        self._places: dict[int, str] = {}
        self._writes = 0
        self.seen: dict[str, set[str]] = {}  # every text that a source ever had
        folder.mkdir(parents=True, exist_ok=True)
        for _ in range(count):
            self.add()

    def add(self) -> None:
        number = len(self._versions)
        self._versions[number] = [0, 0, 0]
        self._places[number] = f"{self._chance.choice('abc')}/{number:03}.txt"
        self._write(number)

    def change(self) -> None:
        kind = self._chance.choices(["edit", "move", "remove", "add"], [6, 2, 1, 1])[0]
        number = self._chance.choice(sorted(self._places))
        if kind == "add":
            self.add()
        elif kind == "edit":
            self._versions[number][self._chance.choice([1, 2])] += 1
            self._write(number)
        elif kind == "remove" and len(self._places) > 3:
            (self._folder / self._places.pop(number)).unlink()
        else:
            old = self._folder / self._places[number]
            self._writes += 1
            self._places[number] = f"{self._chance.choice('abc')}/{number:03}-{self._writes}.txt"
            self.seen.setdefault(self._places[number], set()).add(old.read_text())
            (self._folder / self._places[number]).parent.mkdir(exist_ok=True)
            old.rename(self._folder / self._places[number])

    def _write(self, number: int) -> None:
        paragraphs = [
            f"Bài{number} đoạn{n} bản{version} kể chuyện làng chài{number} ven sông{n} vào mùa{version} nước nổi. "
            f"Người{number} bản{version} nói rằng đoạn{n} này chưa từng ai{number} viết ra giấy{version} trước đây."
            for n, version in enumerate(self._versions[number])
        ]
        text = f"Tin bài{number} hôm nay\n\n" + "\n\n".join(paragraphs) + "\n"
        path = self._folder / self._places[number]
        path.parent.mkdir(exist_ok=True)
        self.seen.setdefault(self._places[number], set()).add(text)
        new = self._folder / ".new"  # renamed into place: an article is never read half written
        new.write_text(text)
        self._writes += 1
        os.utime(new, (_LONG_AGO + self._writes, _LONG_AGO + self._writes))
        new.replace(path)


def kill_again_and_again(
    where: Path, *, rounds: int, articles: int, seed: int, delay: float = 0.002, changes: int = 5
) -> KillResult:
    """Start `rounds` syncs of a folder that changes, kill each at a random moment, and check what is left.

    Args:
        where: an empty directory to work in.
        rounds: how many syncs.
        articles: how many articles at first.
        seed: of the moments and of the changes; how far a sync is at a moment is up to the machine.
        delay: seconds that the model takes for a text.
        changes: changes of the folder in each round, half of them while the sync runs.

    Raises:
        AssertionError: something was lost, left over, torn or embedded for nothing.
    """
    chance = random.Random(seed)
    folder, data_dir = where / "articles", where / "index"
    changing = _Articles(folder, articles, chance)
    logs: list[tuple[list[list[str]], bool]] = []
    partial = 0
    with Zygote() as zygote:
        for number in range(rounds):
            log = where / f"log-{number}.jsonl"
            pid = zygote.start(folder, data_dir, log, delay=delay)
            if chance.random() < 0.85:  # else it is killed while it starts
                deadline = time.monotonic() + 30
                while not log.exists():  # made with the model, before anything is read
                    assert time.monotonic() < deadline, "the sync does not start"
                    time.sleep(0.001)
            started = time.monotonic()
            # From the first instants of a sync to when it is done or just done, its index being written: the first one
            # has everything to do, the later ones have more or less.
            length = 0.01 * (articles * 15 * delay / 0.01) ** chance.random()
            moments = sorted(chance.uniform(0, length) for _ in range(1 + changes // 2))
            for moment in moments:
                time.sleep(max(0.0, started + moment - time.monotonic()))
                if moment != moments[-1]:
                    changing.change()
            os.kill(pid, signal.SIGKILL)
            status = zygote.status()
            assert status in (0, -signal.SIGKILL), f"round {number}: the sync failed"
            logs.append((_read(log), status != 0))
            partial += _check_left(data_dir, changing.seen)
            for _ in range(changes - changes // 2):
                changing.change()

    last = FakeEmbedder()
    with Assistant.open(folder, data_dir, _CONFIG, embedder=last) as assistant:
        report = assistant.sync()
        assert report.failed == ()
        assert assistant.sync().chunks_embedded == 0
        found = {(hit.source, hit.start, hit.end) for hit in assistant.search("bài làng chài", k=100_000)}
    logs.append(([last.documents], False))
    with Assistant.open(folder, where / "clean", _CONFIG, embedder=FakeEmbedder()) as clean:
        clean.sync()
    left, expected = contents(store_path(data_dir)), contents(store_path(where / "clean"))
    assert_same(left, expected)
    assert found == set(expected.chunks), "the vector index does not hold the store's chunks"
    return KillResult(
        rounds,
        sum(killed for _, killed in logs),
        partial,
        len(left.documents),
        len(left.chunks),
        sum(len(texts) for calls, _ in logs for texts in calls),
        _check_repeated(logs),
    )


def _read(log: Path) -> list[list[str]]:
    """The texts in a log, by the calls of the model; its last line may be torn."""
    calls: list[list[str]] = []
    for line in log.read_text().split("\n")[:-1] if log.exists() else ():
        text = json.loads(line)
        if text is None:
            calls.append([])
        else:
            calls[-1].append(text)
    return calls


def _check_left(data_dir: Path, seen: dict[str, set[str]]) -> bool:
    """A killed sync leaves a whole store: every document is a version that its file had, with all its chunks.

    Returns:
        Whether there are any.
    """
    if not (data_dir / "current").exists():
        return False
    path = store_path(data_dir)
    if not path.exists():
        return False
    with Assistant.open(data_dir.parent / "articles", data_dir, _CONFIG, embedder=FakeEmbedder()) as assistant:
        documents = assistant.status().documents
        left = contents(path)
        assert len(left.documents) == documents
        if documents:
            hit = assistant.search("người làng chài nói rằng", k=1)[0]
            assert assistant.document(hit.source).text[hit.start : hit.end] == hit.text
    for source, (text, *_) in left.documents.items():
        assert f"{text}\n" in seen[source], source
        spans = sorted((start, end) for owner, start, end in left.chunks if owner == source)
        assert [word for a, b in spans for word in text[a:b].split()] == text.split(), source
    assert left.totals[0] == len(left.chunks)
    return bool(documents)


def _check_repeated(logs: list[tuple[list[list[str]], bool]]) -> int:
    """No text goes through the model twice but those that were in flight at a kill.

    Documents that are embedded together take two calls, one for their passages and one for other sentences.
    """
    allowed: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for calls, killed in logs:
        for texts in calls:
            made.update(texts)
        if killed and calls:
            allowed.update({text for texts in calls[(len(calls) - 1) // 2 * 2 :] for text in texts})
    for text, count in made.items():
        assert count <= 1 + allowed[text], f"embedded {count} times: {text!r}"
    return sum(count - 1 for count in made.values())
