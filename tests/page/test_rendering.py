"""Values to HTML: text stays text, buttons lead back to passages, marks stand on the cited characters."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.datatypes import Answer, Citation, Document, Hit, PageStart, Progress, Status, SyncReport
from rag.errors import ArticlesFolderError, StoreError
from rag.page import rendering
from rag.page.rendering import Passage, Turn
from rag.page.wording import TEXTS, trouble

EN = TEXTS["en"]
OUTSIDE = st.text() | st.sampled_from(
    ["<script>x</script>", '" onclick="x', "' onload='x", "</section></div>", "&lt;b&gt;", "<!--", "]]>", "a\n\nb\nc"]
)
ALLOWED = set(
    "article button details div h1 h2 h3 header li mark ol p pre progress section small span strong summary table"
    " td th tr ul".split()
)


class Read(HTMLParser):
    """What a browser makes of some HTML: its text, its tags, its attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.marked = ""
        self.opens: list[str] = []
        self.strong: list[str] = []
        self.tongues: list[str] = []
        self.spoken: dict[str, str] = {}
        self.hidden = ""
        self.within: list[str] = []
        self.inside = False
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.opens += [value or "" for name, value in attrs if name == "data-open"]
        self.inside = tag == "mark" or self.inside
        self.within.append(f"{tag} hidden" if ("hidden", None) in attrs else tag)
        self.tongues.append(dict(attrs).get("lang") or next(iter(self.tongues[-1:]), ""))
        if tag == "strong":
            self.strong.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "mark"
        self.within.pop()
        self.tongues.pop()

    def handle_data(self, data: str) -> None:
        if self.within and self.within[-1].endswith("hidden"):
            self.hidden += data
            return
        self.text += data
        self.spoken[data.strip("\N{NO-BREAK SPACE} ")] = self.tongues[-1] if self.tongues else ""
        if self.within and self.within[-1] == "strong":
            self.strong[-1] += data
        if self.inside:
            self.marked += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def read(markup: str) -> Read:
    page = Read(markup)
    assert page.tags <= ALLOWED
    assert page.attributes <= {
        "aria-busy", "aria-hidden", "aria-label", "aria-live", "class", "data-close", "data-copy", "data-example",
        "data-open", "hidden", "lang", "max", "open", "role", "scope", "tabindex", "title", "type", "value",
    }  # fmt: skip
    return page


def citation(text: str, quote: str, *, marker: int = 1, title: str = "Title", source: str = "a.txt") -> Citation:
    start = text.index(quote)
    return Citation(marker, source, title, None, quote, start, start + len(quote))


def status(documents: int = 3, folder: str = "/data/news") -> Status:
    return Status(folder, "/data/.hoibao", documents, 9, None, 0, None)


@given(OUTSIDE, OUTSIDE, OUTSIDE, OUTSIDE)
def test_text_from_outside_never_becomes_markup(one: str, two: str, three: str, four: str) -> None:
    cited = Citation(1, one, two, three, four, 0, len(four))
    hit = Hit(one, 0, len(four), four, 0.1, two, three)
    turns = [
        Turn(one, Answer(f"{two} [1] {three}", (cited,), understood=four, highlights=((0, len(two)),)), done=True),
        Turn(two, Answer(three, refused=True, hits=(hit,)), error=four, done=True),
    ]
    read(rendering.conversation(turns, EN))
    read(rendering.article(Document(one, two, three, four + two), Passage(one, 0, len(four), four, True), EN))
    read(rendering.report(SyncReport(added=(one,), failed=((two, three),)), EN))
    read(rendering.progress(Progress(1, 2, 3, 4, one), EN))
    read(rendering.welcome([one, two], status(), EN) + rendering.masthead(status(folder=three), EN))
    read(rendering.notice(four, EN) + rendering.notice(four, EN, panel=True))


@pytest.mark.parametrize(("follows", "label"), [(False, "Searched for:"), (True, "Understood as:")])
def test_how_a_question_was_read_is_said(follows: bool, label: str) -> None:
    turn = Turn("a b", Answer("c", question="a b", understood="â b", follows=follows), done=True)
    assert f"{label} â b" in " ".join(read(rendering.conversation([turn], EN)).text.split())


@given(st.text(alphabet="ab<&\n ", max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_exactly_the_cited_characters_are_marked(text: str, one: int, two: int, body_end: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    document = Document("a.txt", "", None, text, None, min(body_end, len(text)))
    page = read(rendering.article(document, Passage("a.txt", start, end, text[start:end], True), EN))
    assert "".join(page.marked.split()) == "".join(text[start:end].split())
    assert "".join(text.split()) in "".join(page.text.split()).replace(EN["teasers"].replace(" ", ""), "")


def test_article_shows_its_title_once_unless_the_title_is_cited() -> None:
    document = Document("a.txt", "The title", "6/12", "The title\n\nA sentence. Another.")
    elsewhere = read(rendering.article(document, Passage("a.txt", 11, 22, "A sentence.", True), EN))
    assert elsewhere.text.count("The title") == 1
    assert elsewhere.marked == "A sentence."
    on_title = read(rendering.article(document, Passage("a.txt", 0, 9, "The title", True), EN))
    assert on_title.text.count("The title") == 2
    assert on_title.marked == "The title"


def test_a_table_of_an_article_is_one() -> None:
    rows = "Xã | Số hộ\nHà Linh | 340 <b>\nEa Kao | 12"
    document = Document("a.txt", "Lũ", None, f"Lũ\n\nSố hộ theo xã:\n\n{rows}\n\nmột | hai")
    start = document.text.index("Hà Linh")
    page = rendering.article(document, Passage("a.txt", start, start + 17, "Hà Linh | 340 <b>", True), EN)
    assert (
        '<div class="table"><table><tr><th scope="col">Xã</th><th scope="col">Số hộ</th></tr>'
        '<tr><td><mark class="cited">Hà Linh</mark></td><td><mark class="cited">340 &lt;b&gt;</mark></td></tr>'
        "<tr><td>Ea Kao</td><td>12</td></tr></table></div>"
    ) in page
    assert "<p>một | hai</p>" in page  # one line is no table


VI, LAO, ENGLISH = "Cầu tạm thông xe sáng nay.", "ນ້ຳໃນແມ່ນ້ຳຫຼຸດລົງ.", "The water in the river is falling."


def test_what_is_not_the_page_s_own_is_read_out_in_its_language() -> None:
    text = f"{VI} [1] {LAO} [2] {ENGLISH} [3]"
    cited = tuple(citation(quote, quote, marker=n, title=quote) for n, quote in enumerate((VI, LAO, ENGLISH), 1))
    hits = tuple(Hit(f"{n}.txt", 0, len(t), t, 0.3, t.upper(), "6/12") for n, t in enumerate((VI, LAO, ENGLISH)))
    said = read(rendering.conversation([Turn("Cầu ở đâu?", Answer(text, cited), done=True)], EN)).spoken
    assert [said[part] for part in ("Cầu ở đâu?", VI, LAO, ENGLISH)] == ["vi", "vi", "lo", "en"]
    assert said[EN["sources"]] == said["a.txt"] == ""
    assert said["[1]"] == said["[2]"] == "en"  # they are named in the page's own words
    refused = read(rendering.conversation([Turn("?", Answer("Không có.", refused=True, hits=hits), done=True)], EN))
    assert [refused.spoken[part] for part in ("Không có.", VI, LAO.upper(), ENGLISH)] == ["vi", "vi", "lo", "en"]
    assert refused.spoken["6/12"] == refused.spoken["?"] == ""
    welcome = read(rendering.welcome([VI, LAO, ENGLISH], status(), EN)).spoken
    assert [welcome[part] for part in (VI, LAO, ENGLISH, EN["examples"])] == ["vi", "lo", "en", ""]


def test_an_article_is_read_out_in_its_languages() -> None:
    document = Document(
        "a.txt", "Cầu tạm", "6/12", f"Cầu tạm\n\n{VI}\n\n{VI * 9}\n\n{LAO}\n\n{ENGLISH}\n\n{VI} ({LAO})\n\n2024"
    )
    page = rendering.article(document, Passage("a.txt", 9, 9 + len(VI), VI, True), EN)
    said = read(page).spoken
    assert [said[part] for part in ("Cầu tạm", VI, LAO, ENGLISH, f"{VI} ({LAO})")] == ["vi", "vi", "lo", "en", "vi"]
    assert said[EN["close"]] == said["6/12"] == ""
    assert page.count(' lang="vi"') == 2  # once for the title, once for the text


def test_what_went_wrong_is_read_out_in_its_language() -> None:
    turn = Turn("Cầu ở đâu?", error="the index is not there", done=True)
    assert read(rendering.conversation([turn], TEXTS["vi"])).spoken[turn.error or ""] == "en"
    rows = f"Xã | Số hộ [1] {VI} | 12 [2]"
    table = (citation(rows, "Xã | Số hộ"), citation(rows, f"{VI} | 12", marker=2))
    english = read(rendering.conversation([Turn("?", Answer(f"{ENGLISH * 9}\n{rows}", table), done=True)], EN))
    assert [english.spoken[part] for part in (ENGLISH * 9, "Xã", "12")] == ["en", "vi", "vi"]


def test_quote_that_moved_is_found_and_one_that_is_gone_is_said() -> None:
    document = Document("a.txt", "T", None, "T\n\nNew first sentence. A sentence.")
    moved = read(rendering.article(document, Passage("a.txt", 3, 14, "A sentence.", True), EN))
    assert moved.marked == "A sentence."
    assert EN["changed"] not in moved.text
    gone = read(rendering.article(document, Passage("a.txt", 3, 14, "Old words.", True), EN))
    assert gone.marked == ""
    assert EN["changed"] in gone.text


def test_a_page_is_named_where_another_begins() -> None:
    text = "One. Two. Three."
    pages = ((1, "One.", 12), (2, "Two.", 12), (3, "Three.", 13))
    cited = tuple(replace(citation(text, quote, marker=n, source="a.pdf"), page=page) for n, quote, page in pages)
    said = rendering.conversation([Turn("q", Answer("One. [1] Two. [2] Three. [3]", cited), done=True)], TEXTS["vi"])
    assert read(said).text.count("a.pdftrang 12") == 2
    assert re.findall(r'<li(?: class="([^"]*)")?>.*?<span class="page">([^<]*)<', said) == [
        ("", "trang 12"),
        ("same", "trang 12"),  # told to those who hear it alone
        ("same turned", "trang 13"),
    ]
    near = replace(Hit("a.pdf", 0, 4, "One.", 1.0, "T", None), page=7)
    refused = read(rendering.conversation([Turn("q", Answer("No.", refused=True, hits=(near,)), done=True)], EN))
    assert "a.pdfpage 7" in refused.text


def test_an_article_s_head_names_the_page_of_the_quote_where_it_stands_now() -> None:
    pages = (PageStart(0, 1), PageStart(14, 2), PageStart(28, 3))
    document = Document("a.pdf", "T", None, "T\n\nOne cited.\nTwo cited, then\nthree.", pages=pages)
    heads = [
        read(rendering.article(document, Passage("a.pdf", start, start + len(quote), quote, True), EN)).text
        for start, quote in ((3, "One cited."), (14, "Two cited, then\nthree."), (0, "three."), (0, "Four."))
    ]
    assert [[n for n in (1, 2, 3) if f"page {n}" in head] for head in heads] == [[1], [2], [3], []]


def test_markers_of_citations_are_buttons_and_other_brackets_are_text() -> None:
    text = "One. Two."
    answer = Answer("One. [1] Rates [2] and [7] and [x] Two. [2]", (citation(text, "One."),))
    page = read(rendering.conversation([Turn("q", answer, done=True)], EN))
    assert page.opens == ["0.c.1", "0.c.1"]  # the marker, and the citation below
    assert "Rates [2] and [7] and [x] Two. [2]" in page.text


def test_a_list_of_articles_names_each_once() -> None:
    a = Citation(1, "lao/lu.txt", "Lũ [7] lên", "6/12", "Sơ tán 340 hộ.", 0, 14)
    b = Citation(2, "cau (1).txt", "Cầu", None, "Cầu dài 268 m.", 0, 14)
    text = "Các bài mới nhất:\n– Lũ (7) lên (6/12, lao/lu.txt) [1]\n– Cầu (cau (1).txt) [2]\nCòn 3 bài nữa."
    turn = Turn("bài mới nhất", Answer(text, (a, b), more=3), done=True)
    page = read(rendering.conversation([turn], TEXTS["vi"]))
    said = page.text.replace(TEXTS["vi"]["copy"], "")
    assert said == (
        "bài mới nhấtCác bài mới nhất:1Lũ [7] lên6/12lao/lu.txtSơ tán 340 hộ.2Cầucau (1).txtCầu dài 268 m."
        "Còn 3 bài nữa.Xem tiếp"
    )
    assert page.opens == ["0.c.1", "0.c.2"]
    quoted = Turn("hồ sơ", Answer("Hồ sơ gồm:\n– Đơn (theo mẫu) [1]", (a,)), done=True)
    shown = rendering.conversation([quoted], TEXTS["vi"])
    assert "– Đơn (theo mẫu)\N{NO-BREAK SPACE}[1]NguồnLũ" in read(shown).text.replace("1Lũ", "Lũ")
    assert ("<p>Hồ sơ gồm:</p>" in shown, '<p class="item">– Đơn' in shown) == (True, True)


def test_what_was_asked_for_is_strong() -> None:
    text = "Năm 2023: Sơ tán 340 hộ <b>. [1]\n– Cầu dài 268 m. [2]"
    spans = [(text.index(part), text.index(part) + len(part)) for part in ("340 hộ <b>", "268 m")]
    cited = (citation("Sơ tán.", "Sơ tán."), citation("Cầu.", "Cầu.", marker=2))
    page = read(rendering.conversation([Turn("q", Answer(text, cited, highlights=tuple(spans)))], EN))
    assert page.strong == ["340 hộ <b>", "268 m"]
    no_space = read(rendering.conversation([Turn("q", Answer("ນ້ຳ[1]", cited))], EN)).text
    assert "ນ້ຳ\N{WORD JOINER}[1]" in no_space
    assert "Năm 2023: Sơ tán 340 hộ <b>.\N{NO-BREAK SPACE}[1]– Cầu dài 268 m.\N{NO-BREAK SPACE}[2]" in page.text


def test_rows_of_a_table_are_a_table_and_one_row_is_text() -> None:
    rows = ("Hàng | Giá", "Gạo <b> | 15.000 đồng")
    cited = tuple(citation(row, row, marker=n) for n, row in enumerate(rows, 1))
    text = f"Giá bán. [1] {rows[0]} [1] {rows[1]} [2] Hết. [1]"
    high = text.index("15.000 đồng")
    shown = rendering.conversation([Turn("q", Answer(text, cited, highlights=((high, high + 11),)), done=True)], EN)
    assert shown.count("<tr>") == 2
    assert read(shown.partition("<table>")[0]).text.endswith("Giá bán.\N{NO-BREAK SPACE}[1]")
    assert " Hết.\N{NO-BREAK SPACE}[1]" in read(shown).text
    table = read(shown.partition("<table>")[2].partition("</table>")[0])
    assert (table.text.split(), table.strong) == (
        ["HàngGiá", "[1]", "Gạo", "<b>15.000", "đồng", "[2]"],
        ["15.000 đồng"],
    )
    assert table.opens == ["0.c.1", "0.c.2"]
    alone = Answer(f"{rows[1]} [2]", cited)
    assert "table" not in read(rendering.conversation([Turn("q", alone, done=True)], EN)).tags


def test_sentences_of_one_article_name_it_once_to_the_eye() -> None:
    text = "One. Two. Three."
    cited = (
        citation(text, "One."),
        citation(text, "Two.", marker=2),
        citation(text, "Three.", marker=3, source="b.txt"),
    )
    shown = rendering.conversation([Turn("q", Answer("One. [1] Two. [2] Three. [3]", cited), done=True)], EN)
    assert ['class="same"' in item for item in shown.split("<li")[1:]] == [False, True, False]
    assert read(shown).text.count("a.txt") == 2  # to the ear, each time


def test_a_whole_answer_can_be_copied_with_its_sources() -> None:
    answer = Answer("One. [1]", (citation("One. Two.", "One."),), highlights=((0, 3),))
    growing = read(rendering.conversation([Turn("q", answer)], EN))
    assert (growing.hidden, EN["copy"] in growing.text) == ("", False)
    page = read(rendering.conversation([Turn("q", answer, done=True)], EN))
    assert EN["copy"] in page.text
    assert page.hidden == EN["copied"] + answer.to_markdown()
    refused = read(rendering.conversation([Turn("q", Answer("No.", refused=True), done=True)], EN))
    assert EN["copy"] not in refused.text


def test_a_refusal_names_the_nearest_article_once() -> None:
    text = "The articles do not answer this question.\nLooked for: “q”. Nearest article: “Far” (a.txt)."
    near = Hit("a.txt", 0, 1, "x", 1.0, "Far", None)
    page = read(rendering.conversation([Turn("q", Answer(text, refused=True, hits=(near,)))], EN))
    assert page.text.count("Far") == page.text.count("a.txt") == 1
    assert "Looked for" not in page.text
    alone = read(rendering.conversation([Turn("q", Answer(text, refused=True))], EN))
    assert "Looked for: “q”." in alone.text


def test_an_answer_without_citations_lists_no_sources() -> None:
    page = read(rendering.conversation([Turn("q", Answer("Rates [2] rise."), done=True)], EN))
    assert "Rates [2] rise." in page.text
    assert EN["sources"] not in page.text
    assert page.opens == []


def test_a_turn_names_the_limits_it_was_asked_within() -> None:
    page = read(rendering.conversation([Turn("Bao nhiêu?", within="in <b>x</b>"), Turn("Ai?")], EN))
    assert page.text.count("Narrow down: in <b>x</b>") == 1


def test_a_turn_is_being_searched_for_or_has_failed() -> None:
    waiting = read(rendering.conversation([Turn("Bao nhiêu?")], EN))
    assert "Bao nhiêu?" in waiting.text
    assert EN["searching"] in waiting.text
    failed = read(rendering.conversation([Turn("Bao nhiêu?", error="no <model>")], EN))
    assert "no <model>" in failed.text
    assert EN["searching"] not in failed.text


def test_progress_before_anything_is_known() -> None:
    page = read(rendering.progress(None, EN))
    assert EN["reading"].format(done=0, total="…") in page.text
    assert "progress" in page.tags


def test_addresses_lead_to_the_passages_of_their_turn() -> None:
    text = "One. Two."
    hits = tuple(Hit(source, 0, 4, "One.", score, "T", None) for source, score in (("a", 3.0), ("a", 2.0), ("b", 1.0)))
    turns = [
        Turn("q", Answer("One. [1]", (citation(text, "One."), citation(text, "Two.", marker=2, source="b.txt")))),
        Turn("r", Answer("No.", refused=True, hits=hits)),
        Turn("s"),
    ]
    assert rendering.passage(turns, "0.c.2") == Passage("b.txt", 5, 9, "Two.", True)
    assert rendering.passage(turns, "1.h.1") == Passage("b", 0, 4, "One.", False)  # one passage for each article
    for address in ("0.c.3", "1.h.2", "2.c.1", "9.c.1", "0.x.1", "0.c.1.c", "-1.c.1", "", None, 7, ["0.c.1"], {"a": 1}):
        assert rendering.passage(turns, address) is None


def test_every_rendered_address_resolves() -> None:
    hits = tuple(Hit(f"{n}.txt", 0, 1, "x", 1.0, "T", None) for n in range(5))
    turns = [Turn("r", Answer("No.", refused=True, hits=hits), done=True)]
    opens = read(rendering.conversation(turns, EN)).opens
    assert opens == ["0.h.0", "0.h.1", "0.h.2"]
    assert all(rendering.passage(turns, address) for address in opens)


def test_history_is_plain_and_leaves_failures_out() -> None:
    turns = [Turn("<b>", Answer("A. [1]")), Turn("broken", error="no model")]
    assert rendering.history(turns) == [{"role": "user", "content": "<b>"}, {"role": "assistant", "content": "A. [1]"}]


def test_names_with_undecodable_bytes_can_be_shown() -> None:
    page = rendering.report(SyncReport(failed=(("b\udce1o.txt", "unreadable"),)), EN)
    assert "b?o.txt: unreadable" in page
    page.encode("utf-8")


def test_report_counts_and_shortens_long_lists() -> None:
    result = SyncReport(added=tuple(f"{n}.txt" for n in range(40)), removed=("x.txt",))
    text = read(rendering.report(result, EN)).text
    assert "40 added, 1 removed" in text
    assert "29.txt" in text
    assert "30.txt" not in text
    assert "and 10 more" in text
    assert "Nothing new: 2 articles" in rendering.report(SyncReport(unchanged=("a", "b")), EN)


def test_report_tells_what_was_left_out() -> None:
    left = {"left_out": ((".pdf", 3), ("", 1)), "links": ("<b>.txt", "xa")}
    for language, others, no_suffix, links in (
        ("en", "files of other kinds, not read: 4", "without a suffix", "links, not followed: 2"),
        ("vi", "4 tệp loại khác không được đọc", "không có đuôi", "2 liên kết không được đi theo"),
    ):
        texts = TEXTS[language]
        unchanged, changed = (
            read(rendering.report(result, texts)).text
            for result in (SyncReport(unchanged=("a",), **left), SyncReport(added=("a",), **left))  # type: ignore[arg-type]
        )
        assert texts["nothing_new"].format(n=1) in unchanged
        assert f"{texts['reread_done']} {texts['added'].format(n=1)}." in changed
        for text in (unchanged, changed):
            for said in (others, ".pdf: 3", f"{no_suffix}: 1", links, "<b>.txt"):
                assert said in text


def test_empty_folder_says_what_to_do() -> None:
    text = read(rendering.welcome([], status(documents=0), EN)).text
    assert "“news”" in text
    assert EN["reread"] in text


def test_what_goes_wrong_is_shown_in_two_languages() -> None:
    gone = ArticlesFolderError(Path("/data/bai"), "there is no such folder")
    first = "Không đọc được thư mục bài báo. Xem thư mục còn ở chỗ cũ không, ổ đĩa đã gắn chưa."
    shown = read(rendering.unwelcome(StoreError(Path("<b>"), "damaged"), EN))
    assert shown.text == "<b>: damaged"
    for page in (
        rendering.unwelcome(gone, TEXTS["vi"]),
        rendering.conversation([Turn("q", error=trouble(gone, TEXTS["vi"]), done=True)], TEXTS["vi"]),
        rendering.notice(trouble(gone, TEXTS["vi"]), TEXTS["vi"], panel=True),
    ):
        spoken = read(page).spoken
        assert (spoken[first], spoken[str(gone)]) == ("vi", "en")


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        (
            "en",
            "1 sentence was left out because the articles do not support it.",
            "2 sentences were left out because the articles do not support them.",
        ),
        (
            "vi",
            "1 câu bị lược bỏ vì các bài báo không nói như vậy.",
            "2 câu bị lược bỏ vì các bài báo không nói như vậy.",
        ),
    ],
)
def test_what_was_left_out_is_counted(language: str, one: str, two: str) -> None:
    for left_out, said in (((), ""), (("a",), one), (("a", "b"), two)):
        shown = Read(rendering.conversation([Turn("q", Answer("Yes.", unsupported=left_out))], TEXTS[language]))
        assert ("left out" in shown.text or "lược bỏ" in shown.text) == bool(left_out)
        assert said in shown.text


def test_a_note_is_shown_as_text() -> None:
    shown = Read(rendering.conversation([Turn("q", Answer("Yes.", note="<b>slow</b>"))], EN))
    assert "<b>slow</b>" in shown.text
    assert "b" not in shown.tags


def test_that_an_answer_was_stopped_is_said_before_its_copy_is_offered() -> None:
    cut = Answer("Yes. [1]", (citation("Yes.", "Yes."),))
    partial = read(rendering.conversation([Turn("q", cut, done=True, stopped=True)], EN)).text
    assert partial.index(EN["stopped"]) < partial.index(EN["copy"])
    nothing = read(rendering.conversation([Turn("q", done=True, stopped=True)], EN)).text
    assert nothing == f"q{EN['stopped']}"
    assert EN["stopped"] not in read(rendering.conversation([Turn("q", cut, done=True)], EN)).text
