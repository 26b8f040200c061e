"""What kind of thing is asked for."""

from __future__ import annotations

import pytest

from rag.understanding.asking import Asked


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Giá vàng hôm nay bao nhiêu?", {"money"}),
        ("What is the price of gold today?", {"money"}),
        ("Giá vàng hôm nay", {"money"}),
        ("What is the bus fare to Vinh?", {"money"}),
        ("ລິດລະເທົ່າໃດ?", {"money"}),
        ("ໂຮງຮຽນມູນຄ່າເທົ່າໃດ?", {"money"}),
        ("ລາວໃຊ້ນ້ຳມັນມື້ລະເທົ່າໃດ?", {"number"}),
        ("ດ່ານເປີດຈັກໂມງ?", {"time"}),
        ("ສ້າງດົນປານໃດ?", {"number"}),
        ("How expensive is a ticket?", {"money"}),
        ("How much is the ticket?", {"money"}),
        ("How much is known about it?", {"number"}),
        ("Các chuyên gia đánh giá thế nào?", set()),
        ("Buổi đấu giá diễn ra thế nào?", set()),
        ("Giá đỡ làm bằng gì?", set()),
        ("Ai Cập có gì?", set()),
        ("AI có gì?", set()),
        ("cán bộ nhận hối lộ bao nhiêu", {"money"}),
        ("chủ xe đền bao nhiêu", {"money"}),
        ("Lãi suất bao nhiêu?", {"number"}),
        ("Bị phạt bao nhiêu năm tù?", {"number"}),
        ("vé vào lễ hội", {"money"}),
        ("vé xe đi Châu Đốc", {"money"}),
        ("vé vào lễ hội bán ở đâu", {"place"}),
        ("chợ tạm nằm chỗ nào", {"place"}),
        ("số di động của người trực cầu", {"phone"}),
        ("vé số trúng giải", set()),
        ("số đt điện lực", {"phone"}),
        ("xin sđt bệnh viện", {"phone"}),
        ("sdt ben xe", {"phone"}),
        ("Số điện thoại của bến xe là bao nhiêu?", {"phone"}),
        ("Mất xe thì liên hệ số nào?", {"phone"}),
        ("gọi số nào để báo mất điện", {"phone"}),
        ("Hotline điện lực là số mấy?", {"phone"}),
        ("What is the phone number of the hospital?", {"phone"}),
        ("Bao nhiêu số điện thoại bị khóa?", {"number"}),
        ("Tổng đài nhận bao nhiêu cuộc gọi?", {"number"}),
        ("Cầu xây năm bao nhiêu?", {"time"}),
        ("Đội nào vô địch?", {"team"}),
        ("Đơn vị nào thi công cầu?", {"organisation"}),
        ("Which company built it?", {"organisation"}),
        ("Cầu mới dài bao nhiêu mét?", {"number"}),
        ("How many boats raced?", {"number"}),
        ("Ai là hiệu trưởng?", {"person"}),
        ("Who leads the school?", {"person"}),
        ("Hội nghị diễn ra ở đâu, khi nào?", {"place", "time"}),
        ("Where and when was it held?", {"place", "time"}),
        ("ໃຜເປັນຄູ?", {"person"}),
        ("Vì sao nước lên nhanh?", {"reason"}),
        ("Sao cầu đóng sớm?", {"reason"}),
        ("Cầu sập do đâu?", {"reason"}),  # and no place
        ("What made the river rise?", {"reason"}),
        ("Which country made the boats?", {"place"}),
        ("ຍ້ອນຫຍັງນ້ຳຈຶ່ງຂຶ້ນ?", {"reason"}),
        ("Chuyện gì đã xảy ra với con tàu?", {"fate"}),
        ("Việc gì xảy ra ở cảng?", set()),
        ("What happened to the ship?", {"fate"}),
        ("What became of the crew?", {"fate"}),
        ("What happened in the port?", set()),
        ("Con tàu tên gì?", {"name"}),
        ("Ổ trứng nở ra con gì?", {"animal"}),
        ("Con nào của ông Nam học giỏi?", set()),
        ("Which bird flu cases were found?", set()),
        ("What kind of animal was in the box?", {"animal"}),
        ("ສັດຫຍັງຢູ່ໃນກ່ອງ?", {"animal"}),
        ("What is the name of the ship?", {"name"}),
        ("Trận đấu có tỷ số mấy?", {"number"}),
        ("What was the final score?", {"number"}),
        ("Tiền thưởng giải Nhất", {"money"}),
        ("Học phí của trường ra sao?", set()),
        ("So sánh tiền thưởng năm 2023 và 2024", {"money"}),
        # `who`, `when` and `which` that do not ask
        ("Which flag did the man who fell carry?", set()),
        ("Did the man who fell steer the boat?", set()),
        ("What happened and who fell?", {"person"}),
        ("When the bridge fell, which road was open?", set()),
        ("Which District 1 parent wrote?", set()),
    ],
)
def test_what_is_asked(question: str, kinds: set[str]) -> None:
    assert Asked.of(question).kinds == kinds


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("Ai là giám đốc bệnh viện?", {"director"}),
        ("Who is the director?", {"director"}),
        ("Ai dẫn đầu đoàn Lào?", {"head of delegation"}),
        ("Who led the Lao delegation?", {"head of delegation"}),
        ("Ai là Trưởng ban tổ chức?", {"head of committee"}),
        ("ai dan dau doan Lao", {"head of delegation"}),
        ("Ai dân đâu đoàn Lào?", {"head of delegation"}),  # marks restored amiss
        ("Who is the head of the organising committee?", {"head of committee"}),
        ("Giám đốc nói gì?", set()),
        ("Ai là Phó Chủ tịch xã?", {"deputy chair"}),
        ("ai la pho bi thu tinh uy", {"deputy secretary"}),
        ("Ai là Phó Tổng Giám đốc?", {"deputy director"}),
        ("Ở thành phố ai là chủ tịch?", {"chair"}),
        ("Who is the deputy prime minister?", {"deputy prime minister"}),
        ("Who is the vice president?", {"deputy chair"}),
        ("ໃຜເປັນຮອງປະທານ?", {"deputy chair"}),
        ("Ai về nhất?", set()),
    ],
)
def test_an_office_may_be_asked_for(question: str, roles: set[str]) -> None:
    assert Asked.of(question).roles == roles


@pytest.mark.parametrize(
    "question",
    [
        "Who did she share the prize with?",
        "Lễ lúc mấy giờ?",
        "Thời hạn nộp đến khi nào?",
        "Giá xăng cao nhất là bao nhiêu?",
    ],
)
def test_where_no_number_is_asked_for_there_are_no_units(question: str) -> None:
    assert Asked.of(question).units == ()
