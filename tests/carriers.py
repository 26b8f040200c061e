"""A carrier of the same layout as the real one, small enough to write in a moment."""

from __future__ import annotations

import struct

import numpy as np

__all__ = ["small_carrier"]


def small_carrier() -> bytes:
    hidden, layers, heads, inner, vocabulary, positions = 32, 1, 2, 64, 8, 16
    pieces = [b"<s>", b"<pad>", b"</s>", b"<unk>", "▁".encode(), "▁a".encode(), b"<mask>"]
    data = b"E5S1" + struct.pack("<I7ifi", 1, hidden, layers, heads, inner, vocabulary, positions, 2, 1e-12, 32)
    blob = b"".join(pieces)
    data += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob))
    data += np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    data += np.array([0, 0, 0, 0, -2, -3, 0], "<f4").tobytes() + blob
    table = struct.pack("<IB", 0x200B, 1) + struct.pack("<I", 0x20) + struct.pack("<IB", 0x7F, 0)
    data += struct.pack("<iI", 2, len(table)) + table

    square, up, down = (hidden, hidden), (inner, hidden), (hidden, inner)
    shapes: dict[str, tuple[int, ...]] = {"emb.word": (vocabulary, hidden)}
    flat = {"emb.pos": positions * hidden, "emb.type": 2 * hidden, "emb.ln.w": hidden, "emb.ln.b": hidden}
    for name, shape in {"q": square, "k": square, "v": square, "ao": square, "fi": up, "fo": down}.items():
        shapes[f"l0.{name}.w"] = shape
        flat[f"l0.{name}.b"] = shape[0]
    flat |= {f"l0.{name}.{part}": hidden for name in ("aln", "oln") for part in "wb"}
    tensors = {}
    for name, shape in shapes.items():
        block = struct.pack("<e", 0.5) + bytes(range(0, 256, 16)[i] | i for i in range(16))
        tensors[name] = (1, int(np.prod(shape)), block * (int(np.prod(shape)) // 32))
    for name, count in flat.items():
        tensors[name] = (0, count, np.arange(count, dtype="<f4").tobytes())
    at = len(data) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, values = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, content) in tensors.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, at + len(values), len(content))
        values += content
    return data + directory + values
