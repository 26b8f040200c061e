"""Markers and sentences out of a stream, however it is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers.markers import MarkedSentence, SentenceStream


def read(*pieces: str) -> list[tuple[str, tuple[int, ...]]]:
    stream = SentenceStream()
    found: list[MarkedSentence] = []
    for piece in pieces:
        found += stream.feed(piece)
    found += stream.close()
    return [(sentence.text, sentence.markers) for sentence in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Cầu đã thông xe [1].", [("Cầu đã thông xe.", (1,))]),
        ("Cầu đã thông xe.[1] Dân vui.[2]", [("Cầu đã thông xe.", (1,)), ("Dân vui.", (2,))]),
        ("Cầu đã thông xe.[1]Dân vui.", [("Cầu đã thông xe.", (1,)), ("Dân vui.", ())]),
        ("Cầu đã thông xe. [1] Dân vui. [2]", [("Cầu đã thông xe.", (1,)), ("Dân vui.", (2,))]),
        ("A bridge opened [1, 2]. It rained [3][1].", [("A bridge opened.", (1, 2)), ("It rained.", (3, 1))]),
        ("Cầu đã thông xe【1】và dân vui【2†source】.", [("Cầu đã thông xe và dân vui.", (1, 2))]),
        ("Cầu đã thông xe 【4:0†nguồn】.", [("Cầu đã thông xe 【4:0†nguồn】.", ())]),
        ("Cầu đã thông xe [1†L3-L9].", [("Cầu đã thông xe.", (1,))]),
        ("Cầu thông xe [1-3]. Hết [2 và 4].", [("Cầu thông xe.", (1, 3, 2)), ("Hết.", (2, 4))]),
        ("Cầu thông xe [đoạn 2]. It did [passage 3; 4] [^5].", [("Cầu thông xe.", (2,)), ("It did.", (3, 4, 5))]),
        ("[1] Cầu thông xe.\n[2] Dân vui.", [("Cầu thông xe.", (1,)), ("Dân vui.", (2,))]),
        ("- Cầu thông xe. [1]\n- **Dân** vui [2]\n", [("Cầu thông xe.", (1,)), ("Dân vui", (2,))]),
        ("Cầu [sic] thông xe [2024] [a1] [1.", [("Cầu [sic] thông xe [2024] [a1] [1.", ())]),
        ("Xem [ở đây](http://evil.test/?q=(1)) ![x](http://evil.test/p.png).", [("Xem ở đây.", ())]),
        ("Hết.<|im_end|>[/INST]</s>", [("Hết.", ())]),
        ("TS. Nguyễn Văn A nói [1]. Ông về.", [("TS. Nguyễn Văn A nói.", (1,)), ("Ông về.", ())]),
        ("", []),
        ("[1] [2]", []),
        ("... !!!", []),
        ("<think>Nên đáp [9]. Ừ.</think>Cầu thông xe [1].", [("Cầu thông xe.", (1,))]),
        ("<thi là chữ.", [("<thi là chữ.", ())]),
    ],
)
def test_sentences_and_their_markers(text: str, sentences: list[tuple[str, tuple[int, ...]]]) -> None:
    assert read(text) == sentences
    assert read(*text) == sentences  # letter by letter
    assert read(*(text[i : i + 3] for i in range(0, len(text), 3))) == sentences


def test_a_marker_that_opens_a_line_waits_for_what_the_line_says() -> None:
    for text, sentences in (
        ("Cầu.\n[3], Dân vui.", [("Cầu.", ()), (", Dân vui.", (3,))]),
        ("Cầu.\n[3],\nDân vui.", [("Cầu.", (3,)), ("Dân vui.", ())]),
    ):
        assert read(text) == read(*text) == sentences


def test_a_sentence_comes_as_soon_as_the_next_has_begun() -> None:
    stream = SentenceStream()
    assert list(stream.feed("Cầu đã thông xe.")) == []
    assert list(stream.feed(" [1")) == []
    assert list(stream.feed("] Dân")) == []  # `Dân` may yet be `Dân.` or another word
    assert list(stream.feed(" vui")) == [MarkedSentence("Cầu đã thông xe.", (1,))]
    assert stream.pending == len("Dân vui")
    assert list(stream.close()) == [MarkedSentence("Dân vui")]


@given(
    st.lists(st.sampled_from(["Cầu ", "mở. ", "Dân ", "[1]", "[", "2", ", ", "]", "【3】", "\n", "vui. ", "†", "A"]))
)
def test_it_does_not_matter_how_the_stream_is_cut(parts: list[str]) -> None:
    text = "".join(parts)
    assert read(text) == read(*text) == read(*parts)


@given(st.text())
def test_anything_can_be_read(text: str) -> None:
    for sentence, markers in read(*text):
        assert sentence == sentence.strip()
        assert all(0 <= marker <= 999 for marker in markers)
