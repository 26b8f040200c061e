"""What names a model and its revision."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from embeddings.fingerprints import folder_fingerprint, hub_fingerprint


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What looks like a model, with weights of three MiB."""
    model = tmp_path / "my-model"
    (model / "1_Pooling").mkdir(parents=True)
    (model / "config.json").write_text("{}")
    (model / "modules.json").write_text("[]")
    (model / "1_Pooling" / "config.json").write_text("{}")
    (model / "model.safetensors").write_bytes(bytes(3 << 20))
    return model


def test_fingerprint_of_a_folder_is_stable(folder: Path) -> None:
    first = folder_fingerprint(folder)
    assert first.startswith("my-model@")
    (folder / "README.md").write_text("words")
    (folder / ".cache").mkdir()
    (folder / ".cache" / "x.json").write_text("{}")
    assert folder_fingerprint(folder) == first


@pytest.mark.parametrize("name", ["config.json", "modules.json", "1_Pooling/config.json"])
def test_fingerprint_follows_the_configuration(folder: Path, name: str) -> None:
    before = folder_fingerprint(folder)
    (folder / name).write_text(json.dumps({"changed": True}))
    assert folder_fingerprint(folder) != before


@pytest.mark.parametrize("at", [0, 1000, (3 << 20) - 1])
def test_fingerprint_follows_both_ends_of_the_weights(folder: Path, at: int) -> None:
    before = folder_fingerprint(folder)
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(at)
        file.write(b"\1")
    assert folder_fingerprint(folder) != before


def _write_at(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


@pytest.mark.parametrize("megabytes", [3, 6, 40])
def test_fingerprint_follows_weights_that_change_in_the_middle_only(folder: Path, megabytes: int) -> None:
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.truncate(megabytes << 20)
    before = folder_fingerprint(folder)
    # What a fine-tune trains is larger than the gap between two blocks.
    _write_at(weights, (megabytes << 19) - (1 << 19), b"\1" * (1 << 20))
    assert folder_fingerprint(folder) != before


@pytest.mark.parametrize("at", [(1 << 20) - 1, 3 << 19, (5 << 20) + 77])
def test_every_byte_of_weights_of_a_few_megabytes_counts(folder: Path, at: int) -> None:
    weights = folder / "model.safetensors"
    with weights.open("r+b") as file:
        file.truncate(6 << 20)
    before = folder_fingerprint(folder)
    _write_at(weights, at, b"\1")
    assert folder_fingerprint(folder) != before


def test_blocks_of_large_weights_are_evenly_spaced(folder: Path) -> None:
    weights = folder / "model.safetensors"
    size = 128 << 20
    with weights.open("r+b") as file:
        file.truncate(size)
    before = folder_fingerprint(folder)
    for n in (1, 32, 64):
        block = (1 << 20) + (size - (2 << 20)) * n // 65
        _write_at(weights, block, b"\1")
        assert folder_fingerprint(folder) != before
        _write_at(weights, block, b"\0" + b"\0" * 65_535 + b"\1")  # one past its end is not looked at
        assert folder_fingerprint(folder) == before


def test_fingerprint_of_large_weights_is_cheap(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(4 << 30)  # sparse: it takes no room
    start = time.monotonic()
    folder_fingerprint(folder)
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(("commit", "expected"), [("4d1f3c", "a/b@4d1f3c"), (None, "a/b@unknown")])
def test_fingerprint_of_a_hub_model_is_its_commit(commit: str | None, expected: str) -> None:
    module = SimpleNamespace(auto_model=SimpleNamespace(config=SimpleNamespace(_commit_hash=commit)))
    assert hub_fingerprint("a/b", [module]) == expected
    assert hub_fingerprint("a/b", [SimpleNamespace()]) == "a/b@unknown"  # a static model has no layers
