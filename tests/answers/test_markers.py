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
        ("Cầu thông xe [[1]]. Dân vui [[2]](#2).", [("Cầu thông xe.", (1,)), ("Dân vui.", (2,))]),
        ("Cầu thông xe [1](http://x.test/a(b)). Dân vui.", [("Cầu thông xe.", (1,)), ("Dân vui.", ())]),
        ("Cầu thông xe [1], [2]. Dân vui **[3]** và **[4]**.", [("Cầu thông xe.", (1, 2)), ("Dân vui.", (3, 4))]),
        ("Cầu thông xe [1], dân vui [2].", [("Cầu thông xe, dân vui.", (1, 2))]),
        ("Cầu thông xe \\[1\\].", [("Cầu thông xe.", (1,))]),
        ('Cầu mở (đoạn 1). It did [passage number="2"].', [("Cầu mở.", (1,)), ("It did.", (2,))]),
        ("Cầu mở [nguồn: 1]. Nhà (1) và (passage).", [("Cầu mở.", (1,)), ("Nhà (1) và (passage).", ())]),
        ("Cầu mở.[^1]\n\n[^1]: Cầu mới, 3/9/2025\n", [("Cầu mở.", (1,))]),
        ("Cầu mở [1].\n\n**Nguồn:** [1], [2]\n", [("Cầu mở.", (1,))]),
        ("Cầu mở [1].\n\nSources:\n- [1] Cầu mới. Bài hay.\n", [("Cầu mở.", (1,))]),
        ("## Kết luận\n\nCầu mở [1].\n### Hết", [("Cầu mở.", (1,))]),
        ("1. Cầu mở [1].\n2) **Dân vui** [2].", [("Cầu mở.", (1,)), ("Dân vui.", (2,))]),
        ("7 người dân vui [2].", [("7 người dân vui.", (2,))]),
        ("| Loại | Giá |\n|:---|---:|\n| Cam | 38.000 đồng [1] |\n", [("Cam, 38.000 đồng", (1,))]),
        ("Trả lời: Cầu mở [1].", [("Cầu mở.", (1,))]),
        ("[THINK]Ừ.[/THINK]Cầu mở [1].", [("Cầu mở.", (1,))]),
        ("<think>Ừ.</think>\n<think>Hm.</think>\nCầu mở [1].", [("Cầu mở.", (1,))]),
        (
            "<|channel|>analysis<|message|>Ừ.<|end|><|start|>assistant<|channel|>final<|message|>Cầu mở [1].",
            [("Cầu mở.", (1,))],
        ),
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


def test_thoughts_of_which_only_the_end_is_marked() -> None:
    """Who knows of them waits; who does not learns of them when it has given some back."""
    text = "Nên đáp [9]. Vậy thôi.\n</think>\n\nCầu mở [1]. Dân vui."
    answer = [MarkedSentence("Cầu mở.", (1,)), MarkedSentence("Dân vui.")]
    for known in (True, False):
        stream = SentenceStream(thinking=known)
        thought, said = [], []
        for letter in text:
            (said if stream.unopened else thought).extend(stream.feed(letter))
        assert stream.unopened
        assert [*said, *stream.close()] == answer
        assert thought == ([] if known else [MarkedSentence("Nên đáp.", (9,))])


def test_thoughts_may_end_as_often_as_they_like() -> None:
    assert read("</think>" * 5_000 + "Cầu mở.") == [("Cầu mở.", ())]
    stream = SentenceStream(thinking=True)
    assert [said for piece in ("Ừ. " * 50_000, "Hm </thi", "nk>Cầu mở.") for said in stream.feed(piece)] == []
    assert list(stream.close()) == [MarkedSentence("Cầu mở.")]


def test_who_waits_for_thoughts_that_do_not_come_has_the_answer_at_the_end() -> None:
    stream = SentenceStream(thinking=True)
    assert [sentence for letter in "Cầu mở [1]. Dân vui." for sentence in stream.feed(letter)] == []
    assert not stream.unopened
    assert list(stream.close()) == [MarkedSentence("Cầu mở.", (1,)), MarkedSentence("Dân vui.")]


def test_a_sentence_comes_as_soon_as_the_next_has_begun() -> None:
    stream = SentenceStream()
    assert list(stream.feed("Cầu đã thông xe.")) == []
    assert list(stream.feed(" [1")) == []
    assert list(stream.feed("] Dân")) == []  # `Dân` may yet be `Dân.` or another word
    assert list(stream.feed(" vui")) == [MarkedSentence("Cầu đã thông xe.", (1,))]
    assert stream.pending == len("Dân vui")
    assert list(stream.close()) == [MarkedSentence("Dân vui")]


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "Cầu ",
                    "mở. ",
                    "Dân ",
                    "[1]",
                    "[",
                    "2",
                    ", ",
                    "]",
                    "【3】",
                    "\n",
                    "vui. ",
                    "†",
                    "A",
                    "(",
                    "đoạn ",
                    ")",
                ),
                *("[[4]]", "## ", "| ", "---", "**", "- ", "1. ", "Nguồn: ", "(#4)", "[^5]: ", "\\", "<think>"),
            ]
        )
    )
)
def test_it_does_not_matter_how_the_stream_is_cut(parts: list[str]) -> None:
    text = "".join(parts)
    assert read(text) == read(*text) == read(*parts)


@given(st.text())
def test_anything_can_be_read(text: str) -> None:
    for sentence, markers in read(*text):
        assert sentence == sentence.strip()
        assert all(0 <= marker <= 999 for marker in markers)
