"""Names of a question by their sound."""

from __future__ import annotations

import pytest

from rag.finding.hearing import Heard
from rag.finding.scoring import WordMatch
from rag.text.words import terms


def heard(question: str) -> Heard:
    return Heard.of(question, WordMatch(terms(question), dict.fromkeys(terms(question), 1), 10, 8))


MINE = "Mỏ kali Khăm Muộn có bao nhiêu công nhân?"  # nine words that tell alike, two of them a name


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("The potash mine in Khammouane employs many.", 2 / 9),
        ("ບໍ່ແຮ່ຢູ່ແຂວງຄຳມ່ວນ ມີກຳມະກອນ", 2 / 9),
        ("Mỏ ở Khăm Muộn", 0.0),  # as it was typed, which words tell
        ("The gold mine in Xepon employs many.", 0.0),
        ("A khammouane of no name.", 0.0),
        ("", 0.0),
    ],
)
def test_a_name_is_heard_in_another_language_and_script(text: str, share: float) -> None:
    assert heard(MINE).share(text) == pytest.approx(share)


@pytest.mark.parametrize(
    ("name", "printed", "alike"),
    [
        ("Xa-vẳn-na-khẹt", "Savannakhet", True),
        ("Thẩm Lò", "Tham Lor", True),
        ("Bua Lạ Pha", "Bualapha", True),
        ("Savannakhet", "ສະຫວັນນະເຂດ", True),
        ("Normans", "Norman", False),  # another consonant, another name
        ("Na Kai", "Na Hin", False),
    ],
)
def test_only_vowels_may_differ(name: str, printed: str, alike: bool) -> None:
    assert (heard(f"in {name}").share(f"at {printed}") > 0) is alike


def test_the_words_of_a_name_that_are_heard() -> None:
    assert heard("giá ở Khăm Muộn và Vinh").words("prices in Khammouane, Hanoi") == {"khăm", "muộn"}
    assert heard("khăm muộn").words("prices in Khammouane") == frozenset()  # no capital, no name
    assert heard("Where is it?").words("Where it is") == frozenset()


def test_names_are_looked_for_in_the_stream_of_a_lao_question() -> None:
    asked = heard("ດ່ານນາຫີນ")  # danahin: five of its seven sounds, each telling .7 of what a word does
    assert asked.share("The checkpoint of Na Hin is open.") == pytest.approx(0.7 * 5 / 7)
    assert asked.share("The checkpoint of Na Kai is open.") == 0.0


def test_whether_a_text_in_another_script_says_a_name() -> None:
    heard = Heard.of("Cầu ở Điện Biên Phủ dài bao nhiêu?", WordMatch(terms("Điện Biên Phủ"), {}, 9, 10))
    assert heard.is_named("ລົດເມໄປດຽນບຽນຟູ")
    assert not heard.is_named("ລົດເມໄປວຽງຈັນ")
    plain = Heard.of("How long is the bridge?", WordMatch(terms("bridge"), {}, 9, 10))
    assert plain.is_named("ຂົວຍາວ 120 ແມັດ")
