"""How readers say what they want of the articles themselves: patterns over the whole of a turn.

Written with marks; `rag.understanding.courtesies.turns` makes patterns of them that may be typed without.
"""

from __future__ import annotations

from rag.text.words import fold
from rag.understanding.courtesies import ME, YOU

__all__ = ["AT", "AT_UNMARKED", "OF", "ON", "WANTED"]

_ARTICLES = r"(?:bài báo|bài viết|tin bài|tin tức|bản tin|bài|báo|tin)"
_COUNTED = r"(?:bài báo|bài viết|tin bài|bài)"
OF = r"(?:(?:nói |viết |đưa tin |kể |bàn )?về|(?:liên quan|nhắc|đề cập|nói) (?:đến|tới))"
ON = (
    r"(?:about|on|regarding|concerning|(?:that )?(?:mentions?|discuss(?:es)?|covers?)"
    r"|(?:that )?(?:talks?|speaks?|tells?|writes?) (?:about|of)|mentioning|discussing|covering)"
)
_TOPIC = r"(?P<topic>\S.*?)"
_NEW = r"(?P<newest>mới nhất|gần đây nhất|gần nhất|mới)"
AT = frozenset("trong vào của từ ở hồi the in of on from for during published dated".split())  # before a time
AT_UNMARKED = AT | {fold(word) for word in AT} - {"hoi"}
_SHOW = rf"(?:(?:cho|giúp) {ME} )?(?:xem|đọc|liệt kê|kể|hiện|đưa)(?: ra)?"
_SAYS_SO = r"(?:nói|viết|đăng|đưa tin)(?: (?:thế|vậy|như (?:thế|vậy)|điều (?:đó|này)))?"
_THEM = rf"(?:các |những )?{_ARTICLES}"

WANTED = [  # kind, language, pattern; the first that fits
    (
        "rest",
        "vi",
        rf"{_SHOW} (?:hết|tất cả|toàn bộ|nốt|đầy đủ)(?: {_THEM})?(?: (?:còn lại|khác|kia|nữa|ra|đi))*"
        rf"|(?:{_SHOW} )?(?:(?:tất cả|toàn bộ) )?(?:các |những |\d+ )?{_ARTICLES} (?:còn lại|kia)(?: (?:là gì|đi))?"
        r"|tất cả|toàn bộ|(?:phần )?còn lại",
    ),
    (
        "more",
        "vi",
        rf"{_SHOW} (?:tiếp|thêm)(?: (?:{_THEM}|\d+ bài))?(?: (?:nữa|khác|đi|theo))*"
        rf"|{_SHOW} {_THEM} (?:nữa|khác|tiếp theo)"
        rf"|(?:có )?còn (?:nữa|(?:(?:những|các) )?(?:{_ARTICLES} (?:nào|gì)|gì|{_ARTICLES})(?: (?:nữa|khác))*)"
        rf"(?: (?:hay )?(?:không|chứ))?|có {_ARTICLES} (?:nào|gì) (?:nữa|khác)(?: không)?|{_THEM} (?:khác|tiếp theo)"
        r"|(?:rồi )?(?:tiếp(?: (?:tục|theo|đi))*|thêm(?: (?:nữa|đi))*|nữa(?: đi)?)",
    ),
    (
        "rest",
        "en",
        r"(?:(?:show|list|see|give)(?: me)? )?(?:all(?: (?:of them|the (?:rest|others)|articles))?|the (?:rest|others)"
        r"|everything)(?: of (?:them|it))?",
    ),
    (
        "more",
        "en",
        r"(?:(?:show|list|see|give|tell)(?: me)? )?(?:some |any |the )?(?:more|next|others)(?: (?:ones?|page|articles?"
        r"|stories|news|of (?:them|it)))?|(?:are|is) there (?:any )?(?:more|others?)(?: articles?| ones?)?"
        r"|(?:go|carry) on|continue|what else|any(?:thing)? (?:else|others)",
    ),
    ("rest", "lo", r"(?:ເບິ່ງ|ລາຍການ)?ທັງໝົດ"),
    ("more", "lo", r"(?:ເບິ່ງ)?(?:ຕໍ່ໄປ|ຕໍ່|ເພີ່ມເຕີມ|ເພີ່ມ)|(?:ຍັງ)?ມີ(?:ບົດຄວາມ|ຂ່າວ)?(?:ອື່ນ)?ອີກ(?:ບໍ່|ບໍ)?"),
    (
        "identity",
        "vi",
        rf"{YOU} (?:là (?:ai|gì|cái gì)|tên (?:là )?gì)|tên (?:của )?{YOU} là gì|đây là (?:cái )?gì|hỏi báo là"
        rf" (?:ai|gì)",
    ),
    ("identity", "en", r"(?:who|what) are you|what(?: is|'s|’s) (?:your name|this|hoibao)|whats your name"),
    (
        "source",
        "vi",
        rf"(?:(?:ở|trong|theo|từ|của) )?(?:bài|nguồn|báo|tờ)(?: báo| viết| tin)? nào(?: {_SAYS_SO})?"
        rf"|(?:(?:cho|xin) )?(?:{ME} )?(?:(?:xem|xin|hỏi|biết|dẫn) )?(?:nguồn|link|bài gốc)(?: tin| bài)?"
        r"(?: (?:ở )?đâu)?"
        r"|(?:thông tin|tin|điều|câu|cái) (?:này|đó|ấy|trên) (?:(?:lấy|nằm|có) )?(?:từ|ở|trong)"
        r" (?:đâu|(?:bài|nguồn) nào)"
        r"|(?:đọc|xem) (?:bài )?(?:này |đó )?ở đâu|(?:ai|ở đâu) (?:nói|viết) (?:thế|vậy)|(?:lấy|đọc) ở đâu ra"
        # who doubts it is shown where it stands
        rf"|(?:{YOU} )?(?:có )?chắc(?: chắn)?(?: (?:là )?(?:thế|vậy|đúng))? (?:không|chứ)"
        r"|(?:có )?(?:thật|đúng|chính xác)(?: sự)?(?: (?:thế|vậy|như (?:thế|vậy)))? (?:không|chứ|sao|à|hả)"
        r"|(?:thế|vậy|thật) (?:à|hả|sao)",
    ),
    (
        "source",
        "en",
        r"(?:(?:in|from) )?(?:which|what) (?:article|source|story|paper|newspaper)"
        r"(?: (?:says?|said|wrote) (?:that|this|so)| (?:is|was) (?:that|this)(?: (?:from|in))?)?"
        r"|where (?:can i read|did you (?:read|find|get|see)) (?:that|this|it)"
        r"|where (?:is|was) (?:that|this) (?:from|written)"
        r"|(?:what(?: is|'s|’s| are) )?(?:the |your )?sources?(?: of (?:that|this))?|(?:who )?says (?:who|that|so)"
        r"|are you (?:quite )?(?:sure|certain)(?: (?:about|of) (?:that|this|it))?|really|is (?:that|this|it) (?:so|true"
        r"|right|correct)",
    ),
    (
        "translation",
        "vi",
        rf"(?:hãy |nhờ {YOU} |{YOU} )?(?:dịch|chuyển)(?: (?:giúp|hộ|cho)(?: {ME})?)?(?: (?:câu|bài|đoạn|nó|cái)"
        rf"(?: (?:này|đó|trên|trả lời|vừa rồi))?)? (?:sang|ra|qua) tiếng \p{{L}}+(?: được không)?"
        r"|(?:(?:trả lời|nói|viết)(?: lại)? )?bằng tiếng \p{L}+(?: (?:đi|được không))?",
    ),
    (
        "translation",
        "en",
        r"(?:please |can you |could you )?translate(?: (?:it|that|this|the (?:answer|article|text)))?"
        r"(?: (?:in)?to \p{L}+)?"
        r"|(?:(?:say|give|tell me) (?:it|that) |answer )?in (?:english|vietnamese|lao)",
    ),
    (
        "summary",
        "vi",
        rf"(?:(?:hãy |{YOU} )?(?:nói|giải thích|kể|trả lời|trình bày|cho biết)(?: lại)?(?: (?:cho|giúp)(?: {ME})?)? )?"
        rf"(?:rõ|kỹ|kĩ|chi tiết|cụ thể)(?: hơn| thêm| ra)(?: (?:nữa|đi|được không|chút|xem))*"
        rf"|(?:nói|kể|giải thích|cho {ME} biết|cho biết) thêm(?: (?:nữa|đi|xem|về (?:nó|việc (?:này|đó)|bài này)))*"
        rf"|(?:tóm tắt|tóm lược|tóm lại)(?: lại)?(?: (?:giúp|hộ|cho)(?: {ME})?)?"
        r"(?: (?:câu trả lời|nội dung))?(?: (?:đi|xem))*",
    ),
    (
        "summary",
        "en",
        r"(?:please |can you |could you )?(?:tell me more(?: about (?:it|that|this))?"
        r"|(?:(?:explain|say) )?(?:it |that )?(?:more|in (?:more )?detail)|elaborate|(?:give me )?(?:more )?details"
        r"|summari[sz]e|sum (?:it )?up|summary)",
    ),
    ("identity", "lo", r"ເຈົ້າ(?:ແມ່ນ|ເປັນ)ໃຜ|ເຈົ້າຊື່ຫຍັງ"),
    (
        "ability",
        "vi",
        rf"{YOU} (?:có thể )?(?:biết )?(?:làm|giúp|trả lời)(?: {ME})?(?: được)?(?: những)?(?: gì| việc gì)(?:"
        rf" (?:được )?(?:cho )?{ME}| được)?"
        rf"|{YOU} (?:biết|có thể) (?:những )?gì|{YOU} giúp được {ME} (?:những )?gì|(?:{ME} )?(?:có thể )?hỏi"
        rf" (?:{YOU} )?(?:được )?(?:những )?gì"
        r"|(?:hướng dẫn|cách)(?: sử dụng| dùng)?|trợ giúp|giúp(?: đỡ)?|dùng (?:thế nào|như thế nào|ra sao)",
    ),
    (
        "ability",
        "en",
        r"help|what (?:can|do) you do(?: for me)?|what can (?:i|you) (?:ask|answer|help)(?: you| me)?(?: about| with)?"
        r"|how (?:do i use|does) (?:this|it)(?: work)?|how can you help(?: me)?",
    ),
    ("ability", "lo", r"ເຈົ້າ(?:ເຮັດ|ຊ່ວຍ)ຫຍັງໄດ້(?:ແດ່)?|ຊ່ວຍຫຍັງໄດ້(?:ແດ່)?|ຖາມຫຍັງໄດ້(?:ແດ່)?"),
    (
        "count",
        "vi",
        rf"(?:{YOU} )?(?:(?:hiện|đang) )?(?:có )?(?:tất cả |tổng cộng )?(?:bao nhiêu|mấy) {_COUNTED}"
        r"(?: (?:tất cả|trong (?:thư mục|kho)|ở đây|trong đó))?",
    ),
    (
        "count",
        "en",
        r"how many articles(?: (?:are there|do you have|have you got|are in (?:the|this) folder|are indexed))?(?:"
        r" in total)?",
    ),
    ("count", "lo", r"ມີ(?:ທັງໝົດ)?(?:ຈັກບົດຄວາມ|ບົດຄວາມຈັກບົດ)(?:ທັງໝົດ)?"),
    (
        "newest",
        "vi",
        r"(?:những |các )?tin tức (?:mới|gần đây)"
        rf"|(?:(?:cho {ME} )?(?:xem|biết) )?(?:những |các )?{_ARTICLES}(?: nào| báo)?(?: là)?"
        rf" (?:mới nhất|gần đây nhất)(?: (?:là gì|là bài (?:nào|gì)|là ngày nào|hôm nay))?"
        rf"|có {_ARTICLES} (?:gì |nào )?mới(?: không| chưa)?",
    ),
    (
        "newest",
        "en",
        r"(?:what(?: is|'s|’s| are) |show (?:me )?|list |give me )?(?:the )?(?:latest|newest|most recent)"
        r" (?:articles?|news|stories|story)"
        r"|what(?: is|'s|’s) new|(?:(?:any|what(?: is|'s|’s)(?: the)?) )?news (?:for )?today",
    ),
    ("newest", "lo", r"(?:ບົດຄວາມ|ຂ່າວ)(?:ໃໝ່)?(?:ລ່າສຸດ|ຫຼ້າສຸດ)(?:ແມ່ນຫຍັງ)?"),
    (
        "dated",
        "vi",
        rf"(?:{YOU} )?(?:(?:cho {ME} )?(?:có|xem|đọc|liệt kê) )?(?:tất cả )?"
        rf"(?:bao nhiêu |mấy |những |các )?{_ARTICLES}"
        rf"(?: báo| viết)?(?: nào| gì)?(?: được)?(?: đăng| viết| ra| xuất bản)? {_TOPIC}(?: (?:không|chưa))?",
    ),
    (
        "dated",
        "vi",
        rf"{_TOPIC},? (?:thì )?(?:có|đăng|ra)(?: những| các)?"
        rf" (?:(?:bao nhiêu|mấy) {_ARTICLES}|{_ARTICLES} (?:nào|gì)(?: mới)?)",
    ),
    (
        "happened",
        "vi",
        rf"{_TOPIC},? (?:thì )?(?:có|xảy ra)(?: những| các)? (?:chuyện |sự kiện |việc )?(?:nào|gì)"
        r"(?: mới| đáng chú ý| xảy ra| nổi bật)*",
    ),
    (
        "dated",
        "en",
        r"(?:(?:show|list|give|find)(?: me)? )?(?:(?:what(?: is|'s|’s)?|which|how many|any|all) )?(?:the )?"
        r"(?:articles?|news|stor(?:y|ies)|reports?)"
        r"(?: do you have| have you got|(?: are| is| was| were)(?: there)?)?"
        rf" {_TOPIC}",
    ),
    ("happened", "en", rf"what(?: has|'s|’s| is)? (?:happened|new) {_TOPIC}"),
    ("dated", "lo", rf"(?:ມີ)?(?:ບົດຄວາມ|ຂ່າວ)(?:ໃດ|ຫຍັງ)?(?:ແດ່)?\s?(?:ໃນ|ຂອງ)?\s?{_TOPIC}"),
    (
        "about",
        "vi",
        rf"(?:tóm tắt|điểm lại|tổng hợp)(?: (?:giúp|hộ|cho|giùm)(?: {ME})?)? (?:các|những|hai|ba|mấy|\d+) {_ARTICLES}"
        rf" {OF} {_TOPIC}",
    ),
    (
        "summary",
        "vi",
        rf"(?:hãy |xin |nhờ {YOU} |{YOU} (?:hãy |có thể |giúp ))?"
        rf"(?:tóm tắt|tóm lược|điểm lại)(?: (?:giúp|hộ|cho|giùm)(?: {ME})?)?(?:"
        rf" lại)?"
        rf"(?: (?:nội dung|ý chính)(?: chính)?(?: của)?)?(?: {_ARTICLES})?(?: {OF}| có tên| có tựa| tựa đề| tên)?"
        rf" {_TOPIC}",
    ),
    (
        "summary",
        "en",
        r"(?:please |can you |could you )?(?:summari[sz]e|sum up|give (?:me )?(?:a|the) summary of|a summary of"
        r"|summary of)"
        rf"(?: (?:the|this|that))?(?: (?:article|story|report|news|piece))?(?: {ON}| titled| called| named)? {_TOPIC}"
        r"(?: (?:article|story))?",
    ),
    ("summary", "lo", rf"ສະຫຼຸບ(?:ໃຫ້ແດ່)?\s?(?:ບົດຄວາມ)?\s?(?:ກ່ຽວກັບ)?\s?{_TOPIC}"),
    (
        "about",
        "vi",
        rf"(?:{YOU} )?(?:(?:hiện |đang )?có )?(?:bao nhiêu |mấy |những |các )?{_ARTICLES}(?: (?:báo|viết))?"
        rf"(?: (?:nào|gì))?(?: {_NEW})? {OF} {_TOPIC}(?: (?:hay )?(?:không|chưa))?",
    ),
    (
        "about",
        "vi",
        rf"(?:liệt kê|danh sách|kể ra|cho {ME} (?:xem|biết)|cho xem|tìm(?: giúp| cho)?(?: {ME})?)(?: tất cả)?"
        rf" (?:những |các )?{_ARTICLES}"
        rf"(?: {_NEW})? {OF} {_TOPIC}",
    ),
    (
        "about",
        "en",
        r"(?:which|what|how many) (?:articles?|stor(?:y|ies)|reports?)"
        r"(?: do you have| have you got| are there| are| is)?"
        rf" {ON} {_TOPIC}(?: (?:do you have|are there|have you got))?",
    ),
    (
        "about",
        "en",
        r"(?:do you have|have you got|are there|is there|show(?: me)?|list(?: me)?|find(?: me)?|give me)(?: (?:any"
        r"|some|an|the|all))*"
        rf" (?P<newest>latest |newest )?(?:articles?|stories|reports?) {ON} {_TOPIC}",
    ),
    ("about", "en", rf"(?:the )?(?P<newest>latest |newest )?(?:articles?|news|stories) {ON} {_TOPIC}"),
    (
        "about",
        "vi",
        rf"(?:(?:xem|đọc|có) )?(?:các |những )?tin tức(?: {_NEW})?(?: ở| tại| của)?"
        rf" (?!.*\b(?:này|đó|ấy|kia|nào|gì|ai|đâu|có|là|cho|được|bị|bao|không|nói|trong|sai|mới|gần đây)\b)(?=\p{{L}})"
        rf"{_TOPIC}",
    ),
    ("about", "lo", rf"ມີ(?:ບົດຄວາມ|ຂ່າວ)(?:ໃດ|ຫຍັງ)?(?:ແດ່)?\s?(?:ທີ່)?(?:ເວົ້າ)?ກ່ຽວກັບ\s?{_TOPIC}(?:ແດ່|ບໍ່|ບໍ)?"),
    ("about", "lo", rf"(?:ບົດຄວາມ|ຂ່າວ)(?:ໃດ)?(?:ແດ່)?\s?(?:ທີ່)?(?:ເວົ້າ)?ກ່ຽວກັບ\s?{_TOPIC}"),
]
