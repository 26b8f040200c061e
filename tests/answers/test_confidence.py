"""Whether the passages answer the question, by hand on passages whose numbers are given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passages import passage, query

from rag.answers import confidence as module
from rag.answers.confidence import SIGNALS, TOKEN_SIGNALS, confidence, foreign_keywords, signals, veto
from rag.answers.stand_ins import answerable
from rag.datatypes import Document, Hit
from rag.finding.query import Query, Retrieved


def of(question: Query, hits: Sequence[Hit]) -> dict[str, float]:
    """The signals by name, but for those of tokens."""
    return dict(zip(SIGNALS[: -len(TOKEN_SIGNALS)], signals(Retrieved(question, tuple(hits))), strict=True))


def sure(question: Query, hits: Sequence[Hit]) -> float:
    """The confidence of a search by a model without tokens."""
    return confidence(Retrieved(question, tuple(hits)))


BAKER = passage("a.txt", ("Tiệm bánh mở cửa lúc năm giờ.", 0.7), ("Ông Lê Tám đứng quầy.", 0.4), score=0.6)
RIVER = passage("b.txt", ("Nước sông lên hai mét.", 0.3), score=0.35)
HILL = passage("c.txt", ("Đồi chè xanh ngắt.", 0.9), score=0.25)
LAKE = passage("d.txt", ("Hồ cạn nước.", 0.95), score=0.15)


# The signals ------------------------------------------------------------------------------------------------------


def test_the_sentence_that_would_answer_need_not_be_the_nearest() -> None:
    near, telling = ("Cam đang vào vụ ở làng.", 0.9), ("Cam bán 38.000 đồng một cân.", 0.88)
    found = of(query("Giá cam là bao nhiêu?"), [passage("a.txt", near, telling)])
    assert (found["sentence"], found["kind"]) == (pytest.approx((0.9 + 0.88) / 2), 0.0)
    assert of(query("Cam ra sao?"), [passage("a.txt", near, telling)])["sentence"] == pytest.approx(0.9)
    of_another = [passage("a.txt", near), passage("b.txt", telling, score=0.9)]
    assert of(query("Cam ra sao?"), of_another)["sentence"] == pytest.approx((0.9 + 0.88) / 2)
    assert of(query("Cam ra sao?"), [passage("a.txt")])["sentence"] == 0.0
    far = [BAKER, RIVER, HILL, LAKE]  # the nearest is looked for in three passages
    assert of(query("tiệm bánh"), far)["sentence"] == pytest.approx((0.9 + 0.7) / 2)


def test_the_passage_s_score_and_how_far_it_stands_above_other_articles() -> None:
    found = of(query("tiệm bánh"), [BAKER, RIVER, HILL, LAKE])
    assert found["passage"] == 0.6
    assert found["margin"] == pytest.approx(0.6 - (0.35 + 0.25 + 0.15) / 3)
    # further passages of the same article are no rivals; without any the margin is an ordinary one
    same = replace(BAKER, score=0.59)
    assert of(query("tiệm bánh"), [BAKER, same, RIVER])["margin"] == pytest.approx(0.25)
    assert of(query("tiệm bánh"), [BAKER, same])["margin"] == 0.05
    # nor is the eleventh
    ten = [BAKER, *[replace(RIVER, source=f"{n}.txt") for n in range(9)]]
    assert of(query("tiệm bánh"), [*ten, replace(LAKE, score=-1.0)])["margin"] == pytest.approx(0.25)


def test_the_words_that_the_best_passage_holds() -> None:
    # "bánh" is in 1 of 10 passages, "tiệm" in 4, "vàng" in none.
    asked = query("Tiệm bánh vàng", {"bánh": 1, "tiệm": 4})
    tiem, banh, vang = math.log(1 + 6.5 / 4.5), math.log(1 + 9.5 / 1.5), math.log(1 + 10.5 / 0.5)
    found = of(asked, [passage("a.txt", ("Bánh nóng giòn ở phố cũ nhà ông.", 0.5))])
    assert found["covered"] == pytest.approx(banh / (tiem + banh + vang))
    assert found["known"] == pytest.approx((tiem + banh) / (tiem + banh + vang))
    # once in a passage of mean length: 2.2 / (1 + 1.2) = 1 of at most 2.2
    assert found["words"] == pytest.approx(banh / 2.2 / (tiem + banh + vang))


def test_the_words_of_several_syllables_that_one_sentence_has_whole() -> None:
    # `nhà kính` by `kính`, that one passage of ten has, `thị trấn` by `trấn`, that two have
    asked = query("Thị trấn nào trồng rau nhà kính?", {"nhà": 8, "kính": 1, "thị": 5, "trấn": 2})
    glass, town = math.log(1 + 9.5 / 1.5), math.log(1 + 8.5 / 2.5)
    apart = passage("a.txt", ("Nhà có cửa kính.", 0.9), ("Phiên họp của thị trấn.", 0.1))
    other = passage("b.txt", ("Rau trong nhà kính.", 0.2))
    assert of(asked, [apart])["compounds"] == pytest.approx(town / (glass + town))
    assert of(asked, [apart, other])["compounds"] == pytest.approx(glass / (glass + town))
    assert of(asked, [apart] * 3 + [other])["compounds"] == pytest.approx(town / (glass + town))  # three passages
    assert of(query("Rau ở đâu?"), [apart])["compounds"] == 1.0
    assert of(query("Where is the town?"), [apart])["compounds"] == 0.0


def test_the_title_counts_as_the_passage_s_words() -> None:
    asked = query("tiệm bánh")
    assert of(asked, [passage("a.txt", ("Cửa mở lúc năm giờ.", 0.5), title="Tiệm bánh cũ")])[
        "covered"
    ] == pytest.approx(1.0)
    assert of(asked, [passage("a.txt", ("Cửa mở lúc năm giờ.", 0.5))])["covered"] == 0.0


def test_the_time_asked_for_is_no_word_that_an_article_must_hold() -> None:
    asked = query("Tiệm bánh mở cửa năm 2024")
    assert of(asked, [BAKER])["covered"] == pytest.approx(1.0)
    assert of(asked, [BAKER])["particulars"] == 1.0


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("Tiệm bánh ở đâu?", 1.0),  # it names nothing: its first word is capital anyway
        ("Ai là Lê Tám?", 1.0),
        ("Ai là Lê Chín?", 0.0),  # `Lê` is in many names: it counts in company
        ("Ai là Lê Tám Chín?", 2 / 3),
        ("Ai là Ngô Chín? Ở đâu?", 0.0),  # a word that starts a sentence is no name
        ("Tiệm mở 17 năm?", 0.0),
        ("what does Le Tam sell", 1.0),  # marks do not matter
        ("what does Le Tam sell 5", 2 / 3),
    ],
)
def test_the_names_and_numbers_that_the_best_passage_holds(question: str, share: float) -> None:
    assert of(query(question), [BAKER])["particulars"] == pytest.approx(share)


def test_across_languages_words_say_nothing() -> None:
    found = of(query("Where is the bánh of Lê Tám?"), [BAKER])
    assert (found["foreign"], found["covered"], found["known"]) == (1.0, 0.0, 0.0)
    assert found["particulars"] == 1.0  # names do
    found = of(query("Bánh của Lê Tám ở đâu?"), [BAKER])
    assert (found["foreign"], found["known"]) == (0.0, pytest.approx(1.0))


@pytest.mark.parametrize(
    ("question", "share", "told"),
    [
        ("Tiệm bánh ngon?", 1.0, 0.0),  # what is asked for cannot be told
        ("Tiệm mở cửa lúc mấy giờ?", 1.0, 1.0),  # a time and a number
        ("Ai đứng quầy?", 0.0, 1.0),  # a person, who is in the other sentence
        ("Giá bánh bao nhiêu?", 0.0, 1.0),
    ],
)
def test_whether_the_nearest_sentence_holds_the_kind_of_thing_asked_for(
    question: str, share: float, told: float
) -> None:
    near = passage("a.txt", ("Tiệm bánh mở cửa lúc 5 giờ.", 0.7), ("Ông Lê Tám đứng quầy.", 0.4))
    found = of(query(question), [near])
    assert (found["kind"], found["told"]) == (share, told)


def test_a_passage_without_sentences_holds_nothing_that_is_asked_for() -> None:
    assert of(query("Ai đứng quầy?"), [passage("a.txt")])["kind"] == 0.0


def test_a_name_without_a_title_may_be_a_person() -> None:
    near = passage("a.txt", ("Tiệm bánh ở Mường Lát.", 0.7))
    assert of(query("Ai đứng quầy?"), [near])["kind"] == 0.5


def test_a_number_without_its_unit_may_be_the_quantity_asked_for() -> None:
    near = passage("a.txt", ("Cầu nhỏ có 30 nhịp.", 0.7))
    assert of(query("Cầu nhỏ dài bao nhiêu mét?"), [near])["kind"] == 0.5
    assert of(query("Cầu nhỏ có bao nhiêu nhịp?"), [near])["kind"] == 1.0


# What tokens meet --------------------------------------------------------------------------------------------------

MET = np.array([[0.2, 0.45], [0.4, 0.1]], np.float32)  # two sentences, two tokens


def of_tokens(*met: np.ndarray, telling: Sequence[float] = (0.75, 0.25)) -> list[float]:
    """The last five signals, of passages of as many articles."""
    hits = tuple(replace(BAKER, source=f"{n}.txt") for n in range(len(met)))
    return list(signals(Retrieved(asked("tiệm bánh", hits, met, telling), hits))[-len(TOKEN_SIGNALS) :])


def asked(text: str, hits: Sequence[Hit], met: Sequence[np.ndarray], telling: Sequence[float]) -> Query:
    """A question with what its tokens meet in each of the hits."""
    places = [(hit.source, hit.start) for hit in hits]
    return replace(query(text), telling=np.array(telling), met=dict(zip(places, met, strict=True)))


def half(nearness: float) -> float:
    return 1 / (1 + math.exp((0.45 - nearness) / 0.05))


def test_tokens_are_met_by_passages_and_by_one_sentence() -> None:
    # one passage: token by token .4 and .45; the worst quarter lies a quarter of the way between them
    assert of_tokens(MET) == pytest.approx(
        [
            0.75 * half(0.4) + 0.25 * 0.5,
            0.4 + 0.25 * 0.05,
            0.75 * 0.4 + 0.25 * 0.45,
            0.75 * 0.4 + 0.25 * 0.1,
            0.0,
        ]
    )
    met, *_, unmet = of_tokens(MET, telling=(1.0, 0.0))
    assert (met, unmet) == (pytest.approx(half(0.4)), 0.0)
    met, *_, unmet = of_tokens(MET / 2, telling=(1.0, 0.0))  # hardly at all
    assert (met, unmet) == (pytest.approx(half(0.2)), pytest.approx(0.25 - half(0.2)))


def test_two_passages_meet_them_and_ten_stand_around() -> None:
    second, third, far = (np.array([[value, 0.0]], np.float32) for value in (0.6, 0.7, 0.9))
    met, least, around, at_once, _ = of_tokens(MET, second, third)
    assert met == pytest.approx(0.75 * half(0.6) + 0.25 * 0.5)  # by the best two
    assert around == pytest.approx(0.75 * 0.7 + 0.25 * 0.45)  # by all
    assert least == of_tokens(MET)[1]  # by the best alone
    assert at_once == pytest.approx(0.75 * 0.7)  # by one sentence of three passages
    assert of_tokens(MET, second, third, far)[3] == at_once
    ten = [MET, *[second] * 9]
    assert of_tokens(*ten, far) == of_tokens(*ten)  # not by the eleventh
    # what was not looked at is passed over
    assert of_tokens(MET, np.empty((0, 0), np.float32), second) == of_tokens(MET, second)


def test_without_tokens_there_are_no_signals_of_them() -> None:
    assert len(signals(Retrieved(query("tiệm bánh"), (BAKER,)))) == len(SIGNALS) - len(TOKEN_SIGNALS)
    seen = asked("tiệm bánh", [RIVER], [MET], (0.75, 0.25))  # of another passage only
    assert len(signals(Retrieved(seen, (BAKER,)))) == len(SIGNALS) - len(TOKEN_SIGNALS)


# The confidence ---------------------------------------------------------------------------------------------------


def test_nothing_found_is_no_confidence() -> None:
    assert sure(query("tiệm bánh"), []) == 0.0


def test_it_is_the_logistic_function_of_the_weighed_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, hits = query("tiệm bánh"), [BAKER, RIVER]
    monkeypatch.setattr(module, "_WEIGHTS_WITHOUT_TOKENS", tuple(range(1, 14)))
    monkeypatch.setattr(module, "_INTERCEPT_WITHOUT_TOKENS", -45.0)
    z = -45 + sum(n * value for n, value in enumerate(of(asked, hits).values(), 1))
    assert sure(asked, hits) == pytest.approx(1 / (1 + math.exp(-z)))
    assert 0.01 < sure(asked, hits) < 0.99


def test_across_languages_tokens_weigh_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WEIGHTS", (*[0.0] * 12, 5.0, 1.0, 2.0, 3.0, 4.0, 6.0))
    monkeypatch.setattr(module, "_WEIGHTS_ACROSS", (0.0, 7.0, 0.5, 0.25, 0.125, 1.0, 0.5))
    monkeypatch.setattr(module, "_INTERCEPT", -1.0)
    for text, weights in (
        ("tiệm bánh", (1.0, 2.0, 3.0, 4.0, 6.0)),
        ("Where is the shop?", (1.5, 2.25, 3.125, 5.0, 6.5)),
    ):
        hits = (BAKER, RIVER)
        found = Retrieved(asked(text, hits, (MET, MET[:1]), (0.75, 0.25)), hits)
        values = signals(found)
        assert len(values) == len(SIGNALS) == 18
        z = -1 + sum(weight * value for weight, value in zip(weights, values[-5:], strict=True))
        assert confidence(found) == pytest.approx(1 / (1 + math.exp(-z)))


def test_how_small_the_folder_is_and_which_names_the_article_lacks() -> None:
    found = of(query("Ai là Lê Tám?"), [BAKER])
    assert (found["small"], found["absent"]) == (pytest.approx(1 / math.sqrt(10)), 0.0)
    assert of(query("Ai là Lê Tám ở Vinh?"), [BAKER])["absent"] == pytest.approx(1 / 3)


def test_an_article_that_never_says_a_name_or_a_property_is_no_answer() -> None:
    near = passage("a.txt", ("Xe buýt điện chạy ở Huế.", 1.0), ("Giá vé 8.000 đồng.", 0.9), score=0.95)
    article = Document("a.txt", "Xe buýt", None, "Xe buýt\nXe buýt điện chạy ở Huế.\nGiá vé 8.000 đồng.")

    def vetoed(text: str) -> str | None:
        return veto(Retrieved(query(text), (near,), documents={"a.txt": article}))

    assert vetoed("Xe buýt điện ở Huế giá vé bao nhiêu?") is None
    assert vetoed("Xe buýt điện ở Vinh giá vé bao nhiêu?") == "name"
    assert vetoed("Ai thiết kế xe buýt điện ở Huế?") == "property"


def test_one_of_a_unit_that_is_asked_for_is_a_number() -> None:
    def vetoed(text: str, said: str) -> str | None:
        return veto(Retrieved(query(text), (passage("a.txt", (said, 1.0), score=0.95),)))

    assert vetoed("Lớp học nghỉ trưa dài bao lâu?", "Lớp học nghỉ trưa dài một giờ.") is None
    assert vetoed("Lớp học nghỉ trưa dài bao lâu?", "Lớp học nghỉ trưa khá dài.") == "number"


def test_what_something_costs_may_stand_anywhere_in_its_article() -> None:
    told = ("Giải nhất 50 triệu đồng.", 0.1), *(("Lễ hội làng Hạ mở ba ngày.", 1.0),) * 8
    near = passage("a.txt", *told, score=0.95)  # the eight nearest sentences have no sum
    asked = query("Lễ hội làng Hạ tốn bao nhiêu tiền?")
    for more, expected in (("Kinh phí 1,6 tỷ đồng do dân góp.", None), ("Có ba giải.", "money")):
        article = Document("a.txt", "Lễ hội", None, f"{near.text}\n{more}")
        assert veto(Retrieved(asked, (near,), documents={"a.txt": article})) == expected


def test_a_price_or_a_number_to_call_is_that_of_the_article_that_is_asked_about() -> None:
    fair = passage("a.txt", ("Lễ hội làng Hạ mở ba ngày.", 1.0), score=0.95)
    price, call = ("Vé xem trống 20.000 đồng.", 0.3), ("Điện thoại: 0232 3855 114.", 0.3)
    for question, told, kind in (("Giá vé lễ hội làng Hạ?", price, "money"), ("Số điện thoại làng Hạ?", call, "phone")):
        asked = query(question)
        assert veto(Retrieved(asked, (fair, passage("b.txt", told)))) == kind
        article = Document("a.txt", "Lễ hội", None, f"{fair.text} {told[0]}")
        more = passage("a.txt", told, start=len(fair.text) + 1)
        assert veto(Retrieved(asked, (fair, more), documents={"a.txt": article})) is None


def test_the_holder_of_an_office_is_not_sought_in_an_article_about_another_place() -> None:
    here = passage("a.txt", ("Bệnh viện Phố Hạ có 300 giường.", 1.0), score=0.95)
    there = passage("b.txt", ("Ông Lê Tám là Giám đốc Bệnh viện Phố Thượng.", 0.9), score=0.9)
    asked = query("Ai là giám đốc Bệnh viện Phố Hạ?")
    assert veto(Retrieved(asked, (here, there))) == "role"
    of_it = passage("b.txt", ("Ông Lê Tám là Giám đốc Bệnh viện Phố Hạ.", 0.9), score=0.9)
    assert veto(Retrieved(asked, (here, of_it))) is None


def test_a_few_words_of_another_language_are_weighed_on_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_WEIGHTS_KEYWORDS", (1.0, *[0.0] * 12, 1.0, 2.0, 3.0, 4.0, 5.0))
    monkeypatch.setattr(module, "_INTERCEPT_KEYWORDS", -2.0)
    hits = (BAKER, RIVER)
    found = Retrieved(asked("flood damage", hits, (MET, MET[:1]), (0.75, 0.25)), hits)
    assert foreign_keywords(found)
    values = signals(found)
    z = -2 + values[0] + sum(weight * value for weight, value in enumerate(values[-5:], 1))
    assert confidence(found) == pytest.approx(1 / (1 + math.exp(-z)))
    for question in ("Where is the shop?", "tiệm bánh"):
        assert not foreign_keywords(Retrieved(asked(question, hits, (MET, MET[:1]), (0.75, 0.25)), hits))


def test_a_word_that_no_passage_has_is_not_spoken_of() -> None:
    near = passage("a.txt", ("Hoạt động mua bán đất nhộn nhịp.", 1.0), score=0.95)
    assert sure(query("động đất"), [near]) == 0.0
    assert sure(query("mua bán"), [near]) > 0.9
    assert sure(query("bão"), [near]) == 0.0
    assert sure(query("đất"), [near]) > 0.9
    assert sure(query("bão"), [replace(near, title="Tin bão")]) > 0.9
    # more words than one may be told in others, and a question asks for something
    assert sure(query("buôn đất động"), [near]) > 0.9
    assert sure(query("Bão khi nào?"), [near]) > 0.0
    assert sure(query("động đất"), [passage("a.txt", ("The ground was shaking in the hills.", 1.0), score=0.95)]) > 0.0


def test_scores_of_another_model_are_brought_to_the_scale_of_the_bundled_one() -> None:
    wide = replace(query("tiệm bánh"), spread=0.25)  # four times as far apart
    found, plain = of(wide, [BAKER, RIVER]), of(query("tiệm bánh"), [BAKER, RIVER])
    for name in ("sentence", "passage"):
        assert found[name] == pytest.approx(1 - (1 - plain[name]) / 4)
    assert found["margin"] == pytest.approx(plain["margin"] / 4)
    assert {name: found[name] for name in ("words", "covered", "absent")} == {
        name: plain[name] for name in ("words", "covered", "absent")
    }


def test_an_article_of_another_year_is_no_answer() -> None:
    near = passage("a.txt", ("Tiệm bánh mở cửa.", 1.0), score=0.95)
    assert sure(query("tiệm bánh mở cửa năm 2024"), [near]) > 0.9
    assert sure(query("tiệm bánh mở cửa năm 2024"), [replace(near, timely=True)]) > 0.9
    assert sure(query("tiệm bánh mở cửa năm 2024"), [replace(near, timely=False)]) == 0.0
    other = replace(near, start=99, timely=True)  # a passage of the same article that names the year
    assert sure(query("tiệm bánh mở cửa năm 2024"), [replace(near, timely=False), other]) > 0.9
    other = replace(other, source="b.txt")
    assert sure(query("tiệm bánh mở cửa năm 2024"), [replace(near, timely=False), other]) == 0.0


def test_what_a_passage_lost_for_its_language_does_not_count() -> None:
    asked = replace(query("tiệm bánh"), offsets={"vi": 0.07, "en": -0.01})
    assert of(asked, [BAKER])["passage"] == pytest.approx(0.67)
    english = passage("b.txt", ("The baker opens at five in the morning.", 0.7), score=0.6)
    assert of(asked, [english])["passage"] == pytest.approx(0.59)


@pytest.mark.parametrize(
    ("question", "without", "holding"),
    [
        ("Giá bánh bao nhiêu?", "Bánh 12 cái một túi.", "Bánh 12.000 đồng một túi."),
        ("How much does the bread cost?", "The bread weighs 2 kg.", "The bread is $3 now."),
        ("Tiệm có mấy lò?", "Tiệm có lò cũ.", "Tiệm có 2 lò."),
    ],
)
def test_a_sum_or_a_number_that_is_nowhere_near_is_no_answer(question: str, without: str, holding: str) -> None:
    asked = query(question)
    assert sure(asked, [passage("a.txt", (without, 1.0), score=0.99)]) == 0.0
    assert sure(asked, [passage("a.txt", (holding, 1.0), score=0.99)]) > 0.3
    # the third passage is near, the fourth is not
    others = [passage("a.txt", (without, 1.0), score=0.99, start=at) for at in (0, 100, 200)]
    assert sure(asked, [*others[:2], passage("a.txt", (holding, 0.1), start=300)]) > 0.0
    assert sure(asked, [*others, passage("a.txt", (holding, 0.1), start=300)]) == 0.0


@given(a=st.floats(-1, 1), b=st.floats(-1, 1))
def test_a_nearer_sentence_never_means_less(a: float, b: float) -> None:
    asked = query("tiệm bánh ở đâu")
    low, high = (
        sure(asked, [passage("a.txt", ("Tiệm bánh ở phố.", similarity))]) for similarity in (min(a, b), max(a, b))
    )
    assert 0.0 <= low <= high <= 1.0


@given(a=st.floats(-1, 1), b=st.floats(-1, 1))
def test_nearer_rivals_never_mean_more(a: float, b: float) -> None:
    asked = query("tiệm bánh ở đâu")
    alone, pressed = (
        sure(asked, [replace(BAKER, score=1.0), replace(RIVER, score=score)]) for score in (min(a, b), max(a, b))
    )
    assert 0.0 <= pressed <= alone <= 1.0


@given(
    similarities=st.lists(st.floats(-1, 1), min_size=1, max_size=5),
    score=st.floats(-1, 1),
    question=st.sampled_from(["tiệm bánh", "Where is it?", "Lê Tám là ai?", "năm 2024", "ກາ", "zzz"]),
)
def test_it_lies_between_nothing_and_all(similarities: list[float], score: float, question: str) -> None:
    hits = [passage(f"{n}.txt", ("Tiệm bánh của Lê Tám.", s), score=score) for n, s in enumerate(similarities)]
    assert 0.0 <= sure(query(question), hits) <= 1.0


def test_a_veto_is_looked_for_once() -> None:
    near = passage("a.txt", ("Xe buýt điện chạy ở Huế.", 1.0), score=0.95)
    found = Retrieved(query("Xe buýt điện chạy ở đâu?"), (near,))
    veto.cache_clear()
    assert answerable(found, 0.5) is found
    assert confidence(found) > 0.0
    assert (veto.cache_info().misses, veto.cache_info().hits) == (1, 1)
