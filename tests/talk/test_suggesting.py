"""Questions are made of sentences that answer them by themselves, and are shown where they are answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from fakes import FakeEmbedder, Folder

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Assistant
from rag.datatypes import Answer, Citation
from rag.talk.suggesting import Suggestion, answered, suggestions


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            "Sáng 20/8, huyện Hương Khê (Hà Tĩnh) tổ chức lễ thông xe cầu Hà Linh mới, chấm dứt cảnh đi cầu treo.",
            [("when", "20/8", "Huyện Hương Khê tổ chức lễ thông xe cầu Hà Linh mới khi nào?")],
        ),
        (
            "Cầu Hà Linh mới ở huyện Hương Khê đã thông xe sáng 20/8, khép lại những năm khó khăn.",
            [("when", "20/8", "Cầu Hà Linh mới ở huyện Hương Khê đã thông xe khi nào?")],
        ),
        (
            "Nhà máy Khe Nước Trong khởi công vào tháng 3/2022.",
            [("when", "3/2022", "Nhà máy Khe Nước Trong khởi công khi nào?")],
        ),
        (
            "Lượng mưa ba ngày tại trạm Hướng Linh là khoảng 487 mm, cao gấp đôi năm 2020.",
            [("count", "487", "Lượng mưa ba ngày tại trạm Hướng Linh là bao nhiêu mm?")],
        ),
        (
            "Khách đến Tràng An trong tháng đạt 1,1 triệu lượt.",
            [("count", "1,1 triệu", "Khách đến Tràng An trong tháng đạt bao nhiêu lượt?")],
        ),
        (
            "Chiều 11/7, hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra tại thành phố Đông Hà, Quảng Trị.",
            [
                ("when", "11/7", "Hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra tại thành phố Đông Hà khi nào?"),
                ("where", "Đông Hà", "Hội nghị Quảng Trị - Savannakhet năm 2024 diễn ra ở đâu?"),
            ],
        ),
    ],
)  # fmt: skip
def test_a_sentence_becomes_what_it_answers(sentence: str, made: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.told, each.question) for each in suggestions(sentence)] == made


@pytest.mark.parametrize(
    "sentence",
    [
        "Cầu dài 268 m, rộng 9 m.",  # which?
        "Ông Trần Xuân Lộc cho biết xã Hà Linh có 310 ha cam.",
        "Nằm cách cửa khẩu quốc tế Cầu Treo 35 km, bệnh viện đón cả người Lào.",
        "Năm nay huyện Hương Khê hiện nay có 12 xã.",
        "Đội này của xã Quảng Phú được 12 điểm.",
        "Ngày hội ở xã Hà Linh bắt đầu lúc 17 giờ 30 phút.",
        "Đoạn đường qua xã Hà Linh từ 12 đến 15 km bị ngập.",
        "Quốc lộ 8 qua huyện Hương Sơn bị sạt lở.",
        "Có 180 đại biểu của Quảng Trị dự hội nghị.",
        "Trong 12 đội của xã Hà Linh có 5 đội về đích.",
        "Xã Hà Linh có 3 thôn với 310 ha cam.",  # a number is left in the question
        "The show at Dong Hoi museum brings together 146 objects from villages.",
        "“Xã Hà Linh có 310 ha cam”, chủ tịch xã nói.",
        "",
    ],
)
def test_a_sentence_that_leans_on_others_becomes_none(sentence: str) -> None:
    assert list(suggestions(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            "The new bridge over the Mekong was opened to traffic on August 20, 2024, after two years of work.",
            [("when", "August 20, 2024", "When was the new bridge over the Mekong opened to traffic?")],
        ),
        (
            "On 12 May, Dong Ha Port welcomed about 1,200 visitors from Laos.",
            [
                ("count", "1,200", "How many visitors did Dong Ha Port welcome from Laos?"),
                ("when", "12 May", "When did Dong Ha Port welcome about 1,200 visitors from Laos?"),
            ][:1],  # the second has a number left
        ),
        (
            "Dong Ha will host the conference in 2025.",
            [("when", "2025", "When will Dong Ha host the conference?")],
        ),
        (
            "More than 2.3 million tourists visited Quang Binh, a fifth of them from abroad.",
            [("count", "2.3 million", "How many tourists visited Quang Binh?")],
        ),
        (
            "The trade fair of Savannakhet was held at the town hall in Seno, near the airport.",
            [("where", "Seno", "Where was the trade fair of Savannakhet held?")],
        ),
    ],
)  # fmt: skip
def test_an_english_sentence_becomes_what_it_answers(sentence: str, made: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.told, each.question) for each in suggestions(sentence, "en")] == made


@pytest.mark.parametrize(
    "sentence",
    [
        "About 1,100 people visited on the opening day, three times as many as on a normal weekend.",  # of what?
        "Tickets to the Dong Hoi museum cost 40,000 dong for adults.",
        "The museum in Dong Hoi has been open for 12 years.",
        "It was opened in Dong Hoi on August 20, 2024.",
        "The bridge over the Mekong should be opened on August 20, 2024.",
        "The bridge built by engineers of Savannakhet in 1996 is closed.",
        "The governor of Savannakhet said 12 schools will be built.",
        "Officials from Quang Tri closed 12 roads.",  # a word with a capital may be a name or none
        "The road to Seno was closed last week on August 20, 2024.",
        "The fair opened on Saturday at the provincial museum in Dong Hoi.",
        "Lễ hội ở xã Hà Linh có 12 đội thi.",
    ],
)
def test_an_english_sentence_that_leans_on_others_becomes_none(sentence: str) -> None:
    assert list(suggestions(sentence, "en")) == []


@pytest.mark.parametrize(
    ("sentence", "made"),
    [
        (
            "ຕອນເຊົ້າວັນທີ 18 ມີນາ 2024, ແຂວງຄຳມ່ວນ ໄດ້ເປີດໂຄງການຊົນລະປະທານ ຢູ່ເມືອງໜອງບົກ.",
            [
                ("when", "18 ມີນາ 2024", "ແຂວງຄຳມ່ວນ ໄດ້ເປີດໂຄງການຊົນລະປະທານ ຢູ່ເມືອງໜອງບົກ ເມື່ອໃດ?"),
                ("where", "ເມືອງໜອງບົກ", "ແຂວງຄຳມ່ວນ ໄດ້ເປີດໂຄງການຊົນລະປະທານ ຢູ່ໃສ?"),
            ],
        ),
        (
            "ໂຮງຮຽນມິດຕະພາບ ມີນັກຮຽນປະມານ 586 ຄົນ, ຫຼາຍກວ່າປີ 2023.",
            [("count", "586", "ໂຮງຮຽນມິດຕະພາບ ມີນັກຮຽນຈັກຄົນ?")],
        ),
        ("ໂຄງການນີ້ຂອງແຂວງຄຳມ່ວນ ມີຈັກສູບນ້ຳ 4 ໜ່ວຍ.", []),  # this one
        ("ໃນພິທີມີຜູ້ເຂົ້າຮ່ວມປະມານ 300 ຄົນ.", []),  # which ceremony?
        ("ແຂວງຄຳມ່ວນ ໄດ້ລາຍງານ ນັບແຕ່ວັນທີ 1 ມັງກອນ 2024 ຫາ ວັນທີ 3 ມີນາ 2024.", []),  # a span of days
        ("ໂຮງຮຽນມິດຕະພາບ ປະກາດຄະແນນປະຈຳວັນທີ 3 ມີນາ 2024.", []),  # of a day, and not on it
        ("ນັດສຸດທ້າຍຢູ່ແຂວງຄຳມ່ວນ ໃນວັນທີ 3 ມີນາ 2024 ທີມລາວຊະນະ.", []),
    ],
)  # fmt: skip
def test_a_lao_sentence_becomes_what_it_answers(sentence: str, made: list[tuple[str, str, str]]) -> None:
    assert [(each.kind, each.told, each.question) for each in suggestions(sentence, "lo")] == made


def said(question: str, quote: str, told: str, *, refused: bool = False) -> Answer:
    cited = (Citation(1, "a.txt", "A", None, quote, 0, len(quote)),)
    start = quote.find(told)
    spans = ((start, start + len(told)),) if start >= 0 else ()
    return Answer(f"{quote} [1]", () if refused else cited, refused=refused, question=question, highlights=spans)


def made(*named: str) -> list[list[Suggestion]]:
    """`count:5:xã nào có` and the like, one an article."""
    return [[Suggestion(f"{words}?", told, kind)] for kind, told, words in (name.split(":") for name in named)]


def choose(
    questions: Sequence[Sequence[Suggestion]], quotes: dict[str, str], n: int = 3
) -> tuple[list[str], list[str]]:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        told = next(each.told for article in questions for each in article if each.question == question)
        quote = quotes.get(question, f"Có {told} cái.")
        return said(question, quote, told, refused=quote == "refused")

    return answered(questions, ask, n), asked


def test_what_is_not_answered_by_its_number_is_not_shown() -> None:
    questions = made("count:5:xã Hà Linh", "count:6:huyện Ea Kao", "count:7:cầu Phú Lâm")
    shown, asked = choose(questions, {"xã Hà Linh?": "refused", "huyện Ea Kao?": "Có 9 cái."})
    assert shown == ["cầu Phú Lâm?"]
    assert asked == ["xã Hà Linh?", "huyện Ea Kao?", "cầu Phú Lâm?"]


def test_kinds_differ_and_stories_too() -> None:
    questions = made("count:5:xã Hà Linh", "count:6:huyện Ea Kao", "when:1/2:cầu Phú Lâm", "when:3/4:cầu Phú Lâm mới")
    assert choose(questions, {}, 2)[0] == ["xã Hà Linh?", "cầu Phú Lâm?"]
    assert choose(questions, {}, 4)[0] == ["xã Hà Linh?", "cầu Phú Lâm?", "huyện Ea Kao?"]
    assert choose(questions, {}, 0) == ([], [])


def test_few_are_asked() -> None:
    questions = made(*(f"count:{n}:xã {n}" for n in range(30)))
    assert len(choose(questions, {f"xã {n}?": "refused" for n in range(30)})[1]) == 10


def test_the_sample_articles_answer_what_is_suggested(sample: Assistant) -> None:
    shown = sample.suggestions()
    assert shown == [
        "Cầu Hà Linh mới bắc qua sông Ngàn Sâu ở huyện Hương Khê đã chính thức thông xe khi nào?",
        "Hội nghị hợp tác thương mại biên giới thường niên Quảng Trị - Savannakhet năm 2024 diễn ra ở đâu?",
        "Bệnh viện Đa khoa huyện Hương Sơn đưa vào sử dụng khu điều trị nội trú năm tầng với bao nhiêu giường bệnh?",
    ]
    told = [answer.text[slice(*answer.highlights[0])] for answer in map(sample.ask, shown)]
    assert told == ["sáng 20/8", "thành phố Cay-xỏn Phôm-vi-hản, tỉnh Savannakhet (Lào)", "120 giường bệnh"]


def test_english_articles_answer_what_is_suggested(tmp_path: Path, real_model: SentenceTransformerEmbedder) -> None:
    copytree(Path(__file__).parents[2] / "articles" / "english", tmp_path / "articles")
    with Assistant.open(tmp_path / "articles", embedder=real_model) as assistant:
        assistant.sync()
        shown = assistant.suggestions()
        assert shown == [
            "How many Lao workers are employed on farms and in factories around Lao Bao?",
            "Where did an exhibition of hand-woven textiles from both sides of the Truong Son range open?",
        ]
        told = [answer.text[slice(*answer.highlights[0])] for answer in map(assistant.ask, shown)]
        assert told == ["1,300 Lao workers", "the provincial museum in Dong Hoi, Quang Binh"]


def test_lao_articles_answer_what_is_suggested(tmp_path: Path, real_model: SentenceTransformerEmbedder) -> None:
    copytree(Path(__file__).parents[2] / "articles" / "lao", tmp_path / "articles")
    with Assistant.open(tmp_path / "articles", embedder=real_model) as assistant:
        assistant.sync()
        shown = assistant.suggestions()
        assert shown == [
            "ແຂວງຄຳມ່ວນ ໄດ້ຈັດພິທີເປີດນຳໃຊ້ໂຄງການຊົນລະປະທານບ້ານດອນແກ້ວ ຢູ່ເມືອງໜອງບົກ ເມື່ອໃດ?",
            "ການແຂ່ງຂັນບານເຕະຊາຍ ຊີງຂັນມິດຕະພາບຊາຍແດນ ໄດ້ປິດລົງ ຢູ່ສະໜາມກິລາແຂວງສະຫວັນນະເຂດ ເມື່ອໃດ?",
        ]
        told = [answer.text[slice(*answer.highlights[0])] for answer in map(assistant.ask, shown)]
        assert told == ["ວັນທີ 18 ມີນາ 2024", "ວັນທີ 25 ພະຈິກ"]


def test_questions_come_in_the_language_of_most_passages(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.write("a.txt", "Bakery wins a medal\n\nThe bakery of Dong Hoi won 12 medals in the contest of towns.")
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assert assistant.suggestions() == []
        assistant.sync()
        assert assistant.suggestions() == ["How many medals did the bakery of Dong Hoi win in the contest of towns?"]
        for name in "bcd":
            folder.write(f"{name}.txt", f"Xã {name} trồng cam\n\nNăm nay bà con trồng cam và bưởi ở ven sông {name}.")
        assistant.sync()
        assert assistant.suggestions() == []  # what is asked in English is not what most is about


def test_questions_are_sought_again_where_their_articles_have_changed(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[list[str]] = []

    def answer(made: Sequence[Sequence[Suggestion]], ask: object, n: int) -> list[str]:
        sought.append([suggestion.told for questions in made for suggestion in questions])
        return sought[-1][:n]

    monkeypatch.setattr("rag.talk.suggesting.answered", answer)
    text = "Bakery wins a medal\n\nThe bakery of Dong Hoi won {} medals in the contest of towns."
    folder.write("a.txt", text.format(12))
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        assert assistant.suggestions() == ["12"]
        assistant.sync()
        assert assistant.suggestions() == ["12"]
        assert sought == [["12"]]
        assert (assistant.suggestions(0), sought) == ([], [["12"], ["12"]])
        folder.write("a.txt", text.format(13))
        assistant.sync()
        assert assistant.suggestions() == ["13"]
        folder.remove("a.txt")
        assistant.sync()
        assert assistant.suggestions() == []
