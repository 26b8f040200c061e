"""What is asked in Lao, and articles in Lao that have no word of it."""

from __future__ import annotations

import pytest

from rag.understanding.properties import is_untold
from rag.understanding.properties_lao import is_untold_in_lao

SCHOOL = "ໂຮງຮຽນບ້ານດອນ\nໂຮງຮຽນບ້ານດອນມີນັກຮຽນ 143 ຄົນ. ອາຈານ ຄຳສີ ເປັນຜູ້ອຳນວຍການ. ການກໍ່ສ້າງໃຊ້ເວລາ 8 ເດືອນ."


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("ເບີໂທໂຮງຮຽນບ້ານດອນ", "ຕິດຕໍ່ 051 212 330."),
        ("ອາຈານ ຄຳສີ ອາຍຸຈັກປີ?", "ລາວອາຍຸ 50 ປີ."),
        ("ລູກຊາຍອາຈານ ຄຳສີ ຊື່ຫຍັງ?", "ລູກຊາຍຂອງລາວຊື່ ບຸນມີ."),
        ("ໃຜອອກແບບໂຮງຮຽນບ້ານດອນ?", "ຜູ້ອອກແບບແມ່ນທ້າວ ບຸນ."),
        ("ບໍລິສັດໃດກໍ່ສ້າງໂຮງຮຽນ?", "ບໍລິສັດ ແສງຄຳ ເປັນຜູ້ຮັບເໝົາ."),
        ("ໂຮງຮຽນມີພະນັກງານຈັກຄົນ?", "ມີພະນັກງານ 6 ຄົນ."),
        ("ວິທີເຮັດເຂົ້າປຸ້ນ", "ສູດເຂົ້າປຸ້ນ: ຕົ້ມນ້ຳ."),
        ("ໂຮງຮຽນມີບ່ອນຈອດລົດຈັກຄັນ?", "ມີບ່ອນຈອດລົດ 20 ຄັນ."),
        ("ໂຮງຮຽນບ້ານດອນກໍ່ຕັ້ງປີໃດ?", "ໂຮງຮຽນສ້າງຕັ້ງໃນປີ 1988."),
        ("ໂຮງຮຽນບ້ານໂພນມີຄູຈັກຄົນ?", "ຄູມາຈາກບ້ານໂພນ."),  # another village
        ("ໂຮງຮຽນຢູ່ປາກເຊມີນັກຮຽນຈັກຄົນ?", "ໂຮງຮຽນຢູ່ປາກເຊ."),
        ("ມີຄົນຕາຍຈັກຄົນ?", "ບໍ່ມີຜູ້ເສຍຊີວິດ."),
    ],
)
def test_an_article_without_a_word_of_it_does_not_tell(question: str, more: str) -> None:
    assert is_untold_in_lao(question, SCHOOL)
    assert not is_untold_in_lao(question, f"{SCHOOL} {more}")
    assert is_untold(question, SCHOOL)  # and is found by the language


@pytest.mark.parametrize(
    "question",
    [
        "ໂຮງຮຽນມີນັກຮຽນຈັກຄົນ?",  # it is counted in the article
        "ໂຮງຮຽນເປີດຈັກໂມງ?",
        "ໂຮງຮຽນບ້ານໃດມີນັກຮຽນຈັກຄົນ?",
        "ຢູ່ບ້ານດອນມີຄູຈັກຄົນ?",  # an `ອາຈານ` is one
        "ໃຜເປັນຜູ້ອຳນວຍການ?",
        "ການກໍ່ສ້າງໃຊ້ເວລາດົນປານໃດ?",
    ],
)
def test_what_may_be_told_is(question: str) -> None:
    assert not is_untold_in_lao(question, SCHOOL)


def test_an_article_in_another_language_is_not_looked_at_by_words_of_lao() -> None:
    assert not is_untold("ເບີໂທໂຮງຮຽນບ້ານດອນ", "Trường bản Don\nTrường có 143 học sinh.")


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Trường bản Đon do ai thiết kế?", "ຜູ້ອອກແບບແມ່ນທ້າວ ບຸນ."),
        ("Who designed the school?", "ຜູ້ອອກແບບແມ່ນທ້າວ ບຸນ."),
        ("How many people were injured?", "ມີຜູ້ບາດເຈັບ 2 ຄົນ."),
        ("Hiệu trưởng bao nhiêu tuổi?", "ທ່ານອາຍຸ 50 ປີ."),
    ],
)
def test_asked_in_another_language(question: str, more: str) -> None:
    assert is_untold(question, SCHOOL.replace("ການກໍ່ສ້າງ", ""))
    assert not is_untold(question, f"{SCHOOL} {more}")
    assert not is_untold("Trường có bao nhiêu học sinh?", SCHOOL)


def test_a_name_is_told_beside_what_it_is_the_name_of() -> None:
    question, more = "ຜູ້ຮັບເໝົາຊື່ຫຍັງ?", "ຜູ້ຮັບເໝົາໃຊ້ເວລາສ້າງ 8 ເດືອນ ແລະ ມີກຳມະກອນ 40 ຄົນ"
    assert is_untold_in_lao(question, f"{SCHOOL} {more}.")
    assert not is_untold_in_lao(question, f"{SCHOOL} {more}. ຜູ້ຮັບເໝົາແມ່ນ ທ້າວ ສີ.")
    assert not is_untold_in_lao(question, SCHOOL)  # it may be called otherwise


def test_what_someone_does_may_be_said_otherwise() -> None:
    assert not is_untold_in_lao("ມີຄົນນັ່ງມາຈັກຄົນ?", "ລົດຕູ້ມີຜູ້ໂດຍສານ 9 ຄົນ.")
