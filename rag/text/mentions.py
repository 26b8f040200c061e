"""Patterns of the times, people, places, teams and organisations that sentences mention, with all of their words.

Wider than what `rag/understanding/asking.py` looks for, which only needs to know that there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rag.text.dates import MONTH_NAMES

__all__ = [
    "DATED",
    "FULL_NAME",
    "HONORIFIC",
    "LAO_ORGANISATION",
    "LAO_PERSON",
    "LAO_PLACE",
    "OFFICE",
    "ORGANISATION",
    "PEOPLE",
    "PHONE",
    "PRECISE",
    "TEAM",
    "TIME",
    "TIME_GAP",
    "WIN",
    "WON",
    "places",
]

_LOWER = r"[\p{Ll}\p{M}'’-]+"
_NAME = r"\p{Lu}[\p{L}\p{M}'’]*(?:-[\p{L}\p{M}]+)*"
_NAMES = rf"{_NAME}(?: {_NAME})*"

_D, _Y = r"\d{1,2}", r"(?:1\d|20)\d\d(?!\d)"
_PART = r"(?:rạng sáng|sáng|trưa|chiều|tối|đêm)"
_CLOCK = (
    rf"(?:{_D}|\b(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?)) giờ(?: (?:{_D}|rưỡi)(?: phút)?)?"
    rf"(?: {_PART}\b)?|(?<!\d){_D}[h:]\d\d(?!\d)|(?<!\d){_D}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?|ເວລາ {_D}[:.]\d\d"
    rf"|(?<!\d){_D} ?ໂມງ(?: ?{_D} ?ນາທີ| ?ເຄິ່ງ)?(?: ?(?:ຕອນ)?(?:ເຊົ້າ|ສວາຍ|ທ່ຽງ|ບ່າຍ|ແລງ|ຄ່ຳ))?"
)
_DAY = (
    rf"(?:\b{_PART} )?(?:\b(?:ngày|mùng) )?(?<![\d/.,-]){_D} tháng {_D}(?!\d)(?:(?:,? năm |/|, ?| ){_Y})?"
    rf"|(?:\b{_PART} (?:hôm )?(?:nay|qua) )?(?:\b{_PART} )?(?:\b(?:ngày|mùng|hôm) )?(?<![\d/.,-])"
    rf"{_D}(?:/{_D}(?:/{_Y}| năm {_Y})?|[.-]{_D}[.-]{_Y})(?![\d/])"
    rf"|\b(?i:{MONTH_NAMES}) {_D}(?:st|nd|rd|th)?(?!\d)(?:,? {_Y})?"
    rf"|(?<!\d){_D}(?:st|nd|rd|th)? (?i:{MONTH_NAMES})(?:,? {_Y})?"
    rf"|ວັນທີ ?{_D}(?: (?:ເດືອນ ?)?(?i:{MONTH_NAMES}))?(?: {_Y})?"
)
_WEEKDAY = (
    r"\b(?:thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    rf"|\b(?i:{_PART} nay|hôm (?:nay|qua)|(?:{_PART}) qua|yesterday)\b"
)
_MONTH = (
    rf"\btháng {_D}(?!\d)(?:(?:/|,? năm ){_Y})?|\bquý [IV]+\b(?:(?:/|,? năm ){_Y})?|\b(?-i:{MONTH_NAMES}) {_Y}"
    rf"|\b(?:in|since|until|by) (?=\p{{Lu}})(?i:{MONTH_NAMES})|ເດືອນ ?(?i:{MONTH_NAMES})(?: {_Y})?"
    rf"|(?<![\d/.,-]){_D}/{_Y}"
)
_YEAR = rf"\b(?:(?:đầu |giữa |cuối )?năm |ປີ ?){_Y}|ປີ ?{_Y}|(?<![\d.,/-]){_Y}(?![\d/-]|[.,]\d|%)"
TIME = regex.compile(rf"(?P<clock>{_CLOCK})|(?P<day>{_DAY})|(?P<week>{_WEEKDAY})|(?P<month>{_MONTH})|(?P<year>{_YEAR})")
PHONE = regex.compile(  # `0299 3 812 466`, `1900 0277`, and `115` behind what says that one calls it
    r"(?<![\d.,/|-])(?:(?=(?:\+84|0)(?:[ .-]?\d){8,11}(?!\d))(?:\+84|0)(?:[ .-]?\d+)+"
    r"|1[89]00(?:[ .-]?\d{2,4}){1,3})(?!\d)"
    r"|(?<=\b(?i:gọi|gọi số|gọi đến số|hotline|tổng đài|đường dây nóng|số điện thoại|dial|call):? )1[01]\d\d?(?!\d)",
)
TIME_GAP = regex.compile(r",?\s*(?:\b(?:vào|ngày|năm|on|of|in)\b)?\s*")
PRECISE = [  # what a question about time asks for, and what the answer must hold
    (regex.compile(r"\b(?:mấy giờ|what time)\b|ຈັກໂມງ", regex.I), regex.compile(_CLOCK)),
    (regex.compile(r"\b(?:năm (?:nào|bao nhiêu|mấy)|(?:what|which) year)\b|ປີໃດ", regex.I), regex.compile(_Y)),
    (
        regex.compile(
            r"\b(?:(?:ngày|hôm) (?:nào|bao nhiêu|mấy)|(?:what|which) (?:day|date))\b|(?:ວັນທີ|ມື້|ວັນ)(?:ໃດ|ເທົ່າໃດ)", regex.I
        ),
        regex.compile(f"{_DAY}|{_WEEKDAY}"),
    ),
    (regex.compile(r"\b(?:tháng (?:nào|mấy)|(?:what|which) month)\b", regex.I), regex.compile(f"{_MONTH}|{_DAY}")),
]
DATED = regex.compile(f"(?:{_DAY}|{_MONTH}|{_YEAR}|{_CLOCK})")

_BODY = (
    "Ban|Sở|Bộ|Bệnh|Trung|Công|Ủy|Uỷ|UBND|HĐND|Hội|Viện|Trường|Cục|Phòng|Đài|Nhà|Tổng|Tập|Hợp|Liên|Khoa|Đoàn|Đội|Đại"
    "|Tòa|Toà|Chi|Quốc|Đảng|Ministry|Department|University|Committee|People"
)
HONORIFIC = (
    r"\b(?i:ông|bà|anh|chị|cô|em|thầy|cụ|cháu|đồng chí|luật sư|đại tá|thượng tá|trung tá|thiếu tá|bác sĩ|tiến sĩ"
    r"|thạc sĩ|giáo sư|kỹ sư|nhà báo|nghệ nhân|mr|mrs|ms|dr)\.?"
)
OFFICE = (
    r"(?i:giám đốc|hiệu trưởng|trưởng đoàn|trưởng ban|trưởng phòng|chủ tịch|bí thư|thủ tướng|tổng thống|bộ trưởng"
    r"|thứ trưởng|tỉnh trưởng|huyện trưởng|thống đốc|huấn luyện viên|đội trưởng|chủ nhiệm|president|minister|governor"
    r"|director|principal|chairman|chairwoman|chair|mayor|coach|captain|curator|headmaster|headmistress)"
)
_SAYS = r"(?:cho biết|cho hay|nói|chia sẻ|khẳng định|phát biểu|đề nghị|giải thích|said|says|told|explained)"
_PERSON_NAME = rf"(?!(?:{_BODY}|[IVX]+|Bí|Chủ|Phó|Thủ|Giám|Trưởng|Tỉnh)\b)(?P<name>{_NAME}(?: {_NAME}){{0,4}})"
_NO_NAME = rf"(?:{_BODY}|[IVX]+|Ông|Bà|Anh|Chị|Cô|Em|Thầy|Cụ|Mr|Mrs|Ms|Dr)\b"
_FULL_NAME = rf"(?!{_NO_NAME})(?P<name>{_NAME}(?: (?:\p{{Lu}}\.|{_NAME})){{1,4}})"
# A Vietnamese one tells itself by the family name; streets, schools and the like bear such names, too.
FULL_NAME = (
    r"(?<!\b(?i:đường|phố|trường|cầu|quận|công viên|giải|thpt|thcs|tp\.?|hầm|chợ|bệnh viện|huyện|xã|phường|sông|hồ|đảo"
    r"|tiểu học|trung học|đại học|bảo tàng|câu lạc bộ|clb|đội|tập đoàn|công ty|ở|tại|đến|năm) )"
    r"\b(?!Hồ Chí Minh|Hoàng Anh Gia)(?P<name>(?:(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Võ|Đặng|Bùi|Đỗ|Ngô|Trịnh|Trương)"
    rf"|(?:Hoàng|Phan|Vũ|Hồ|Dương|Đinh|Lương) {_NAME})(?: {_NAME}){{1,3}})"  # `Phan Thiết` is a town
)
LAO_PERSON = (
    r"(?:ທ່ານ(?:ໝໍ|ຫມໍ)?+|ທ້າວ|ນາງ|ອາຈານ|ສະຫາຍ|ນາຍຄູ|ແມ່ຕູ້|ພໍ່ຕູ້|(?:ພັນ|ຮ້ອຍ)(?:ເອກ|ໂທ|ຕີ)|ພົນ(?:ຈັດຕະວາ|ຕີ|ໂທ|ເອກ)|ດຣ\.?)\s?"
    r"(?:(?:ນາງ|ດຣ\.?|ປອ\.?)\s)?"
    r"(?P<name>\p{Lao}+(?: (?!ກ່າວ|ເວົ້າ|ໄດ້|ແມ່ນ|ຈະ|ເປັນ|ຍັງ|ບອກ|ມີ)\p{Lao}+)?)"
)
"""The pattern of a person in Lao, `name`, behind a title."""
PEOPLE = [
    regex.compile(pattern)
    for pattern in (
        rf"{HONORIFIC} {_PERSON_NAME}",
        rf"\b{OFFICE}(?: {_LOWER}){{0,4}},? {_FULL_NAME}",
        rf"\b{_FULL_NAME}(?=, (?:(?i:the|phó|former|nguyên|vice|deputy) )*{OFFICE}\b)",
        rf"\b{_FULL_NAME}(?= {_SAYS}\b|, [^,.]{{2,60}}, {_SAYS}\b)",
        FULL_NAME,
        LAO_PERSON,
    )
]
_PLACE_TYPE = (
    r"tỉnh|thành phố|thị xã|thị trấn|huyện|quận|xã|phường|thôn|bản|làng|ấp|khu phố|khối phố|khu vực|vùng|miền|đảo|bang"
    r"|hồ|sông|suối|núi|đèo|dãy|biển|vịnh|cửa khẩu|cửa biển|bến(?: đò| phà| cảng| xe)?|cảng|cầu|chợ|đường|phố|quốc lộ"
    r"|sân(?: vận động| bay| bóng)?|trường(?: tiểu học| trung học| đại học)?|bệnh viện|trạm"
    r"|nhà(?: máy| thờ| hát| văn hóa)?|trung tâm|công viên|bảo tàng|chùa|đền|khu(?: công nghiệp| du lịch| kinh tế)?"
    r"|bờ|thượng nguồn|hạ lưu"
)
_HEADED = rf"(?:(?:{_PLACE_TYPE}) ){{0,2}}(?!(?:{_BODY})\b){_NAMES}"
_PLACE = rf"(?P<name>{_HEADED}(?:, {_HEADED})*(?: \({_NAMES}\))?)"
_ENGLISH_PLACE = (
    rf"(?P<name>(?:the )?(?:{_LOWER} ){{0,2}}(?:in )?{_NAMES}(?:,(?: the)? {_NAMES})*(?: {_LOWER}(?= ?[.,;]|$))?)"
)
LAO_PLACE = regex.compile(r"ຢູ່(?:ທີ່)?\s?(?P<name>(?!ໃນ)\p{Lao}{3,}(?: ແຂວງ\p{Lao}+)?)")

_NO_LINK = r"(?! (?:của|được|bị|từ|ở|tại|trong|do|với|và|chủ)\b)"  # `đội bóng của`: the name behind it is another's
TEAM = regex.compile(
    rf"\b(?i:đội tuyển|đội(?! trưởng)|câu lạc bộ|clb|thuyền)(?:{_NO_LINK} {_LOWER}){{0,2}}{_NO_LINK}"
    rf" (?P<n>{_NAMES})|ທີມ(?P<n>\p{{Lao}}+)"
)
WON = regex.compile(  # asks who won
    r"\b(?:who|(?:which|what) (?:team|club|boat|crew|country)) (?:won|wins|came first)\b"
    r"|\b(?:ai|(?:đội|người|thuyền|đoàn|nước)(?: \p{Ll}+)? nào)\b.*\b(?:vô địch|thắng|giành(?! lại)|đoạt|về nhất)\b"
    r"|(?:ໃຜ|ທີມໃດ|ຄົນໃດ).*(?:ຊະນະ|ທີໜຶ່ງ|ທີ 1\b|ແຊ້ມ)",
    regex.I,
)
WIN = regex.compile(
    r"\b(?:vô địch|thắng|giành(?! lại)|đoạt|về nhất|về đích (?:đầu|trước|sau)|lên ngôi)\b"
    r"|\b(?:won|wins?|winners?|champions?|prize|award)\b|ຊະນະ|ທີໜຶ່ງ|(?:ຄວ້າ|ໄດ້|ເປັນ)ແຊ້ມ"
)
LAO_ORGANISATION = "ບໍລິສັດ|ອົງການ|ມູນນິທິ|ທະນາຄານ|ກະຊວງ|ພະແນກ|ສະມາຄົມ|ລັດວິສາຫະກິດ"
"""The pattern of what an organisation is called by in Lao, before its name."""
ORGANISATION = regex.compile(
    rf"\b(?i:tổng công ty|công ty|tập đoàn|doanh nghiệp|ban quản lý|hợp tác xã|ngân hàng|sở|viện|cục|chi cục|liên danh)"
    rf"(?: {_LOWER}){{0,3}} (?P<n>{_NAMES}(?: {_LOWER} {_NAMES})*)"
    rf"|(?P<n>{_NAME}(?: {_NAME})*"
    r" (?:Company|Corporation|Corp|Group|Ltd|Inc|Agency|Institute|Ministry|Department|Bank|Logistics)\b)"
    rf"|(?:{LAO_ORGANISATION})\s?(?P<n>\p{{Lao}}+)"
)


def places(heads: Sequence[str], *, english: bool = False) -> regex.Pattern[str]:
    """The pattern of a place, `name`, behind one of some words (`ở`, `tại`), in Vietnamese or English."""
    place = _ENGLISH_PLACE if english else _PLACE
    return regex.compile(rf"\b(?i:{'|'.join(heads)}) {place}")
