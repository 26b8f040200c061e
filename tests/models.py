"""A real, tiny cross-encoder of random weights, made on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

__all__ = ["PASSAGES", "QUESTION", "make_cross_encoder"]

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
