"""Word documents as articles."""

from __future__ import annotations

import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
from fakes import FakeEmbedder, Folder
from hypothesis import given, settings
from hypothesis import strategies as st
from unread import why_unread
from wordfiles import body, document, paragraph, table

from rag import Assistant, Config
from rag.errors import ReadError
from rag.files.articles import parse

OFFICE = body(
    table(
        ("UBND TỈNH VAM SA\nSỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
        ("Số: 418/KH-SNV", "Vam Sa, ngày 12 tháng 9 năm 2024"),
    ),
    paragraph(),
    paragraph("KẾ HOẠCH"),
    paragraph("Thi tuyển viên chức năm 2024"),
    paragraph("I. Mục đích", style="Heading1"),
    paragraph("Tuyển ", "27 viên chức", " cho các trung tâm lưu trữ."),
    paragraph("Nộp hồ sơ tại số 4 đường Hoa Ban;", item=True),
    paragraph("Lệ phí 400.000 đồng.", item=True),
    table(("Đơn vị", "Chỉ tiêu"), ("Lưu trữ lịch sử", "15"), ("Lưu trữ\nsố", "12")),
    paragraph("Gặp bà Cầm Thị Xuân, 0210 3 456 789."),
)
OFFICE_TEXT = """UBND TỈNH VAM SA

SỞ NỘI VỤ

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

Số: 418/KH-SNV

Vam Sa, ngày 12 tháng 9 năm 2024

KẾ HOẠCH

Thi tuyển viên chức năm 2024

I. Mục đích

Tuyển 27 viên chức cho các trung tâm lưu trữ.

1. Nộp hồ sơ tại số 4 đường Hoa Ban;
2. Lệ phí 400.000 đồng.

Đơn vị | Chỉ tiêu
Lưu trữ lịch sử | 15
Lưu trữ số | 12

Gặp bà Cầm Thị Xuân, 0210 3 456 789."""
BROKEN = "it is no Word document, or a broken one; open it in Word and save it as .docx again"
LOCKED = "it is protected by a password; open it in Word and save it without one"


def refused(data: bytes) -> str:
    return why_unread("vb/a.docx", data)


def test_an_office_s_paper() -> None:
    found = parse(
        "vb/a.docx", document(OFFICE, title="Word Document", created="2010-01-01", modified="2024-10-01T02:00:00Z")
    )
    assert found.text == OFFICE_TEXT
    assert found.title == "KẾ HOẠCH Thi tuyển viên chức năm 2024"
    assert (found.date, found.published) == ("12 tháng 9 năm 2024", date(2024, 9, 12))
    assert found.body_end == len(found.text)


@pytest.mark.parametrize(
    ("blocks", "title", "wanted"),
    [
        ((paragraph("Chợ đêm mở lại", style="Title"), paragraph("Chợ mở từ 18h.")), "", "Chợ đêm mở lại"),
        ((paragraph("BẢN TIN"), paragraph("Chợ đêm", style="Heading1"), paragraph("Mở từ 18h.")), "", "Chợ đêm"),
        ((paragraph("BẢN TIN"), paragraph("Chợ đêm mở lại"), paragraph("Từ 18h.")), "Chợ đêm mở lại", "Chợ đêm mở lại"),
        ((paragraph("Chợ đêm mở lại"), paragraph("Từ 18h.")), "Microsoft Word - mau.doc", "Chợ đêm mở lại"),
    ],
)
def test_the_title_is_of_the_properties_only_where_the_text_has_it(
    blocks: tuple[str, ...], title: str, wanted: str
) -> None:
    assert parse("a.docx", document(body(*blocks), title=title)).title == wanted


@pytest.mark.parametrize(
    ("created", "modified", "wanted"),
    [
        ("2024-01-01T00:00:00Z", "2024-03-05T07:00:00Z", date(2024, 3, 5)),
        ("2013-12-23T23:15:00Z", "2013-12-23T23:15:00Z", None),
        ("", "hôm qua", None),
    ],
)
def test_a_text_without_a_date_is_of_the_day_it_was_saved(created: str, modified: str, wanted: date | None) -> None:
    found = parse("a.docx", document(body(paragraph("Chợ mở từ 18h.")), created=created, modified=modified))
    assert (found.published, found.date) == (wanted, wanted and wanted.isoformat())


def test_what_was_struck_out_is_gone_what_was_put_in_is_there_and_a_note_stands_behind() -> None:
    changed = (
        '<w:del w:id="1"><w:r><w:delText>100</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>140</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> gian</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "<w:r><w:t>.</w:t></w:r>"
    )
    field = "<w:sdt><w:sdtContent>" + paragraph("Mở từ 18h.") + "</w:sdtContent></w:sdt>"
    found = parse("a.docx", document(body(paragraph("Chợ có ", xml=changed), field)))
    assert found.text == "Chợ có 140 gian.\n\nMở từ 18h.\n\n1. Theo sổ của chợ."


def test_a_citation_leads_to_its_sentence(folder: Folder, embedder: FakeEmbedder) -> None:
    folder.path.mkdir(exist_ok=True)
    (folder.path / "ke-hoach.docx").write_bytes(document(OFFICE))
    with Assistant.open(folder.path, embedder=embedder, config=Config(refuse_below=0.0)) as assistant:
        assert assistant.sync().added == ("ke-hoach.docx",)
        citation = assistant.ask("Lệ phí thi tuyển viên chức bao nhiêu?").citations[0]
        text = assistant.document("ke-hoach.docx").text
    assert citation.source == "ke-hoach.docx"
    assert text[citation.start : citation.end] == citation.quote == "2. Lệ phí 400.000 đồng."


# --- what is none


def test_an_old_document_and_one_with_a_password_are_told_apart() -> None:
    assert (
        refused(b"\xd0\xcf\x11\xe0 WordDocument") == "it is an old Word document; open it in Word and save it as .docx"
    )
    assert refused(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")) == LOCKED
    data = bytearray(document(OFFICE))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert refused(bytes(data)) == LOCKED


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"Day la mot bai viet.",
        document(OFFICE)[:-40],
        document("<w:document"),
        document("", more={"_rels/.rels": ""}),
        document(body("<w:p>" * 3_000 + "</w:p>" * 3_000)),
    ],
)
def test_what_is_broken_is_told(data: bytes) -> None:
    assert refused(data) == BROKEN


def test_an_empty_document_is_told() -> None:
    assert refused(document(body(paragraph()))).startswith("it is empty")


@pytest.mark.parametrize("more", [" " * 30_000_000, "<w:p/>" * 1_000_000])
def test_what_unpacks_to_too_much_is_not_read(more: str) -> None:
    data = document(body(paragraph("a")), more={"word/footnotes.xml": more})
    assert len(data) < 100_000
    began = time.thread_time()
    assert refused(data) == "it is too large, unpacked; split it, or save its text as .txt"
    assert time.thread_time() - began < 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_unfolded(encoding: str) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    main = body(paragraph("x")).replace('encoding="UTF-8"?>', f'encoding="{encoding}"?>{bomb}').replace(">x<", ">&b;<")
    packed = BytesIO(document(body()))
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", main.encode(encoding))
    assert refused(packed.getvalue()) == BROKEN


def test_pictures_are_not_unpacked_and_no_file_outside_is_opened() -> None:
    link = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="p"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="p"'
        ' Type="image" Target="file:///etc/hostname" TargetMode="External"/></Relationships>'
    )
    more = {"word/_rels/document.xml.rels": relations, "word/media/a.png": "\0" * 40_000_000}
    assert parse("a.docx", document(body(paragraph("Chợ mở.", xml=link)), more=more)).text == "Chợ mở."


@settings(max_examples=150)
@given(st.data())
def test_any_bytes_are_an_article_or_an_error_of_ours(data: st.DataObject) -> None:
    whole = bytearray(document(OFFICE, title="Kế hoạch"))
    kind = data.draw(st.sampled_from(["bytes", "part", "flipped"]))
    if kind == "bytes":
        found = data.draw(st.binary())
    elif kind == "part":
        main = OFFICE.encode()
        at, new = data.draw(st.integers(0, len(main))), data.draw(st.binary(max_size=40))
        found = document("", more={"word/document.xml": (main[:at] + new + main[at + len(new) :]).decode("latin-1")})
    else:
        for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=5)):
            whole[at] ^= data.draw(st.integers(1, 255))
        found = bytes(whole)
    try:
        article = parse("a.docx", found)
    except ReadError:
        return
    assert any(map(str.isalnum, article.text))
