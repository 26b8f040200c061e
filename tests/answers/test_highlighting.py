"""The words of a sentence that answer, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answers.highlighting import highlights


def marked(question: str, sentence: str) -> list[str]:
    return [sentence[start:end] for start, end in highlights(question, sentence)]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Ai treo đèn lồng?", "Đèn do bà Lê Thị Sáu treo từ sáng.", "Lê Thị Sáu"),
        # who did it is not to whom it was done
        ("Ai đuổi bà Sáu?", "Bà Lê Thị Hai đang treo đèn thì bị ông Hồ Văn Tư đuổi ra ngoài.", "Hồ Văn Tư"),
        ("Ai đuổi khách?", "Ông Hồ Văn Tư vẫn đuổi bà Lê Thị Hai.", "Hồ Văn Tư"),
        ("Ai bị đuổi?", "Bà Lê Thị Hai bị đuổi ra ngoài.", "Lê Thị Hai"),
        ("Ai chủ trì buổi họp?", "Đồng chí Bí thư nhường lời, ông Hồ Văn Tư chủ trì buổi họp.", "Hồ Văn Tư"),
        ("Giám đốc bệnh viện là ai?", "Theo bác sĩ Đỗ Văn Bình, Giám đốc bệnh viện, còn thiếu giường.", "Đỗ Văn Bình"),
        (
            "Giám đốc Ban Quản lý dự án là ai?",
            "Giám đốc Ban Quản lý dự án huyện Phan Văn Đông cho hay cầu cao hơn đỉnh lũ.",
            "Phan Văn Đông",
        ),
        ("Ai là giám đốc?", "Bác sĩ chuyên khoa II Đỗ Văn Bình, Giám đốc, nói vậy.", "Đỗ Văn Bình"),  # no name is II
        # of two, the one that holds the office asked for
        (
            "Ai là trưởng ban tổ chức?",
            "Bà Lê Thị Sáu trao cờ cho đội thắng, còn ông Hồ Văn Tư, Trưởng ban tổ chức, trao tiền thưởng.",
            "Hồ Văn Tư",
        ),
        # the question has the other name itself
        (
            "Trưởng đoàn Quảng Trị là ai?",
            "Trưởng đoàn Quảng Trị là bà Lê Thị Sáu, Phó Chủ tịch UBND tỉnh.",
            "Lê Thị Sáu",
        ),
        ("sdt đặt vé", "Khách đặt vé qua số 0299 3 812 466, trước 2 tiếng.", "0299 3 812 466"),
        ("Số điện thoại điện lực?", "Bà con gọi tổng đài: 1900 0277 (24/24).", "1900 0277"),
        # the whole sum, unless a part of it is asked for
        ("Cầu tốn bao nhiêu tiền?", "Kinh phí 110 tỷ đồng + 33 tỷ đồng = 143 tỷ đồng.", "143 tỷ đồng"),
        ("Cầu tốn bao nhiêu tiền?", "Vốn là 143 tỷ đồng, trong đó trung ương 110 tỷ đồng.", "143 tỷ đồng"),
        ("Cầu tốn bao nhiêu tiền?", "Công trình tốn 143 tỷ đồng, gồm 110 tỷ đồng của trung ương.", "143 tỷ đồng"),
        ("Vốn trung ương bao nhiêu tiền?", "Vốn là 143 tỷ đồng, trong đó trung ương 110 tỷ đồng.", "110 tỷ đồng"),
        ("Who is the principal?", "The principal, Kham Souvanh, wants longer terms.", "Kham Souvanh"),
        (
            "Who led the Lao delegation?",
            "The Vietnamese delegation was led by Mrs Le Thi Sau, and the Lao delegation by Mr Kham Souvanh.",
            "Kham Souvanh",
        ),
        ("ໃຜເປັນຫົວໜ້າໂຄງການ?", "ທ່ານ ບຸນມີ ສີສຸກ, ຫົວໜ້າໂຄງການ, ກ່າວວ່າ ວຽກງານໄດ້ສຳເລັດ.", "ບຸນມີ ສີສຸກ"),
        # teams and firms
        ("Đội nào vô địch?", "Chiều qua, đội xã Hòa An vượt lên ở vòng cuối và vô địch.", "đội xã Hòa An"),
        ("Ai vô địch giải bơi thuyền?", "Đội Hòa An về đích trước.", "Đội Hòa An"),
        ("Who won the race?", "Đội xã Hòa An giành giải Nhất, nhanh hơn xã Sông Hiếu 9 giây.", "Đội xã Hòa An"),
        ("Who won the prize?", "Ông Hồ Văn Tư đoạt giải cho cây lúa mới.", "Hồ Văn Tư"),
        (
            "Công ty nào xây cầu?",
            "Công ty cổ phần Xây dựng Sông Hiếu nhận xây cầu.",
            "Công ty cổ phần Xây dựng Sông Hiếu",
        ),
        ("Ai vẽ bức tranh?", "Bức tranh do Trần Thị Mười Hai vẽ ở đường Lê Lợi.", "Trần Thị Mười Hai"),
        ("Ai là em trai của Nguyễn Văn Nam?", "Em trai anh là ông Nguyễn Văn Tú.", "Nguyễn Văn Tú"),
        (
            "Ai là bí thư huyện?",
            "Có ông Lê Văn Sáu, Chủ tịch huyện; ông Hồ Văn Tư, Bí thư huyện; ông Bùi Văn Hai, Phó Bí thư.",
            "Hồ Văn Tư",
        ),
        ("Ai là phó chủ tịch xã?", "Bà Lê Thị Sáu, Phó Chủ tịch UBND xã, phát biểu.", "Lê Thị Sáu"),
    ],
)
def test_who(question: str, sentence: str, answer: str) -> None:
    assert marked(question, sentence) == [answer]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Cầu thông xe khi nào?", "Cầu tạm thông xe lúc 17 giờ 30 phút ngày 8/12.", "17 giờ 30 phút ngày 8/12"),
        ("Cầu thông xe lúc mấy giờ?", "Cầu tạm thông xe lúc 17 giờ 30 phút ngày 8/12.", "17 giờ 30 phút"),
        ("Cầu thông xe ngày nào?", "Cầu tạm thông xe lúc 17 giờ 30 phút ngày 8/12.", "ngày 8/12"),
        ("Cầu cũ xây năm nào?", "Cầu cũ xây năm 1996, chỉ cho người đi bộ.", "năm 1996"),
        ("Khi nào đê xong?", "Kè sẽ xong vào tháng 3/2025 và toàn bộ đê xong trong quý II/2026.", "quý II/2026"),
        ("Chợ mở từ mấy giờ?", "Chợ mở từ 5 giờ đến 11 giờ.", "5 giờ"),
        ("When did the market open?", "The market opened on May 18, 2024 in the rain.", "May 18, 2024"),
        ("When does the gate open later?", "The gate opens later starting on September 1.", "September 1"),
        ("ພິທີຈັດຂຶ້ນເມື່ອໃດ?", "ຕອນເຊົ້າວັນທີ 18 ມີນາ 2024, ແຂວງໄດ້ຈັດພິທີ.", "ວັນທີ 18 ມີນາ 2024"),
    ],
)
def test_when(question: str, sentence: str, answer: str) -> None:
    assert marked(question, sentence) == [answer]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Bao nhiêu hộ dân phải sơ tán?", "Nhà chức trách sơ tán 340 hộ dân trong 2 ngày.", "340 hộ dân"),
        ("Có bao nhiêu thuyền tham gia?", "Có 16 thuyền tham gia, gồm 10 thuyền nam và 6 thuyền nữ.", "16 thuyền"),
        ("Có bao nhiêu thuyền?", "Số thuyền tăng lên 20 chiếc, trong đó có 12 thuyền nam và 8 thuyền nữ.", "20 chiếc"),
        ("Treo bao nhiêu đèn lồng?", "Ban tổ chức treo bảy trăm đèn lồng giấy.", "bảy trăm đèn lồng"),
        ("Cầu dài bao nhiêu mét?", "Cầu dài 268 m, rộng 9 m, có 7 nhịp.", "268 m"),
        ("Cầu rộng bao nhiêu?", "Cầu dài 268 m, rộng 9 m, có 7 nhịp.", "9 m"),
        ("Hợp đồng có thời hạn bao nhiêu năm?", "Hợp đồng có thời hạn 25 năm, ký ngày 2/5.", "25 năm"),
        ("Có bao nhiêu đại biểu?", "Sáng nay (6/12), hội nghị khai mạc với 120 đại biểu.", "120 đại biểu"),  # no date
        ("How many companies came?", "The fair drew 64 companies and 8,000 visitors.", "64 companies"),
        ("ໂຮງຮຽນມີນັກຮຽນຈັກຄົນ?", "ມີນັກຮຽນ 143 ຄົນ ແລະ ຄູ 6 ຄົນ.", "143 ຄົນ"),
        ("ລາວຂາຍມາຈັກປີ?", "ນາງ ບົວ ອາຍຸ 54 ປີ ຂາຍມາໄດ້ 27 ປີ.", "27 ປີ"),
        ("ນາງ ບົວ ອາຍຸຈັກປີ?", "ນາງ ບົວ ອາຍຸ 54 ປີ ຂາຍເຂົ້າ.", "54 ປີ"),
        ("ໂຮງຮຽນມູນຄ່າເທົ່າໃດ?", "ໃຊ້ເວລາ 8 ເດືອນ ມູນຄ່າ 1,75 ຕື້ກີບ.", "1,75 ຕື້ກີບ"),
        ("ຄ່າຟອກຄັ້ງລະເທົ່າໃດ?", "ຄ່າຟອກແຕ່ລະຄັ້ງ 310 ໂດລາສະຫະລັດ.", "310 ໂດລາສະຫະລັດ"),
        ("ໃຜເປັນຜູ້ອຳນວຍການ?", "ດຣ. ມະນີຈັນ ວົງພະຈັນ ຜູ້ອຳນວຍການ ກ່າວວ່າ ທ່ານໝໍ 3 ຄົນໄປຝຶກ.", "ມະນີຈັນ ວົງພະຈັນ"),
        # `vốn` is of the whole and of its parts
        ("Vốn đầu tư của cầu là bao nhiêu?", "Tổng mức là 143 tỷ đồng, gồm 110 tỷ đồng vốn trung ương.", "143 tỷ đồng"),
        ("Vốn trung ương bao nhiêu tiền?", "Tổng mức là 143 tỷ đồng, gồm 110 tỷ đồng vốn trung ương.", "110 tỷ đồng"),
        # a measure beside the word for what is measured, whatever the language
        ("How long is the Gỗ bridge?", "Cây cầu dài 268 m, rộng 9 m, có 7 nhịp.", "268 m"),
        ("How wide is the Gỗ bridge?", "Cây cầu dài 268 m, rộng 9 m, có 7 nhịp.", "9 m"),
        ("Cầu Gỗ dài bao nhiêu?", "The bridge is 268 metres long and 9 metres wide.", "268 metres"),
        ("ຂົວຍາວເທົ່າໃດ?", "Cây cầu dài khoảng 268 m, rộng 9 m.", "268 m"),
        ("Giá điện bán một kWh là bao nhiêu?", "Giá mua điện là 6,95 xu Mỹ một kWh.", "6,95 xu Mỹ"),
        ("ມີຜູ້ຊົມຈັກຄົນ?", "ນັດນີ້ມີຜູ້ຊົມ 6.500 ຄົນ.", "6.500 ຄົນ"),
        ("Xe chạy tốc độ bao nhiêu?", "Xe lao xuống vực sâu 15 m khi chạy 62 km/giờ.", "62 km/giờ"),
        ("Nhiệt độ thấp nhất là bao nhiêu?", "Sáng 27/1, nhiệt độ xuống âm 1,2 độ C.", "1,2 độ C"),
        ("Bị phạt bao nhiêu tiền?", "Anh cùng 6 đồng phạm bị phạt 20 triệu đồng.", "20 triệu đồng"),
        (
            "Giá cam loại một là bao nhiêu?",
            "Cam loại một 38.000 đồng/kg, tăng 6.000 đồng so với vụ trước.",
            "38.000 đồng/kg",
        ),
        (
            "Đội nhất nữ được thưởng bao nhiêu tiền?",
            "Đội nhất nam được 30 triệu đồng và đội nhất nữ được 20 triệu đồng.",
            "20 triệu đồng",
        ),
        ("How much do tickets cost?", "Tickets cost 40,000 dong for adults.", "40,000 dong"),
        ("Căn nhà giá bao nhiêu?", "Căn nhà được rao với giá 6-7 tỷ đồng.", "6-7 tỷ đồng"),
        ("Phạt bao nhiêu tiền?", "Người lái xe bị phạt từ 7 triệu đến 8 triệu đồng.", "7 triệu đến 8 triệu đồng"),
        ("Có bao nhiêu xe cháy?", "Theo đài France 3, có 17 xe cháy.", "17 xe cháy"),
        ("How much does the stove cost?", "The stove costs $45 in town.", "$45"),
        ("ປີ້ລາຄາເທົ່າໃດ?", "ປີ້ເຂົ້າຊົມລາຄາ 10.000 ກີບ.", "10.000 ກີບ"),
    ],
)
def test_how_many_and_how_much(question: str, sentence: str, answer: str) -> None:
    assert marked(question, sentence) == [answer]


@pytest.mark.parametrize(
    ("question", "sentence", "answer"),
    [
        ("Hội nghị ở đâu?", "Hội nghị họp tại thành phố Đông Hà sáng nay.", "thành phố Đông Hà"),
        ("Chợ mở ở đâu?", "Chợ mở ở xã Hòa An, huyện Sông Hiếu (Quảng Trị).", "xã Hòa An, huyện Sông Hiếu (Quảng Trị)"),
        ("Hội nghị ở đâu?", "Sáng nay, tại thành phố Đông Hà, hội nghị khai mạc.", "thành phố Đông Hà"),
        ("Where was the meeting held?", "Hội nghị họp tại thành phố Đông Hà sáng nay.", "thành phố Đông Hà"),
        ("Bến đò chuyển về đâu?", "Bến đò chuyển từ bến Thượng về bến Quảng Hạ.", "bến Quảng Hạ"),
        (
            "Where is the show?",
            "The show opened at the city museum in Dong Hoi, Quang Binh.",
            "the city museum in Dong Hoi, Quang Binh",
        ),
        ("ການແຂ່ງຂັນຈັດຢູ່ໃສ?", "ການແຂ່ງຂັນຈະຈັດຂຶ້ນ ຢູ່ເມືອງດົງຮ່າ.", "ເມືອງດົງຮ່າ"),
    ],
)
def test_where(question: str, sentence: str, answer: str) -> None:
    assert marked(question, sentence) == [answer]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Vì sao cầu hỏng?", "Cầu dài 268 m hỏng vì lũ ngày 8/12."),  # asks for nothing of the kind
        ("Kể về cầu Hòa An.", "Cầu Hòa An dài 268 m."),
        ("Có bao nhiêu trường?", "Xã có 586 học sinh."),  # another thing is counted
        ("Ai thắng giải?", "Trời mưa suốt buổi."),
        ("Lễ hội ở Hòa An tổ chức ở đâu?", "Lễ hội tổ chức ở Hòa An."),  # the question says so itself
        ("Năm 2024 lễ hội khai mạc khi nào?", "Lễ hội năm 2024 đông khách."),
        ("How many delegates came?", "Có 180 đại biểu của hai bên."),  # words of two languages do not meet
        ("Ai bị bắt?", "Tàu bị bắt ở quần đảo Hoàng Sa."),
        ("Ai dự hội nghị?", "Đoàn Việt Nam dự hội nghị ở Phan Thiết."),
        ("Ai là chủ tịch xã?", "Bà Lê Thị Sáu, Phó Chủ tịch UBND xã, phát biểu."),
        ("Who is the chair of the council?", "The meeting was led by vice chair Anna Reed Moss."),
        ("Chồng của chị Lê Thị Sáu là ai?", "Chị Lê Thị Sáu chia sẻ rằng đường còn xa."),
        ("Đội nào vô địch?", "Đội bóng của Sông Hiếu vô địch."),  # of another name
        ("Đội nào thắng?", "Đội về nhì nhận cờ."),
        ("Có bao nhiêu máy bay?", "Chiếc F-5B và tàu K-12 về bến vào thế kỷ 20."),  # numbers of names
        ("Chợ ở đâu?", "Trường đóng cửa ở Sông Hiếu."),
        ("Ai vô địch?", "Ông Hồ Văn Tư bán hết vé."),
        ("Who won?", "Anh Lê Thắng, đội trưởng đội Hòa An, chia sẻ."),
        ("Có bao nhiêu thuyền?", "Đội thuyền rất đông, trong đó có 12 thuyền nam và 8 thuyền nữ."),
    ],
)
def test_what_cannot_be_told_is_not_marked(question: str, sentence: str) -> None:
    assert marked(question, sentence) == []


@given(
    st.sampled_from(
        ["Ai?", "Khi nào?", "Bao nhiêu?", "Ở đâu?", "Giá bao nhiêu?", "Who?", "Đội nào?", "ໃຜ?", "Công ty nào?"]
    ),
    st.text(max_size=200) | st.text(alphabet="0123456789./ Nngàytháăm ởtạiôgĐ,", max_size=120),
)
def test_spans_are_in_the_sentence_and_apart(question: str, sentence: str) -> None:
    spans = highlights(question, sentence)
    assert len(spans) <= 2
    done = 0
    for start, end in spans:
        assert done <= start < end <= len(sentence)
        done = end


@pytest.mark.parametrize(
    ("question", "sentence", "answers"),
    [
        # the unit that is named itself, of several that would do
        (
            "Nhà máy có công suất bao nhiêu megawatt?",
            "Nhà máy công suất 48 MW phát 120 triệu kWh mỗi năm.",
            ["48 MW"],
        ),
        ("Nhà máy phát bao nhiêu kWh?", "Nhà máy công suất 48 MW phát 120 triệu kWh mỗi năm.", ["120 triệu kWh"]),
        ("Hồ chứa được bao nhiêu lít nước?", "Hồ rộng 30 m, chứa 900 lít nước.", ["900 lít nước"]),
        ("How many kilometres long is the road?", "Con đường dài 12 km, rộng 6 m.", ["12 km"]),
        ("Sân rộng bao nhiêu mét vuông?", "Sân dài 90 m, rộng 4.000 m2.", ["4.000 m2"]),
        # the whole, unless each is asked for
        (
            "Nhà máy có công suất bao nhiêu megawatt?",
            "Nhà máy có 8 tổ máy, mỗi tổ máy công suất 6 MW, tổng công suất 48 MW.",
            ["48 MW"],
        ),
        (
            "Mỗi tổ máy có công suất bao nhiêu megawatt?",
            "Nhà máy có 8 tổ máy, mỗi tổ máy công suất 6 MW, tổng công suất 48 MW.",
            ["6 MW"],
        ),
        # another quantity is no answer
        ("Nhà máy có công suất bao nhiêu megawatt?", "Nhà máy phát 120 triệu kWh mỗi năm.", []),
        # another unit where that one is not told
        ("Cây cầu dài bao nhiêu km?", "Cây cầu dài 410 m.", ["410 m"]),
        ("Hồ chứa được bao nhiêu lít nước?", "Hồ rộng 30 m.", []),
    ],
)
def test_the_unit_that_a_question_names(question: str, sentence: str, answers: list[str]) -> None:
    assert marked(question, sentence) == answers
