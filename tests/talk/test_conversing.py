"""Small talk and questions about the articles, told from questions to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Message
from rag.talk.conversing import Talk, another_list, continued, read, remembered
from rag.understanding.following import complete


@pytest.mark.parametrize(
    ("kind", "language", "turns"),
    [
        (
            "greeting",
            "vi",
            ["Xin chào", "xin chao", "Chào bạn!", "chao buoi sang", "Chào Hỏi báo ạ", "alo", "😀 xin chào 😀"],
        ),
        ("greeting", "en", ["Hello", "hi there!", "Good morning.", "hey", "How are you?"]),
        ("greeting", "lo", ["ສະບາຍດີ", "ສະບາຍດີເຈົ້າ!"]),
        ("thanks", "vi", ["Cảm ơn", "cam on ban nhieu", "Cám ơn bạn nhé!", "ok cảm ơn", "Tốt lắm, cảm ơn bạn."]),
        ("thanks", "en", ["Thanks!", "thank you very much", "OK, thanks."]),
        ("thanks", "lo", ["ຂອບໃຈ", "ຂອບໃຈຫຼາຍໆ"]),
        ("goodbye", "vi", ["Tạm biệt", "tam biet ban", "Cảm ơn, tạm biệt!", "hẹn gặp lại"]),
        ("goodbye", "en", ["bye", "Goodbye!", "Thanks, bye!"]),
        ("goodbye", "lo", ["ລາກ່ອນ"]),
        ("identity", "vi", ["Bạn là ai?", "ban la ai vay", "Chào bạn, bạn tên là gì?", "hỏi báo là gì"]),
        ("identity", "en", ["Who are you?", "what's your name"]),
        ("identity", "lo", ["ເຈົ້າແມ່ນໃຜ?"]),
        ("ability", "vi", ["Bạn làm được gì?", "ban co the lam gi", "bạn giúp gì được cho tôi?", "trợ giúp"]),
        ("ability", "en", ["What can you do?", "help", "how does this work?"]),
        ("ability", "lo", ["ເຈົ້າເຮັດຫຍັງໄດ້ແດ່?"]),
        ("count", "vi", ["Có bao nhiêu bài?", "co bao nhieu bai bao", "Có tất cả mấy bài viết ở đây?"]),
        ("count", "en", ["How many articles are there?", "how many articles do you have"]),
        ("count", "lo", ["ມີຈັກບົດຄວາມ?"]),
        ("newest", "vi", ["Bài mới nhất", "bai moi nhat la gi", "tin mới nhất hôm nay", "Có tin gì mới không?"]),
        ("newest", "en", ["latest news", "What is the latest article?", "show me the newest articles"]),
        ("newest", "lo", ["ຂ່າວລ່າສຸດ", "ບົດຄວາມຫຼ້າສຸດ"]),
        (
            "more",
            "vi",
            [
                *("còn bài nào nữa không", "con bai nao nua khong?", "còn nữa không", "Còn nữa không ạ?", "xem tiếp"),
                *("Xem tiếp", "xem thêm", "liệt kê tiếp đi", "tiếp tục", "tiếp", "nữa", "còn gì nữa không"),
                *("còn bài nào khác", "có bài nào nữa không", "cho tôi xem thêm bài nữa", "các bài khác"),
            ],
        ),
        ("more", "en", ["more", "Show more", "any more?", "Are there more articles?", "next", "go on", "what else?"]),
        ("more", "lo", ["ເບິ່ງຕໍ່", "ຍັງມີອີກບໍ່?"]),
        ("rest", "vi", ["liệt kê hết", "liet ke het ra", "xem tất cả", "các bài còn lại", "42 bài còn lại", "tất cả"]),
        ("rest", "en", ["show all", "list all of them", "the rest", "all"]),
        ("rest", "lo", ["ທັງໝົດ"]),
        (
            "source",
            "vi",
            [
                *("ở bài nào?", "o bai nao vay", "nguồn nào?", "nguồn ở đâu?", "Bài nào nói vậy?", "cho mình xin link"),
                *("thông tin này lấy từ đâu?", "đọc bài này ở đâu?"),
            ],
        ),
        ("source", "en", ["Which article says that?", "Where can I read that?", "source?", "Says who?"]),
        (
            "translation",
            "vi",
            ["dịch sang tiếng Anh", "dich giup minh cau nay sang tieng anh", "nói bằng tiếng Việt đi"],
        ),
        ("translation", "en", ["Translate that to English please", "in Vietnamese please"]),
        (
            "summary",
            "vi",
            ["nói rõ hơn", "noi ro hon di", "Chi tiết hơn đi", "giải thích thêm", "tóm tắt lại", "tóm tắt"],
        ),
        ("summary", "en", ["more details", "Can you explain it in more detail?", "summarise"]),
    ],
)
def test_what_needs_no_article(kind: str, language: str, turns: list[str]) -> None:
    for turn in turns:
        assert read(turn) == Talk(kind, language), turn


@pytest.mark.parametrize(
    ("turn", "talk"),
    [
        ("Có những bài nào về đua thuyền?", Talk("about", "vi", "đua thuyền")),
        ("co nhung bai nao ve dua thuyen", Talk("about", "vi", "dua thuyen")),
        ("Bạn có bài nào nói về cầu treo không?", Talk("about", "vi", "cầu treo")),
        ("liệt kê các bài về lũ", Talk("about", "vi", "lũ")),
        ("Có mấy bài về lũ?", Talk("about", "vi", "lũ")),
        ("Xin chào, có bài nào về AI không? Cảm ơn!", Talk("about", "vi", "AI")),
        ("danh sách các bài về lũ", Talk("about", "vi", "lũ")),
        ("co bai nao ve nha may", Talk("about", "vi", "nha may")),  # `nhà máy`, not `nhà mấy`
        ("Có bài nào về khoa Nhi?", Talk("about", "vi", "khoa Nhi")),
        ("Có bài nào về lũ không vậy ạ?", Talk("about", "vi", "lũ")),
        ("Có bài nào về voi con nha", Talk("about", "vi", "voi con")),
        ("có bài nào về đàn voi", Talk("about", "vi", "đàn voi")),
        ("co bai nao ve gia nha", Talk("about", "vi", "gia nha")),
        ("co bai nao ve lu khong vay a", Talk("about", "vi", "lu")),
        ("Tin về bệnh hen", Talk("about", "vi", "bệnh hen")),
        ("Các bài về ông Thế", Talk("about", "vi", "ông Thế")),
        ("Các bài về vitamin A", Talk("about", "vi", "vitamin A")),
        ("Bài mới nhất về lũ", Talk("about", "vi", "lũ", newest=True)),
        ("Which articles do you have about the boat race?", Talk("about", "en", "the boat race")),
        ("Which article talks about bananas?", Talk("about", "en", "bananas")),
        ("Which story is about the flood?", Talk("about", "en", "the flood")),
        ("Do you have any articles on wind power?", Talk("about", "en", "wind power")),
        ("latest news on floods", Talk("about", "en", "floods", newest=True)),
        ("ມີບົດຄວາມໃດກ່ຽວກັບບານເຕະ?", Talk("about", "lo", "ບານເຕະ")),
        ("Tin tức Quảng Bình", Talk("about", "vi", "Quảng Bình")),
        ("Năm 2024 có tin gì về lũ?", Talk("about", "vi", "lũ năm 2024")),
        ("Trong tháng 9/2024 có bài nào về lũ không?", Talk("about", "vi", "lũ trong tháng 9/2024")),
        ("nam 2024 co tin gi ve lu", Talk("about", "vi", "lu nam 2024")),
        ("In 2024, which articles are about floods?", Talk("about", "en", "floods in 2024")),
        ("Tóm tắt hai bài về cầu treo", Talk("about", "vi", "cầu treo")),
        ("Có bao nhiêu bài viết trong năm 2018?", Talk("dated", "vi", "năm 2018")),
        ("Tin tháng 9 năm 2018", Talk("dated", "vi", "tháng 9 năm 2018")),
        ("tin tuc hom nay", Talk("dated", "vi", "hom nay")),
        ("Các bài đăng ngày 20/8/2024", Talk("dated", "vi", "ngày 20/8/2024")),
        ("Tuần trước có tin gì?", Talk("dated", "vi", "tuần trước")),
        ("Có bài nào hôm nay không?", Talk("dated", "vi", "hôm nay")),
        ("cho tôi xem tin ngày 20/8/2024", Talk("dated", "vi", "ngày 20/8/2024")),
        ("Hôm qua có gì mới?", Talk("happened", "vi", "hôm qua")),
        ("Năm 2024 có những sự kiện gì nổi bật?", Talk("happened", "vi", "năm 2024")),
        ("Tin tức mới", Talk("newest", "vi")),
        ("What's the news today?", Talk("newest", "en")),
        ("What news was there in September 2018?", Talk("dated", "en", "September 2018")),
        ("How many articles are there from 2018?", Talk("dated", "en", "2018")),
        ("articles published on 20 August 2024", Talk("dated", "en", "20 August 2024")),
        ("What happened yesterday?", Talk("happened", "en", "yesterday")),
        ("ມີບົດຄວາມປີ 2024", Talk("dated", "lo", "ປີ 2024")),
        ("Tóm tắt bài về cầu treo", Talk("summary", "vi", "cầu treo")),
        ("tom tat bai cho-hoa.txt", Talk("summary", "vi", "cho-hoa.txt")),
        ("Hãy tóm tắt giúp tôi bài “Chợ hoa, ngày Tết”", Talk("summary", "vi", "Chợ hoa, ngày Tết")),
        ("Summarise the article about the school", Talk("summary", "en", "the school")),
        ("Summarize bridge repair article", Talk("summary", "en", "bridge repair")),
        ("ສະຫຼຸບບົດຄວາມກ່ຽວກັບບານເຕະ", Talk("summary", "lo", "ບານເຕະ")),
        ("Tóm tắt bài này", Talk("summary", "vi")),
        ("tóm tắt giúp mình bài vừa rồi nhé", Talk("summary", "vi")),
        ("Summarize this article", Talk("summary", "en")),
    ],
)
def test_what_is_asked_about_the_articles(turn: str, talk: Talk) -> None:
    assert read(turn) == talk


@pytest.mark.parametrize(
    "question",
    [
        "Chào bạn, hội nghị ở đâu?",
        "Xin chào Việt Nam là chương trình gì?",
        "Hello World là gì?",
        "Ai gửi thư cảm ơn bác sĩ?",
        "Cảm ơn ai đã cứu người?",
        "cháo lươn bán ở đâu?",
        "cháo",
        "Chào mừng năm mới ở đâu?",
        "Các bài báo nói gì về “Cầu treo”?",
        "What do the articles say about “The bridge”?",
        "Bài viết về trường song ngữ nói gì?",
        "Bài báo nào được giải Nhất?",
        "Có bao nhiêu bài thi?",
        "Bài hát về quê hương của ai?",
        "Tin đồn về giá cam là gì?",
        "Tin nhắn về lũ do ai gửi?",
        "Bạn là ai trong số 12 người?",
        "Hướng dẫn viên là ai?",
        "What is new in the bridge?",
        "How many articles did the reporter write?",
        "Tóm tắt là gì?",
        "Năm 2018 có động đất ở đâu?",
        "Năm 2018 có bao nhiêu trận lũ?",
        "Năm 2024 bài hát nào nói về lũ?",
        "Báo cáo năm 2018 nói gì?",
        "Tin ngày 26/6",  # of which year?
        "What happened last week in Hue?",
        "Hôm qua có gì mới ở chợ?",
        "Tin tức này lấy từ đâu?",
        "Tin tức đó có đúng không?",
        "Tin tức cho biết bao nhiêu người chết?",
        "Tin tức trong tháng 9",
        "Tin hội năm 2024",
        "Còn bao nhiêu hộ nghèo?",
        "Bài còn lại nói gì?",
        "Ai còn sống?",
        "Còn bài thi nào nữa không?",
        "What else did she say?",
        "more bridges",
        "Tất cả bao nhiêu tiền?",
        "Tiếp theo là ai?",
        "Bài cua năm 2024",
        "",
        "?",
    ],
)
def test_a_question_is_a_question(question: str) -> None:
    assert read(question) is None


def said(*questions: str) -> list[Message]:
    turns: list[Message] = []
    for question in questions:
        turns += [{"role": "user", "content": question}, {"role": "assistant", "content": "Ừ."}]
    return turns


@pytest.mark.parametrize("between", ["Cảm ơn bạn!", "hello", "Bạn làm được gì?", "Có bao nhiêu bài?", "bài mới nhất"])
def test_small_talk_between_two_questions_changes_nothing(between: str) -> None:
    turns = remembered(said("Đội nào vô địch năm 2023?", between, between, between))
    assert turns == said("Đội nào vô địch năm 2023?")
    assert complete("Còn năm 2024?", turns) == "Đội nào vô địch năm 2024?"


def test_of_two_questions_in_one_line_the_second_is_gone_on_with() -> None:
    turns = remembered(said("Giá cam bao nhiêu? Ai thi công cầu Hạ Vàng?"))
    assert [turn["content"] for turn in turns if turn["role"] == "user"] == ["Ai thi công cầu Hạ Vàng?"]


def test_a_courtesy_in_a_question_is_not_remembered() -> None:
    turns = remembered(said("Chào bạn, đội nào vô địch năm 2023?"))
    assert complete("Còn năm 2024?", turns) == "đội nào vô địch năm 2024?"


def test_what_articles_were_asked_for_is_what_is_spoken_of() -> None:
    turns = remembered(said("Tóm tắt bài về cầu Hạ Vàng"))
    assert complete("Cầu này dài bao nhiêu?", turns) == "Cầu Hạ Vàng dài bao nhiêu?"


def test_a_time_that_articles_were_asked_of_is_remembered_with_what_was_asked() -> None:
    asked = "Có bao nhiêu bài năm 2024?"
    assert remembered([{"role": "user", "content": asked}]) == [{"role": "user", "content": asked}]


@pytest.mark.parametrize(
    ("last", "turn", "whole"),
    [
        ("Tin tức về bão", "Còn về động đất?", "Tin tức về động đất"),
        ("Tin tức về bão", "Còn động đất thì sao?", "Tin tức về động đất"),
        ("Tin tức về bão năm 2023", "Còn năm 2024?", "Tin tức về bão năm 2024"),
        ("Năm 2023 có tin gì về bão?", "Còn năm 2024?", "có tin gì về bão năm 2024"),
        ("Năm 2023 có tin gì về bão?", "Còn về lũ?", "có tin gì về lũ năm 2023"),
        ("Tin tức về bão năm 2023", "Còn lũ năm 2024?", "Tin tức về lũ năm 2024"),
        ("Có bài nào về cầu không?", "Còn ở Sông Hiếu?", "Có bài nào về cầu ở Sông Hiếu không?"),
        ("News about storms", "What about earthquakes?", "News about earthquakes"),
        ("Tin tức về bão", "Bão này mạnh cấp mấy?", None),
        ("Bão mạnh cấp mấy?", "Còn động đất?", None),
        ("Tóm tắt bài về bão", "Còn động đất?", None),
    ],
)
def test_another_list_is_asked_for(last: str, turn: str, whole: str | None) -> None:
    assert another_list(turn, said(last)) == whole


LIST = "Có 12 bài về “lũ”:\n– Lũ (1/1/2024, a.txt) [1]\n– Lũ lớn (b.txt) [2]\nCòn 10 bài nữa."
NEXT = "Bài thứ 3–5:\n– Lũ (c.txt) [1]\n– Lũ (d.txt) [2]\n– Lũ (e.txt) [3]\nCòn 7 bài nữa."


def told(*turns: str) -> list[Message]:
    return [{"role": "assistant" if place % 2 else "user", "content": turn} for place, turn in enumerate(turns)]


@pytest.mark.parametrize(
    ("turn", "history", "asked", "talk"),
    [
        ("xem tiếp", ["Có bài nào về lũ?", LIST], "Có bài nào về lũ?", Talk("about", "vi", "lũ", told=2)),
        ("more", ["Bài mới nhất", LIST, "xem tiếp", NEXT], "Bài mới nhất", Talk("newest", "vi", told=5)),
        (
            "tất cả",
            ["tin tháng 9/2024", LIST],
            "tin tháng 9/2024",
            Talk("dated", "vi", "tháng 9/2024", told=2, whole=True),
        ),
        ("xem tiếp", ["Tin về bão", LIST, "Cảm ơn", "Không."], "Tin về bão", Talk("about", "vi", "bão", told=2)),
        (
            "more",
            ["Tin về bão", LIST, "tiếp", NEXT, "Còn về lũ?", LIST],
            "Tin về lũ",
            Talk("about", "vi", "lũ", told=2),
        ),
    ],
)
def test_a_list_is_gone_on_with(turn: str, history: list[str], asked: str, talk: Talk) -> None:
    more = read(turn)
    assert more is not None
    assert continued(more, told(*history)) == (asked, talk)


@pytest.mark.parametrize(
    "history",
    [
        [],
        ["Bão mạnh cấp mấy?", "Cấp 12. [1]"],
        ["Tin tức về bão", LIST, "Bão mạnh cấp mấy?", "Cấp 12. [1]"],
        ["Có bài nào về giá vàng?", "Không có bài nào về “giá vàng”."],
        ["xem tiếp", "Các bài báo không trả lời câu hỏi này."],
    ],
)
def test_without_a_list_there_is_nothing_to_go_on_with(history: list[str]) -> None:
    assert continued(Talk("more", "vi"), told(*history)) is None


def test_going_on_with_a_list_is_not_remembered_as_a_question() -> None:
    history = told("Tin tức về bão", LIST, "xem tiếp", NEXT)
    assert [m["content"] for m in remembered(history) if m["role"] == "user"] == ["bão"]
    assert another_list("Còn về động đất?", history) == "Tin tức về động đất"


@given(st.lists(st.sampled_from(["Còn về lũ?", "xem tiếp", "Tin tức về bão", "Cảm ơn", LIST]), max_size=200))
def test_any_conversation_is_gone_back_through(turns: list[str]) -> None:
    continued(Talk("rest", "vi"), told(*turns))


@given(st.text(max_size=80) | st.text(alphabet="xin chàobạ,.?! tóắibveề", max_size=60))
def test_any_turn_is_read(turn: str) -> None:
    read(turn)
