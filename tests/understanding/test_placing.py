"""How a sentence tells the place that is asked for."""

from __future__ import annotations

import pytest

from rag.understanding.asking import Asked
from rag.understanding.holding import MAY_HOLD, holds
from rag.understanding.placing import behind_the_verb, sorts_of_place


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        ("Chợ nằm ở quận nào?", "Chợ thuộc Quận Hải Châu.", "Chợ ở Đà Nẵng."),
        ("Cầu ở huyện nào?", "Cầu ở huyện Quảng Ninh.", "Cầu ở Quảng Bình."),
        ("In which district is the bridge?", "Cầu ở huyện Quảng Ninh.", "Cầu ở Quảng Bình."),
        ("Cầu ở huyện nào?", "The bridge is in Boualapha district.", "The bridge is in Laos."),
        ("Which county is it in?", "It lies in the county of Kent.", "It lies in Kent."),
        ("Con tàu chìm ở sông nào?", "Con tàu chìm ở sông Gianh.", "Con tàu chìm ở Quảng Bình."),
        ("ຂົວຢູ່ແຂວງໃດ?", "ຂົວຢູ່ແຂວງຄໍາມ່ວນ", "ຂົວຢູ່ບ່ອນນັ້ນ"),
    ],
)
def test_a_place_of_the_kind_that_is_asked_for_is_told_surely_and_another_may_be_it(
    question: str, told: str, other: str
) -> None:
    asked = Asked.of(question)
    assert asked.kinds >= {"place"}
    assert (holds("place", told, asked), holds("place", other, asked)) == (1.0, MAY_HOLD)


def test_a_place_behind_the_verb_of_the_question_needs_no_name() -> None:
    asked = Asked.of("Thợ dệt thường làm việc ở đâu?")
    assert holds("place", "Thợ dệt làm việc trong các xưởng nhỏ.", asked) == 1.0
    assert holds("place", "Thợ dệt làm việc rất muộn.", asked) == 0.0
    assert holds("place", "Thợ dệt tới từ Bảo Ninh.", asked) == 1.0  # a name is a place as it was


def test_a_question_without_a_kind_of_place_or_a_verb_has_none() -> None:
    assert sorts_of_place("Chợ ở đâu, quận Hải Châu hay quận Thanh Khê?") == ()
    assert behind_the_verb("Ở đâu bán vé?") is None
