"""The words that ask for what is often asked of someone or something, and the words that tell it.

Both are Vietnamese and English at once, as a question in one is answered by articles in the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import regex

from rag.text.mentions import OFFICE

__all__ = ["OF_SOMEONE", "ROWS", "Row", "lacks"]

Row: TypeAlias = tuple[regex.Pattern[str], regex.Pattern[str]]
"""What asks for something, and the words that tell it."""


def _any(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


def _counted(vietnamese: str, english: str, told: str) -> tuple[str, str]:
    """How many of something are asked for, which an article that has no word for it does not tell."""
    return (
        rf"\b(?:bao nhiêu|mấy|số lượng) (?:{vietnamese})\b|\bhow many (?:\p{{Ll}}+ )?(?:{english})\b",
        rf"\b(?:{vietnamese}|{english}|{told})\b",
    )


_COUNTED = (
    (
        r"\b(?:bao nhiêu|mấy) (?:người |nạn nhân |trẻ |ngư dân )?(?:đã |bị )?(?:chết|thiệt mạng|tử vong|tử nạn)\b"
        r"|\bhow many (?:\p{Ll}+ )?(?:(?:were|was|have been) )?(?:died|killed|dead|deaths|die)\b",
        r"\b(?:chết|thiệt mạng|tử vong|tử nạn|qua đời|mất|hy sinh|hi sinh|nạn nhân|thi thể|sinh mạng|thương vong|xác"
        r"|died?|dead|deaths?|killed|kills|lives|bod(?:y|ies)|victims?|fatal\w*|casualt\w+|toll)\b",
    ),
    (
        r"\b(?:bao nhiêu|mấy) (?:người |nạn nhân |trẻ )?bị thương\b|\bhow many\b.*\b(?:injured|wounded|hurt)\b",
        r"\b(?:bị thương|thương|nhập viện|cấp cứu|injur\w+|wound\w*|hurt|casualt\w+|hospitali[sz]ed)\b",
    ),
    _counted(
        "nhân viên|công nhân|lao động",
        "employees|staff|workers",
        r"nhân sự|người làm|cán bộ|công chức|viên chức|đội ngũ|kỹ sư|thợ|việc làm|tuyển|employ\w*|workforce|jobs",
    ),
    _counted("bác sĩ|bác sỹ", "doctors|physicians", r"bs|thầy thuốc|y bác sĩ|y, bác sĩ|doctor|medical staff"),
    _counted("giường", "beds", "giường bệnh|bed"),
    _counted(
        "học sinh|sinh viên|học trò", "students|pupils", r"em|thí sinh|trẻ|trò|cháu|học viên|student|children|pupil"
    ),
    _counted("giáo viên|thầy cô", "teachers", "thầy|cô giáo|cô|giảng viên|cán bộ|teacher"),
    _counted("tài xế|lái xe", "drivers", "bác tài|tài|driver"),
    _counted(
        "cảnh sát|công an|chiến sĩ",
        "police|officers|policemen",
        r"sĩ quan|lực lượng|quân số|cán bộ|policeman|police officer",
    ),
    _counted(
        "quân|lính|binh sĩ|quân nhân",
        "troops|soldiers",
        r"binh lính|quân số|quân đội|quân|bộ đội|người lính|men|soldier",
    ),
    _counted("chi nhánh|cửa hàng|đại lý", "branches|stores|shops|outlets", r"cơ sở|điểm bán|quán|branch|store|shop"),
    _counted("phiếu|phiếu bầu|lá phiếu", "votes", r"tỷ lệ|vote"),
    _counted("vệ tinh", "moons|satellites", "mặt trăng|moon|satellite"),
    _counted("bài|bài hát|ca khúc", "songs|tracks", r"nhạc phẩm|tác phẩm|sáng tác|song|track"),
    _counted("phòng|phòng học|phòng bệnh", "rooms|classrooms", "lớp|buồng|room"),
    _counted("nhịp", "spans", "trụ|span"),
    _counted("tầng", "floors|storeys|stories", "lầu|floor|storey|story"),
    _counted("chỗ đậu|chỗ đỗ|chỗ ngồi", "seats", r"chỗ|ghế|sức chứa|seat|capacity"),
    (
        r"\b(?:bao nhiêu|mấy) (?:người |bà |đời )?(?:vợ|chồng)\b|\bhow many (?:wives|husbands)\b",
        r"\b(?:vợ|chồng|phu nhân|hôn|cưới|hoàng hậu|phi tần|cung phi|độc thân|wife|wives|husbands?|marr\w+)\b",
    ),
    (
        r"\btốc độ\b.*\b(?:bao nhiêu|mấy)\b|\b(?:chạy|bay|đi) nhanh (?:nhất )?(?:bao nhiêu|cỡ nào)\b|\bhow fast\b"
        r"|\btop speed\b",
        r"\b(?:tốc độ|vận tốc|km/h|km/giờ|hải lý|knots?|mph|dặm (?:một |/ ?)?giờ|speeds?"
        r"|(?:km|ki-?lô-?mét|mét)(?: mỗi| một|/) ?(?:giờ|giây))\b",
    ),
    (
        r"\bcao (?:khoảng |tới )?(?:bao nhiêu|mấy)\b|\bhow (?:tall|high)\b",
        r"\b(?:cao|độ cao|mực nước|đỉnh lũ|tall|high|height|elevation)\b[^.;\n]{0,40}\d"
        r"|\d[^.;\n]{0,20}\b(?:cao|tall|high|height|độ cao|above)\b",
    ),
    (
        r"\b(?:của|do) hãng (?:nào|gì)\b|\bhiệu gì\b|\b(?:which|what) (?:brand|manufacturer)\b",
        r"\b(?:hãng|hiệu|thương hiệu|sản xuất|nhập (?:khẩu )?từ|xuất xứ|chế tạo|made by|manufactur\w+|brand|maker)\b",
    ),
    (
        r"\bai (?:là )?(?:người )?đạo diễn\b|\bđạo diễn (?:là ai|phim nào)\b|\b(?:do|của) đạo diễn nào\b"
        r"|\bwho directed\b",
        r"\b(?:đạo diễn|nhà làm phim|directed|directors?|director|film-?makers?)\b",
    ),
    (
        r"\b(?:xây|làm|thi công|sửa|dựng)\b.*\b(?:hết|tốn|mất) (?:bao nhiêu|mấy) (?:tiền|tỷ|tỉ|triệu|đồng|kinh phí)\b"
        r"|\b(?:cầu|đường|trường|nhà máy|bệnh viện|chợ|công trình|dự án|thủy điện|thuỷ điện|đập|kè|sân"
        r"|trạm)\b[^?]*\b(?:hết|tốn|mất|tổng mức đầu tư) (?:bao nhiêu|mấy) (?:tiền|tỷ|tỉ|triệu|đồng|kinh phí)\b",
        r"\b(?:kinh phí|chi phí|tổng mức|vốn|trị giá|giá trị|tiêu tốn|tốn|mức đầu tư|đầu tư"
        r"|(?<!vào |cho |nộp )ngân sách|dự toán|gói thầu|tiền xây|hết|giá|phí|costs?|budget|invest\w*"
        r"|worth)\b[^.;\n]{0,90}\d|\d[^.;\n]{0,30}\b(?:kinh phí|chi phí|vốn|đầu tư|xây(?: dựng)?|costs?|budget"
        r"|invest\w*|project)\b",
    ),
    (
        r"\bthiệt hại\b.*\b(?:bao nhiêu|mấy) (?:tiền|tỷ|tỉ|triệu|đồng)\b|\bhow much damage\b",
        r"\b(?:thiệt hại|tổn thất|mất trắng|damages?|losses)\b[^.;\n]{0,90}\d"
        r"|\d[^.;\n]{0,40}\b(?:thiệt hại|damage|loss\w*)\b",
    ),
)

ROWS = [
    (_any(asked), _any(told))
    for asked, told in (
        (
            r"\b(?:mẹ|thân mẫu) (?:của|ruột|đẻ)\b|\bmother\b",
            r"\b(?:mẹ|má|bà cụ|thân mẫu|sinh thành|song thân|con (?:trai|gái)|mother|parents?|son|daughter|born to)\b",
        ),
        (
            r"\b(?:(?:cha|bố|thân phụ) (?:của|ruột))\b|\bfather of\b|'s father\b",
            r"\b(?:cha|bố|ba|tía|thân phụ|sinh thành|song thân|con (?:trai|gái)|father|parents?|son|daughter"
            r"|born to)\b",
        ),
        (
            r"\b(?:vợ(?! chồng)|(?<!vợ )chồng|phu nhân) (?:của|là|tên|(?-i:\p{Ll}+ ){0,3}(?-i:\p{Lu}))"
            r"|\b(?:lấy|có) (?:vợ|chồng)\b|\b(?:kết hôn|cưới)\b"
            r"|\b(?:wife|husband|spouse|married|marry)\b",
            r"\b(?:vợ|chồng|phu nhân|phu quân|hôn|cưới|lập gia đình|độc thân|gia thất|bạn đời|góa|goá|hoàng hậu"
            r"|vương phi|wife|wives|husband|spouse|marr\w+|wed\w*|widow\w*|single|queen|consort|partner)\b",
        ),
        (
            r"\b(?:mất|qua đời|từ trần|chết) (?:vào |lúc |từ )?(?:năm|ngày|khi|ở|tại|bao giờ|lúc)\b"
            r"|\b(?:when|where|how) did\b.*\bdie\b|\b(?:date|place|cause) of death\b",
            r"\b(?:mất|qua đời|từ trần|tạ thế|băng hà|chết|cái chết|hy sinh|hi sinh|tử nạn|tử vong|tử trận|thiệt mạng"
            r"|giết|sát hại|hành quyết|xử tử|tự sát|tự vẫn|tự tử|ám sát|mộ|chôn|an táng|thi thể|xác|nạn nhân|die[sd]?"
            r"|dead|deaths?|dying|kill\w*|murder\w*|execut\w+|suicide|assassinat\w+|buried|tomb|grave|fatal\w*"
            r"|perish\w*)\b|[–-] ?(?:\d{1,2}[/ ][^()]{0,15})?\d{4}\)",
        ),
        (
            r"\bsố (?:điện thoại|di động|liên lạc|đt|dt|máy|hotline)\b|\bs[đd]t\b|\bđường dây nóng\b|\bhotline\b"
            r"|\b(?:tele)?phone number\b",
            r"\b(?:điện thoại|di động|đt|hotline|đường dây nóng|tổng đài|phone|tel)\b"
            r"|\b(?:0|\+84)(?:[ .]?\d){8,}|\b1[89]00\b",
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
            r"\b(?:kiến trúc sư|phác thảo|bản vẽ|sáng chế|tác giả|architect\w*|drew|draft\w*|author|designers?"
            r"|designed by|thiết kế (?:bởi|của|là)|(?:do|được|ông|bà|người|nhà|đơn vị|công ty|tư vấn"
            r"|lập)[^.;\n]{0,40} thiết kế|\p{L}+ designed|design (?:by|of))\b",
        ),
        (
            r"\b(?:ai|người nào|nước nào) (?:đã |là người )?(?:phát minh|sáng chế)\b|\bdo ai (?:phát minh|sáng chế)\b"
            r"|\bwho (?:first )?invented\b|\binvented by (?:who|which)\b",
            r"\b(?:phát minh|sáng chế|chế tạo|chế ra|làm ra|tạo ra|nghĩ ra|tìm ra|phát triển|sáng tạo|cha đẻ|đầu tiên"
            r"|nghiên cứu|thiết kế|invent\w*|devised?|creat\w+|develop\w*|patent\w*|made|built|first|design\w*)\b",
        ),
        (
            r"\b(?:công ty|đơn vị|nhà thầu|doanh nghiệp|hãng|ai)\b(?: nào)?(?: (?:đã|đang|là|nhận))* thi công\b"
            r"|\bnhà thầu (?:nào|là ai)\b|\b(?:which|what) (?:contractor|builder)\b|\bwho is the contractor\b",
            r"\b(?:thi công|thầu|công ty|tập đoàn|doanh nghiệp|liên danh|binh đoàn|xây (?:dựng )?bởi|do .{1,60} xây"
            r"|contractors?|builders?|built by|compan(?:y|ies)|corporation|group|firm)\b",
        ),
        (
            r"\bchủ (?:quán|tiệm|cửa hàng|nhà hàng|khách sạn|cơ sở|vựa|trại)\b.*\b(?:tên|là ai|ai)\b",
            r"\b(?:chủ|bà chủ|ông chủ|trông coi|điều hành|quản lý|mở (?:quán|tiệm|cửa hàng)|owners?|owned|runs?)\b",
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
            r"\bbiển (?:số|kiểm soát)\b|\bBKS\b|\b(?:license|number) plate\b",
            r"\bbiển (?:số|kiểm soát|xanh|đỏ|trắng|giả)\b|\bBKS\b|\b\d\d[A-Z]\d?[-. ]?\d{3}|\bplates?\b",
        ),
        (
            r"\brộng (?:khoảng |cỡ )?(?:bao nhiêu|mấy) (?:m|mét)\b|\bchiều rộng\b|\bhow wide\b",
            r"\b(?:rộng|bề ngang|chiều ngang|bề mặt|wide|width)\b",
        ),
        (
            r"\bdiện tích\b|\bwhat is the area\b|\bhow many (?:hectares|square met)",
            r"\b(?:diện tích|rộng|ha|héc-?ta|hecta|k?m2|mét vuông|sào|mẫu|công|area|acres?|hectares?|square)\b|m²",
        ),
        (
            r"\bchở (?:được |tối đa )+(?:bao nhiêu|mấy)\b|\bsức chứa\b|\bhow many passengers\b",
            r"\b(?:chở|chứa|chỗ|ghế|hành khách|tải trọng|tấn|capacity|seat\w*|carr\w+|passengers?|holds?)\b",
        ),
        (
            r"\b(?:ai|đơn vị nào|công ty nào|doanh nghiệp nào)\b(?: \p{Ll}+){0,2} tài trợ\b|\bwho sponsor",
            r"\b(?:tài trợ|tặng|ủng hộ|góp|xã hội h(?:óa|oá)|hỗ trợ|hảo tâm|từ thiện|sponsor\w*|donat\w+|fund\w*)\b",
        ),
        (
            r"\bbị (?:bắt|tạm giữ|tạm giam)\b.*\b(?:(?:ngày|khi|lúc|hôm) nào|bao giờ|ở đâu)\b"
            r"|\b(?:when|where) (?:was|were)\b.*\barrested\b",
            r"\b(?:bắt|giam|tạm giữ|khởi tố|khống chế|sa lưới|(?:đầu|tự) thú|arrest\w*|detain\w*|custody|caught)\b",
        ),
        *_COUNTED,
        (
            r"\b(?:từ chức|resign\w*)\b",
            r"\b(?:từ chức|từ nhiệm|thôi|rút|nghỉ|rời|bỏ|mất chức|resign\w*|step\w* down|quit\w*|left|leave\w*)\b",
        ),
    )
]
"""What asks, and what tells: an article that tells has one of these words."""

_AGED = (
    r"\b\d{1,3}[- ](?:tuổi|years?[- ]old)\b|\b(?:tuổi|(?-i:thọ)|sinh (?:năm|ngày|vào|tháng|\d+)|born|aged?)\b"
    r"|\(\d{4} ?[–-]|, \d{2},|\(\d{2}\)"
)
OF_SOMEONE = [
    (_any(asked), _any(told))
    for asked, told in (
        (
            r"\b(?:bao nhiêu|mấy) tuổi\b(?! (?:thì|mới|trở|được|có thể))|\bhow old (?:is|was|were|are)\b",
            rf"{_AGED}|\b(?:xây|dựng|lập|khánh thành|built|founded|established|dat(?:es|ing))\b",
        ),
        (  # who holds an office was not built
            rf"^\W*{OFFICE}\b(?: \p{{L}}+){{0,6}} (?:bao nhiêu|mấy) tuổi\b|\bhow old (?:is|was) the {OFFICE}\b",
            _AGED,
        ),
        (
            r"\bsinh (?:ra )?(?:vào |trong )?(?:năm|ngày|tháng|khi|lúc|hôm) (?:nào|bao nhiêu|mấy|gì)\b"
            r"|\bsinh bao giờ\b|\b(?:when|what year) was\b.*\bborn\b|\b(?:birthday|date of birth|year of birth)\b",
            r"\bsinh (?:(?:năm|ngày|vào|tháng|ra|tại|ở)\b|\d)|\bsinh nhật\b"
            r"|\b(?:chào đời|ra đời|tuổi|thọ|born|birth\w*|aged?)\b|years?[- ]old\b|\(\d{4} ?[–-]",
        ),
        (
            r"\bquê (?:(?:quán|gốc|nhà|hương)\b ?)?(?:của \p{L}+ )?(?:là |ở |tại )?(?:đâu|tỉnh nào|huyện nào"
            r"|xã nào)\b|\bhometown\b|\bwhere (?:is|was)\b.*\bborn\b",
            r"\b(?:quê|quê quán|gốc|sinh (?:ra )?(?:tại|ở)|lớn lên|con em|nguyên quán|đến từ|hometown|native|born in"
            r"|(?:comes?|came|hails?) from|grew up)\b|\bsinh (?:năm|ngày)[^.;\n]{0,25} (?:tại|ở)\b"
            r"|\b(?:người|ở|trú|ngụ) (?:gốc |tại |ở )?(?:xóm|thôn|bản|làng|ấp|xã|phường|huyện|tỉnh|thị|thành)\b",
        ),
        (
            r"\b(?:lương(?! (?:thực|tâm|duyên|y|thiện))|thu nhập|thù lao)\b.*\b(?:bao nhiêu|mấy|thế nào)\b"
            r"|\bhow much (?:does|did|is)\b.*\b(?:earn|paid)\b|\b(?:salary|wage)\b",
            r"\b(?:lương|thu nhập|thù lao|đãi ngộ|tiền công|hợp đồng|phụ cấp|salar\w+|wages?|paid|pays?|earn\w*"
            r"|income|contract)\b|\d[\d.,]* ?(?:triệu|nghìn|ngàn)?(?: đồng)? ?(?:/|một |mỗi )(?:tháng|ngày|năm)\b",
        ),
        (
            r"\b(?:bao nhiêu|mấy) (?:người|đứa) con\b|\b(?:ông|bà|anh|chị|cô|thầy|cụ)\b.*\bcó (?:bao nhiêu"
            r"|mấy) con(?=$| không|\s*[?.!]| rồi)|\bhow many (?:children|kids|sons|daughters)\b",
            r"\b(?:con (?:trai|gái|cái|cả|út|đầu|lớn|nhỏ|chung|riêng|ruột|nuôi|đẻ|\d)|(?:người|đứa) con|cháu|hậu duệ"
            r"|sinh con|\d+ con|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) con|bố của|cha của|mẹ của|child\w*|kids?"
            r"|sons?|daughters?|father of|mother of)\b",
        ),
        (
            r"\bhọc (?:hết |đến |tới )?lớp (?:mấy|bao nhiêu|nào)\b|\btrình độ (?:học vấn|văn hóa|văn hoá)\b",
            r"\b(?:lớp|học hết|học đến|trình độ|bằng|tốt nghiệp|đại học|cao đẳng|trung cấp|mù chữ|bỏ học|nghỉ học"
            r"|thạc sĩ|tiến sĩ|graduat\w*|degree|grade|school)\b",
        ),
        (
            r"\b(?:mất|chết|qua đời|từ trần) (?:vì|do|bởi) (?:bệnh|nguyên nhân|cái|điều)? ?gì\b"
            r"|\bwhat did\b.*\bdie (?:of|from)\b",
            r"\b(?:vì|do|bởi|bệnh|ung thư|tai biến|đột quỵ|tai nạn|suy \p{L}+|viêm|nhiễm|nhồi máu|đuối nước|ngạt"
            r"|bị \p{L}+|because|from|of (?:a|an|the)? ?(?:heart|stroke|cancer|disease|illness)|cancer|stroke|disease"
            r"|illness|killed)\b",
        ),
        (
            r"\btên thật\b|\breal name\b",
            r"\btên (?:thật|khai sinh|đầy đủ|là|cúng cơm)\b|\b(?:real|birth|full|maiden) name\b|\bborn\b",
        ),
        (
            r"\b(?:bao nhiêu|mấy) năm tù\b|\b(?:lĩnh|nhận|chịu) (?:án|mức án) (?:gì|nào|bao nhiêu|mấy)\b"
            r"|\bbị (?:tòa |toà )?(?:tuyên|kết án|phạt tù|tuyên phạt)\b.*\b(?:bao nhiêu|mấy)\b"
            r"|\bhow (?:long|many years)\b.*\b(?:sentence[sd]?|jail(?:ed)?|prison)\b",
            r"\b(?:năm|tháng) (?:tù|giam|cải tạo)\b|\b(?:chung thân|tử hình|án treo|tuyên phạt|lĩnh|mức án"
            r"|phạt (?:tù|tiền|\d+))\b|\b(?:jail\w*|prison|sentenc\w+|life in|behind bars)\b",
        ),
    )
]
"""The same of someone: told beside the name, or of `ông`, `she`."""


def lacks(rows: Iterable[Row], question: str, article: str) -> bool:
    """Whether a question asks for something that an article has no word of."""
    return any(asked.search(question) and not told.search(article) for asked, told in rows)
