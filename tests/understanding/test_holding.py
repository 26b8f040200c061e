"""Whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import pytest

from rag.text.words import folded
from rag.understanding.asking import Asked, has_role
from rag.understanding.holding import MAY_HOLD, beyond, holds


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        ("money", "Cam loại một bán 38.000 đồng/kg.", 1.0),
        ("money", "It cost 13 million dollars.", 1.0),
        ("money", "It cost 1.4 billion US dollars.", 1.0),
        ("money", "Học bổng hai triệu đồng.", 1.0),
        ("money", "Cây đờn mua giá hai chỉ vàng.", 1.0),
        ("money", "Bán 30 nghìn/kg.", 1.0),
        ("money", "Vào cửa miễn phí.", 0.5),
        ("money", "Admission is free.", 0.5),
        ("money", "Có 38 người dự.", 0.0),
        ("money", "Có 3 đồng chí dự.", 0.0),
        ("money", "Mỗi suất 40 triệu.", 1.0),
        ("money", "Có 40 triệu lượt khách.", 0.0),
        ("number", "Năm nay anh đi một mình.", 0.0),
        ("number", "Ngày 6/12/2018, hội nghị họp.", 0.0),
        ("number", "Ngày 6/12, 30 người họp.", 1.0),
        ("number", "Có năm đội thuyền.", 1.0),
        ("number", "Mỗi đội có 10-12 người.", 1.0),
        ("number", "Hội mở ngày 29-11.", 0.0),
        ("number", "Ngày 12/10 năm nay hội mở.", 0.0),
        ("number", "Ngày 8/3 người dân vui chơi.", 0.0),
        ("time", "Cầu dài 350 mét.", 0.0),
        ("team", "Đội xã Quảng Hải giành giải Nhất.", 1.0),
        ("team", "Thuyền nam có 24 tay chèo.", 0.0),
        ("organisation", "Công ty cổ phần Sông Gianh thi công.", 1.0),
        ("organisation", "Cầu Hạ Vàng dài 350 mét.", 0.0),
        ("place", "Hội đồng họp tại hội trường xã.", 1.0),
        ("place", "Hội đồng họp lúc bảy giờ.", 0.0),
        ("person", "Thầy Lê Tám, hiệu trưởng, nói vậy.", 1.0),
        ("number", "Có mười hai thuyền.", 1.0),
        ("number", "Có rất nhiều thuyền.", 0.0),
        ("time", "Sáng 29/4, hội mở.", 1.0),
        ("time", "Hội mở sớm.", 0.0),
        ("person", "Bà Nguyễn Thị Hoa nói vậy.", 1.0),
        ("person", "Thuyền của Quảng Văn về nhất.", 0.5),
        ("person", "thuyền về nhất.", 0.0),
        ("person", "thuyền của một thợ (Bảy) về nhất.", 0.5),
        ("place", "Hội mở tại Ba Đồn.", 1.0),
        ("place", "hội mở sớm.", 0.0),
        ("organisation", "Phí do Cơ quan Cầu đường Hạ thu.", 1.0),
        ("organisation", "Phim do Lower Village Studios làm.", 1.0),
        ("organisation", "Phí do dân làng thu.", 0.0),
        ("time", "Cầu mở từ 17h đến 20h.", 1.0),
        ("time", "Đồi cao 17 hm.", 0.0),
        ("time", "Cầu đóng vào sáng sớm.", 1.0),
        ("reason", "Cầu đóng vì nước lên.", 1.0),
        ("reason", "Do nước lên, cầu đóng.", 1.0),
        ("reason", "The bridge closed because of the flood.", 1.0),
        ("reason", "Nước lên khiến cầu đóng.", 0.5),
        ("reason", "Nước lên buộc làng đóng cầu.", 0.5),
        ("reason", "Nước lên làm hỏng cầu.", 0.5),
        ("reason", "Xe qua cầu bắt buộc dừng lại.", 0.0),
        ("reason", "Vì vậy cầu đóng.", 0.0),
        ("reason", "Ông hỏi lý do tại sao cầu đóng.", 0.0),
        ("reason", "Cầu đóng sớm.", 0.0),
        ("fate", "Tàu bị sóng đánh dạt vào bờ.", 1.0),
        ("fate", "Tàu đã chìm.", 1.0),
        ("fate", "Tàu được kéo về cảng.", 0.5),
        ("fate", "Tàu ra khơi.", 0.0),
        ("fate", "The ship was slowly broken up.", 1.0),
        ("fate", "The ship sank.", 1.0),
        ("fate", "The ship left the port.", 0.0),
        ("name", "Tàu có tên Hải Âu.", 1.0),
        ("name", "Tàu Hải Âu ra khơi.", 0.5),
        ("name", "tàu ra khơi.", 0.0),
        ("time", "Vụ việc xảy ra khoảng 02:30.", 1.0),
        ("organisation", "Vé do Liên đoàn Bóng đá bán.", 1.0),
    ],
)
def test_what_a_sentence_holds(kind: str, sentence: str, held: float) -> None:
    assert holds(kind, sentence) == held


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("Khóa học kéo dài bao lâu?", "Khóa học kéo dài một giờ.", 1.0),
        ("Ông nằm viện mấy ngày?", "Ông phải nằm viện 2-3 ngày.", 1.0),
        ("How many days was he in hospital?", "Ông phải nằm viện 2-3 ngày.", 1.0),
        ("Khóa học kéo dài bao lâu?", "Khóa học có 30 học viên.", 0.5),
        ("Khóa học kéo dài bao lâu?", "Khóa học đã mở.", 0.0),
        ("How long is the bridge?", "Cầu dài 680 m.", 1.0),
        ("How long is the bridge?", "Cầu trị giá 45 tỷ đồng.", 0.5),
        ("Có bao nhiêu học viên?", "Khóa học có 30 học viên.", 1.0),
        # dates, times of day, ordinals and noises are no durations
        ("Hội kéo dài bao lâu?", "Hội khai mạc ngày 20 tháng 3.", 0.0),
        ("Hội kéo dài bao lâu?", "Hội mở lúc 7 giờ.", 0.5),
        ("Hội kéo dài bao lâu?", "Sáng thứ ba tuần này hội mở.", 0.5),
        ("Hội kéo dài bao lâu?", "Một tiếng nổ lớn vang lên.", 0.0),
        ("How long did it last?", "It began on the second day.", 0.0),
        ("Hội kéo dài bao lâu?", "Hội kéo dài 2 năm 3 tháng.", 1.0),
        # what is counted is no quantity
        ("How many people live in the area?", "The area has 12,000 people.", 1.0),
        ("Trường cao đẳng có bao nhiêu sinh viên?", "Trường có 3.000 sinh viên.", 1.0),
        ("Tòa nhà cao bao nhiêu tầng?", "Tòa nhà có 12 tầng.", 1.0),
        ("Trong thời gian qua có bao nhiêu người chết?", "Có 30 người chết.", 1.0),
        ("Nhiệt độ cao nhất là bao nhiêu?", "Nhiệt độ lên tới 39 độ.", 1.0),
    ],
)
def test_a_quantity_has_its_unit(question: str, sentence: str, held: float) -> None:
    assert holds("number", sentence, Asked.of(question)) == held


@pytest.mark.parametrize(
    ("question", "kind", "sentence", "held"),
    [
        ("Lễ lúc mấy giờ?", "time", "Lễ mở lúc 7 giờ.", 1.0),
        ("Lễ lúc mấy giờ?", "time", "Lễ mở ngày 3/5.", 0.5),
        ("What year was it built?", "time", "It was built in 1998.", 1.0),
        ("What year was it built?", "time", "It was built in May.", 0.5),
        ("Tỷ số mấy?", "number", "Đội nhà thắng 2-1.", 1.0),
        ("Tỷ số mấy?", "number", "Có 30 khán giả.", 0.5),
        ("Tỷ số mấy?", "number", "Trận đấu ngày 29-11.", 0.0),
        ("Ai vô địch?", "person", "Bà Lê Thị Sáu vô địch.", 1.0),
        ("Ai vô địch?", "person", "Bà Lê Thị Sáu đến dự.", 0.0),
        ("Ai giành lại quyền?", "person", "Bà Lê Thị Sáu đến dự.", 1.0),  # this is no race
        ("Which team won?", "team", "Đội Hòa An đến dự.", 0.0),
    ],
)
def test_what_is_asked_for_more_exactly(question: str, kind: str, sentence: str, held: float) -> None:
    assert holds(kind, sentence, Asked.of(question)) == held


def test_an_animal_is_told_by_what_stands_before_it() -> None:
    asked = Asked.of("Trăn nuốt con gì?")
    assert holds("animal", "Trăn nuốt ba con hươu.", asked) == 1.0
    assert holds("animal", "Hổ dữ xuất hiện.", asked) == 0.5
    assert holds("animal", beyond(folded("Con trăn nuốt con gì?"), "Con trăn nằm yên."), asked) == 0.0
    assert holds("animal", "Bà có con dâu trồng hoa.", asked) == 0.0


def test_whoever_holds_another_office_is_half_an_answer() -> None:
    sentence = "Bà Đinh Thị Xuyến, giám đốc bệnh viện, nói vậy."
    assert holds("person", sentence, Asked(roles=frozenset({"director"}))) == 1.0
    assert holds("person", sentence, Asked(roles=frozenset({"coach"}))) == 0.5
    assert has_role(frozenset({"director"}), sentence)
    assert not has_role(frozenset({"coach"}), sentence)
    assert has_role(frozenset(), "Cầu dài 350 mét.")


@pytest.mark.parametrize(
    ("question", "sentence", "new"),
    [
        ("Ai thắng hội vật Mai Trung?", "Hội vật làng Mai Trung có Lê Tư dự.", "Hội vật làng   có Lê Tư dự."),
        ("Hội vật năm 2023 ai thắng?", "Năm 2023, hội vật có 64 đô.", "Năm , hội vật có 64 đô."),
        ("Đội nào thắng?", "Đội Hòa An thắng.", "Đội Hòa An thắng."),  # any word has a capital at the head
        ("cau vinh lai dai bao nhieu", "Cây cầu Vĩnh Lại dài 46 mét.", "Cây cầu   dài 46 mét."),
    ],
)
def test_names_and_numbers_of_the_question_are_no_answer(question: str, sentence: str, new: str) -> None:
    assert beyond(folded(question), sentence) == new


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [
        ("Khách đặt vé qua số 0299 3 812 466, trước hai tiếng.", 1.0),
        ("Gọi tổng đài: 1900 0277 (24/24).", 1.0),
        ("Ai mất xe báo số 02993 822 113.", 1.0),
        ("Call +84 299 3812466.", 1.0),
        ("Bà con gọi 114 khi có cháy.", 1.0),
        ("Giải nhì là 055 738, ngày 05/06/2025.", 0.0),
        ("Xe chạy 114 km, giá 85.000 đồng.", 0.0),
    ],
)
def test_whether_a_sentence_has_a_telephone_number(sentence: str, sure: float) -> None:
    assert holds("phone", sentence) == sure


def test_a_person_in_lao_stands_behind_a_title_and_holds_the_office_that_is_asked_for() -> None:
    governor = Asked.of("ໃຜເປັນເຈົ້າແຂວງ?")
    assert holds("person", "ທ່ານ ຄຳສີ ວົງໄຊ ເຈົ້າແຂວງ ເຂົ້າຮ່ວມ", governor) == 1.0
    assert holds("person", "ທ່ານ ບຸນມີ ສີໄຊ ຫົວໜ້າພະແນກ ລາຍງານ", governor) == MAY_HOLD
    assert holds("person", "ຂົວຍາວ 120 ແມັດ", Asked.of("ໃຜສ້າງຂົວ?")) == MAY_HOLD
    assert "person" not in Asked.of("ລາຍຮັບມອບໃຫ້ໃຜ?").kinds
