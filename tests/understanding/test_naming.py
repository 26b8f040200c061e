"""What a question points back to, called as the last one calls it."""

from __future__ import annotations

import pytest

from rag.understanding.naming import in_midst, named, subject


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("Cầu này dài bao nhiêu?", "Cầu Hà Linh ở đâu?", "Cầu Hà Linh dài bao nhiêu?"),
        ("cau nay dai bao nhieu", "Cầu Hà Linh ở đâu?", "Cau Ha Linh dai bao nhieu"),
        ("Cầu này dài bao nhiêu?", "Ai đến Hà Linh?", None),  # which is no bridge
        ("Cầu này dài bao nhiêu?", "Yêu cầu Hà Linh là gì?", None),
        (
            "Trường đó có mấy lớp?",
            "Ai là hiệu trưởng trường Tiểu học Phước Tiến?",
            "Trường Tiểu học Phước Tiến có mấy lớp?",
        ),
        (
            "Trường này thì sao?",
            "trường Hữu Nghị ở xã Hòa An có mấy lớp?",
            "Trường Hữu Nghị ở xã Hòa An thì sao?",
        ),
        ("Đội này thắng mấy trận?", "Đội Hà Linh gặp Vinh khi nào?", "Đội Hà Linh thắng mấy trận?"),
        ("Nó ở đâu?", "Cầu Sông Lũy 2 dài mấy mét?", "Cầu Sông Lũy 2 ở đâu?"),
        ("Cầu này dài bao nhiêu?", "Ai xây cầu Sông Lũy 2?", "Cầu Sông Lũy 2 dài bao nhiêu?"),
        ("cau nay dai bao nhieu", "Ai xây cầu Sông Lũy 2?", "Cau Song Luy 2 dai bao nhieu"),
        ("Trường đó có mấy lớp?", "Trường Hòa An số 1 ở xã Lau đẹp không?", "Trường Hòa An số 1 ở xã Lau có mấy lớp?"),
        ("Cầu này dài bao nhiêu?", "Cầu Hà Linh 2 nhịp phải không?", "Cầu Hà Linh dài bao nhiêu?"),
        ("Cầu này dài bao nhiêu?", "Cầu Hà Linh 2/9 thông xe à?", "Cầu Hà Linh dài bao nhiêu?"),
        ("Cầu này dài bao nhiêu?", "Cầu Hà Linh 12,5 tỷ đồng à?", "Cầu Hà Linh dài bao nhiêu?"),
        ("Cầu này dài bao nhiêu?", "Cầu Hà Linh 2024 thế nào?", "Cầu Hà Linh dài bao nhiêu?"),
        ("Dài bao nhiêu?", "Cầu Hà Linh ở đâu?", None),  # points back to nothing
    ],
)
def test_a_thing_is_called_by_its_name(question: str, last: str, whole: str | None) -> None:
    assert named(question, last) == whole


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("Ông ấy bao nhiêu tuổi?", "Ông Lê Văn Tám làm gì?", "Lê Văn Tám bao nhiêu tuổi?"),
        ("Bà ấy ở đâu?", "Beethoven sinh ở đâu?", "Beethoven ở đâu?"),
        ("Ông ấy mất khi nào?", "Ai là chủ tịch xã Hà Linh?", None),  # the last one asks who that is
        ("Ông ấy mất khi nào?", "Cầu sinh hoạt ở đâu?", None),
    ],
)
def test_a_person_is_called_by_the_name(question: str, last: str, whole: str | None) -> None:
    assert named(question, last) == whole


@pytest.mark.parametrize(
    ("question", "last", "whole"),
    [
        ("How long is it?", "Where is the Ha Linh bridge?", "How long is the Ha Linh bridge?"),
        ("What is its length?", "Where is the Ha Linh bridge?", "What is the Ha Linh bridge's length?"),
        ("Is it safe?", "Where is the Ha Linh bridge?", None),
        ("What is it called?", "Where is the Ha Linh bridge?", None),
        ("How old is it?", "Who is the principal?", None),  # who is asked for is no thing
        ("How old is it?", "Who is the head of the new school?", "How old is the new school?"),
    ],
)
def test_it_is_a_thing_in_english(question: str, last: str, whole: str | None) -> None:
    assert named(question, last) == whole


@pytest.mark.parametrize(
    ("last", "called"),
    [
        ("Cầu Sông Lũy 2 ở đâu?", "Cầu Sông Lũy 2"),
        ("Cầu Sông Lũy 2 ở xã Lau dài mấy mét?", "Cầu Sông Lũy 2 ở xã Lau"),
        ("Nhà máy Nậm Lau có bao nhiêu công nhân?", "Nhà máy Nậm Lau"),
        ("Làng Chuông thuộc xã Lau ở đâu?", "Làng Chuông thuộc xã Lau"),
        ("cầu thủ Lê Văn Tám ở đâu?", None),
        ("Ai mở chợ Hòa An?", None),  # not what the question begins with
        ("When does the school in Vinh open?", "the school in Vinh"),
        ("Who won the railway to Vinh?", "the railway to Vinh"),
        ("Who was it?", None),
    ],
)
def test_what_a_question_is_about(last: str, called: str | None) -> None:
    assert subject(last) == called


@pytest.mark.parametrize(
    ("name", "written"),
    [("Làng Chuông", "Làng Chuông"), ("Trường Tiểu học Hòa An", "Trường Tiểu học Hòa An"), ("Chợ hoa", "chợ hoa")],
)
def test_a_name_in_the_midst_of_a_question(name: str, written: str) -> None:
    assert in_midst(name) == written
