"""What a question in Lao asks of someone or something, and whether an article in Lao has a word of it.

As `rag/understanding/properties.py`; Lao writes its words side by side, so patterns have no bounds of words.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from rag.text.writing import in_one_form
from rag.understanding.property_words import lacks

__all__ = ["is_untold_by_lao", "is_untold_in_lao"]

# What tells of it
_PHONE = r"ເບີ|ໂທລະສັບ|ສາຍດ່ວນ|(?<!\d)(?:0|\+856)(?:[ .-]?\d){7,}"
_DESIGNED = r"ອອກແບບ|ສະຖາປະນິກ"
_PAID = r"ເງິນເດືອນ|ຄ່າແຮງ|ຄ່າຈ້າງ|ລາຍຮັບ|ເບ້ຍລ້ຽງ"
_DIED = r"ເສຍຊີວິດ|ຕາຍ|ຂ້າ"
_FAMILY = r"ແຕ່ງງານ|ຄູ່ຊີວິດ"
_MADE = r"ຜະລິດ(?:ຢູ່|ໃນ|ຈາກ|ໂດຍ|ທີ່|ຂຶ້ນ)"
_ROWS = [
    (regex.compile(asked), regex.compile(told))
    for asked, told in (
        (r"ເບີໂທ|ໂທລະສັບເບີ", _PHONE),
        (r"ອາຍຸ(?:ຈັກ|ເທົ່າໃດ|ເທົ່າໃດ່)|ເກີດປີໃດ|ເກີດເມື່ອໃດ", r"ອາຍຸ|ເກີດ(?:ປີ|ໃນປີ|ວັນທີ|ເມື່ອ)"),
        (r"(?:ເມຍ|ພັນລະຍາ)(?:ຂອງ|ທ່ານ|ທ້າວ|ຊື່|ແມ່ນ)", rf"ເມຍ|ພັນລະຍາ|{_FAMILY}"),
        (r"(?:ຜົວ|ສາມີ)(?:ຂອງ|ນາງ|ຊື່|ແມ່ນ)", rf"ຜົວ|ສາມີ|{_FAMILY}"),
        (r"ລູກຊາຍ", r"ລູກຊາຍ|ລູກບ່າວ"),
        (r"ລູກສາວ", r"ລູກສາວ"),
        (r"ເງິນເດືອນ", _PAID),
        (r"(?:ເສຍຊີວິດ|ຕາຍ).*ຈັກ|ຈັກ(?:ຄົນ|ສົບ)(?:ທີ່)?(?:ເສຍຊີວິດ|ຕາຍ)", _DIED),
        (r"ບາດເຈັບ.*ຈັກ|ຈັກຄົນ(?:ທີ່)?(?:ໄດ້ຮັບ)?ບາດເຈັບ", r"ບາດເຈັບ"),
        (r"ໃຜ(?:ເປັນຜູ້)?ອອກແບບ|ຜູ້ອອກແບບ|ສະຖາປະນິກ", _DESIGNED),
        (
            r"(?:ບໍລິສັດ|ໃຜ)(?:ໃດ|ໃດ່)?(?:ເປັນຜູ້)?(?:ກໍ່ສ້າງ|ຮັບເໝົາ)",
            r"ບໍລິສັດ|ຜູ້ຮັບເໝົາ|(?:ກໍ່ສ້າງ|ສ້າງ)(?:ຂຶ້ນ)?ໂດຍ",
        ),
        (r"ວິທີ(?:ເຮັດ|ຄົວ|ປຸງ|ແຕ່ງກິນ)", r"ວິທີ|ຂັ້ນຕອນ|ສູດ|ສ່ວນປະສົມ|ຕົ້ມ|ຂົ້ວ|ໝັກ|ປະສົມ"),
        (r"(?:ກໍ່ຕັ້ງ|ສ້າງຕັ້ງ)(?:ຂຶ້ນ)?(?:ແຕ່|ໃນ)?(?:ປີໃດ|ເມື່ອໃດ|ມື້ໃດ|ວັນທີ)", r"ກໍ່ຕັ້ງ|ສ້າງຕັ້ງ|ຕັ້ງຂຶ້ນ|ຕັ້ງແຕ່ປີ|ສ້າງຂຶ້ນ|ສ້າງໃນປີ"),
        (r"(?:ຮຽນ)?ຈົບ(?:ການສຶກສາ)?(?:ຢູ່|ຈາກ|ມາຈາກ)", r"ຮຽນຈົບ|ຈົບການສຶກສາ|ຈົບຈາກ|ສຳເລັດການສຶກສາ|ນັກສຶກສາເກົ່າ"),
        (rf"{_MADE}(?:ປະເທດ|ບ່ອນ|ໃສ|ໃຜ|ບໍລິສັດ)", rf"{_MADE}|ຜູ້ຜະລິດ|ໂຮງງານຜະລິດ"),
        (r"(?:ໃຜ|ບໍລິສັດໃດ|ອົງການໃດ)(?:ເປັນ)?(?:ຜູ້)?ສະໜັບສະໜູນ", r"ສະໜັບສະໜູນ|ສະປອນເຊີ|ອຸປະຖຳ|ຊ່ວຍເຫຼືອ"),
        (r"ຕັດສິນ(?:ໃຫ້)?(?:ຈຳຄຸກ|ລົງໂທດ)?ຈັກປີ|ຕິດຄຸກຈັກປີ|ຈຳຄຸກຈັກປີ", r"ຈຳຄຸກ|ຕິດຄຸກ|(?:ສານ|ຕັດສິນ)\p{Lao}*\s?\d+ ?ປີ"),
        (r"ຈັກສາຂາ", r"ສາຂາ"),
        (r"ຄ່າຜ່ານ(?:ທາງ|ຂົວ)", r"ຄ່າຜ່ານ|ຄ່າທຳນຽມ|ເກັບເງິນ|ບໍ່ເສຍຄ່າ"),
    )
]
# What is asked in Vietnamese or English, and a Lao word for it
_ACROSS = [
    (regex.compile(asked, regex.I), regex.compile(told))
    for asked, told in (
        (r"\bthiết kế\b|\b(?:designed|designer|architect)\b", _DESIGNED),
        (r"\bsố điện thoại\b|\bphone number\b", _PHONE),
        (r"\b(?:bao nhiêu|mấy) tuổi\b|\bhow old\b", r"ອາຍຸ|ເກີດ|ສ້າງ"),
        (r"\bnặng bao nhiêu\b|\bhow (?:heavy|much (?:does|did|do) .* weigh)\b", r"ໜັກ|ກິໂລ(?!ແມັດ|ວັດ)|ໂຕນ"),
        (r"\b(?:vợ|chồng)\b|\b(?:wife|husband|spouse)\b", rf"ເມຍ|ພັນລະຍາ|ຜົວ|ສາມີ|{_FAMILY}"),
        (r"\bcon (?:trai|gái)\b|\b(?:son|daughter)s?\b", r"ລູກ"),
        (r"\b(?:lương|thu nhập)\b|\b(?:salary|salaries|wages?|income)\b", _PAID),
        (r"\bgiường\b|\bbeds?\b", r"ຕຽງ"),
        (r"\b(?:chết|tử vong|thiệt mạng)\b|\b(?:died|dead|deaths?|killed)\b", _DIED),
        (r"\bbị thương\b|\b(?:injured|wounded|hurt)\b", r"ບາດເຈັບ"),
        (r"\bthành lập\b|\b(?:founded|established)\b", r"ກໍ່ຕັ້ງ|ສ້າງຕັ້ງ|ຕັ້ງຂຶ້ນ|ສ້າງຂຶ້ນ|ຕັ້ງແຕ່"),
        (r"\btốt nghiệp\b|\bgraduated?\b", r"ຮຽນຈົບ|ຈົບການສຶກສາ|ຈົບຈາກ|ສຳເລັດການສຶກສາ"),
        (r"\bnăm tù\b|\b(?:in prison|jail(?:ed)?|sentenced)\b", r"ຈຳຄຸກ|ຕິດຄຸກ|ຕັດສິນ"),
    )
]
_COUNTED = regex.compile(r"(?<!ປະກອບ)ມີ(?P<what>\p{Lao}+?)ຈັກ(?!ໂມງ|ນາທີ)")
# What only leads to what is counted: who does it, that it is done
_LEADS = regex.compile(r"(?:ຜູ້|ຄົນ|ຄົນທີ່|ທີ່|ເປັນ|ໄດ້ຮັບ|ໄດ້|ຖືກ|ເຂົ້າຮ່ວມ|ຈຳນວນ|ທັງໝົດ)+(?=\p{Lao}{3})")
_SOMEONE = regex.compile("ຄົນ|ຜູ້")  # behind it stands what they do, which may be said otherwise
_ALIKE = [  # words of one meaning: any of them tells of it
    frozenset(words.split())
    for words in (
        "ຕາຍ ເສຍຊີວິດ",
        "ຄູ ອາຈານ ນາຍຄູ",
        "ບາດເຈັບ ເຈັບ",
        "ຄອບຄົວ ຫຼັງຄາເຮືອນ ຫຼັງຄາ",
        "ໝໍ ແພດ",
        "ຊ້າງ ຊ້າງປ່າ",
    )
]
_TELLING = 4  # characters at the head of what is counted: a syllable and more; the rest may be said otherwise
# Words that many a compound begins with, which tell nothing of what it is
_HEADS = regex.compile(r"ບ່ອນ|ຫ້ອງ|ເຄື່ອງ|ຄວາມ|ການ|ໂຮງ|ຜູ້|ນັກ|ຮ້ານ|ລົດ|ນ້ຳ|ໝາກ|ພະ|ແມ່|ພໍ່|ລູກ|ໜ່ວຍ|ວຽກ|ທີ່|ເດັກ|ປະ")
_TONES = regex.compile("[່້໊໋໌]")
# A name behind the word for what it is a name of; words that ask, or say which, are none
_NO_NAME = (
    r"ໃດ|ນີ້|ນັ້ນ|ຂອງ|ທີ່|ທັງ|ເຮົາ|ອື່ນ|ຕ່າງ|ໃກ້|ມີ|ໄດ້|ຈະ|ຖືກ|ຢູ່|ຫຼວງ|ລາວ|ເກົ່າ|ໃໝ່|ຈັກ|ເປັນ|ແມ່ນ|ໃຫຍ່|ນ້ອຍ|ພັກ|ເຮືອນ|ໜຶ່ງ"
    r"|ກໍ່|ຕັ້ງ|ລາຄາ|ມູນຄ່າ|ອາຍຸ|ໃຊ້|ເລີ່ມ|ຈັດ|ປິດ|ຍ້ອນ|ແລະ|ກັບ|ໃຜ|ເທົ່າ|ເມື່ອ|ຊາດ|ຊະນະ|ຊື່|ຍາວ|ສູງ|ເຂົ້າ|ເຮັດ|ຫຍັງ|ເດ|ຈາກ|ໄປ|ມາ|ເປີດ|ສ້າງ|ໃນ|ຍິງ|ຊາຍ"
)
_NO_NAME_TONELESS = _TONES.sub("", _NO_NAME)
_NAMED = regex.compile(rf"(?:ແຂວງ|ເມືອງ|ບ້ານ|ນະຄອນ|ພາຍຸ|ເຂື່ອນ|ທີມ|ທ້າວ\s?|ນາງ\s?)(?P<name>(?:(?!{_NO_NAME})\p{{Lao}}){{3,}})")
_BEFORE_NO_NAME = regex.compile(r"(?:ທົ່ວ|ຫຼາຍ|ບັນດາ|ແຕ່ລະ|ທຸກ|ຊາວ|ຈັກ|ໃນ|ຄົນ|ພໍ່|ເຈົ້າ)$")
_PROVINCES = regex.compile(  # said without a word for what they are, too
    "ຜົ້ງສາລີ|ຫຼວງນ້ຳທາ|ອຸດົມໄຊ|ບໍ່ແກ້ວ|ຫຼວງພະບາງ|ຫົວພັນ|ໄຊຍະບູລີ|ຊຽງຂວາງ|ວຽງຈັນ|ບໍລິຄຳໄຊ|ຄຳມ່ວນ|ສະຫວັນນະເຂດ|ສາລະວັນ|ເຊກອງ"
    "|ຈຳປາສັກ|ອັດຕະປື|ໄຊສົມບູນ|ທ່າແຂກ|ປາກເຊ|ປາກຊັນ|ວັງວຽງ|ໂພນສະຫວັນ|ຊຳເໜືອ|ຫ້ວຍຊາຍ"
)
_CALLED = regex.compile(r"(?P<what>\p{Lao}{4,}?)\s?ຊື່(?:ວ່າ)?ຫຍັງ")
_NAMES_ONE = regex.compile(r"ຊື່|ທ້າວ|ນາງ|ທ່ານ|ອາຈານ|ພັນ(?:ເອກ|ໂທ|ຕີ)|ດຣ|ບໍລິສັດ|[“\"]")  # what a name stands behind
_HEAD, _BESIDE = 6, 45  # characters
# Characters of one that must be told: two syllables, or one that stands alone; a question goes on right behind
_OF_NAME, _SYLLABLE = 5, 3


def is_untold_in_lao(question: str, article: str) -> bool:
    """Whether a question asks for what an article has no word of, or about someone or somewhere that it never names.

    Args:
        question: in Lao.
        article: its title and all of its text, in Lao.
    """
    question, article = in_one_form(question), in_one_form(article)
    if lacks(_ROWS, question, article):
        return True
    counted = _COUNTED.search(question)
    if counted is not None and not _is_counted(counted["what"], article):
        return True
    called = _CALLED.search(question)
    if called is not None and not any(_NAMES_ONE.search(around) for around in _around(called["what"][:_HEAD], article)):
        return True
    toneless = _TONES.sub("", article)
    return not all(_is_told(_TONES.sub("", name), toneless) for name in _names(question))


def is_untold_by_lao(question: str, article: str) -> bool:
    """Whether a question in Vietnamese or English asks for what an article in Lao has no word of.

    Args:
        question: as it was understood.
        article: its title and all of its text, in Lao.
    """
    return lacks(_ACROSS, question, in_one_form(article))


def _is_told(name: str, article: str) -> bool:
    """Whether an article has a name, given with what may stand behind it; both without tones."""
    if name[:_OF_NAME] in article:
        return True
    return regex.search(rf"{regex.escape(name[:_SYLLABLE])}(?:\P{{Lao}}|$|{_NO_NAME_TONELESS})", article) is not None


def _is_counted(what: str, article: str) -> bool:
    """Whether an article has what a question counts, by the beginning of its words."""
    leads = _LEADS.match(what)
    what = what[leads.end() :] if leads else what
    if any(word in article for words in _ALIKE if any(what.startswith(word) for word in words) for word in words):
        return True
    head = _HEADS.match(what)
    rest = what[head.end() :] if head else ""
    if len(rest) >= _TELLING - 1 and rest[: _TELLING - 1] not in article:
        return False
    return what[:_TELLING] in article or (leads is not None and _SOMEONE.search(leads.group()) is not None)


def _around(word: str, text: str) -> Iterator[str]:
    """What stands around a word in a text, wherever that is; all of the text where it is not there."""
    found = [match.start() for match in regex.finditer(regex.escape(word), text)]
    yield from (text[max(0, at - _BESIDE) : at + _BESIDE] for at in found)
    if not found:
        yield text


def _names(question: str) -> Iterator[str]:
    """How the names begin that a question has."""
    for name in _NAMED.finditer(question):
        if not _BEFORE_NO_NAME.search(question, 0, name.start()):
            yield name["name"]
    yield from _PROVINCES.findall(question)
