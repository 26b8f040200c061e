"""Questions whose right file is told by the year, the spelling or the marks alone, with the real model.

The articles are twins but for that. To show that it decides, each question is asked again without the part of hoibao
that sees it, and must then go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from fakes import Folder

from embeddings.embedder import SentenceTransformerEmbedder
from rag import Answer, Assistant
from rag.finding import readings
from rag.finding.timing import AskedTime

TODAY = date.today()


def wrestling(winner: str, loser: str, prize: str) -> str:
    return (
        f"Hội vật làng Mai Trung khép lại sau hai ngày tranh tài trước sân đình. Đô vật {winner} giành giải Nhất"
        f" sau khi quật ngã {loser} ở keo cuối cùng. Ban tổ chức trao cho người thắng {prize}.\n\n"
        "Hội vật do các cụ cao niên trong làng đứng ra lo liệu, người xem đứng kín hai bên đường."
    )


def council(topic: str, place: str) -> str:
    return (
        f"Hội đồng nhân dân xã Đồng Lộc họp kỳ bất thường tại {place} để bàn về {topic}. Các đại biểu biểu quyết"
        " thông qua nghị quyết vào cuối buổi chiều."
    )


def taxes(sum_of_money: str, share: str) -> str:
    return (
        f"Chi cục thuế huyện Lam Khê cho biết thu ngân sách đạt {sum_of_money}, bằng {share} dự toán. Phần lớn đến từ"
        " thuế của các hộ kinh doanh ở chợ huyện."
    )


def delegation(place: str, leader: str, gift: str) -> str:
    return (
        f"Đoàn đại biểu {place} do ông {leader} dẫn đầu thăm trường nội trú huyện Lam Khê và tặng nhà trường {gift}."
        " Thầy trò nhà trường đón đoàn bằng một chương trình văn nghệ."
    )


ARTICLES = {  # source: (date, title, text)
    "vat/a.md": (
        date(2022, 2, 12),
        "Hội vật làng Mai Trung",
        wrestling("Trần Đình Cát", "Lê Hữu Thuần", "một con trâu"),
    ),
    "vat/b.md": (
        date(2023, 2, 3),
        "Hội vật làng Mai Trung",
        wrestling("Phạm Quốc Mẫn", "Hồ Sỹ Lương", "một chiếc xe máy"),
    ),
    "vat/c.md": (
        TODAY - timedelta(days=1),
        "Hội vật làng Mai Trung",
        wrestling("Nguyễn Khắc Uy", "Đinh Văn Tuế", "một chiếc thuyền"),
    ),
    "hop/a.md": (date(2021, 6, 26), "Hội đồng nhân dân xã Đồng Lộc họp", council("giá nước sạch", "hội trường xã")),
    "hop/b.md": (date(2021, 12, 6), "Hội đồng nhân dân xã Đồng Lộc họp", council("chợ đêm", "nhà văn hóa thôn Kiều")),
    "thue/a.md": (date(2020, 3, 30), "Thu ngân sách huyện Lam Khê", taxes("12,4 tỷ đồng", "21%")),
    "thue/b.md": (date(2020, 6, 29), "Thu ngân sách huyện Lam Khê", taxes("19,8 tỷ đồng", "35%")),
    "thue/c.md": (
        date(2019, 6, 27),
        "Thu ngân sách huyện Lam Khê",
        "Trong quý, huyện Lam Khê thu ngân sách được 9,1 tỷ đồng. Phần lớn đến từ thuế của các hộ kinh doanh.",
    ),
    "doan/a.md": (None, "Đoàn đại biểu thăm trường", delegation("tỉnh Át-tạ-pư", "Xổm-phon", "40 chiếc giường")),
    "doan/b.md": (None, "Đoàn đại biểu thăm trường", delegation("tỉnh Xê-kông", "Bun-my", "hai dàn máy tính")),
    "doan/c.md": (None, "Đoàn đại biểu thăm trường", delegation("tỉnh Bo-li-khăm-xay", "Khăm-sỉnh", "một vườn rau")),
    "doan/d.md": (None, "Đoàn đại biểu thăm trường", delegation("tỉnh Xay-nha-bu-ly", "Thoong-xay", "300 quyển vở")),
    "cay/a.md": (
        None,
        "Cây cầu của làng Vĩnh Lại",
        "Cây cầu gỗ của làng Vĩnh Lại dài 46 mét, do dân làng góp công dựng qua sông Tiêm."
        " Mỗi năm làng thay ván cầu một lần.",
    ),
    "cay/b.md": (
        None,
        "Hàng cau của làng Vĩnh Lại",
        "Cây cau già nhất của làng Vĩnh Lại cao 19 mét, dân làng trồng quanh đình đã lâu."
        " Mỗi năm làng hái cau một lần.",
    ),
    "ban/a.md": (
        None,
        "Chợ phiên Khe Lau",
        "Người dân Khe Lau bán bò vào phiên chợ rằm, mỗi con bò giá 21 triệu đồng. Thương lái đến từ sáng sớm.",
    ),
    "ban/b.md": (
        None,
        "Chợ phiên Khe Lau",
        "Người dân Khe Lau bán bơ vào phiên chợ rằm, mỗi tạ bơ giá 3 triệu đồng. Thương lái đến từ sáng sớm.",
    ),
    "muoi/a.md": (
        None,
        "Nghề cũ ở Cửa Sót",
        "Làng muối ở Cửa Sót có 85 hộ, sống nhờ ruộng muối ven biển. Người làng ra đồng từ lúc trời còn tối.",
    ),
    "muoi/b.md": (
        None,
        "Xóm mới ở Cửa Sót",
        "Làng Mười ở Cửa Sót có 112 hộ, sống nhờ nghề mộc. Người làng ra xưởng từ lúc trời còn tối.",
    ),
}  # fmt: skip
QUESTIONS = [  # what decides, the question, the file, the fact
    ("time", "Ai giành giải Nhất hội vật làng Mai Trung năm 2022?", "vat/a.md", "Trần Đình Cát"),
    ("time", "Hội vật làng Mai Trung năm 2023 ai thắng?", "vat/b.md", "Phạm Quốc Mẫn"),
    ("time", "Who won the Mai Trung wrestling festival in 2023?", "vat/b.md", "Phạm Quốc Mẫn"),
    ("time", "Hôm qua ai giành giải Nhất hội vật làng Mai Trung?", "vat/c.md", "Nguyễn Khắc Uy"),
    ("time", "Hoi dong nhan dan xa Dong Loc hop o dau ngay 6 thang 12?", "hop/b.md", "nhà văn hóa thôn Kiều"),
    ("time", "Quý 2 năm 2020 huyện Lam Khê thu ngân sách bao nhiêu?", "thue/b.md", "19,8 tỷ đồng"),
    ("time", "How much did Lam Khe district collect in the first quarter of 2020?", "thue/a.md", "12,4 tỷ đồng"),
    ("spelling", "Đoàn của ông Bounmy tặng gì?", "doan/b.md", "hai dàn máy tính"),
    ("spelling", "Khamsing tặng gì?", "doan/c.md", "một vườn rau"),
    ("spelling", "Thongsay tặng gì?", "doan/d.md", "300 quyển vở"),
    ("marks", "cay cau Vinh Lai bac qua song dai bao nhieu met", "cay/a.md", "46 mét"),
    ("marks", "o Khe Lau moi con bo gia bao nhieu", "ban/a.md", "21 triệu đồng"),
    ("marks", "o Khe Lau moi ta bo gia bao nhieu", "ban/b.md", "3 triệu đồng"),
    ("marks", "lang muoi o Cua Sot co ruong muoi, bao nhieu ho", "muoi/a.md", "85 hộ"),
]


@pytest.fixture(scope="module")
def twins(real_model: SentenceTransformerEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = Folder(tmp_path_factory.mktemp("twins") / "articles")
    for source, (day, title, text) in ARTICLES.items():
        told = f"date: {day}\n" if day else ""
        folder.write(source, f"---\ntitle: {title}\n{told}---\n\n{text}\n")
    with Assistant.open(folder.path, embedder=real_model, today=lambda: TODAY) as opened:
        opened.sync()
        yield opened


def is_right(answer: Answer, source: str, fact: str) -> bool:
    """Whether that file answers first, and its twins do not answer, too."""
    told = [c.source for c in answer.citations if c.source.split("/")[0] == source.split("/")[0]]
    return (
        not answer.refused
        and answer.citations[0].source == source
        and set(told) == {source}
        and fact in "\n".join(c.quote for c in answer.citations if c.source == source)
    )


def _no_time(question: str, today: date) -> AskedTime:
    return AskedTime()


SWITCHED_OFF = {  # what decides: where it is looked up, and what stands for it then
    "time": (AskedTime, "of", _no_time),
    "spelling": (readings, "respellings", lambda question, snapshot: []),
    "marks": (readings, "restore_marks", lambda question, snapshot, **more: None),
}


@pytest.mark.parametrize(("decides", "question", "source", "fact"), QUESTIONS)
def test_the_right_file_answers_and_without_what_decides_it_does_not(
    twins: Assistant, monkeypatch: pytest.MonkeyPatch, decides: str, question: str, source: str, fact: str
) -> None:
    assert is_right(twins.ask(question), source, fact)
    monkeypatch.setattr(*SWITCHED_OFF[decides])
    assert not is_right(twins.ask(question), source, fact)
