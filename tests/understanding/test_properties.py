"""What is asked of someone or something, and articles that have no word of it."""

from __future__ import annotations

import pytest

from rag.understanding.properties import is_untold

BRIDGE = "Thông xe cầu Gỗ\nCầu Gỗ dài 315 m, nối hai làng, thông xe sáng 29/4."
SMITH = "Ông Tám rèn dao\nÔng Lê Tám, 70 tuổi, rèn dao từ năm 1975 ở làng Hạ."


@pytest.mark.parametrize(
    "question",
    [
        "Sinh viên có được giảm giá không?",
        "giá lợn hơi hôm nay",
        "giá heo bao nhiêu",
        "giá bán bao nhiêu",
        "giá nông sản",
        "giá thịt heo",
        "How much is rice?",
    ],
)
def test_a_price_is_of_what_the_article_has_a_word_of(question: str) -> None:
    assert not is_untold(question, "Giá heo hơi\nGiá heo hơi là 74.000 đồng/kg, tăng 3.000 đồng.")


@pytest.mark.parametrize(
    ("question", "article", "more"),
    [
        ("Ai thiết kế cầu Gỗ?", BRIDGE, "Kiến trúc sư là bà Sáu."),
        ("Who designed the bridge?", BRIDGE, "Bản vẽ của bà Sáu."),
        ("Ai phát minh ra cầu treo?", BRIDGE, "Cầu treo do thợ rèn Sáu chế tạo."),
        ("Who invented the bridge?", BRIDGE, "The first was built by Mr Sau."),
        ("Vì sao cầu Gỗ bị sập?", BRIDGE, "Nhịp giữa gãy trong trận lũ."),
        ("Vì sao chợ bị cháy?", BRIDGE, "Lửa lan từ bếp."),
        ("Vợ của ông Tám là ai?", SMITH, "Ông kết hôn với bà Sáu."),
        ("Vợ ông Tám tên là gì?", SMITH, "Ông kết hôn với bà Sáu."),
        ("Cầu Gỗ có mấy nhịp?", BRIDGE, "Cầu gồm 9 nhịp."),
        ("chiều rộng cầu Gỗ bao nhiêu", BRIDGE, "Mặt cầu rộng 9 m."),
        ("How wide is the bridge?", BRIDGE, "Mặt cầu rộng 9 m."),
        ("diện tích lò rèn", SMITH, "Lò nằm trên mảnh đất 120 m²."),
        ("tàu chở được bao nhiêu khách", BRIDGE, "Tàu có 120 ghế."),
        ("ai tài trợ cây cầu", BRIDGE, "Một hội từ thiện tặng cầu."),
        ("biển số xe tải là gì", BRIDGE, "Xe tải 47C-123.45 qua cầu."),
        ("Kẻ trộm bị bắt khi nào?", BRIDGE, "Kẻ trộm ra đầu thú hôm 3/5."),
        ("số di động người trực cầu", BRIDGE, "Gọi 0912 345 678."),
        ("vợ thợ rèn Tám làm nghề gì", SMITH, "Ông kết hôn với bà Sáu."),
        ("nước sông ở cầu Gỗ cao mấy mét", BRIDGE, "Mực nước lúc 9h là 3,02 m."),
        ("Ông Tám có vợ chưa?", SMITH, "Ông sống độc thân."),
        ("Mẹ của ông Tám tên gì?", SMITH, "Ông là con trai bà Sáu."),
        ("Who was the mother of Mr Tam?", SMITH, "Ông là con trai bà Sáu."),
        ("Ông Tám mất năm nào?", SMITH, "Ông qua đời năm 2020."),
        ("Ông Tám mất năm nào?", SMITH, "Lê Tám (1940–2020)."),
        ("When did Mr Tam die?", SMITH, "Ông qua đời năm 2020."),
        ("Số điện thoại của lò rèn là gì?", SMITH, "Liên hệ: 0912 345 678."),
        ("sdt lò rèn", SMITH, "Liên hệ: 0912 345 678."),
        ("cầu Gỗ do công ty nào thi công", BRIDGE, "Công ty 479 thi công."),
        ("Ai thi công cầu Gỗ?", BRIDGE, "Nhà thầu là liên danh Tám Chín."),
        ("chủ quán Ven Kinh tên gì", BRIDGE, "Bà chủ quán là Sáu."),
        ("giá gạo ở chợ bao nhiêu", "Giá heo hơi\nGiá heo hơi là 74.000 đồng/kg, tăng 3.000 đồng.", "Gạo 20.000 đồng."),
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


COACH = "Huấn luyện viên Lê Tám\nÔng Lê Tám đưa đội lên hạng. Thủ môn Trần Sáu, 22 tuổi, sinh ở Hạ Long."


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Ông Lê Tám bao nhiêu tuổi?", "Ông năm nay 45 tuổi."),
        ("How old is Lê Tám?", "Ông Tám, 45 tuổi, là cựu cầu thủ."),
        ("Lê Tám sinh năm nào?", "Lê Tám (sinh 3 tháng 5 năm 1980) là cựu cầu thủ."),
        ("When was Lê Tám born?", "Sinh ngày 3/5/1980 tại làng Hạ."),
        ("Lê Tám quê ở đâu?", "Anh đến từ Gia Lai."),
        ("Lương của Lê Tám bao nhiêu?", "Ông nhận thù lao hậu hĩnh."),
        ("Lê Tám có mấy người con?", "Ông có hai con gái."),
        ("Lê Tám học hết lớp mấy?", "Ông tốt nghiệp Đại học Thể thao."),
        ("Lê Tám mất vì bệnh gì?", "Ông Tám mất do ung thư."),
        ("Lê Tám tên thật là gì?", "Ông Tám tên khai sinh là Lê Văn Bảy."),
        ("Lê Tám bị tuyên bao nhiêu năm tù?", "Ông Tám lĩnh bảy năm tù."),
    ],
)
def test_what_is_told_of_another_person_is_not_told_of_this_one(question: str, more: str) -> None:
    assert is_untold(question, COACH)
    assert not is_untold(question, f"{COACH} {more}")


def test_of_someone_s_child_it_may_be_told_without_the_name() -> None:
    assert not is_untold("Con trai của Lê Tám sinh năm nào?", COACH)


@pytest.mark.parametrize(
    ("question", "more"),
    [
        ("Bão làm bao nhiêu người chết?", "Ba người thiệt mạng."),
        ("How many people died in the flood?", "Không ai thiệt mạng."),
        ("Có mấy người bị thương?", "Hai người nhập viện."),
        ("Nhà máy có bao nhiêu công nhân?", "Nhà máy tuyển 300 kỹ sư."),
        ("How many employees does the plant have?", "Nhà máy có 300 nhân viên."),
        ("Bệnh viện có bao nhiêu giường?", "Khu mới thêm 120 giường bệnh."),
        ("Hãng có bao nhiêu tài xế?", "Hãng có 40 lái xe."),
        ("Cầu Gỗ cao bao nhiêu mét?", "Tháp cầu cao 30 m."),
        ("Tàu chạy nhanh nhất bao nhiêu?", "Tàu đạt 20 hải lý."),
        ("Máy của hãng nào?", "Máy do Nhật sản xuất."),
        ("Ai đạo diễn phim này?", "Phim của đạo diễn Lê Tám."),
        ("Xây cầu Gỗ hết bao nhiêu tiền?", "Tổng mức đầu tư 28 tỷ đồng."),
        ("Cầu Gỗ tốn bao nhiêu tiền?", "Dự án có 28 tỷ đồng kinh phí."),
        ("Bão gây thiệt hại bao nhiêu tỷ?", "Thiệt hại ước tính 3 tỷ đồng."),
    ],
)
def test_how_many_of_what_an_article_has_no_word_of(question: str, more: str) -> None:
    assert is_untold(question, BRIDGE)
    assert not is_untold(question, f"{BRIDGE} {more}")


def test_what_a_couple_does_is_asked_of_both() -> None:
    assert not is_untold("vợ chồng ông Tám bán gì", SMITH)


def test_what_a_bridge_pays_is_not_what_it_costs() -> None:
    assert is_untold("Nhà máy xây hết bao nhiêu tỷ?", "Nhà máy\nNhà máy đóng góp cho ngân sách 38 tỷ đồng.")
    assert is_untold("Ai thiết kế cầu Gỗ?", f"{BRIDGE} Cầu thiết kế cho hai làn xe.")


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Cầu Gỗ bao nhiêu tuổi?", "Cầu Gỗ\nCầu Gỗ xây năm 1937."),
        ("How old is the Gỗ bridge?", "Cầu Gỗ\nCầu Gỗ xây năm 1937."),
        ("Sản lượng lương thực của Hà Tĩnh là bao nhiêu?", "Mùa vụ\nCả tỉnh thu 500.000 tấn thóc."),
        ("Đàn bò ở Hạ Long có bao nhiêu con?", "Chăn nuôi\nĐàn bò hiện có 300 con."),
        ("Đi qua cầu Gỗ hết bao nhiêu tiền?", "Cầu Gỗ\nPhí qua cầu 30.000 đồng."),
    ],
)
def test_what_sounds_alike_is_no_such_question(question: str, article: str) -> None:
    assert not is_untold(question, article)


def test_an_age_is_of_who_is_named_or_meant() -> None:
    assert is_untold("Bà Sáu bao nhiêu tuổi?", "Xưởng dệt\nBà Sáu dệt vải. Công ty Xây Hạ mua vải của xưởng.")
    school = "Trường Hồng Lạc\nHiệu trưởng Lê Văn Khiết nói trường thành lập năm 2009, học sinh từ Đức Thọ."
    assert is_untold("Hiệu trưởng bao nhiêu tuổi?", school)
    assert not is_untold("Trường bao nhiêu tuổi?", school)
    assert not is_untold("Hiệu trưởng bao nhiêu tuổi?", f"{school} Ông 41 tuổi.")
    # by no name, by a word for what someone is, and where a capital is but that of a first word
    assert not is_untold("Bà Sáu bao nhiêu tuổi?", "Xưởng dệt\nNghệ sĩ 71 tuổi dệt vải cho bà con.")
    assert not is_untold("Kẻ cầm đầu bao nhiêu tuổi?", "Bắt bốn người\nLê Văn Khiết, 41 tuổi, được cho là cầm đầu.")
    assert not is_untold("Bà ấy ở Mỹ Hạ sinh năm bao nhiêu?", "Tân chủ tịch\nBà Sáu sinh năm 1979.")
