"""What a question in Lao asks of someone or something, and whether an article in Lao has a word of it.

As `rag/understanding/properties.py`; Lao writes its words side by side, so patterns have no bounds of words.
"""

from __future__ import annotations

import regex

__all__ = ["is_untold_in_lao"]

_ROWS = [
    (regex.compile(asked), regex.compile(told))
    for asked, told in (
        (r"ເບີໂທ|ໂທລະສັບເບີ", r"ເບີ|ໂທລະສັບ|ສາຍດ່ວນ|(?<!\d)(?:0|\+856)(?:[ .-]?\d){7,}"),
        (r"ອາຍຸ(?:ຈັກ|ເທົ່າໃດ|ເທົ່າໃດ່)|ເກີດປີໃດ|ເກີດເມື່ອໃດ", r"ອາຍຸ|ເກີດ(?:ປີ|ໃນປີ|ວັນທີ|ເມື່ອ)"),
        (r"(?:ເມຍ|ພັນລະຍາ)(?:ຂອງ|ທ່ານ|ທ້າວ|ຊື່|ແມ່ນ)", r"ເມຍ|ພັນລະຍາ|ແຕ່ງງານ|ຄູ່ຊີວິດ"),
        (r"(?:ຜົວ|ສາມີ)(?:ຂອງ|ນາງ|ຊື່|ແມ່ນ)", r"ຜົວ|ສາມີ|ແຕ່ງງານ|ຄູ່ຊີວິດ"),
        (r"ລູກຊາຍ", r"ລູກຊາຍ|ລູກບ່າວ"),
        (r"ລູກສາວ", r"ລູກສາວ"),
        (r"ເງິນເດືອນ", r"ເງິນເດືອນ|ຄ່າແຮງ|ຄ່າຈ້າງ|ລາຍຮັບ"),
        (r"ເສຍຊີວິດ.*ຈັກ|ຕາຍຈັກຄົນ|ຈັກຄົນ(?:ທີ່)?(?:ເສຍຊີວິດ|ຕາຍ)", r"ເສຍຊີວິດ|ຕາຍ"),
        (r"ບາດເຈັບ.*ຈັກ|ຈັກຄົນ(?:ທີ່)?(?:ໄດ້ຮັບ)?ບາດເຈັບ", r"ບາດເຈັບ"),
        (r"ໃຜ(?:ເປັນຜູ້)?ອອກແບບ", r"ອອກແບບ|ສະຖາປະນິກ"),
        (
            r"(?:ບໍລິສັດ|ໃຜ)(?:ໃດ|ໃດ່)?(?:ເປັນຜູ້)?(?:ກໍ່ສ້າງ|ຮັບເໝົາ)",
            r"ບໍລິສັດ|ຜູ້ຮັບເໝົາ|(?:ກໍ່ສ້າງ|ສ້າງ)(?:ຂຶ້ນ)?ໂດຍ",
        ),
        (r"ວິທີ(?:ເຮັດ|ຄົວ|ປຸງ|ແຕ່ງກິນ)", r"ວິທີ|ຂັ້ນຕອນ|ສູດ|ສ່ວນປະສົມ|ຕົ້ມ|ຂົ້ວ|ໝັກ|ປະສົມ"),
    )
]
_COUNTED = regex.compile(r"ມີ(?P<what>\p{Lao}+?)ຈັກ(?!ໂມງ|ນາທີ)")
_TELLING = 4  # characters at the head of what is counted: a syllable and more; the rest may be said otherwise


def is_untold_in_lao(question: str, article: str) -> bool:
    """Whether a question asks for what an article has no word of.

    Args:
        question: in Lao.
        article: its title and all of its text, in Lao.
    """
    if any(asked.search(question) and not told.search(article) for asked, told in _ROWS):
        return True
    counted = _COUNTED.search(question)
    return counted is not None and counted["what"][:_TELLING] not in article
