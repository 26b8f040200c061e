"""Models of tests: a real, tiny cross-encoder of random weights, made on the spot, and one that no hub gives."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

__all__ = ["PASSAGES", "QUESTION", "load_from_no_hub", "make_cross_encoder"]

QUESTION = "Cầu Hạ Vàng dài bao nhiêu mét?"
PASSAGES = [
    "Chợ phiên họp sáng chủ nhật bên bờ sông.",
    "Cầu Hạ Vàng dài 320 mét, nối hai bờ sông.",
    "The old bakery won a silver medal on Sunday.",
    "Bến phà ngừng chạy từ năm giờ sáng vì sương mù dày.",
    "Cầu tre. " * 30,
    "Đèn.",
]


def make_cross_encoder(
    folder: Path, texts: Iterable[str] = (QUESTION, *PASSAGES), *, labels: int = 1, head: bool = True
) -> Path:
    """Save a BERT of 16 dimensions with its tokenizer; its scores mean nothing, and are always the same.

    Args:
        folder: where; made where it is missing.
        texts: what it has a word for every word of.
        labels: classes that it tells apart.
        head: whether it has been given a head that scores.
    """
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    words = sorted({word for text in texts for word in re.findall(r"\w+", text.lower())})
    backend = Tokenizer(models.WordLevel({word: i for i, word in enumerate(special + words)}, unk_token="[UNK]"))
    backend.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=backend,
        model_max_length=48,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )
    config = BertConfig(
        vocab_size=len(special) + len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=labels,
        initializer_range=0.6,  # so that texts differ by more than the last digit
    )
    with torch.random.fork_rng():
        torch.manual_seed(7)
        model = BertForSequenceClassification(config) if head else BertModel(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def load_from_no_hub(module: str, kind: str) -> tuple[float, str]:
    """What is said, and after how many seconds, where a model of a hub is loaded while none can be reached.

    Args:
        module: of `embeddings`, where the kind of model is.
        kind: the class.
    """
    code = f"""
import time, sentence_transformers
from embeddings.{module} import {kind}
from embeddings.errors import ModelNotFoundError
start = time.monotonic()
try:
    {kind}("nobody/no-such-model")
except ModelNotFoundError as error:
    print(time.monotonic() - start, error)
"""
    environment = {**os.environ, "HF_ENDPOINT": "http://127.0.0.1:9"}
    command, root = [sys.executable, "-c", code], Path(__file__).parent.parent
    output = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    assert "Traceback" not in output.stderr
    seconds, _, said = output.stdout.partition(" ")
    return float(seconds), said
