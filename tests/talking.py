"""Turns over a small folder of articles, and what must hold of every reply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fakes import FakeEmbedder, Folder

from rag import Answer, Assistant, Config, Message

__all__ = ["ARTICLES", "BRIDGE", "FAIR", "TODAY", "opened", "reply"]

FAIR = """Hội chợ hoa xuân đông khách

3/2/2024

Hội chợ hoa xuân mở cửa sáng nay với sáu mươi gian hàng hoa. Khách mua hoa đông gấp đôi năm trước.

Người mua chọn hoa đào.
Người mua chọn hoa đào.

Ông Bảy về nhà từ giữa trưa. Trời rét ngọt.

Hoa xuân còn bán thêm ở hội chợ này đến hết tuần sau.
"""
BRIDGE = """Thông xe cầu treo suối Đá

5/8/2024

Cầu treo suối Đá dài tám mươi mét thông xe sáng nay. Học sinh hai bản khỏi phải lội suối mùa mưa.
"""
WELL = "Giếng nước bản Trằm\n\nBản Trằm vừa khoan xong giếng nước sạch. Giếng sâu bốn mươi mét.\n"
BOAT = "New ferry on the lake\n\nAugust 9, 2024\n\nA new ferry crosses the lake twice a day. It carries forty people.\n"
TODAY = date(2024, 8, 14)
ARTICLES = {"le-hoi/cho-hoa.txt": FAIR, "cau-treo.txt": BRIDGE, "gieng.txt": WELL, "ferry.md": BOAT}


def opened(folder: Folder, embedder: FakeEmbedder) -> Iterator[Assistant]:
    """An assistant over the articles that answers whatever it finds, until it is done with."""
    folder.write_all(ARTICLES)
    with Assistant.open(folder.path, config=Config(refuse_below=0.0), embedder=embedder, today=lambda: TODAY) as one:
        one.sync()
        yield one


def reply(assistant: Assistant, turn: str, history: list[Message] | None = None, **scope: str) -> Answer:
    """What is said; every marker has its citation, and every citation stands in its article."""
    answer = assistant.ask(turn, history or (), **scope)  # type: ignore[arg-type]
    assert answer.question == turn
    markers = [int(n) for n in re.findall(r"\[(\d+)\]", answer.text)]
    assert markers == [c.marker for c in answer.citations] == list(range(1, len(markers) + 1))
    for citation in answer.citations:
        assert assistant.document(citation.source).text[citation.start : citation.end] == citation.quote
    return answer
