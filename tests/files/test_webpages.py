"""Web pages as articles: pages in the manner of news sites, and what should come out of them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from codepages import cp1258
from fakes import FakeEmbedder, Folder
from hypothesis import given, settings
from hypothesis import strategies as st
from unread import why_unread

from rag import Assistant, Config
from rag.errors import ReadError
from rag.files.articles import parse

PAGES = Path(__file__).parent / "pages"
HEAD = '<html lang="vi"><head><meta charset="utf-8">'
BODY = "<h1>Cầu Nà Pheo thông xe</h1><p>Cây cầu dài 286 m đã thông xe sớm hơn kế hoạch ba tháng.</p>"
STORY = "<h3><a href=/b>Chợ mới</a></h3><p>Chợ xây hai năm nay.</p>"
TEXT = "Cầu Nà Pheo thông xe\n\nCây cầu dài 286 m đã thông xe sớm hơn kế hoạch ba tháng."


def refused(data: bytes) -> str:
    return why_unread("tin/a.html", data)


# --- beside each page stands what comes out: its title, its date, and its text


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.htm*")), ids=lambda page: page.name)
def test_a_page(page: Path) -> None:
    title, printed, _, text = page.with_suffix(".txt").read_text(encoding="utf-8").split("\n", 3)
    found = parse(page.name, page.read_bytes())
    assert found.body.rstrip() == text.rstrip()
    assert (found.title, found.date or "") == (title, printed)
    assert (found.published is None) == (found.date is None)


def test_a_citation_leads_to_its_sentence(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.path.mkdir(exist_ok=True)
    page = PAGES / "gia-nong-san.html"
    (folder.path / "gia.html").write_bytes(page.read_bytes())
    with Assistant.open(folder.path, embedder=embedder, config=Config(refuse_below=0.0)) as assistant:
        assert assistant.sync().added == ("gia.html",)
        answer = assistant.ask("Đại lý Tâm Phát nhận hàng từ mấy giờ?")
        text = assistant.document("gia.html").text
        assert all(text[c.start : c.end] == c.quote for c in answer.citations)
        assert answer.citations[0].quote == "Đại lý Tâm Phát (0912 345 678) nhận hàng từ 6h đến 18h."
        assert answer.citations[0].title == "Giá nông sản 12/8: cà phê tăng nhẹ"
        (folder.path / "gia.html").rename(folder.path / "gia-moi.htm")
        assert assistant.sync().moved == ("gia-moi.htm",)
        (folder.path / "gia-moi.htm").write_bytes(b"<p></p>")
        (folder.path / "cau.html").write_text(HEAD + BODY, encoding="utf-8")
        report = assistant.sync()
        assert (report.added, report.removed) == (("cau.html",), ("gia-moi.htm",))
        assert [source for source, _ in report.failed] == ["gia-moi.htm"]


# --- the date and the title


@pytest.mark.parametrize(
    ("head", "printed", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-06-27T07:24:00+07:00">',
            "2024-06-27 07:24",
            (2024, 6, 27),
        ),
        ('<meta property="article:published_time" content="2024-06-27T18:30:00Z">', "2024-06-28 01:30", (2024, 6, 28)),
        ('<meta name="pubdate" content="2024-06-27T25:00:00Z">', "2024-06-27", (2024, 6, 27)),
        ('<meta name="pubdate" content="2024-06-27T00:00:00Z">', "2024-06-27", (2024, 6, 27)),
        (
            '<meta property="article:published_time" content="hôm qua"><meta name="date" content="27/06/2024">',
            "27/06/2024",
            (2024, 6, 27),
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-27T07:24"}</script>',
            "2024-06-27 07:24",
            (2024, 6, 27),
        ),
        ('<script type="application/ld+json">{"@type":"WebSite","datePublished":"2024-06-27"}</script>', None, None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":</script>', None, None),
        ('<meta property="article:modified_time" content="2024-06-27T07:24:00+07:00">', None, None),
    ],
)
def test_the_date_that_a_page_says_of_itself(
    head: str, printed: str | None, published: tuple[int, int, int] | None
) -> None:
    found = parse("a.html", f"{HEAD}{head}</head><body>{BODY}".encode())
    assert (found.date, found.published) == (printed, date(*published) if published else None)


@pytest.mark.parametrize(
    "told",
    [
        "{head}<p>Hôm nay: Thứ năm, 5/12/2024</p><p>Thứ năm, 27/6/2024, 07:24 (GMT+7)</p>{body}",
        "{head}{body}<p>Ngày đăng: 27/6/2024</p>",
        "{head}<article>{body}<time datetime='2024-06-27T07:24'>ba hôm trước</time></article>",
    ],
)
def test_the_date_that_stands_beside_the_text(told: str) -> None:
    assert parse("a.html", told.format(head=HEAD, body=BODY).encode()).published == date(2024, 6, 27)


def test_the_newspaper_s_name_in_a_heading_is_no_headline() -> None:
    page = (
        f"{HEAD}<title>Báo Vam Sa - Bến đò Nà Pheo những ngày cuối</title><h1 id=logo><a href=/>Báo Vam Sa</a></h1>"
        "<h2>Bến đò Nà Pheo những ngày cuối</h2><p>Ông lái đò cuối cùng ở Nà Pheo gác mái chèo sau bốn mươi năm.</p>"
    )
    found = parse("a.html", page.encode())
    assert found.title == "Bến đò Nà Pheo những ngày cuối"
    assert found.text.startswith(found.title)


def test_a_page_whose_text_has_no_headline_is_called_by_its_name() -> None:
    page = f"{HEAD}<title>Bến đò Nà Pheo</title><p>Ông lái đò cuối cùng ở Nà Pheo gác mái chèo sau bốn mươi năm.</p>"
    assert parse("a.html", page.encode()).title == "Bến đò Nà Pheo"


# --- the encoding


@pytest.mark.parametrize(
    "data",
    [
        f"<html><body>{BODY}".encode(),
        f"<html><body>{BODY}".encode("utf-8-sig"),
        f"<html><body>{BODY}".encode("utf-16"),
        f"<html><meta charset=iso-8859-1><body>{BODY}".encode(),
        f'<?xml version="1.0" encoding="utf-16"?><html><body>{BODY}'.encode(),
        cp1258(f'<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1258"><body>{BODY}'),
        cp1258(f"<html><meta charset='no such'><body>{BODY}" + "<p>của và là được</p>" * 9).replace(
            b"<p>c", b"<!--<p>c"
        ),
        cp1258(f"<html><meta charset=windows-1258><style>{'a {b: c}' * 20_000}</style><body>{BODY}"),
    ],
)
def test_encodings(data: bytes) -> None:
    assert parse("a.html", data).text == TEXT


@pytest.mark.parametrize(
    ("charset", "text"), [("windows-1251", "Сегодня утром"), ("tis-620", "สวัสดี"), ("gbk", "今天早上")]
)
def test_a_declared_encoding_is_taken(charset: str, text: str) -> None:
    page = f"<meta charset={charset}><p>{text}</p>".encode("cp1251" if "125" in charset else charset)
    assert parse("a.html", page).text == text


@pytest.mark.parametrize("charset", ["base64", "idna", "undefined", "utf-7", "unicode_escape", "zip"])
def test_no_other_codec_is_run(charset: str) -> None:
    assert parse("a.html", f"<meta charset={charset}><p>Qu\xe9bec est une ville</p>".encode("cp1252")).text


# --- what is no article


@pytest.mark.parametrize(
    "page",
    [
        "",
        "   ",
        "<!-- a -->",
        "<html></html>",
        "<div id=root></div><script>render()</script>",
        "<ul><li><a href=/1>Cầu Nà Pheo thông xe sớm ba tháng</a><li><a href=/2>Giá nông sản hôm nay</a></ul>",
    ],
)
def test_a_page_without_an_article_is_told(page: str) -> None:
    assert refused(page.encode()).startswith(("no text of an article is in this page", "it is empty"))


@pytest.mark.parametrize(
    "others",
    [
        f"<div class=mt-8><img><div class=bold>Đọc thêm</div><div>{STORY}</div></div>",
        f"<section class=Rel_a><h2>Có thể bạn quan tâm</h2><div>{STORY}</div></section>",
        '<div class="x">Các tin khác: <a>1</a> <a>2</a> ... <a>Trang cuối</a></div>',
        "<div>Đánh giá bài viết: 0 điểm (0 đánh giá)</div><div>3 phút đọc</div><div>Tối đa: 1500 ký tự. Cảm ơn.</div>",
    ],
)
def test_other_stories_are_told_by_their_heading(others: str) -> None:
    page = f"{HEAD}</head><body><div id=root><div class=c>{BODY}{others}</div></div></body></html>"
    assert parse("tin/a.html", page.encode()).text == TEXT


def test_a_heading_of_other_stories_within_the_article_takes_nothing_of_it() -> None:
    box = "<h3>Đọc thêm</h3><p>Cầu có hai làn xe, rộng chín mét.</p>"
    page = f"{HEAD}</head><body><div class=c>{BODY}{box}</div></body></html>"
    assert "Cầu có hai làn xe, rộng chín mét." in parse("tin/a.html", page.encode()).text


def test_a_banner_in_a_large_font_is_no_headline_beside_one_that_is_named() -> None:
    banner = "<font size=5>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH VAM SA</font>"
    titled = BODY.replace("<h1>", "<div class=news-title>").replace("</h1>", "</div>")
    found = parse("tin/a.html", f"{HEAD}</head><body><div>{banner}</div><div>{titled}</div></body></html>".encode())
    assert (found.title, found.text) == ("Cầu Nà Pheo thông xe", TEXT)


def test_a_headline_in_a_large_font() -> None:
    left = "<table><tr><td>Thời tiết Vĩnh Tràng: 27 - 33 độ</td></tr></table>"
    told = "<p>Cây cầu dài 286 m đã thông xe sớm hơn kế hoạch ba tháng.</p>"
    page = (
        f"<html><body><table><tr><td>{left}</td><td><font size=4><b>CẦU NÀ PHEO THÔNG XE</b></font><br>{told}</td>"
        "<td>Đặt mua báo</td></tr></table></body></html>"
    )
    found = parse("tin/a.html", page.encode())
    assert (found.title, found.text) == ("CẦU NÀ PHEO THÔNG XE", f"CẦU NÀ PHEO THÔNG XE\n\n{told[3:-4]}")


def test_no_script_is_text() -> None:
    page = (
        f"{HEAD}{BODY}<p onclick=alert(1)>Cầu <a href='javascript:alert(1)'>rộng</a> 9 m.</p>"
        "<script>p='<p>a</p>'</script><svg><text>b</text></svg><p hidden>c</p><p style='display: none'>d</p>"
        "<noscript>e</noscript><template>f</template>"
        "<iframe srcdoc='<p>g'>h</iframe><p>&lt;script&gt;i&lt;/script&gt;</p>"
    )
    assert parse("a.html", page.encode()).text == f"{TEXT}\n\nCầu rộng 9 m.\n\n<script>i</script>"


def test_a_whole_page_in_one_form_and_a_class_that_names_a_sidebar() -> None:
    page = f"{HEAD}<body class=has-sidebar><form id=aspnetForm><div class='content with-comments'>{BODY}</div></form>"
    assert parse("a.html", page.encode()).text == TEXT


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 200_000,
        "<table><tr><td>" * 20_000,
        "<b><p>" * 20_000,
        "<p " + " ".join(f"a{n}" for n in range(200_000)) + ">",
        "<p a" * 300_000,
        '<p a="' * 200_000,
        "<!--" * 200_000,
        "<" * 500_000,
        "<script>" + "</p>" * 300_000,
        "<table>" + "<tr><td rowspan=999 colspan=999>chữ<td>b" * 3_000,
        '<script type="application/ld+json">' + "[" * 300_000 + "</script>",
        '<script type="application/ld+json">{"@type": "Article", "headline": "a' + "\u3000" * 50_000 + 'b"}</script>',
        '<img src="data:image/png;base64,' + "A" * 3_000_000 + '">',
        "<p>" + "<b>Đọc thêm</b>" * 30_000,
        "<div>" * 200 + "<span>Đọc thêm</span>",
    ],
)
def test_hostile_pages_take_time_in_proportion(hostile: str) -> None:
    began = time.thread_time()
    found = parse("a.html", f"{HEAD}{BODY}{hostile}".encode())
    assert time.thread_time() - began < 10
    assert found.text.startswith(TEXT)
    assert len(found.text) < 2 * len(hostile)


PIECES = (
    "<p>|</p>|<div class=comments>|<h1>|</h1>|<table>|<tr>|<td>|<td colspan=3 rowspan=2>|<ul>|<ol start=7>|<li>|<br>"
    "|<pre>|<a href=x>|<script>|</script>|<!--|-->|<title>|<meta charset=gbk>|<time datetime=2024-05-06>|&amp;|&#0;"
    '|<script type=application/ld+json>{"@type":"Article","headline":"\\ud800"}</script>|&#xD800;|5/6/2024'
    "|<svg>|<body>|<select>"
).split("|")
PAGE = st.lists(st.sampled_from(PIECES), max_size=40).map(lambda pieces: "".join(pieces).encode())


@settings(max_examples=300)
@given(st.one_of(st.binary(), PAGE))
def test_any_bytes_are_an_article_or_an_error_of_ours(data: bytes) -> None:
    try:
        found = parse("a.html", data)
    except ReadError:
        return
    assert found.text == found.text.encode().decode()
    assert found.title
    assert 0 < found.body_end <= len(found.text)
