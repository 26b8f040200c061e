"""What is asked of someone or something, and the words one of which an article must have that tells it.

An article about a bridge is near to any question about that bridge, and no similarity says that it has nothing on who
designed it. A few things that people often ask for are told by few words, whatever the language; where an article has
none of them, it does not tell that.
"""

from __future__ import annotations

import regex

__all__ = ["is_untold"]


def _any(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


# What asks, and what tells; neither is of a single language, as a question in one is answered by articles in another.
_ROWS = [
    (_any(asked), _any(told))
    for asked, told in (
        (
            r"\b(?:mẹ|thân mẫu) (?:của|ruột|đẻ)\b|\bmother\b",
            r"\b(?:mẹ|má|bà cụ|thân mẫu|sinh thành|song thân|con (?:trai|gái)|mother|parents?|son|daughter|born to)\b",
        ),
        (
            r"\b(?:(?:cha|bố|thân phụ) (?:của|ruột))\b|\bfather of\b|'s father\b",
            r"\b(?:cha|bố|ba|tía|thân phụ|sinh thành|song thân|con (?:trai|gái)|father|parents?|son|daughter|born to"
            r")\b",
        ),
        (
            r"\b(?:vợ|chồng|phu nhân) (?:của|(?-i:\p{Lu})|là|tên)|\b(?:lấy|có) (?:vợ|chồng)\b|\b(?:kết hôn|cưới)\b"
            r"|\b(?:wife|husband|spouse|married|marry)\b",
            r"\b(?:vợ|chồng|phu nhân|phu quân|hôn|cưới|lập gia đình|độc thân|gia thất|bạn đời|góa|goá|hoàng hậu"
            r"|vương phi|wife|wives|husband|spouse|marr\w+|wed\w*|widow\w*|single|queen|consort|partner)\b",
        ),
        (
            r"\b(?:mất|qua đời|từ trần|chết) (?:vào |lúc |từ )?(?:năm|ngày|khi|ở|tại|bao giờ|lúc)\b"
            r"|\b(?:when|where|how) did\b.*\bdie\b|\b(?:date|place|cause) of death\b",
            r"\b(?:mất|qua đời|từ trần|tạ thế|băng hà|chết|cái chết|hy sinh|hi sinh|tử nạn|tử vong|tử trận"
            r"|thiệt mạng|giết|sát hại|hành quyết|xử tử|tự sát|tự vẫn|tự tử|ám sát|mộ|chôn|an táng|thi thể|xác|nạn nhân"
            r"|die[sd]?|dead|deaths?|dying|kill\w*|murder\w*|execut\w+|suicide|assassinat\w+|buried|tomb|grave|fatal\w*|perish\w*)\b"
            r"|[–-] ?(?:\d{1,2}[/ ][^()]{0,15})?\d{4}\)",
        ),
        (
            r"\bsố (?:điện thoại|đt|máy|hotline)\b|\bđường dây nóng\b|\bhotline\b|\b(?:tele)?phone number\b",
            r"\b(?:điện thoại|đt|hotline|đường dây nóng|tổng đài|phone|tel)\b|\b(?:0|\+84)(?:[ .]?\d){8,}|\b1[89]00\b",
        ),
        (
            r"\b(?:e-?mail|địa chỉ (?:thư|mail)|website|trang web)\b",
            r"@|\bwww\.|https?:|\b(?:e-?mail|website|web|trang|cổng thông tin|internet|online|trực tuyến)\b",
        ),
        (
            r"\b(?:ai|(?:đơn vị|công ty|hãng|kiến trúc sư) nào) (?:đã |là người )?thiết kế\b"
            r"|\bdo (?:ai|(?:đơn vị|công ty|hãng|kiến trúc sư) nào) thiết kế\b"
            r"|\b(?:who|(?:which|what) (?:company|firm|architect)) designed\b|\bdesigned by (?:who|which)\b"
            r"|\bwho is the architect\b",
            r"\b(?:thiết kế|kiến trúc sư|phác thảo|bản vẽ|sáng chế|tác giả|design\w*|architect\w*|drew|draft\w*|author"
            r")\b",
        ),
        (r"\bhọc phí\b|\btuition\b", r"\b(?:học phí|miễn phí|đóng góp|tiền học|tuition|fees?|free)\b"),
        (
            r"\b(?:giá vé|vé (?:vào cửa|tham quan|xem|xe|tàu))\b.*\b(?:bao nhiêu|mấy|thế nào)\b"
            r"|\b(?:ticket|entrance|admission)\b.*\b(?:cost|price|fee)|\bhow much\b.*\b(?:ticket|entrance|admission)",
            r"\b(?:vé|miễn phí|phí|tickets?|fares?|free|admission|entrance|fees?)\b",
        ),
        (
            r"\bbị (?:cháy|hỏa hoạn|hoả hoạn)\b|\bcatch fire\b|\bburn down\b",
            r"\b(?:cháy|hỏa hoạn|hoả hoạn|lửa|thiêu|fires?|burn\w*|blaze|flames?)\b",
        ),
        (r"\bbị (?:sập|đổ sập)\b|\bcollapsed?\b", r"\b(?:sập|đổ|sụp|sụt|lún|gãy|collaps\w+|fell|falls?)\b"),
        (
            r"\b(?:từ chức|resign\w*)\b",
            r"\b(?:từ chức|từ nhiệm|thôi|rút|nghỉ|rời|bỏ|mất chức|resign\w*|step\w* down|quit\w*|left|leave\w*)\b",
        ),
    )
]


def is_untold(question: str, article: str) -> bool:
    """Whether a question asks for what an article has no word of.

    Args:
        question: as it was understood.
        article: its title and all of its text.
    """
    return any(asked.search(question) and not told.search(article) for asked, told in _ROWS)
