"""`kill -9` at any moment, and the next start is right."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from fakes import FakeEmbedder, Folder
from killing import Zygote, kill_again_and_again
from stored import assert_same, contents, store_path

from rag import Assistant, Config


def test_a_killed_sync_loses_nothing_and_repeats_nothing(tmp_path: Path) -> None:
    result = kill_again_and_again(tmp_path, rounds=12, articles=20, seed=7)
    assert result.killed >= 4  # else it tested nothing,
    assert result.partial >= 4  # nor here
    assert result.documents > 0
    assert result.repeated <= 60 * result.killed  # what is embedded together: up to six articles of ten texts


def test_a_killed_rebuild_leaves_the_old_index_and_goes_on(folder: Folder, tmp_path: Path) -> None:
    folder.write_all({f"{n}.txt": f"Tin số{n}\n\nNội dung riêng{n} của bài{n}." for n in range(48)})
    config = Config(chunk_tokens=32)
    data_dir = tmp_path / "index"
    with Assistant.open(folder.path, data_dir, config, embedder=FakeEmbedder()) as assistant:
        assistant.sync()
        before = contents(store_path(data_dir))
        log = tmp_path / "log"
        with Zygote() as zygote:
            for lines in (
                60,
                125,
            ):  # sixteen articles, of three texts each and two marks of calls, are embedded together
                pid = zygote.start(folder.path, data_dir, log, delay=0.01, rebuild=True)
                deadline = time.monotonic() + 20
                while not log.exists() or len(log.read_text().splitlines()) < lines:
                    assert time.monotonic() < deadline
                    time.sleep(0.002)
                os.kill(pid, signal.SIGKILL)
                assert zygote.status() == -signal.SIGKILL
                assert assistant.search("riêng7")[0].source == "7.txt"
                assert_same(before, contents(store_path(data_dir)))
        done = log.read_text().count("\n")
        assert done < 48 * 3
        with Assistant.open(folder.path, data_dir, config, embedder=FakeEmbedder()) as other:
            report = other.sync(rebuild=True)
            assert len(report.unchanged) == 32
            assert len(report.added) + len(report.unchanged) == 48
        assert assistant.search("riêng7")[0].source == "7.txt"  # the old assistant sees the new index
    assert_same(before, contents(store_path(data_dir)))
    assert len(list(data_dir.glob("store-*"))) == 1
