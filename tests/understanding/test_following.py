"""A question that leans on the ones before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Message
from rag.understanding.following import carried, complete, leans


def said(*questions: str) -> list[Message]:
    turns: list[Message] = []
    for question in questions:
        turns += [{"role": "user", "content": question}, {"role": "assistant", "content": "Còn tùy."}]
    return turns


@pytest.mark.parametrize(
    ("last", "question", "whole"),
    [
        ("Đội nào vô địch năm 2023?", "Còn năm 2024?", "Đội nào vô địch năm 2024?"),
        ("Đội nào vô địch năm 2023?", "Thế còn năm 2024 thì sao?", "Đội nào vô địch năm 2024?"),
        ("doi nao vo dich nam 2023", "con nam 2024 thi sao", "doi nao vo dich nam 2024?"),
        ("diem chuan lop 10 nam 2023 cao nhat", "con 2024 thi sao", "diem chuan lop 10 cao nhat 2024?"),
        ("Vé khán đài bao nhiêu?", "Thế học sinh thì sao?", "Vé khán đài bao nhiêu học sinh?"),
        ("Cầu Hạ Linh dài bao nhiêu?", "Thế khi nào thì xong?", "Cầu Hạ Linh: khi nào thì xong?"),
        ("cau ha linh dai bao nhieu", "the khi nao thi xong", "cau ha linh dai: khi nao thi xong"),
        ("Ông Lê Văn Tám sinh ở đâu?", "Ông ấy mất năm nào?", "Lê Văn Tám mất năm nào?"),
        ("Beethoven sinh ở đâu?", "Mẹ của ông ấy là ai?", "Mẹ của Beethoven là ai?"),
        ("Who won in 2023?", "What about 2024?", "Who won 2024?"),
        ("Who won in 2023?", "And in 2024?", "Who won in 2024?"),
        (
            "Ai làm trưởng đoàn Hà Tĩnh năm 2024?",
            "Còn đoàn Khăm Muộn?",
            "Ai làm trưởng đoàn Khăm Muộn năm 2024?",
        ),
        (
            "Ai là hiệu trưởng trường Hữu Nghị?",
            "Ông ấy bao nhiêu tuổi?",
            "hiệu trưởng trường Hữu Nghị: Ông ấy bao nhiêu tuổi?",
        ),
        ("Giá cam loại một là bao nhiêu?", "Còn cam loại hai?", "Giá cam loại hai là bao nhiêu?"),
        ("Cầu Gỗ Lau dài bao nhiêu?", "Còn vốn đầu tư?", "Vốn đầu tư của cầu Gỗ Lau là bao nhiêu?"),
        ("Cầu Gỗ Lau ở đâu?", "Còn rộng?", "Cầu Gỗ Lau rộng bao nhiêu?"),
        ("cầu gỗ lau dài bao nhiêu", "còn chi phí", "chi phí của cầu gỗ lau là bao nhiêu?"),
        ("cau go lau dai bao nhieu", "con chi phi?", "chi phi cua cau go lau la bao nhieu?"),
        ("Nhà máy Nậm Lau có bao nhiêu công nhân?", "Còn công suất?", "Công suất của nhà máy Nậm Lau là bao nhiêu?"),
        ("Ai thắng ở hội Lau?", "Còn vốn đầu tư?", "Ai thắng ở hội Lau vốn đầu tư?"),  # of no thing
        ("Trường Hữu Nghị có mấy lớp?", "Còn trường Vinh?", "Trường Vinh có mấy lớp?"),
        ("Ông Lê Văn Tám bao nhiêu tuổi?", "Còn ông Hùng?", "Ông Hùng bao nhiêu tuổi?"),
        ("Cầu Hà Linh ở đâu?", "Cầu này dài bao nhiêu?", "Cầu Hà Linh dài bao nhiêu?"),
        ("Cầu Hà Linh sửa năm 2018 phải không?", "Nó khởi công khi nào?", "Cầu Hà Linh khởi công khi nào?"),
        ("Đội tuyển Hòa An thắng Sông Hiếu mấy bàn?", "Đội ấy thứ mấy?", "Đội tuyển Hòa An thứ mấy?"),
        ("Cầu thủ Lê Văn Tám ở đâu?", "Cầu này dài bao nhiêu?", "Cầu thủ Lê Văn Tám: Cầu này dài bao nhiêu?"),
        ("Ông Tám ở Sông Hiếu nuôi gì?", "Nó giá bao nhiêu?", "Ông Tám ở Sông Hiếu nuôi: Nó giá bao nhiêu?"),
        ("Where is Formosa located?", "What does it produce?", "What does Formosa produce?"),
        ("Where is Vinh?", "What time is it there?", "Vinh: What time is it there?"),
        ("Cầu Hà Linh thông xe khi nào?", "Nó dài bao nhiêu mét?", "Cầu Hà Linh dài bao nhiêu mét?"),
        ("Ai là hiệu trưởng trường Tiểu học Hòa An?", "Trường này ở đâu?", "Trường Tiểu học Hòa An ở đâu?"),
        ("Lễ hội sông Hiếu năm 2024 có mấy đội?", "Lễ hội này ở đâu?", "Lễ hội sông Hiếu ở đâu năm 2024?"),
        ("Lễ hội sông Hiếu năm 2024 có mấy đội?", "Năm 2023 lễ hội này ở đâu?", "Năm 2023 lễ hội sông Hiếu ở đâu?"),
        ("cau ha linh o dau", "cau nay dai bao nhieu", "cau ha linh: cau nay dai bao nhieu"),
        ("Cầu Hà Linh ở đâu?", "cau nay dai bao nhieu", "Cau Ha Linh dai bao nhieu"),
        ("Trường Hòa An ở đâu?", "hoc sinh truong nay hoc gi", "hoc sinh Truong Hoa An hoc gi"),
        ("Ai mở chợ Hòa An?", "no dai bao nhieu", "mo cho Hoa An: no dai bao nhieu"),
        ("Where is Ha Linh bridge?", "How long is it?", "How long is Ha Linh bridge?"),
        ("Who is the head of the new school?", "How old is it?", "How old is the new school?"),
        (
            "What does the school in Vinh teach?",
            "When does its day begin?",
            "When does the school in Vinh's day begin?",
        ),
        ("Who won the Gianh race in 2023?", "Where was it held?", "Where was the Gianh race held in 2023?"),
        ("Who opened the Lau bridge?", "How long is it?", "How long is the Lau bridge?"),
        ("When will the lighthouse at Vinh be lit?", "Who built it?", "Who built the lighthouse at Vinh?"),
        ("Who paid for the Lau bridge?", "What about the railway to Vinh?", "Who paid for the railway to Vinh?"),
        ("Who is the principal?", "What time does it start?", "the principal: What time does it start?"),
        ("Đội nào vô địch năm 2023?", "2024 thì sao?", "Đội nào vô địch 2024?"),
        ("Cầu Lau dài bao nhiêu?", "Chi phí thì sao?", "Chi phí của cầu Lau là bao nhiêu?"),
        ("Vé khán đài ở Vinh bao nhiêu?", "Học sinh thì sao?", "Vé khán đài ở Vinh bao nhiêu học sinh?"),
        ("gia ca phe bao nhieu", "so voi nam ngoai thi sao", "gia ca phe bao nhieu so voi nam ngoai?"),
        ("gia cam loai mot bao nhieu", "con loai hai?", "gia cam loai hai bao nhieu?"),
        ("gia cam bao nhieu", "con sau rieng", "gia cam bao nhieu sau rieng?"),
        ("Đội nào vô địch năm 2023?", "không, ý tôi là năm 2024 cơ", "Đội nào vô địch năm 2024?"),
        ("doi nao vo dich nam 2023", "sai roi, toi hoi nam 2024", "doi nao vo dich nam 2024?"),
        ("Đội nào vô địch năm 2023?", "à xin lỗi, ý tôi là năm 2024", "Đội nào vô địch năm 2024?"),
        ("Đội nào vô địch năm 2023?", "Mình hỏi năm 2024", "Đội nào vô địch năm 2024?"),
        ("Đội nào vô địch năm 2023?", "không, mình hỏi giải nữ", "Đội nào vô địch năm 2023 giải nữ?"),
        ("Đội nào vô địch năm 2023?", "mình hỏi giải nữ cơ", "Đội nào vô địch năm 2023 giải nữ?"),
        ("Cầu Lau dài bao nhiêu?", "ý mình là ai xây cầu Vạc", "ai xây cầu Vạc"),
        ("Where is the Lau bridge?", "No, I mean who built it", "who built the Lau bridge"),
        ("Tê tê ngủ ở đâu?", "Chúng ăn gì?", "Tê tê ngủ: Chúng ăn gì?"),
        # the year beside that of the last question
        ("Đội nào vô địch năm 2024?", "Năm trước đó thì sao?", "Đội nào vô địch năm 2023?"),
        ("doi nao vo dich nam 2023", "con nam sau", "doi nao vo dich nam 2024?"),
        ("Who won in 2024?", "And the year before?", "Who won in 2023?"),
        ("Đội nào vô địch năm 2023 và 2024?", "Còn năm trước?", "Đội nào vô địch và năm trước?"),
        # what is asked beside it, of the same or of another
        ("Cầu Lau dài bao nhiêu năm 2024?", "Còn ở đâu thì rộng hơn?", "Cầu Lau: ở đâu thì rộng hơn năm 2024?"),
        ("Năm 2023 có mấy đội?", "Còn khách xem thì bao nhiêu?", "khách xem thì bao nhiêu Năm 2023?"),
        ("Cầu Lau dài bao nhiêu?", "Còn trường Hữu Nghị có mấy lớp?", "trường Hữu Nghị có mấy lớp?"),
        ("Cầu Lau dài bao nhiêu?", "Nhầm, trường Vinh có mấy lớp?", "trường Vinh có mấy lớp?"),
        ("Who is the principal?", "When was she born?", "the principal: When was she born?"),
    ],
)
def test_what_is_left_out_is_carried_over(last: str, question: str, whole: str) -> None:
    assert complete(question, said(last)) == whole


@pytest.mark.parametrize(
    "question",
    [
        "Giá vàng hôm nay bao nhiêu?",
        "Bệnh viện Hương Sơn có bao nhiêu giường?",
        "Còn bao nhiêu hộ nghèo ở Hương Khê?",
        "Thế giới có bao nhiêu nước?",
        "Thế nào là lạm phát?",
        "the gioi co bao nhieu nuoc",
        "Vậy Hà Linh ở đâu?",
        "con duong nao dai nhat",
        "What is the price of gold?",
        "How many pupils are there in the school?",
        "ho nao lon nhat",
        "ho ngheo duoc ho tro gi",
        "con voi nang bao nhieu",
        "con duong dai nhat",
        "Nếu trời mưa thì sao?",
        "Không khí lạnh về khi nào?",
        "",
        # Of the talk, or a topic of its own
        "Không, sai rồi",
        "Không, tôi biết rồi",
        "khong, thoi",
        "No, that's wrong.",
        "Ý tôi là vậy",
        "Mình hỏi về học phí trường song ngữ",
        "I'm asking about the gold price",
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    assert complete(question, said("Đội nào vô địch năm 2023?")) is None


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2020 Hà Tĩnh xây cầu Hạ Linh, cầu này dài bao nhiêu?",
        "What did the provincial government of the south say about their roads?",
        "Did Quang Tri win its match?",
        "Ông Lê Văn Tám nói gì về công trình của họ?",
        "How many extended metropolitan areas are there?",
        "What is it called when a river floods?",
        "How long does it take for new fields to have oil?",
        "ho tro cho nong dan la bao nhieu",
    ],
)
def test_a_word_that_points_into_its_own_question_leans_on_nothing(question: str) -> None:
    assert complete(question, said("Đội nào vô địch năm 2023?")) is None


@pytest.mark.parametrize(
    ("last", "question"),
    [
        ("Đội nào vô địch năm 2023?", "Còn năm 2024?"),
        ("Cầu Hạ Linh ở đâu?", "Vì sao?"),
        ("Cầu Hạ Linh khánh thành khi nào?", "Ai khánh thành?"),
        ("Cầu Hạ Linh ở đâu?", "Vậy khởi công năm nào?"),
        ("Where is Ha Linh bridge?", "And why was that?"),
        ("Cầu Hạ Linh ở đâu?", "Ở Hà Tĩnh, cầu này thuộc xã nào?"),
        ("Who is the director?", "In Quang Tri, how many beds does it have?"),
        ("Where is Ha Linh bridge?", "Who opened the other one?"),
    ],
)
def test_a_question_may_lean(last: str, question: str) -> None:
    assert leans(question, said(last))
    assert not leans(question, [])


@pytest.mark.parametrize(
    "question",
    ["Giá vàng bao nhiêu?", "Ai là hiệu trưởng?", "Thế nào là lạm phát?", "Who is the mayor?", "gia vang bao nhieu"],
)
def test_a_short_question_of_something_new_leans_on_nothing(question: str) -> None:
    assert not leans(question, said("Đội nào vô địch năm 2023?"))


def test_a_follow_up_may_lean_on_another() -> None:
    turns = said("Đội nào vô địch năm 2022?", "Còn năm 2023?")
    assert complete("Thế còn năm 2024?", turns) == "Đội nào vô địch năm 2024?"


def test_a_turn_of_many_colons_is_read() -> None:
    whole = complete("Còn cầu Vạc?", said("Vé" + ": " * 990 + "ở đâu?"))
    assert whole is not None
    assert whole.strip(": ") == "ở đâu cầu Vạc?"


def test_without_a_turn_before_there_is_nothing_to_carry_over() -> None:
    assert complete("Còn năm 2024?", []) is None
    assert complete("Còn năm 2024?", [{"role": "assistant", "content": "Xin chào"}]) is None
    assert complete("Còn?", said("Ai thắng?")) is None
    assert complete("Nó ở đâu?", said("?")) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_turns_are_read(last: str, question: str) -> None:
    whole = complete(question, said(last))
    assert whole is None or whole.strip()


@pytest.mark.parametrize("question", ["Khi nào?", "vao luc nao?", "Ở đâu?", "Bao nhiêu?", "Why?", "When was that?"])
def test_a_question_without_words_of_its_own_is_of_the_last(question: str) -> None:
    turns: list[Message] = [{"role": "user", "content": "Lễ hội đèn lồng phố cũ có ai dự?"}]
    assert complete(question, turns) == f"Lễ hội đèn lồng phố cũ có dự: {question}"
    assert complete(question, []) is None


@pytest.mark.parametrize(
    ("last", "question", "whole"),
    [
        ("doi nao vo dich giai dua thuyen", "Còn năm 2023?", "doi nao vo dich giai dua thuyen nam 2023?"),
        ("Đội nào vô địch giải đua thuyền?", "con tinh Ha Tinh?", "Doi nao vo dich giai dua thuyen tinh Ha Tinh?"),
        ("Đội nào vô địch giải đua thuyền?", "con nam 2023?", "Đội nào vô địch giải đua thuyền năm 2023?"),
    ],
)
def test_of_two_questions_one_may_be_typed_without_marks(last: str, question: str, whole: str) -> None:
    assert complete(question, [{"role": "user", "content": last}]) == whole


@pytest.mark.parametrize(
    ("turns", "question", "whole"),
    [
        (["Cầu Sông Lũy 2 thông xe khi nào?"], "Ai thi công?", "Cầu Sông Lũy 2: Ai thi công?"),
        (["benh vien lau co may giuong"], "giam doc la ai", "benh vien lau: giam doc la ai"),
        (["Đập Lau cao bao nhiêu?"], "Ai là chủ đầu tư?", "Đập Lau: Ai là chủ đầu tư?"),
        (
            ["benh vien lau co may giuong", "nha may dien gio lau la mo tong von bao nhieu"],
            "cham bao lau",
            "nha may dien gio lau: cham bao lau",
        ),
        (["Hội Lau họp ở đâu năm 2024?"], "Ai dự?", "Hội Lau: Ai dự năm 2024?"),
        (["Hội Lau họp ở đâu năm 2024?"], "Ai dự năm 2023?", "Hội Lau: Ai dự năm 2023?"),
        (["Cầu Lau dài bao nhiêu?", "Ai thi công?"], "Vốn bao nhiêu?", "Cầu Lau: Vốn bao nhiêu?"),
        (["Cầu Lau dài bao nhiêu?", "Ai thi công?"], "Còn cầu Vạc?", "Ai thi công cầu Vạc?"),
        (["Cầu Lau dài bao nhiêu?", "Ai thi công?"], "còn vốn đầu tư", "Vốn đầu tư của cầu Lau là bao nhiêu?"),
        (["Cầu Lau dài bao nhiêu?", "Ai thi công?"], "Còn năm 2023?", "Cầu Lau: Ai thi công năm 2023?"),
        (["Where is the Lau bridge?"], "Who paid for the repair?", "the Lau bridge: Who paid for the repair?"),
        (["Where is the Lau bridge?", "Who paid?"], "No, I mean who designed it", "who designed the Lau bridge"),
    ],
)
def test_any_short_question_may_go_on(turns: list[str], question: str, whole: str) -> None:
    assert carried(question, said(*turns)) == whole


@pytest.mark.parametrize(
    "question",
    [
        "Bệnh viện Hương Sơn có bao nhiêu giường?",
        "Những mặt hàng nào được xuất khẩu nhiều nhất sang thị trường châu Âu?",
        "What is the price of gold?",  # in another language
        "Khi nào Đội Lau thi đấu?",
    ],
)
def test_what_says_what_it_is_about_is_carried_nowhere(question: str) -> None:
    assert carried(question, said("Cầu Lau dài bao nhiêu?")) is None
    assert carried(question, []) is None
