"""The numbers of a sentence that count what a question counts."""

from __future__ import annotations

import pytest
import regex

from rag.understanding.counting import counted_things


@pytest.mark.parametrize(
    ("question", "what", "sentence", "counted"),
    [
        ("Có bao nhiêu hộ dân?", "hộ dân", "Xã có 340 hộ dân ở 12 thôn.", ["340 hộ dân"]),
        ("co bao nhieu ho dan", "ho dan", "Xã có 340 hộ dân ở 12 thôn.", ["340 hộ dân"]),
        ("Bao nhiêu người tham gia?", "người tham gia", "Có 50 người tham gia giải.", ["50 người"]),
        ("Bao nhiêu thuyền?", "thuyền", "Số thuyền tăng lên 20 chiếc, gồm 12 thuyền nam.", ["20 chiếc"]),
        ("How many boats?", "boats", "20 boats took part, including 12 boats of men.", ["20 boats"]),
        ("How many boats?", "boats", "One boat won; 20 men rowed.", []),
        ("Bao nhiêu cây?", "cây", "Trồng 5 cây, rồi 6 cây.", ["5 cây", "6 cây"]),
        ("Bao nhiêu cây?", "cây", "Trồng 5 cây, rồi 6 cây và 7 cây.", ["5 cây"]),
        ("Bao nhiêu cây?", "cây", "Trồng 5 hàng, mỗi hàng 6 khóm.", []),
        ("ມີນັກຮຽນຈັກຄົນ", "ຄົນ", "ມີນັກຮຽນ 143 ຄົນ ຍິງ 68 ຄົນ", ["143 ຄົນ"]),
        ("ຈັກຄົນ", "ຄົນ", "ມີນັກຮຽນ 143 ຄົນ ຍິງ 68 ຄົນ", ["143 ຄົນ", "68 ຄົນ"]),
    ],
)
def test_a_number_is_counted_with_its_thing(question: str, what: str, sentence: str, counted: list[str]) -> None:
    numbers = [match.span() for match in regex.finditer(r"\d+", sentence)]
    assert [sentence[start:end] for start, end in counted_things(question, what, sentence, numbers)] == counted
