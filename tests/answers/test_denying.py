"""Questions of what is not so, and sentences that say it to be so."""

from __future__ import annotations

import pytest

from rag.answers.denying import is_affirmed, is_denied_nowhere


@pytest.mark.parametrize(
    ("question", "sentence", "affirmed"),
    [
        ("Giá cam không thể phụ thuộc vào điều gì?", "Giá cam có thể phụ thuộc vào thời tiết bất thường.", True),
        ("Giá cam không phụ thuộc vào điều gì?", "Giá cam không bao giờ phụ thuộc vào thời tiết.", False),
        ("Giá cam không phụ thuộc vào điều gì?", "Giá cam phụ thuộc vào mọi thứ, trừ màu lá.", False),
        ("Giá cam phụ thuộc vào điều gì?", "Giá cam phụ thuộc vào thời tiết.", False),
        ("Giá cam có phụ thuộc vào thời tiết không?", "Giá cam phụ thuộc vào thời tiết.", False),
        ("Ai không muốn nhận giải thưởng?", "Ông Tám nhận giải thưởng vì nể làng.", False),  # wanting is denied
        ("Ông Tám không phải là trưởng thôn nào?", "Theo trưởng thôn Hạ, ông Tám không đến.", False),  # too few words
        ("Làng Hạ không đóng phí chợ nào?", "Làng Hạ không chịu vay tiền đóng phí chợ Gỗ.", False),  # in one clause
        ("Làng Hạ không đóng phí chợ nào?", "Không chờ ai, làng Hạ đóng phí chợ Gỗ.", True),
        ("60% hộ không ủng hộ gì?", "Có 60% hộ ủng hộ xây chợ, tuy chưa xong.", True),
        ("60% hộ không ủng hộ gì?", "Ông Tám ủng hộ xây chợ, tuy chưa xong.", False),  # of another
        ("Thép không gỉ của lò rèn ở đâu?", "Lò rèn bán thép không gỉ của lò rèn bên.", False),
        ("Which farm can't sell oranges abroad?", "Upper Farm may sell oranges abroad, unlike last year.", True),
        ("Which farm can't sell oranges abroad?", "Upper Farm has never been allowed to sell oranges abroad.", False),
        ("Which farm can't sell oranges abroad?", "Upper Farm grows figs.", False),
    ],
)
def test_what_is_denied_and_affirmed(question: str, sentence: str, affirmed: bool) -> None:
    assert is_affirmed(question, [sentence]) is affirmed


def test_another_sentence_may_deny_it() -> None:
    question, said = "Giá cam không phụ thuộc vào điều gì?", "Giá cam phụ thuộc vào thời tiết."
    assert is_affirmed(question, [said, "Chợ họp sớm."])
    assert not is_affirmed(question, [said, "Giá cam không phụ thuộc vào màu lá."])


@pytest.mark.parametrize(
    ("question", "sentences", "nowhere"),
    [
        ("Ai không dự lễ?", ["Ông Tám đến dự lễ."], True),
        ("Ai không dự lễ?", ["Ông Tám đến dự lễ.", "Bà Sáu vắng mặt."], False),
        ("Ai không hài lòng với lễ?", ["Ông Tám chê lễ dài."], False),
        ("Hãng hàng không nào bay đến đảo?", ["Hãng Cánh Cò bay đến đảo."], False),
        ("Ông Tám có dự lễ không?", ["Ông Tám đến dự lễ."], False),
        ("Vì sao ông Tám không dự lễ?", ["Ông Tám đi xa, bận mùa gặt."], False),
        ("Ông Tám giúp ai mà không phải người làng?", ["Ông Tám giúp người qua đường."], False),
        ("Who did not come?", ["Mr Tam and Mrs Sau came."], True),
        ("What is the house that was not built called?", ["The house is called Pine Lodge."], False),
    ],
)
def test_a_denial_is_asked_for(question: str, sentences: list[str], nowhere: bool) -> None:
    assert is_denied_nowhere(question, sentences) is nowhere
