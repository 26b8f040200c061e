"""The files of a SentenceTransformer folder, made of what a carrier holds (`embeddings/carrier.py`)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np

from embeddings.carrier import Carrier, shapes, values

__all__ = ["texts", "weights"]

# Characters without a glyph that the carrier's own table leaves in place, where they would make a word unknown:
# NUL, soft hyphen, bidirectional controls, word joiner and invisible operators.
_INVISIBLE = "\x00\u00ad\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"


def weights(carrier: Carrier) -> Iterator[bytes | memoryview]:
    """The weights as a safetensors file: length of the header, the header in JSON, the tensors one after another.

    Written part by part, so that half a gigabyte need not be in memory at once.
    """
    named = shapes(carrier)
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    end = 0
    for weight, (_, shape) in named.items():
        start, end = end, end + 4 * int(np.prod(shape))
        header[weight] = {"dtype": "F32", "shape": list(shape), "data_offsets": [start, end]}
    text = json.dumps(header).encode()
    text += b" " * (-(8 + len(text)) % 64)  # the mapped tensors begin at a cache line
    yield len(text).to_bytes(8, "little") + text
    for name, shape in named.values():
        for rows in values(carrier, name, shape):
            yield rows.astype("<f4", copy=False).data.cast("B")


def texts(carrier: Carrier) -> Iterator[tuple[str, str]]:
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


def _special_tokens(carrier: Carrier) -> dict[str, dict[str, Any]]:
    """The special tokens by id, as tokenizer_config.json has them."""
    flags = {"single_word": False, "rstrip": False, "normalized": False, "special": True}
    mask = len(carrier.pieces) - 1
    return {
        str(number): {"content": carrier.pieces[number][0], "lstrip": number == mask, **flags}
        for number in (0, 1, 2, 3, mask)
    }


def _tokenizer(carrier: Carrier) -> str:
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
