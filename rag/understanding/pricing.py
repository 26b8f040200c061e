"""What a price is asked of: a thing, and not another that the same market sells."""

from __future__ import annotations

import regex

from rag.finding.synonyms import elsewhere
from rag.text.language import language_of
from rag.understanding.asking import Asked

__all__ = ["is_of_another_thing"]

# What a price is asked of: `giá gạo ở chợ`; no word for many things, which an article names one by one.
_PRICED = regex.compile(
    r"(?<!\b(?:giảm|tăng|hạ|trợ|đánh|đấu|trả|thách|bình ổn) )\bgiá (?:(?:bán|mua|của|một|1) )*"
    r"(?P<what>(?P<first>\p{Ll}[\p{Ll}\p{M}]*)(?: (?P<second>\p{Ll}[\p{Ll}\p{M}]*))?)",
    regex.IGNORECASE,
)
_NOT_PRICED = frozenset(
    "không bao mấy nhiêu ở tại ngày hôm thế ra cả trị là vé tiền thành bán mua thuê tăng giảm cao thấp sao nào gì các"
    " những loại mỗi trong từ đến tới khi sau trước này đó so khởi sàn trần gốc rẻ đắt mắc đỡ rét lạnh hiện mới cũ niêm"
    " tham do theo dịch nông thực hải nhiên hàng trái hoa rau vật lương thị sản đồ món nhu nguyên năng cước phòng"
    " nước".split()
)


def is_of_another_thing(question: str, article: str) -> bool:
    """Whether a price is asked of a thing that a Vietnamese article has no word of, be it another region's.

    Args:
        question: as it was understood.
        article: its title and all of its text.
    """
    priced = _PRICED.search(question)
    if (
        priced is None
        or "money" not in Asked.of(question).kinds
        or priced["first"].lower() in _NOT_PRICED
        or language_of(article) != "vi"
    ):
        return False
    named = [part for part in (priced["what"], priced["first"]) if part]
    said = [priced["first"], *(other for part in named for other in elsewhere(part.lower()))]
    if priced["second"] and priced["second"].lower() not in _NOT_PRICED:
        said.append(priced["second"])
    return not any(regex.search(rf"\b{regex.escape(word)}\b", article, regex.IGNORECASE) for word in said)
