"""The file with the bundled model's weights and vocabulary: read, and refused where it is not one."""

from __future__ import annotations

import struct

import numpy as np
import pytest
from carriers import small_carrier

from embeddings.carrier import read_carrier, values


def test_what_it_holds() -> None:
    carrier = read_carrier(small_carrier())
    assert (carrier.hidden, carrier.layers, carrier.heads, carrier.inner) == (32, 1, 2, 64)
    assert carrier.pieces[4:6] == [("▁", -2.0), ("▁a", -3.0)]
    assert carrier.replaced == {"\u200b": " ", "\x7f": ""}


def test_weights_are_scaled_nibbles() -> None:
    carrier = read_carrier(small_carrier())
    (words,), (positions,) = values(carrier, "emb.word", (8, 32)), values(carrier, "emb.pos", (16, 32))

    # byte i of a block holds i in both halves: values 0..15 twice, less 8, times 0.5
    expected = (np.r_[np.arange(16), np.arange(16)] - 8) * 0.5
    np.testing.assert_array_equal(words, np.tile(expected, (8, 1)).astype(np.float32))
    np.testing.assert_array_equal(positions.ravel(), np.arange(512, dtype=np.float32))


@pytest.mark.parametrize(
    ("at", "value", "reason"),
    [
        (0, b"GGUF", "begin with E5S1"),
        (4, struct.pack("<I", 2), "version 2"),
        (8, struct.pack("<i", -384), "dimensions"),
        (8, struct.pack("<i", 1 << 30), "dimensions"),
        (12, struct.pack("<i", 2), "no tensor l1.q.w"),
        (16, struct.pack("<i", 5), "dimensions"),
        (24, struct.pack("<i", 7), "no tensor emb.word"),
        (44, struct.pack("<i", -1), "pieces"),
        (44, struct.pack("<i", 1 << 20), "pieces"),
        (64, struct.pack("<Q", 1 << 60), "too early"),
        (76, struct.pack("<I", 0xFFFFFFFF), "vocabulary is damaged"),
    ],
)
def test_wrong_field_is_refused(at: int, value: bytes, reason: str) -> None:
    data = bytearray(small_carrier())
    data[at : at + len(value)] = value
    with pytest.raises(ValueError, match=reason):
        read_carrier(bytes(data))
