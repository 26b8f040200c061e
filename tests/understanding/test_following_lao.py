"""Questions in Lao that lean on the one before them."""

from __future__ import annotations

import pytest

from rag.datatypes import Message
from rag.understanding.following import carried, complete

BRIDGE = "ຂົວນ້ຳກະດິງຍາວເທົ່າໃດ?"
RACE = "ບຸນຊ່ວງເຮືອ ປີ 2023 ມີທີມເຂົ້າຮ່ວມຈັກທີມ?"


def said(question: str) -> list[Message]:
    return [Message(role="user", content=question)]


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("ກວ້າງເທົ່າໃດ?", BRIDGE, "ຂົວນ້ຳກະດິງ: ກວ້າງເທົ່າໃດ?"),
        ("ແລ້ວມູນຄ່າກໍ່ສ້າງເດ?", BRIDGE, "ຂົວນ້ຳກະດິງ: ມູນຄ່າກໍ່ສ້າງເທົ່າໃດ?"),
        ("ແລ້ວໃຜເປັນຜູ້ຮັບເໝົາ?", BRIDGE, "ຂົວນ້ຳກະດິງ: ໃຜເປັນຜູ້ຮັບເໝົາ"),
        ("ແລ້ວປີ 2024 ເດ?", RACE, "ບຸນຊ່ວງເຮືອ ມີທີມເຂົ້າຮ່ວມຈັກທີມ ປີ 2024?"),
        ("ປີ 2024 ເດ?", RACE, "ບຸນຊ່ວງເຮືອ ມີທີມເຂົ້າຮ່ວມຈັກທີມ ປີ 2024?"),
        ("ລາວອາຍຸຈັກປີ?", "ນາງ ບົວໄລ ຂາຍຫຍັງ?", "ນາງ ບົວໄລ: ລາວອາຍຸຈັກປີ?"),
        ("ດ່ານນີ້ເປີດຈັກໂມງ?", "ໃຜເປັນຫົວໜ້າດ່ານນາຫີນ?", "ຫົວໜ້າດ່ານນາຫີນ: ດ່ານນີ້ເປີດຈັກໂມງ?"),
        ("ແລ້ວຢູ່ວຽງຈັນເດ?", "ລາຄານ້ຳມັນຢູ່ຄຳມ່ວນເທົ່າໃດ?", "ລາຄານ້ຳມັນ: ຢູ່ວຽງຈັນ ເທົ່າໃດ"),
    ],
)
def test_it_is_made_whole(question: str, last: str, whole: str) -> None:
    assert complete(question, said(last)) == whole


@pytest.mark.parametrize("question", ["ລາຄານ້ຳມັນມື້ນີ້ເທົ່າໃດ?", "ໃຜເປັນເຈົ້າແຂວງຄຳມ່ວນ?", "ລາວມີຈັກແຂວງ?", "ປີນີ້ຝົນຕົກຫຼາຍບໍ?"])
def test_one_that_stands_alone_is_left_alone(question: str) -> None:
    assert complete(question, said(BRIDGE)) is None


def test_a_short_one_may_be_of_the_same() -> None:
    assert complete("ມີນັກຮຽນຈັກຄົນ?", said("ໂຮງຮຽນບ້ານນາມີຈັກຫ້ອງ?")) is None
    assert carried("ມີນັກຮຽນຈັກຄົນ?", said("ໂຮງຮຽນບ້ານນາມີຈັກຫ້ອງ?")) == "ໂຮງຮຽນບ້ານນາ: ມີນັກຮຽນຈັກຄົນ?"


def test_it_leans_on_no_question_in_another_language() -> None:
    assert complete("ກວ້າງເທົ່າໃດ?", said("Cầu Hà Linh dài bao nhiêu?")) is None
