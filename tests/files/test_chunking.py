from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Chunk, Document
from rag.files.chunking import Chunker
from rag.text.sentences import split_sentences


def words(text: str) -> int:
    return len(text.split())


def document(text: str, body_end: int = -1) -> Document:
    return Document("a.txt", "", None, text, body_end=body_end)


def texts(text: str, chunks: tuple[Chunk, ...]) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in chunks]


def sentences(text: str, chunk: Chunk) -> list[str]:
    return [text[start:end] for start, end in chunk.sentences]


def test_a_short_article_is_one_chunk() -> None:
    text = "Mưa lớn ở Cẩm Xuyên\n\nNước lên nhanh. Dân đã sơ tán.\n"
    assert Chunker(words, 50).split(document(text)) == (Chunk(0, 51, ((0, 19), (21, 36), (37, 51))),)


def test_paragraphs_stay_whole_where_they_fit() -> None:
    text = "một hai ba. bốn năm.\n\nsáu bảy tám chín.\n\nmười"
    assert texts(text, Chunker(words, 6).split(document(text))) == [
        "một hai ba. bốn năm.",
        "sáu bảy tám chín.\n\nmười",
    ]


def test_long_paragraphs_are_cut_between_sentences() -> None:
    text = "Một hai ba bốn. Năm sáu bảy. Tám chín mười."
    chunks = Chunker(words, 7).split(document(text))
    assert texts(text, chunks) == ["Một hai ba bốn. Năm sáu bảy.", "Tám chín mười."]
    assert sentences(text, chunks[0]) == ["Một hai ba bốn.", "Năm sáu bảy."]


def test_a_sentence_that_is_too_long_is_cut_and_listed_in_parts() -> None:
    text = "Đầu. Một hai, ba bốn, năm sáu, bảy tám. Cuối."
    chunks = Chunker(words, 5).split(document(text))
    assert [sentences(text, chunk) for chunk in chunks] == [
        ["Đầu.", "Một hai, ba bốn,"],
        ["năm sáu, bảy tám.", "Cuối."],
    ]


def test_a_word_that_is_too_long_is_cut() -> None:
    text = "x" * 25
    assert texts(text, Chunker(len, 10).split(document(text))) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_chunk_never_holds_both_body_and_teasers() -> None:
    text = "Bài chính.\n\nĐọc thêm\n\nBài khác."
    body_end = text.index("Đọc")
    chunks = Chunker(words, 50).split(document(text, body_end))
    assert texts(text, chunks) == ["Bài chính.", "Đọc thêm\n\nBài khác."]
    assert [chunk.teaser for chunk in chunks] == [False, True]


def test_a_short_leftover_takes_from_the_chunk_before() -> None:
    lines = [f"{'chữ ' * 29}{n}" for n in range(9)]  # 30 words each
    text = "\n\n".join(lines)
    sizes = [words(piece) for piece in texts(text, Chunker(words, 250).split(document(text)))]
    assert sizes == [150, 120]


def test_a_leftover_that_stands_for_itself_is_left_alone() -> None:
    text = "\n\n".join([f"{'chữ ' * 99}{n}" for n in range(5)])
    assert [words(piece) for piece in texts(text, Chunker(words, 256).split(document(text)))] == [200, 200, 100]


def test_nothing_in_nothing() -> None:
    assert Chunker(words).split(document("")) == ()
    assert Chunker(words).split(document(" \n\n ")) == ()


def test_the_fingerprint_names_rules_and_size() -> None:
    assert Chunker(words, 128).fingerprint == "sentences-2/128"
    assert Chunker(words).fingerprint == "sentences-2/256"


def test_a_size_must_be_positive() -> None:
    with pytest.raises(ValueError, match="max_tokens must be 1 or more, not 0"):
        Chunker(words, 0)


def test_every_string_is_counted_once() -> None:
    counted: list[str] = []

    def count(text: str) -> int:
        counted.append(text)
        return words(text)

    text = "\n\n".join(f"Đoạn {n} có hai câu. Đây là câu sau." for n in range(200))
    Chunker(count, 64).split(document(text))
    assert len(counted) == len(set(counted)) == 200


def test_importing_is_quick() -> None:
    code = "import sys, rag.files.chunking; sys.exit(any(name.startswith('langchain') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TEXTS = st.text(max_size=300) | st.text("aB đ.!?,; \n1ກ", max_size=300)


@given(TEXTS, st.integers(1, 60), st.integers(0, 300))
def test_chunks_are_ordered_disjoint_and_cover_the_text(text: str, max_tokens: int, body_end: int) -> None:
    body_end = min(body_end, len(text))
    chunks = Chunker(len, max_tokens).split(document(text, body_end))
    known = split_sentences(text)
    end = 0
    for chunk in chunks:
        assert text[end : chunk.start].strip() == ""
        piece = text[chunk.start : chunk.end]
        assert piece == piece.strip() != ""
        assert len(piece) <= max_tokens
        assert chunk.end <= body_end or chunk.start >= body_end
        assert chunk.teaser == (chunk.start >= body_end)
        inside = chunk.start
        for start, stop in chunk.sentences:
            assert text[inside:start].strip() == ""
            assert start < stop <= chunk.end
            assert any(a <= start and stop <= b for a, b in known)
            inside = stop
        assert text[inside : chunk.end].strip() == ""
        end = chunk.end
    assert text[end:].strip() == ""


@given(TEXTS, st.integers(1, 60))
def test_nothing_is_lost_with_a_counter_that_does_not_add_up(text: str, max_tokens: int) -> None:
    chunks = Chunker(lambda piece: len(piece) // 4, max_tokens).split(document(text))
    assert "".join("".join(texts(text, chunks)).split()) == "".join(text.split())
