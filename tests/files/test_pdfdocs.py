"""PDFs as articles."""

from __future__ import annotations

import io
import os
import sys
import threading
import unicodedata
from datetime import date

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import given, settings
from hypothesis import strategies as st
from pdffiles import Page, document, lines
from pypdf import PdfReader, PdfWriter
from unread import why_unread

from rag import Assistant, Config
from rag.errors import ReadError
from rag.files import pdfdocs, pdfglyphs
from rag.files.articles import parse

BROKEN = "it is no PDF, or a broken one; open it in a reader and print it to a PDF again"
LOCKED = "it is a PDF protected by a password; save it without one"
SCANNED = "it is a PDF of pictures, without text; have its text recognised (such as by ocrmypdf), then sync again"
TOO_LARGE = "it is too large a PDF, or takes too long; split it, or save its text as .txt"


def text_of(*pages: Page) -> str:
    return parse("a.pdf", document(*pages)).text


def refused(data: bytes) -> str:
    return why_unread("vb/a.pdf", data)


def office() -> bytes:
    page = Page()
    for down, left, right in (
        (60, "UBND TỈNH VAM SA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (76, "SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"),
        (100, "Số: 418/KH-SNV", "Vam Sa, ngày 12 tháng 9 năm 2024"),
    ):
        page.text(150 - len(left) * 3, down, left).text(420 - len(right) * 3, down, right)
    page.text(270, 140, "KẾ HOẠCH", bold=True).text(216, 160, "Thi tuyển viên chức năm 2024", bold=True)
    lines(page, 60, 190, ["     Tuyển 27 viên chức cho các trung tâm lưu trữ của tỉnh, trong đó có 15 người làm ở"])
    lines(page, 60, 206, ["kho lưu trữ lịch sử."])
    lines(page, 90, 230, ["1. Nộp hồ sơ tại số 4 đường Hoa Ban;", "2. Lệ phí 400.000 đồng."])
    page.table(270, [60, 240, 400], [("Đơn vị", "Chỉ tiêu"), ("Lưu trữ lịch sử", "15"), ("Lưu trữ\nsố", "12")], high=24)
    return document(page, title="Microsoft Word - kh 2024.docx")


OFFICE_TEXT = """UBND TỈNH VAM SA

SỞ NỘI VỤ

Số: 418/KH-SNV

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

Vam Sa, ngày 12 tháng 9 năm 2024

KẾ HOẠCH

Thi tuyển viên chức năm 2024

Tuyển 27 viên chức cho các trung tâm lưu trữ của tỉnh, trong đó có 15 người làm ở kho lưu trữ lịch sử.

1. Nộp hồ sơ tại số 4 đường Hoa Ban;
2. Lệ phí 400.000 đồng.

Đơn vị | Chỉ tiêu
Lưu trữ lịch sử | 15
Lưu trữ số | 12"""


def test_an_office_s_paper() -> None:
    found = parse("vb/a.pdf", office())
    assert found.text == OFFICE_TEXT
    assert found.title == "KẾ HOẠCH Thi tuyển viên chức năm 2024"
    assert (found.date, found.published) == ("12 tháng 9 năm 2024", date(2024, 9, 12))


def test_the_title_is_what_is_largest_and_the_day_of_the_file_is_none_of_the_article() -> None:
    page = Page().text(60, 60, "Bản tin số 4").text(60, 90, "Chợ đêm mở lại", 20).text(60, 120, "Chợ mở từ 18 giờ.")
    found = parse("a.pdf", document(page, title="Microsoft Word - a.docx"))
    assert (found.title, found.date, found.published) == ("Chợ đêm mở lại", None, None)


def test_a_citation_leads_to_its_sentence(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.path.mkdir(exist_ok=True)
    (folder.path / "ke-hoach.pdf").write_bytes(office())
    (folder.path / "hong.pdf").write_bytes(b"%PDF-1.7")
    with Assistant.open(folder.path, embedder=embedder, config=Config(refuse_below=0.0)) as assistant:
        report = assistant.sync()
        assert (report.added, report.failed) == (("ke-hoach.pdf",), (("hong.pdf", BROKEN),))
        citation = assistant.ask("Lệ phí thi tuyển viên chức bao nhiêu?").citations[0]
        text = assistant.document("ke-hoach.pdf").text
    assert citation.source == "ke-hoach.pdf"
    assert text[citation.start : citation.end] == citation.quote == "2. Lệ phí 400.000 đồng."
    assert citation.page == 1


def pages_of(*pages: Page) -> list[tuple[int, str]]:
    """What stands on each page, by its number."""
    found = parse("a.pdf", document(*pages))
    ends = [*(page.start for page in found.pages[1:]), len(found.text)]
    return [(page.number, found.text[page.start : end].strip()) for page, end in zip(found.pages, ends, strict=True)]


def printed(*bodies: list[str]) -> list[Page]:
    """Pages with a head and their printed number, which begins with 7."""
    made = []
    for n, body in enumerate(bodies):
        page = Page().text(60, 40, "Báo cáo kinh tế xã hội", bold=True).text(290, 810, str(n + 7))
        made.append(lines(page, 60, 100, body))
    return made


FULL = "Chợ đêm Vĩnh Tràng ở phường Tân Lập mở lại sau bốn tháng sửa chữa, nay đã có"


def test_pages_are_counted_from_the_first_of_the_file_without_what_is_around_them() -> None:
    pages = printed(["Chợ có 140 gian."], ["Chợ cá mở lúc 3 giờ."], ["Bến phà ngừng chạy."])
    assert pages_of(*pages) == [
        (1, "Báo cáo kinh tế xã hội\n\nChợ có 140 gian."),
        (2, "Chợ cá mở lúc 3 giờ."),
        (3, "Bến phà ngừng chạy."),
    ]
    assert pages_of(Page().picture(), Page(), Page().text(60, 60, "Hết."), Page()) == [(3, "Hết.")]
    assert parse("a.txt", b"Ch\xe1\xbb\xa3").pages == ()


def test_a_page_that_cannot_be_read_counts() -> None:
    data = document(*printed(["Chợ có 140 gian."], ["Chợ cá mở lúc 3 giờ."], ["Bến phà ngừng chạy."]))
    found = parse("a.pdf", data.replace(b" 13 0 R ", b" 99 0 R ", 1))
    assert found.text == "Báo cáo kinh tế xã hội\n\nChợ có 140 gian.\n\nBến phà ngừng chạy."
    assert found.page_at(found.text.index("Bến phà")) == 3
    assert refused(data.replace(b"/Type /Page ", b"/Type /None ")) == BROKEN


def test_a_sentence_over_a_break_is_of_the_page_on_which_it_begins() -> None:
    pages = printed([FULL], ["thêm 40 gian. Chợ cá mở lúc 3 giờ."], ["- Bến phà ngừng chạy."])
    found = parse("a.pdf", document(*pages))
    for quote, page in ((f"{FULL} thêm 40 gian.", 1), ("Chợ cá mở", 2), ("Bến phà", 3)):
        assert found.page_at(found.text.index(quote)) == page
    assert found.text[found.pages[1].start :].startswith("thêm 40 gian.")


def test_a_citation_names_its_page(folder: Folder, embedder: FakeEmbedder) -> None:
    with Assistant.open(folder.path, embedder=embedder, config=Config(refuse_below=0.0)) as assistant:
        folder.write("bao-cao.txt", "Chợ cá mở lúc 3 giờ.\n")
        (folder.path / "bao-cao.pdf").write_bytes(
            document(*printed([FULL], ["thêm 40 gian. Bến phà ngừng chạy vì sương mù."], ["Lúa mùa chín sớm."]))
        )
        assistant.sync()
        [hit] = assistant.search("chợ đêm thêm 40 gian", k=1)
        quoted = [assistant.ask(q).citations[0] for q in ("Bến phà ngừng chạy vì sao?", "Chợ cá mở lúc mấy giờ?")]
        summed = assistant.ask("tóm tắt bài bao-cao.pdf").citations
    assert (hit.source, hit.page) == ("bao-cao.pdf", 1)
    assert [(s.text, s.page) for s in hit.sentences] == [
        ("Báo cáo kinh tế xã hội", 1),
        (f"{FULL} thêm 40 gian.", 1),
        ("Bến phà ngừng chạy vì sương mù.", 2),
        ("Lúa mùa chín sớm.", 3),
    ]
    assert [(c.source, c.quote, c.page) for c in quoted] == [
        ("bao-cao.pdf", "Bến phà ngừng chạy vì sương mù.", 2),
        ("bao-cao.txt", "Chợ cá mở lúc 3 giờ.", None),
    ]
    assert [(c.quote, c.page) for c in summed][-1] == ("Bến phà ngừng chạy vì sương mù.", 2)


def test_a_word_that_a_page_s_end_parts_is_one() -> None:
    first = lines(Page(), 60, 100, ["Nine new gauges on the upper river were built by the provincial govern-"])
    found = parse("a.pdf", document(first, lines(Page(), 60, 100, ["ment. Boats sail."])))
    assert found.text.endswith("by the provincial government. Boats sail.")
    assert found.page_at(found.text.index("ment.")) == 2


def test_a_table_over_pages_has_each_row_on_its_own() -> None:
    first = Page().table(100, [60, 240, 400], [("Xã", "Số hộ"), ("Bản Lầu", "7")])
    second = Page().table(100, [60, 240, 400], [("Xã", "Số hộ"), ("", "8"), ("Na Sầm", "9")])
    assert pages_of(first, second.text(60, 300, "Nguồn: huyện.")) == [
        (1, "Xã | Số hộ\nBản Lầu | 7"),
        (2, "| 8\nNa Sầm | 9\n\nNguồn: huyện."),
    ]


def test_a_note_is_of_the_page_that_it_stands_on() -> None:
    first = lines(Page(), 60, 100, [FULL, "140 gian hàng"]).text(145, 112, "1", 6).text(160, 116, "các loại.")
    first.text(60, 780, "1 Theo ban quản lý chợ.", 8)
    second = lines(Page(), 60, 100, ["Bến phà ngừng chạy vì sương mù dày từ năm giờ sáng, rồi chạy lại lúc chín giờ."])
    assert pages_of(first, second) == [
        (1, f"{FULL} 140 gian hàng các loại."),
        (2, "Bến phà ngừng chạy vì sương mù dày từ năm giờ sáng, rồi chạy lại lúc chín giờ."),
        (1, "1 Theo ban quản lý chợ."),
    ]


def test_letters_that_look_like_the_mark_of_a_page_are_none() -> None:
    page = Page().text(60, 60, "Chợ \U000f0009mở từ 18 giờ.").text(60, 90, "\U000f0008").text(60, 120, "Hết.")
    assert pages_of(page) == [(1, "Chợ mở từ 18 giờ. Hết.")]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_turned_reads_the_same(turned: int) -> None:
    page = lines(Page(turned), 60, 60, ["Chợ đêm Vĩnh Tràng mở lại sau bốn tháng", "sửa chữa."])
    assert text_of(page) == "Chợ đêm Vĩnh Tràng mở lại sau bốn tháng sửa chữa."


def test_letters_with_marks_of_their_own_are_composed_and_what_stands_askew_is_left_out() -> None:
    page = Page().text(60, 60, unicodedata.normalize("NFD", "Ủy ban nhân dân xã Đường Lâm"))
    page.text(100, 400, "DỰ THẢO", 60, matrix="0.7 0.7 -0.7 0.7")
    assert text_of(page) == "Ủy ban nhân dân xã Đường Lâm"


def test_a_font_of_before_unicode_is_read() -> None:
    page = lines(
        Page(), 60, 60, ["ñy ban nh©n d©n tØnh ®· cã quyÕt ®Þnh vÒ viÖc hç trî c¸c hé trång", "quýt n\xadíc ngät."]
    )
    assert text_of(page) == "ủy ban nhân dân tỉnh đã có quyết định về việc hỗ trợ các hộ trồng quýt nước ngọt."


def test_a_few_words_of_unicode_are_in_no_font_of_before_it() -> None:
    assert text_of(Page().text(60, 60, "Cầu Hạ Vàng dài 320 mét nối hai bờ sông.")) == (
        "Cầu Hạ Vàng dài 320 mét nối hai bờ sông."
    )


def test_text_that_a_scan_was_given_is_read() -> None:
    scan = Page().picture()
    scan.commands.append("3 Tr")  # unseen
    assert text_of(scan.text(60, 60, "Chợ mở từ 18 giờ.")) == "Chợ mở từ 18 giờ."


def test_lines_of_lao_are_joined_without_a_space() -> None:
    assert text_of(lines(Page(), 60, 60, ["ໂຕນໃຫ້ຊາວກະສິກອນໃນສາມເມືອງ", "ທີ່ໄດ້ຮັບ"])) == "ໂຕນໃຫ້ຊາວກະສິກອນໃນສາມເມືອງທີ່ໄດ້ຮັບ"


# --- what is none


def test_pictures_without_text_are_told_with_what_helps() -> None:
    assert refused(document(Page().picture(), Page().picture())) == SCANNED


@pytest.mark.parametrize("password", ["", "mật khẩu"])
def test_a_password_is_told_and_none_to_open_it_is_no_hindrance(password: str) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document(Page().text(60, 60, "Chợ mở từ 18 giờ.")))))
    writer.encrypt(password, "chủ", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    if password:
        assert refused(packed.getvalue()) == LOCKED
    else:
        assert parse("a.pdf", packed.getvalue()).text == "Chợ mở từ 18 giờ."


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b"Day la mot bai viet.", b"%PDF-1.7\n" + os.urandom(3_000), office()[:-200], document()],
    ids=["nothing", "head", "text", "noise", "part", "no pages"],
)
def test_what_is_broken_is_told(data: bytes) -> None:
    assert refused(data) == BROKEN


def test_what_takes_too_long_or_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfdocs, "_TIME_LIMIT", 0.01)
    assert refused(office()) == TOO_LARGE
    monkeypatch.undo()
    monkeypatch.setattr(pdfglyphs, "_MOST_LETTERS", 100)
    with pytest.raises(pdfglyphs.UnreadableError) as caught:
        list(pdfglyphs.pages(office()))
    assert caught.value.code == pdfglyphs.TOO_LARGE


def test_a_reader_that_crashes_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfdocs, "_START", "import os; os.abort()")
    assert refused(office()) == BROKEN


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended with -9 ()"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", "ended with -15 ()"),
        ("import no_such_module", "ended with 1 (ModuleNotFoundError: No module named 'no_such_module')"),
        ("print('usage')", "ended with 0 ()"),  # another program than Python
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_reader_that_was_stopped_or_failed_says_nothing_of_the_file(
    folder: Folder, embedder: FakeEmbedder, monkeypatch: pytest.MonkeyPatch, start: str, why: str
) -> None:
    folder.path.mkdir(exist_ok=True)
    (folder.path / "a.pdf").write_bytes(office())
    with Assistant.open(folder.path, embedder=embedder) as assistant:
        assistant.sync()
        monkeypatch.setattr(pdfdocs, "_START", start)
        (folder.path / "a.pdf").write_bytes(office() + b"\n")
        report = assistant.sync()
        assert report.failed == (("a.pdf", f"it was not read, since what reads PDFs {why}; sync again"),)
        assert report.removed == ()
        assert assistant.document("a.pdf").text == OFFICE_TEXT


@pytest.mark.parametrize("executable", ["", None, "/no/such/python"])
def test_without_a_python_to_start_no_pdf_is_read(monkeypatch: pytest.MonkeyPatch, executable: str | None) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    assert refused(office()).startswith("it was not read, since what reads PDFs does not start (")


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such limit")
def test_limits_that_may_not_be_set_are_no_hindrance(monkeypatch: pytest.MonkeyPatch) -> None:
    lower = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1_900_000_000, 1_900_000_000)); "
    monkeypatch.setattr(pdfdocs, "_START", lower + pdfdocs._START)
    assert parse("a.pdf", office()).text == OFFICE_TEXT


def test_several_threads_read_at_once() -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(parse("a.pdf", office()).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [OFFICE_TEXT] * 6


@settings(max_examples=25)
@given(st.data())
def test_any_bytes_are_an_article_or_an_error_of_ours(data: st.DataObject) -> None:
    found = bytearray(office())
    for at in data.draw(st.lists(st.integers(0, len(found) - 1), min_size=1, max_size=12)):
        found[at] ^= data.draw(st.integers(1, 255))
    try:
        article = parse("a.pdf", bytes(found))
    except ReadError:
        return
    assert any(map(str.isalnum, article.text))
