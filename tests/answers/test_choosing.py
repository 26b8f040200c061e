"""What a sentence is worth in an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

import numpy as np
import pytest
from passages import BOATS, DRUMS, LANTERN, asked, passage

from rag.answers.candidates import Candidate, Signals, gains
from rag.answers.choosing import contenders
from rag.datatypes import Hit
from rag.finding.query import Query
from rag.finding.weighing import within_article

TWO = [[0.5, 0.2], [0.3, 0.6]]


def scores(query: Query, hits: Sequence[Hit]) -> list[float]:
    """Without what length and the kind of thing give, which none is asked for."""
    return [c.score - 0.08 + 0.014 * log(len(c.sentence.text)) for c in contenders(query, hits)]


def test_every_sentence_competes_in_its_order() -> None:
    hits = [passage("a.txt", (BOATS, 0.7), (DRUMS, 0.6)), passage("b.txt", (LANTERN, 0.9))]
    found = list(contenders(asked("xyzzy"), hits))
    assert [(c.hit.source, c.place, c.sentence.text) for c in found] == [
        ("a.txt", 0, BOATS),
        ("a.txt", 1, DRUMS),
        ("b.txt", 0, LANTERN),
    ]
    assert [c.held for c in found] == [1.0] * 3  # no kind is asked for
    assert found[0].worth == pytest.approx(found[0].score - 0.00022 * len(BOATS))


def test_what_has_no_word_is_no_sentence() -> None:
    hit = passage("a.txt", ("...", 0.9), ("* * *", 0.8), ("12 / 5", 0.7), (DRUMS, 0.6))
    assert [c.sentence.text for c in contenders(asked("Đội nào mở màn?"), [hit])] == ["12 / 5", DRUMS]


def test_when_an_article_was_published_is_no_sentence() -> None:
    hit = passage("a.txt", ("2017-03-02 16:54:36", 0.7), (DRUMS, 0.6))
    assert [c.sentence.text for c in contenders(asked("Đội nào mở màn?"), [hit])] == [DRUMS]
    assert [c.sentence.text for c in contenders(asked("Đội trống mở màn khi nào?"), [hit])] == [DRUMS]
    assert len(list(contenders(asked("Bài đăng khi nào?"), [hit]))) == 2
    assert len(list(contenders(asked("Đội nào thắng?"), [passage("a.txt", ("2-1", 0.7), ("1.250.000", 0.6))]))) == 2
    page = passage("a.txt", ("Cập nhật 16:03, 10/12/2024 (GMT+7)", 0.7), ("Y tế - Sức khỏe 16/10/2025 10:00", 0.6))
    assert list(contenders(asked("Đội nào thắng?"), [page])) == []
    held = passage("a.txt", ("Thời gian: 8h30 ngày 2/5/2024", 0.7))
    assert len(list(contenders(asked("Hội mở khi nào?"), [held]))) == 1


def test_an_article_without_the_names_of_the_question_is_worth_less() -> None:
    named = passage("a.txt", ("Cầu Hà Linh dài lắm.", 0.7))
    other = passage("b.txt", ("Cầu ở Hà Tĩnh dài lắm.", 0.7))
    linh = [c.score for c in contenders(asked("cầu Hà Linh ra sao"), [named, other])]
    assert linh[0] - linh[1] == pytest.approx(0.3, abs=0.03)  # `Hà` alone is in many names
    none = [c.score for c in contenders(asked("cầu này ra sao"), [named, other])]
    assert none[0] - none[1] == pytest.approx(0.0, abs=0.03)
    # where the best has them not either, nothing is known
    best = [c.score for c in contenders(asked("cầu Hà Linh ra sao"), [replace(other, score=0.6), named])]
    assert best[0] - best[1] == pytest.approx(3.5 * 0.1, abs=0.03)
    # but one that is as good is the one that is meant
    near = [c.score for c in contenders(asked("cầu Hà Linh ra sao"), [replace(other, score=0.505), named])]
    assert near[0] - near[1] == pytest.approx(3.5 * 0.005 - 0.3, abs=0.03)


def test_a_word_of_several_syllables_counts_where_it_stands_whole() -> None:
    hit = passage(
        "a.txt",
        ("Rau nhà kính ở thị trấn.", 0.7),
        ("Nhà có cửa kính.", 0.7),
        ("Thị trấn họp chợ.", 0.7),
        ("Greenhouses grow.", 0.7),
    )
    other = passage("b.txt", ("Rau nhà kính.", 0.7))
    query = asked("Thị trấn nào trồng rau nhà kính?")
    told = {(c.hit.source, c.place): c.signals.compounds for c in contenders(query, [hit, other])}
    # `thị trấn` stands in two of four sentences, `nhà kính` in one
    town, glass = within_article(np.array([[1.0, 1.0], [0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]))
    assert glass > town > 0.0
    assert [told["a.txt", place] for place in range(4)] == pytest.approx([0.0, -1.0, town - 1.0, -1.0])
    assert told["b.txt", 0] == 0.0  # the best of its article
    [plain, *_] = contenders(asked("Rau ra sao?"), [hit])
    assert plain.signals.compounds == 0.0


def test_a_sentence_that_says_otherwise_is_worth_less() -> None:
    hits = [passage("a.txt", ("Cam loại một giá cao.", 0.7), ("Cam loại hai giá cao.", 0.7))]
    one, two = (c.score for c in contenders(asked("Cam loại một ra sao?"), hits))
    assert one - two == pytest.approx(0.2, abs=0.03)
    after, before = (
        c.score
        for c in contenders(
            asked("Sau khi cấy, làm gì?"),
            [passage("a.txt", ("Sau khi cấy, bón phân.", 0.7), ("Trước khi cấy, bón vôi.", 0.7))],
        )
    )
    assert after - before == pytest.approx(0.2, abs=0.03)
    # which is not told across languages
    alike = [c.score for c in contenders(asked("How is the orange of grade one?"), hits)]
    assert alike[0] - alike[1] == pytest.approx(0.0, abs=0.03)


def test_a_quantity_is_told_with_its_unit() -> None:
    hit = passage("a.txt", ("Hội kéo dài hai giờ.", 0.6), ("Hội có 30 gian hàng.", 0.7))
    assert [c.held for c in contenders(asked("Hội kéo dài bao lâu?"), [hit])] == [1.0, 0.5]


def test_a_unit_counts_though_the_question_names_it() -> None:
    hit = passage("a.txt", ("Nhà máy đạt 300 MW.", 0.6), ("Nhà máy có 60 tuabin.", 0.7))
    assert [c.held for c in contenders(asked("Nhà máy có công suất bao nhiêu MW?"), [hit])] == [1.0, 0.5]


def test_a_team_may_be_called_by_its_name_alone() -> None:
    hit = passage("a.txt", ("Đội Quảng Văn dự.", 0.6), ("Họ gặp Sông Gianh.", 0.7), ("Họ vào vòng sau.", 0.5))
    assert [c.held for c in contenders(asked("Trận tới gặp đội nào?"), [hit])] == [1.0, 0.5, 0.0]


def test_meaning_the_passage_and_the_best_of_its_article_count() -> None:
    hits = [
        passage("a.txt", (BOATS, 0.7), score=0.5),
        passage("b.txt", (DRUMS, 0.6), score=0.4),
        passage("b.txt", (LANTERN, 0.8), score=0.2, start=500),
    ]
    assert scores(asked("xyzzy"), hits) == pytest.approx(
        [0.7 + 3.5 * 0.5, 0.6 + 3.5 * 0.4, 0.8 + 2.8 * 0.4 + 0.7 * 0.2],
    )


def test_tokens_are_weighed_within_the_article() -> None:
    hit, other = passage("a.txt", (BOATS, 0.7), (DRUMS, 0.6)), passage("b.txt", (LANTERN, 0.9))
    query = asked("xyzzy", [(hit, TWO), (other, [[0.5, 0.5]])])
    first, second = within_article(np.array(TWO))
    assert scores(query, [hit, other]) == pytest.approx(
        [
            0.7 + 0.75 * (0.5 * first + 0.2 * second) - 0.3 * 0.35 + 1.75,
            # alone, and together with the one before; less what any sentence about it meets
            0.6 + 0.75 * ((0.3 + 0.5) / 2 * first + 0.6 * second) - 0.3 * 0.45 + 1.75,
            0.9 + 0.75 * 0.5 - 0.3 * 0.5 + 1.75,
        ]
    )


def test_all_passages_of_an_article_tell_what_it_is_about() -> None:
    here, there = passage("a.txt", (BOATS, 0.7)), passage("a.txt", (DRUMS, 0.6), start=500)
    query = asked("xyzzy", [(here, TWO[:1]), (there, TWO[1:])])
    weights = within_article(np.array(TWO))
    assert [c.weights.tolist() for c in contenders(query, [here, there])] == [pytest.approx(weights)] * 2


def test_a_passage_whose_tokens_were_not_looked_at_meets_nothing() -> None:
    hit, other = passage("a.txt", (BOATS, 0.7), (DRUMS, 0.6)), passage("b.txt", (LANTERN, 0.9))
    met = list(contenders(asked("xyzzy", [(hit, TWO)]), [hit, other]))
    assert met[-1].meets.tolist() == [0.0, 0.0]
    assert scores(asked("xyzzy", [(hit, TWO)]), [hit, other])[-1] == pytest.approx(0.9 + 1.75)
    # as where the model shows none, or they are of other sentences
    assert [c.meets.shape for c in contenders(asked("xyzzy"), [hit])] == [(0,)] * 2
    cut = replace(hit, sentences=hit.sentences[:1])
    assert next(contenders(asked("xyzzy", [(hit, TWO)]), [cut])).meets.tolist() == [0.0, 0.0]


def candidate(*meets: float, weights: Sequence[float] = (0.25, 0.75)) -> Candidate:
    """A sentence that meets two tokens so well."""
    hit, signals = passage("a.txt", (BOATS, 0.7)), Signals(*[0.0] * len(Signals._fields))
    return Candidate(hit, 0, frozenset(), signals, False, np.array(meets), np.array(weights))


def test_what_is_chosen_gains_nothing_again() -> None:
    first, second, third = candidate(0.6, 0.2), candidate(0.4, 0.4), candidate(0.6, 0.1, weights=(0.5, 0.5))
    assert gains([first, second, third], [first]) == pytest.approx([0.0, 0.75 * 0.2, 0.0])
    assert gains([third], [second]) == pytest.approx([0.5 * 0.2])  # as it counts in its own article
    assert gains([candidate(0.7, 0.5)], [first, second]) == pytest.approx([0.25 * 0.1 + 0.75 * 0.1])
    assert gains([first], []) == pytest.approx([0.25 * 0.6 + 0.75 * 0.2])
    assert gains([], [first]).tolist() == []
    assert gains([first, second], [third, candidate(0.0, 0.0)]).tolist() == [0.0, 0.0]  # one not looked at


def test_a_sentence_without_tokens_meets_nothing() -> None:
    hit = passage("a.txt", (BOATS, 0.7), (DRUMS, 0.6))
    found = list(contenders(asked("xyzzy", [(hit, [[-1.0, -1.0], [0.3, 0.6]])]), [hit]))
    assert [c.meets.tolist() for c in found] == [[0.0, 0.0], pytest.approx([0.3, 0.6])]


def test_what_an_article_is_about_adds_to_an_answer_and_seldom_is_one() -> None:
    plain = candidate(0.5, 0.5)
    about = replace(plain, signals=plain.signals._replace(topic=0.5, title=1.0))
    assert about.score - plain.score == pytest.approx(-0.3 * 0.5 - 0.07)
    assert about.answering - plain.answering == pytest.approx(-0.58 * 0.5 - 0.13)


def test_a_headline_s_words_are_looked_for_and_a_title_s_made_from_the_text_are_not() -> None:
    about, told = "Hội đua thuyền sông Gianh đông vui.", "Giải nhất thuộc về đội làng Cao."
    hit = replace(passage("a.txt", (about, 0.7), (told, 0.7)), title="Hội đua thuyền sông Gianh")
    assert [c.signals.title for c in contenders(asked("Đội nào nhất?"), [hit])] == [1.0, 0.0]
    made = replace(hit, title="Hội đua thuyền sông Gianh đông vui, khách về…")
    assert [c.signals.title for c in contenders(asked("Đội nào nhất?"), [made])] == [0.0, 0.0]


def test_words_count_for_a_sentence_in_the_language_of_the_question_only() -> None:
    hit = passage("a.txt", ("Cầu Hà Linh dài 300 m.", 0.7), ("Dự án xong sớm.", 0.7))
    assert [c.signals.words for c in contenders(asked("cầu Hà Linh xong chưa"), [hit])] == [0.6, 0.2]
    native = [c.score for c in contenders(asked("cầu Hà Linh xong chưa"), [hit])]
    assert native[0] - native[1] == pytest.approx(0.11 * 0.4, abs=0.01)
    english = replace(asked("Tell me about the bridge of Linh"), language="en")
    foreign = [c.score for c in contenders(english, [hit])]
    assert foreign[0] < foreign[1]  # the name says what it is about


def test_a_row_holds_a_sum_of_money_where_its_table_s_head_says_so() -> None:
    def held(head: str) -> list[float]:
        rows = passage("a.txt", (head, 0.5), ("Cá thu | kg | 240.000 | tăng", 0.6), ("Mực | kg | không bán | -", 0.6))
        return [c.held for c in contenders(asked("Giá cá thu bao nhiêu?"), [rows])]

    assert held("Mặt hàng | Đơn vị | Giá (đồng) | So với tuần trước") == [0.0, 1.0, 0.0]
    assert held("Mặt hàng | Đơn vị | Số lượng | So với tuần trước") == [0.0, 0.0, 0.0]


def test_a_row_meets_what_its_columns_are_called() -> None:
    hit = passage("a.txt", ("Tàu | Giá vé", 0.5), ("Mê Linh | 120.000", 0.5), ("Hải Âu | 280.000", 0.5), (DRUMS, 0.5))
    query = asked("xyzzy", [(hit, [[0.9, 0.1], [0.2, 0.8], [0.3, 0.3], [0.1, 0.1]])])
    assert [c.meets.tolist() for c in contenders(query, [hit])] == [
        pytest.approx(met) for met in ([0.9, 0.1], [0.9, 0.8], [0.9, 0.3], [0.1, 0.1])
    ]


def test_the_name_of_a_row_may_stand_behind_its_number_or_day() -> None:
    rows = ("TT | Nghề | Số người", "1 | Dược sĩ | 4 | -", "12/6 | Ấp Ba | 388 | -", "Dược sĩ | 4", "Ấp Tư | 12/6 | -")
    hit = passage("a.txt", *((row, 0.5) for row in rows))
    told = [c.signals.label for c in contenders(asked("ấp Ba tuyển mấy dược sĩ"), [hit])]
    assert told == [0.0, 1.0, 1.0, 1.0, 0.0]


def test_the_number_of_a_paper_is_under_no_name() -> None:
    hit = passage("a.docx", ("Số: 88/TB-BV", 0.5), ("Hồ sơ: 2 bộ", 0.5))
    assert [c.signals.label for c in contenders(asked("nộp hồ sơ hôm nào"), [hit])] == [0.0, 1.0]


def test_what_a_schedule_tells_of_another_day_does_not_compete() -> None:
    hit = passage(
        "a.txt", ("Ngày 5/5:", 0.5), ("- Từ 7 giờ: ấp Ba.", 0.6), ("Ngày 6/5:", 0.5), ("- Từ 9 giờ: chợ.", 0.9)
    )
    assert [c.sentence.text for c in contenders(asked("ngày 5/5 cúp điện ở đâu"), [hit])] == [
        "Ngày 5/5:",
        "- Từ 7 giờ: ấp Ba.",
    ]
    assert len(list(contenders(asked("cúp điện ở đâu"), [hit]))) == 4


def test_a_row_under_the_day_that_is_asked_for_is_labelled() -> None:
    hit = passage("a.txt", ("Ngày | Nơi", 0.9), ("5/5 | Ấp Ba", 0.5), ("6/5 | Chợ", 0.5))
    told = {c.sentence.text: c.signals.label for c in contenders(asked("ngày 6/5 cúp điện ở đâu"), [hit])}
    assert told == {"Ngày | Nơi": 0.0, "6/5 | Chợ": 1.0}
