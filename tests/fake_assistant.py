"""An Assistant without a store or a model: the chat's tests decide what it says."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rag.datatypes import Answer, Citation, Document, Hit, Message, Progress, Status, SyncReport
from rag.errors import ConfigError, DocumentNotFoundError, ModelError
from rag.messages import History, as_messages, as_read

__all__ = ["HOSTILE_SOURCE", "HOSTILE_TEXT", "HOSTILE_TITLE", "FakeAssistant"]

HOSTILE_TITLE = '<img src=x onerror="alert(1)"> **đậm** [x](javascript:alert(2)) $$x^2$$'
HOSTILE_SOURCE = "a/<script>alert(3)</script>/\"' onclick='alert(4)' ![](http://evil.test/p.png).txt"
HOSTILE_QUOTE = "<script>alert(5)</script> ${alert(6)} {{constructor}} `code` <b>x</b> [1](http://evil.test) &lt;i&gt;"
HOSTILE_DATE = "<svg onload=alert(7)>"
HOSTILE_TEXT = f"{HOSTILE_TITLE}\n\nĐoạn đầu </div></article>.\n\n{HOSTILE_QUOTE} Hết.\n\n# không phải tiêu đề"

FLOOD = (
    """Lũ trên sông Nậm Ou lên nhanh

Sáng 6/12, mực nước sông Nậm Ou tại Muang Khua lên 7,2 mét. Nhà chức trách sơ tán 340 hộ dân ven sông.

Đến chiều, nước bắt đầu rút. Trường học dự kiến mở lại ngày 9/12. ຂ່າວພາສາລາວ: ນ້ຳກຳລັງຫຼຸດລົງ.

"""
    + "\n\n".join(f"Đoạn {n}: lực lượng tại chỗ tiếp tục dọn bùn ở các bản ven sông." for n in range(1, 40))
    + """

Cầu tạm bắc qua sông được thông xe lúc 17 giờ 30 phút ngày 8/12.
Tin khác: giá cà phê tăng"""
)

COFFEE = """Giá cà phê tăng tuần thứ ba

Giá cà phê tại Đắk Lắk lên 128.500 đồng một ki lô gam vào ngày 27/06/2024."""


class FakeAssistant:
    """Answers by the question's words; everything else is an instruction of the test."""

    def __init__(self, *, delay: float = 0.05) -> None:
        self.delay = delay
        self.asked: list[tuple[str, list[Message]]] = []
        self.within: list[tuple[date | str | None, date | str | None, tuple[str, ...]]] = []
        self.sync_may_end = threading.Event()
        self.sync_may_end.set()
        self.syncs = 0
        self.documents = {
            document.source: document
            for document in (
                Document(
                    "lao/lu-nam-ou.txt", "Lũ trên sông Nậm Ou lên nhanh", "6/12", FLOOD, None, FLOOD.index("Tin khác")
                ),
                Document("vn/ca-phe.txt", "Giá cà phê tăng tuần thứ ba", "07:24 27/06/2024", COFFEE),
                Document(HOSTILE_SOURCE, HOSTILE_TITLE, HOSTILE_DATE, HOSTILE_TEXT),
            )
        }

    def sync(self, progress: Callable[[Progress], None] | None = None, *, rebuild: bool = False) -> SyncReport:
        self.syncs += 1
        if progress is not None:
            progress(Progress(1, 3, 0, 2, HOSTILE_SOURCE))
        self.sync_may_end.wait(20)
        if progress is not None:
            progress(Progress(3, 3, 2, 2, "vn/ca-phe.txt"))
        return SyncReport(
            added=("moi.txt",),
            moved=("vn/ca-phe.txt",),
            unchanged=("lao/lu-nam-ou.txt",),
            failed=((HOSTILE_SOURCE, "<img src=x onerror=alert(8)> not text"),),
        )

    def search(self, question: str, k: int = 10) -> list[Hit]:
        return [self._hit("vn/ca-phe.txt"), self._hit(HOSTILE_SOURCE)][:k]

    def ask(
        self,
        question: str,
        history: History = (),
        *,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sequence[str] = (),
    ) -> Answer:
        return list(self.stream(question, history, after=after, before=before, sources=sources))[-1]

    def stream(
        self,
        question: str,
        history: History = (),
        *,
        after: date | str | None = None,
        before: date | str | None = None,
        sources: Sequence[str] = (),
    ) -> Iterator[Answer]:
        self.asked.append((as_read(question), as_messages(history)))
        self.within.append((after, before, tuple(sources)))
        if after == "hom qua":
            raise ConfigError("after is 'hom qua': write the day as YYYY-MM-DD")
        if "hong model" in question:
            raise ModelError("the model <b>cannot</b> be loaded; run `hoibao status`")
        if "bug" in question:
            raise ZeroDivisionError("secret detail")
        if "hostile" in question:
            quote = self._cite(1, HOSTILE_SOURCE, HOSTILE_QUOTE)
            yield Answer(f"{HOSTILE_QUOTE} [1]", (quote,), question=question, understood=HOSTILE_TITLE)
            return
        if "bai ve" in question or question in ("Xem tiếp", "Show more"):
            first = 1 if "bai ve" in question else 2
            quote = self._cite(1, "lao/lu-nam-ou.txt", "Nhà chức trách sơ tán 340 hộ dân ven sông.")
            yield Answer(
                f"Bài thứ {first}:\n– Lũ trên sông Nậm Ou lên nhanh (6/12, lao/lu-nam-ou.txt) [1]"
                + ("\nCòn 1 bài nữa." if first == 1 else ""),
                (quote,),
                question=question,
                more=2 - first,
            )
            return
        if "thoi tiet" in question:
            yield Answer(
                "Các bài trong thư mục không trả lời câu hỏi này.",
                refused=True,
                question=question,
                hits=tuple(self.search(question)),
            )
            return
        first = "Nhà chức trách sơ tán 340 hộ dân ven sông."
        second = "Cầu tạm bắc qua sông được thông xe lúc 17 giờ 30 phút ngày 8/12."
        understood = None if "ơ" in question else "Bao nhiêu hộ dân phải sơ tán?"
        one, two = self._cite(1, "lao/lu-nam-ou.txt", first), self._cite(2, "lao/lu-nam-ou.txt", second)
        count = (first.index("340"), first.index(" ven"))
        yield Answer(f"{first} [1]", (one,), question=question, understood=understood, highlights=(count,))
        time.sleep(self.delay)
        yield Answer(
            f"{first} [1] {second} [2]", (one, two), question=question, understood=understood, highlights=(count,)
        )

    def document(self, source: str) -> Document:
        try:
            return self.documents[source]
        except KeyError:
            raise DocumentNotFoundError(source) from None

    def examples(self, n: int = 4) -> list[str]:
        return ["Bao nhiêu hộ dân phải sơ tán?", "Giá cà phê ở Đắk Lắk?", "<b>hostile</b> **example** <img src=x>"][:n]

    def suggestions(self, n: int = 3) -> list[str]:
        return []

    def status(self) -> Status:
        return Status("/data/bài báo", "/data/.hoibao", len(self.documents), 9, "fake", 4096, "2024-06-27T00:24:00Z")

    def close(self) -> None:
        """Nothing is open."""

    def _cite(self, marker: int, source: str, quote: str) -> Citation:
        document = self.documents[source]
        start = document.text.index(quote)
        return Citation(marker, source, document.title, document.date, quote, start, start + len(quote))

    def _hit(self, source: str) -> Hit:
        document = self.documents[source]
        start = document.text.index("\n\n") + 2
        return Hit(source, start, len(document.text), document.text[start:], 0.31, document.title, document.date)
