"""What is said in small talk and about the articles as a whole, in Vietnamese, English and Lao."""

from __future__ import annotations

from datetime import date

__all__ = ["day", "saying"]

_MONTHS = "January February March April May June July August September October November December".split()
_SAYINGS = {
    "greeting": (
        "Xin chào! Hãy hỏi về các bài báo: mỗi câu trả lời dẫn tới đúng câu trong bài.",
        "Hello! Ask about the articles: every answer leads to the very sentence that says so.",
        "ສະບາຍດີ! ຖາມກ່ຽວກັບບົດຄວາມໄດ້ເລີຍ: ທຸກຄຳຕອບຊີ້ໄປຫາປະໂຫຍກໃນບົດຄວາມ.",
    ),
    "thanks": ("Không có gì. Cứ hỏi tiếp nhé.", "You are welcome. Ask on.", "ບໍ່ເປັນຫຍັງ. ຖາມຕໍ່ໄດ້ເລີຍ."),
    "goodbye": ("Tạm biệt!", "Goodbye!", "ລາກ່ອນ!"),
    "identity": (
        "Tôi là Hỏi báo. Tôi trả lời từ các bài báo trong thư mục “{folder}”, và dẫn tới đúng câu nói điều đó.",
        "I am Hỏi báo. I answer from the articles in the folder “{folder}”, and lead to the very sentence that says"
        " so.",
        "ຂ້ອຍແມ່ນ Hỏi báo. ຂ້ອຍຕອບຈາກບົດຄວາມໃນໂຟນເດີ “{folder}” ແລະ ຊີ້ໄປຫາປະໂຫຍກທີ່ເວົ້າເຖິງ.",
    ),
    "ability": (
        "Hãy hỏi ai, khi nào, ở đâu, bao nhiêu, vì sao; gõ không dấu cũng được. Cũng có thể hỏi “có những bài nào"
        " về …”, “bài mới nhất”, “tin tháng 9/2024”, “tóm tắt bài …”. Điều gì các bài không nói thì tôi sẽ nói là"
        " không có.",
        "Ask who, when, where, how many, why, in Vietnamese, English or Lao. You may also ask “which articles do you"
        " have about …”, “latest articles”, “news of September 2024”, “summarise the article about …”. What the"
        " articles do not say, I say they do not.",
        "ຖາມໄດ້ວ່າ ໃຜ, ເມື່ອໃດ, ຢູ່ໃສ, ເທົ່າໃດ, ຍ້ອນຫຍັງ. ຖາມໄດ້ອີກວ່າ “ມີບົດຄວາມໃດກ່ຽວກັບ …”, “ບົດຄວາມລ່າສຸດ”,"
        " “ສະຫຼຸບບົດຄວາມກ່ຽວກັບ …”. ສິ່ງທີ່ບົດຄວາມບໍ່ໄດ້ເວົ້າ ຂ້ອຍຈະບອກວ່າບໍ່ມີ.",
    ),
    "source": ("Câu trả lời trên dẫn từ:", "What was said is from:", "ຄຳຕອບຂ້າງເທິງມາຈາກ:"),
    "translation": (
        "Tôi không dịch: tôi chỉ dẫn nguyên văn câu của các bài báo, bằng tiếng của bài.",
        "I do not translate: I quote the articles' own sentences, in the language of the article.",
        "ຂ້ອຍບໍ່ແປ: ຂ້ອຍອ້າງປະໂຫຍກຂອງບົດຄວາມຕາມເດີມ.",
    ),
    "count": ("Có {n} bài.", "There are {n} articles.", "ມີ {n} ບົດຄວາມ."),
    "count_one": ("Có 1 bài.", "There is 1 article.", "ມີ 1 ບົດຄວາມ."),
    "period": (
        "Bài cũ nhất đề ngày {first}, bài mới nhất đề ngày {last}.",
        "The oldest is of {first}, the newest of {last}.",
        "ບົດຄວາມເກົ່າສຸດ {first}, ບົດຄວາມໃໝ່ສຸດ {last}.",
    ),
    "period_one": ("Bài đề ngày {last}.", "It is of {last}.", "ລົງວັນທີ {last}."),
    "undated": (
        "{n} bài không ghi đủ ngày tháng năm.",
        "Without a full date: {n}.",
        "ບໍ່ບອກວັນທີຄົບ: {n}.",
    ),
    "newest": ("Các bài mới nhất:", "The latest articles:", "ບົດຄວາມລ່າສຸດ:"),
    "dated": ("Có {n} bài của {time}:", "Articles of {time}: {n}.", "ບົດຄວາມຂອງ {time}: {n}."),
    "none_dated": (
        "Không có bài nào của {time}. Bài mới nhất đề ngày {last}.",
        "There is no article of {time}. The newest is of {last}.",
        "ບໍ່ມີບົດຄວາມຂອງ {time}. ບົດຄວາມໃໝ່ສຸດ {last}.",
    ),
    "about": ("Có {n} bài về “{topic}”:", "Articles about “{topic}”: {n}.", "ບົດຄວາມກ່ຽວກັບ “{topic}”: {n}."),
    "some_about": ("Các bài về “{topic}”:", "Articles about “{topic}”:", "ບົດຄວາມກ່ຽວກັບ “{topic}”:"),
    "more": ("Còn {n} bài nữa.", "And {n} more.", "ຍັງມີອີກ {n} ບົດຄວາມ."),
    "further": ("Bài thứ {places}:", "Articles {places}:", "ບົດຄວາມທີ {places}:"),
    "no_more": (
        "Đã hết: không còn bài nào nữa.",
        "That is all: there are no more.",
        "ໝົດແລ້ວ: ບໍ່ມີບົດຄວາມອີກ.",
    ),
    "none_about": (
        "Không có bài nào về “{topic}”.",
        "There is no article about “{topic}”.",
        "ບໍ່ມີບົດຄວາມກ່ຽວກັບ “{topic}”.",
    ),
    "summary": ("Tóm tắt bài “{title}”:", "Summary of “{title}”:", "ສະຫຼຸບບົດຄວາມ “{title}”:"),
}


def saying(what: str, language: str) -> str:
    """What is said in small talk and about the articles as a whole, with holes in braces.

    Args:
        what: `greeting`, `count` and the like.
        language: to say it in.
    """
    return dict(zip(("vi", "en", "lo"), _SAYINGS[what], strict=True))[language]


def day(date_: date, language: str) -> str:
    """A day as it is written in a language: `29/4/2024`, `29 April 2024`."""
    if language == "en":
        return f"{date_.day} {_MONTHS[date_.month - 1]} {date_.year}"
    return f"{date_.day}/{date_.month}/{date_.year}"
