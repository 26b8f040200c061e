"""Two things that are compared: what is quoted of each, with the model that comes with the install."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

import pytest
from fakes import Folder

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Answer, Assistant, Hit
from rag.answers.generating import Statement
from rag.datatypes import Message
from rag.errors import LanguageModelError
from rag.finding.query import Query

SAY = "Cầu Sậy dài 310 m, rộng 8 m, bắc qua kênh Lau ở hai nhịp giữa."
VAC = "Cầu Vạc Con dài 204 m và có bốn trụ đặt giữa dòng."
ARTICLES = {
    "cau-say.txt": (
        f"Cầu Sậy thông xe sau hai năm thi công\n\nNgày 12/5/2024\n\nSáng 12/5, xã Yên Sậy mở cầu Sậy cho xe qua. {SAY}"
        " Chủ đầu tư cho biết tổng kinh phí là 52 tỷ đồng. Học sinh bờ đông từ nay không phải đi đò.\n"
    ),
    "cau-vac-con.txt": (
        "Khánh thành cầu Vạc Con ở bãi bồi\n\nNgày 3/9/2024\n\nNgười dân Yên Vạc dự lễ khánh thành cầu Vạc Con"
        " chiều 3/9. "
        f"{VAC} Bến đò cũ sẽ đóng cửa vào cuối tháng. Ông Lương Văn Phú lái đò ở đây đã ba mươi năm.\n"
    ),
    "dan-so.md": (
        "# Dân số các xã ven kênh Lau\n\nNgày 20/2/2024\n\nChi cục thống kê công bố số liệu của các xã sau đợt rà soát."
        "\n\n| Xã | Dân số | Số hộ |\n|---|---|---|\n| Yên Sậy | 6.120 | 1.480 |\n| Yên Vạc | 4.875 | 1.105 |\n"
        "| Yên Hạc | 5.310 | 1.260 |\n\nSố liệu sẽ dùng để chia lại quỹ khuyến nông.\n"
    ),
    "mit.txt": (
        "Mít vào mùa, giá mỗi nơi một khác\n\nNgày 8/6/2024\n\nThương lái đã đến các vườn mít ven kênh từ đầu tháng."
        " Mít Đồng Sậy được mua tại vườn với giá 14.000 đồng/kg. Nhà vườn phải bao trái từ tháng ba để tránh ruồi."
        " Mít Bãi Vạc chỉ bán được 9.500 đồng/kg vì trái nhỏ. Mưa nhiều làm hoa rụng sớm.\n"
    ),
    "truong.txt": (
        "Trường Tiểu học Yên Hạc có thư viện mới\n\nNgày 15/9/2024\n\nThư viện có 2.300 cuốn sách do các cựu học sinh"
        " góp tặng. Cô giáo Trịnh Thị Ngần trông coi thư viện mỗi chiều.\n"
    ),
    "en/towers.txt": (
        "Two water towers for the dry hills\n\n14 March 2024\n\nThe district has opened two water towers this spring."
        " The Kestrel tower is 38 metres high and was painted white. The Plover tower is 27 metres high, because it"
        " stands on a hill. Pumps run at night, when electricity is cheap.\n"
    ),
}


@pytest.fixture(scope="module")
def invented(real_model: SentenceTransformerEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = Folder(tmp_path_factory.mktemp("compared") / "articles")
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, embedder=real_model) as assistant:
        assistant.sync()
        yield assistant


def bold(answer: Answer) -> list[str]:
    return [answer.text[start:end] for start, end in answer.highlights]


def assert_cited(assistant: Assistant, answer: Answer) -> None:
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
    assert markers == [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote
    # nothing is said beyond the sentences that are cited
    assert answer.text == " ".join(f"{c.quote} [{c.marker}]" for c in answer.citations)


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("cầu Sậy với cầu Vạc Con cầu nào dài hơn", [SAY, VAC]),
        ("Cầu Vạc Con có dài hơn cầu Sậy không?", [VAC, SAY]),  # in the order of the question
        ("cau say voi cau vac con cau nao dai hon", [SAY, VAC]),
        ("Which bridge is longer, Vac Con or Say?", [VAC, SAY]),
    ],
)
def test_each_of_two_is_quoted_from_its_article(invented: Assistant, question: str, quotes: list[str]) -> None:
    answer = invented.ask(question)
    assert [citation.quote for citation in answer.citations] == quotes
    assert bold(answer) == [{SAY: "310 m", VAC: "204 m"}[quote] for quote in quotes]
    assert (answer.refused, answer.note, answer.question) == (False, None, question)
    assert_cited(invented, answer)


@pytest.mark.parametrize(
    "question",
    [
        "giá mít Đồng Sậy so với mít Bãi Vạc",
        "So sánh giá mít Đồng Sậy và Bãi Vạc",
        "gia mit dong say so voi mit bai vac",
    ],
)
def test_two_places_of_one_article_are_quoted(invented: Assistant, question: str) -> None:
    answer = invented.ask(question)
    assert [(c.source, c.quote) for c in answer.citations] == [
        ("mit.txt", "Mít Đồng Sậy được mua tại vườn với giá 14.000 đồng/kg."),
        ("mit.txt", "Mít Bãi Vạc chỉ bán được 9.500 đồng/kg vì trái nhỏ."),
    ]
    assert bold(answer) == ["14.000 đồng/kg", "9.500 đồng/kg"]
    assert_cited(invented, answer)


def test_rows_are_quoted_below_the_head_of_their_table_once(invented: Assistant) -> None:
    answer = invented.ask("So sánh dân số của xã Yên Sậy và xã Yên Vạc")
    assert [c.quote for c in answer.citations] == [
        "Xã | Dân số | Số hộ",
        "Yên Sậy | 6.120 | 1.480",
        "Yên Vạc | 4.875 | 1.105",
    ]
    assert bold(answer) == ["6.120", "4.875"]
    assert_cited(invented, answer)


def test_what_is_bold_in_a_row_stands_below_what_is_asked_for(invented: Assistant) -> None:
    answer = invented.ask("xã nào có số hộ nhiều hơn, Yên Sậy hay Yên Vạc?")
    assert bold(answer) == ["1.480", "1.105"]
    assert_cited(invented, answer)


def test_english_articles_are_compared(invented: Assistant) -> None:
    answer = invented.ask("Which tower is higher, Kestrel or Plover?")
    assert bold(answer) == ["38 metres", "27 metres"]
    assert {c.source for c in answer.citations} == {"en/towers.txt"}
    assert_cited(invented, answer)


def test_the_answer_says_how_it_was_read(invented: Assistant) -> None:
    answer = invented.ask("cau say voi cau vac con cau nao dai hon")
    assert answer.understood == "Cầu sậy dài bao nhiêu? Cầu Vạc Con dài bao nhiêu?"
    assert not answer.follows


@pytest.mark.parametrize(
    ("question", "quote", "note"),
    [
        (
            "cầu Sậy với cầu Mòng Két cầu nào dài hơn",
            SAY,
            "Các bài báo không trả lời: “Cầu Mòng Két dài bao nhiêu?”.",
        ),
        (
            "Cầu nào dài hơn, Mòng Két hay Vạc Con?",
            VAC,
            "Các bài báo không trả lời: “Cầu Mòng Két dài bao nhiêu?”.",
        ),
        (
            "Is the Mong Ket bridge longer than the Say bridge?",
            SAY,
            "The articles do not answer: “How long is the Mong Ket bridge?”.",
        ),
    ],
)
def test_where_one_is_told_of_a_note_says_that_the_other_is_not(
    invented: Assistant, question: str, quote: str, note: str
) -> None:
    answer = invented.ask(question)
    assert [c.quote for c in answer.citations] == [quote]
    assert (answer.refused, answer.note) == (False, note)
    assert f"({note})" in answer.to_markdown().replace("\\", "")
    assert_cited(invented, answer)


def test_what_is_told_of_one_is_not_told_of_the_other(invented: Assistant) -> None:
    answer = invented.ask("Cầu Vạc Con với cầu phao cũ cầu nào dài hơn?")
    assert [c.quote for c in answer.citations] == [VAC]
    assert answer.note == "Các bài báo không trả lời: “Cầu phao cũ dài bao nhiêu?”."


def test_where_neither_is_told_of_the_question_is_refused(invented: Assistant) -> None:
    answer = invented.ask("cầu Mòng Két với cầu Cò Lửa cầu nào dài hơn")
    assert answer.refused
    assert answer.text.startswith("Các bài báo không trả lời câu hỏi này.\nĐã tìm: “cầu Mòng Két với cầu Cò Lửa")
    assert (answer.citations, answer.note) == ((), None)


def test_a_scope_holds_for_both(invented: Assistant) -> None:
    answer = invented.ask("cầu Sậy với cầu Vạc Con cầu nào dài hơn", sources=["cau-say.txt"])
    assert [c.quote for c in answer.citations] == [SAY]
    assert answer.note == "Các bài báo không trả lời: “Cầu Vạc Con dài bao nhiêu?”."


def test_it_grows_sentence_by_sentence(invented: Assistant) -> None:
    grown = list(invented.stream("cầu Sậy với cầu Vạc Con cầu nào dài hơn"))
    assert [answer.text for answer in grown] == [f"{SAY} [1]", f"{SAY} [1] {VAC} [2]"]
    assert len({answer.understood for answer in grown}) == 1


def test_the_turns_before_do_not_change_what_stands_alone(invented: Assistant) -> None:
    history: list[Message] = [
        {"role": "user", "content": "Thư viện của trường Yên Hạc có bao nhiêu cuốn sách?"},
        {"role": "assistant", "content": "Thư viện có 2.300 cuốn sách."},
    ]
    question = "Cầu nào dài hơn, Sậy hay Vạc Con?"
    assert invented.ask(question, history) == invented.ask(question)


def test_passages_of_both_were_considered_each_once(invented: Assistant) -> None:
    answer = invented.ask("cầu Sậy với cầu Vạc Con cầu nào dài hơn")
    assert [hit.source for hit in answer.hits[:2]] == ["cau-say.txt", "cau-vac-con.txt"]
    places = [(hit.source, hit.start, hit.end) for hit in answer.hits]
    assert len(places) == len(set(places))


def test_it_can_be_explained(invented: Assistant) -> None:
    explanation = invented.explain("cầu Sậy với cầu Vạc Con cầu nào dài hơn", expect="cau-vac-con.txt")
    assert [side.question for side in explanation.sides] == ["Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"]
    assert [side.hits[0].hit.source for side in explanation.sides] == ["cau-say.txt", "cau-vac-con.txt"]
    for found in (explanation, *explanation.sides):
        assert found.expected is not None
        assert found.expected.stage == "found"
        assert found.judgement is not None
    assert invented.explain("Cầu Sậy dài bao nhiêu?").sides == ()


def test_of_what_is_not_told_that_is_explained(invented: Assistant) -> None:
    for question in ("cầu Sậy với cầu Mòng Két cầu nào dài hơn", "Cầu nào dài hơn, Mòng Két hay Sậy?"):
        told = {side.question: side for side in invented.explain(question).sides}
        assert told["Cầu Sậy dài bao nhiêu?"].answered
        assert not told["Cầu Mòng Két dài bao nhiêu?"].answered
    # An answer to a question alone, none beside the other that it tells of
    [_, old] = invented.explain("Cầu Vạc Con với cầu phao cũ cầu nào dài hơn?").sides
    assert old.judgement is not None
    assert old.judgement.veto == "untold"


def test_what_is_explained_of_each_is_what_is_asked_of_it(invented: Assistant) -> None:
    """With the turns before it, too; and as plain values."""
    history: list[Message] = [{"role": "user", "content": "cầu Sậy với cầu Vạc Con cầu nào dài hơn"}]
    explanation = invented.explain("Cầu Sậy hay cầu Vạc Con rộng hơn năm 2024?", history=history)
    assert [side.question for side in explanation.sides] == [
        "Cầu Sậy rộng bao nhiêu năm 2024?",
        "Cầu Vạc Con rộng bao nhiêu năm 2024?",
    ]
    values = json.loads(json.dumps(explanation.to_dict()["sides"]))
    assert [side["time"]["ranges"] for side in values] == [[["2024-01-01", "2024-12-31"]]] * 2


def test_one_search_is_made_for_a_question_that_compares_nothing(
    invented: Assistant, real_model: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    embed = real_model.embed_queries_and_tokens

    def counted(texts: Sequence[str]) -> object:
        searched.extend(texts)
        return embed(texts)

    monkeypatch.setattr(real_model, "embed_queries_and_tokens", counted)
    invented.ask("Cầu Sậy dài bao nhiêu?")
    assert searched == ["Cầu Sậy dài bao nhiêu?"]
    searched.clear()
    invented.ask("cầu Sậy với cầu Vạc Con cầu nào dài hơn")
    assert searched == ["Cầu Sậy dài bao nhiêu?", "Cầu Vạc Con dài bao nhiêu?"]


# A language model in place of the articles' own sentences ------------------------------------------------------------


class Parrot:
    """Says what the first two passages tell of a length, or nothing, or breaks."""

    def __init__(self, *, breaks: bool = False, says: bool = True) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.breaks = breaks
        self.says = says

    def generate(self, query: Query, hits: Sequence[Hit], history: Sequence[Message]) -> Iterator[Statement]:
        self.asked.append((query.text, [hit.source for hit in hits]))
        if self.breaks:
            raise LanguageModelError("unreachable", "no")
        if self.says:
            for hit in hits[:2]:
                sentence = next(s for s in hit.sentences if "dài" in s.text)
                yield Statement(f"Theo bài báo: {sentence.text}", hit, sentence)


def asked_of(parrot: Parrot, real_model: SentenceTransformerEmbedder, folder: Folder, question: str) -> Answer:
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, embedder=real_model, generator=parrot) as assistant:
        assistant.sync()
        return assistant.ask(question)


def test_a_language_model_reads_the_passages_of_both(real_model: SentenceTransformerEmbedder, folder: Folder) -> None:
    parrot = Parrot()
    answer = asked_of(parrot, real_model, folder, "cau say voi cau vac con cau nao dai hon")
    [(asked, sources)] = parrot.asked
    assert asked == "Cầu sậy dài bao nhiêu? Cầu Vạc Con dài bao nhiêu?"
    assert sources[:2] == ["cau-say.txt", "cau-vac-con.txt"]
    assert answer.text == f"Theo bài báo: {SAY} [1] Theo bài báo: {VAC} [2]"


def test_where_a_language_model_fails_the_best_of_each_is_quoted(
    real_model: SentenceTransformerEmbedder, folder: Folder
) -> None:
    answer = asked_of(Parrot(breaks=True), real_model, folder, "cầu Sậy với cầu Mòng Két cầu nào dài hơn")
    assert answer.text == f"{SAY} [1]"
    assert answer.note == (
        "Mô hình ngôn ngữ không kết nối được; đây là nguyên văn các bài báo."
        " Các bài báo không trả lời: “Cầu Mòng Két dài bao nhiêu?”."
    )


def test_a_language_model_may_refuse(real_model: SentenceTransformerEmbedder, folder: Folder) -> None:
    answer = asked_of(Parrot(says=False), real_model, folder, "cầu Sậy với cầu Mòng Két cầu nào dài hơn")
    assert (answer.refused, answer.note, answer.citations) == (True, None, ())
    assert "“Cầu Sậy dài bao nhiêu? Cầu Mòng Két dài bao nhiêu?”" in answer.text


def test_nearest_to_a_day_of_which_nothing_is_told_is_what_tells_of_another(invented: Assistant) -> None:
    asked = "Ai mua mít Bãi Vạc ngày 3/9/2024?"
    answer = invented.ask(asked)
    assert (answer.refused, answer.hits[0].source) == (True, "mit.txt")
    assert "(mit.txt)" in answer.text
    # by its day alone another would be
    assert invented.search(asked)[0].source == "cau-vac-con.txt"
