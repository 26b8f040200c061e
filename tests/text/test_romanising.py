"""Lao letters as Latin ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.text.romanising import romanised


@pytest.mark.parametrize(
    ("lao", "latin"),
    [
        ("ທ່າແຂກ", "thakhek"),
        ("ຄຳມ່ວນ", "khammuan"),  # ວ between consonants is a vowel,
        ("ສະຫວັນນະເຂດ", "savannakhet"),  # before one a consonant; ຫ gives but a tone
        ("ປາກຊ່ອງ", "paksong"),
        ("ຫຼວງພະບາງ", "luangphabang"),
        ("ຊຽງຂວາງ", "siengkhuang"),
        ("ຫີນບູນ", "hinbun"),
        ("ບົວລະພາ", "bualapha"),
        ("ແກ້ວມະນີ", "keomani"),
        ("ອຸດົມໄຊ", "udomsai"),
        ("ຄຳເກີດ", "khamkeut"),
        ("ເມືອງ", "meuang"),
        ("ເຫຼົ້າ", "lao"),
        ("ບໍລິຄຳໄຊ 2025", "bolikhamsai 2025"),
        ("Thakhek, Thà Khẹc", "Thakhek, Thà Khẹc"),
    ],
)
def test_names_are_written_as_they_sound(lao: str, latin: str) -> None:
    assert romanised(lao) == latin


@given(st.text("ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮໜໝະາຳິີຶືຸູົຼຽເແໂໃໄໍ່້ັ ", max_size=30))
def test_nothing_lao_is_left(text: str) -> None:
    assert not any("\u0e80" <= letter <= "\u0eff" for letter in romanised(text))
