"""What is asked of someone or something, and articles that have no word of it."""

from __future__ import annotations

import pytest

from rag.properties import is_untold

BRIDGE = "Thông xe cầu Gỗ\nCầu Gỗ dài 315 m, nối hai làng, thông xe sáng 29/4."
SMITH = "Ông Tám rèn dao\nÔng Lê Tám, 70 tuổi, rèn dao từ năm 1975 ở làng Hạ."


@pytest.mark.parametrize(
    ("question", "article", "more"),
    [
        ("Ai thiết kế cầu Gỗ?", BRIDGE, "Kiến trúc sư là bà Sáu."),
        ("Who designed the bridge?", BRIDGE, "Bản vẽ của bà Sáu."),
        ("Vì sao cầu Gỗ bị sập?", BRIDGE, "Nhịp giữa gãy trong trận lũ."),
        ("Vì sao chợ bị cháy?", BRIDGE, "Lửa lan từ bếp."),
        ("Vợ của ông Tám là ai?", SMITH, "Ông kết hôn với bà Sáu."),
        ("Ông Tám có vợ chưa?", SMITH, "Ông sống độc thân."),
        ("Mẹ của ông Tám tên gì?", SMITH, "Ông là con trai bà Sáu."),
        ("Who was the mother of Mr Tam?", SMITH, "Ông là con trai bà Sáu."),
        ("Ông Tám mất năm nào?", SMITH, "Ông qua đời năm 2020."),
        ("Ông Tám mất năm nào?", SMITH, "Lê Tám (1940–2020)."),
        ("When did Mr Tam die?", SMITH, "Ông qua đời năm 2020."),
        ("Số điện thoại của lò rèn là gì?", SMITH, "Liên hệ: 0912 345 678."),
        ("Website của lò rèn?", SMITH, "Xem www.loren.vn."),
        ("Học phí lớp rèn bao nhiêu?", SMITH, "Lớp học miễn phí."),
        ("Giá vé qua cầu bao nhiêu?", BRIDGE, "Người dân qua cầu miễn phí."),
        ("Vì sao ông Tám từ chức?", SMITH, "Năm 2019 ông thôi việc ở xã."),
    ],
)
def test_an_article_without_a_word_of_it_does_not_tell(question: str, article: str, more: str) -> None:
    assert is_untold(question, article)
    assert not is_untold(question, f"{article} {more}")


@pytest.mark.parametrize(
    "question",
    [
        "Cầu Gỗ dài bao nhiêu?",
        "Đi qua cầu mất bao lâu?",  # takes, not dies
        "Cha đẻ của nghề rèn là ai?",  # who founded it
        "Ai mất tiền?",
        "Vợ chồng nào rèn dao?",
        "Cầu nào chống cháy?",
        "",
    ],
)
def test_what_is_not_asked_may_be_untold(question: str) -> None:
    assert not is_untold(question, BRIDGE)
