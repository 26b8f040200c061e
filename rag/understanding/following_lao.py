"""A question in Lao that leans on the one before it, made whole: `ແລ້ວປີ 2024 ເດ?`, `ລາວອາຍຸຈັກປີ?`, `ກວ້າງເທົ່າໃດ?`.

As `rag/understanding/following.py`; Lao parts no words, so what a question is about is what stands before its verb.
"""

from __future__ import annotations

import regex

from rag.finding.timing import ANY_DAY, AskedTime

__all__ = ["GOES_ON_WITH", "whole_in_lao"]

GOES_ON_WITH = ": "
"""What stands between what a question is about, where another said that, and the question."""

_ASKS = r"(?:ຈັກ|ເທົ່າ[ໃໄ]ດ|ໃຜ|ໃສ|[ໃໄ]ດ|ຫຍັງ|ບໍ່?|ປານໃດ)"
_ASKING = regex.compile(r"ຈັກ|ເທົ່າ[ໃໄ]ດ|ໃຜ|ໃສ|[ໃໄ]ດ(?!້)|ຫຍັງ|ປານໃດ|ບໍ່?\s*[?]*$")
_SAYS = (  # what is said of a thing: a question begins with it that has been told already of what
    r"(?:ຍາວ|ກວ້າງ|ສູງ|ເລິກ|ໜັກ|ໄກ|ໃຫຍ່|ມີ|ໃຊ້|ເປີດ|ປິດ|ເລີ່ມ|ຈັດ|ສ້າງ|ກໍ່ສ້າງ|ສຳເລັດ|ແລ້ວ(?:ໆ)?|ຢູ່|ຕັ້ງ|ເປັນ|ແມ່ນ|ໄດ້|ຈະ|ຖືກ|ອາຍຸ|ເກີດ|ຮຽນ"
    r"|ມູນຄ່າ|ລາຄາ|ຄ່າ|ງົບ|ລາຍຮັບ|ເນື້ອທີ່|ຂາຍ|ສົ່ງ|ຜະລິດ|ອອກ|ເຂົ້າ|ໄປ|ມາ|ຊະນະ|ເສຍ|ບາດເຈັບ|ເຮັດ|ຮັບ|ຈ່າຍ|ເສຍຊີວິດ|ເກັບ|ຫ້າມ|ຕ້ອງ)"
)
_LEAST = 4  # letters of what a question is about
# `ແລ້ວ ... ເດ?`: the last question again, of something else, or something else of the same
_AGAIN = regex.compile(
    r"^\W*(?:(?:ແລ້ວ|ສ່ວນ)\s*(?P<about>\p{L}.*?)|(?P<about>\p{L}.*?)\s*(?=ເດ່?\W*$))\s*(?:ເດ່?|ລະ|ຫັ້ນ)*[\s?!.]*$"
)
# The last one's is meant by `this`, `that`, `he`: `ລາວ` is the country, too
_POINTS_BACK = regex.compile(
    r"ດັ່ງກ່າວ|(?<!ມື້|ປີ|ວັນ|ເດືອນ|ທິດ|ຄັ້ງ|ປັດຈຸບັນ|ຕອນ|ໃນ)ນີ້(?!ເອງ)|(?<!ກ່ອນ|ຫຼັງຈາກ)ນັ້ນ|ຢູ່ຫັ້ນ"
    r"|^\W*(?:ລາວ(?!ມີ)|ເພິ່ນ|ມັນ|ເຂົາເຈົ້າ|ພວກເຂົາ)"
    rf"(?={_SAYS}|{_ASKS}|ຊື່|ເວົ້າ|ກ່າວ)"
)
_BARE = regex.compile(rf"^\W*{_SAYS}{{0,2}}\s?(?:{_ASKS}|ເມື່ອໃດ|ດົນ){{1,3}}(?:ຄົນ|ປີ|ມື້|ແດ່|ແລ້ວ)?\W*$")
_SHORT = regex.compile(rf"^\W*(?:{_SAYS}|ໃຜ|ເມື່ອໃດ|ເປັນຫຍັງ|ຍ້ອນຫຍັງ|ຈັກ|ດ້ວຍ)")
_SHORTEST = 30  # letters that a short question has at the most
_LEADS = regex.compile(r"^\W*(?:ໃຜ(?:ເປັນ|ແມ່ນ)?|ເປັນຫຍັງ|ຍ້ອນຫຍັງ|ເມື່ອໃດ|ຢູ່ໃສ)\s*(?:ຈຶ່ງ)?")
_VERB = regex.compile(rf"(?<=\p{{Lao}}{{{_LEAST}}}|\s)(?:{_SAYS}|{_ASKS})")
_MEASURED = regex.compile(r"(?:ມູນຄ່າ|ລາຄາ|ຄ່າ|ງົບ|ລາຍຮັບ|ເນື້ອທີ່|ອາຍຸ|(?:ຄວາມ|ລວງ)?(?:ຍາວ|ກວ້າງ|ສູງ|ເລິກ|ໜັກ)|ຈຳນວນ|ປະຊາກອນ)")
_WHERE = regex.compile(r"ຢູ່|ໃນ|ຂອງ|ສຳລັບ|ທີ່|ແຂວງ|ເມືອງ|ບ້ານ")
_ASKED = regex.compile(r"ຈັກ\p{Lao}+|(?:ລະ)?ເທົ່າ[ໃໄ]ດ|ເມື່ອໃດ|ໃຜ|ຫຍັງ|ປານໃດ")


def whole_in_lao(question: str, last: str, *, any_short: bool) -> str | None:
    """A question made whole by the last one; None where it stands alone.

    Args:
        question: as it was asked, in Lao.
        last: the one before it, whole, in Lao.
        any_short: take any that may be short because the last said the rest.
    """
    again = _AGAIN.match(question)
    if again is not None:
        return _again(again["about"].strip(), last)
    bare = _BARE.match(question) is not None
    short = any_short and _SHORT.match(question) is not None and len(question) <= _SHORTEST
    if bare or short or _POINTS_BACK.search(question):
        return _of_the_same(question, last)
    return None


def _again(about: str, last: str) -> str:
    if not AskedTime.strip(about).strip():  # nothing but a time
        return f"{' '.join(AskedTime.strip(last).rstrip(' ?!.').split())} {about}?"
    if _ASKING.search(about):
        return _of_the_same(about, last) or about
    if _MEASURED.match(about):
        return _of_the_same(f"{about}ເທົ່າໃດ?", last) or about
    asked = " ".join(_ASKED.findall(last)) if _WHERE.match(about) else ""
    return _of_the_same(f"{about} {asked}".strip(), last) or about


def _of_the_same(question: str, last: str) -> str | None:
    """A question about what the last one was about; None where that cannot be told."""
    about = _about(last)
    if AskedTime.of(question, ANY_DAY):
        about = AskedTime.strip(about).strip()
    return f"{about}{GOES_ON_WITH}{question}" if about else None


def _about(last: str) -> str:
    """What a question was about: what stands before its verb, or behind the word that asks."""
    head, went_on, _ = last.partition(GOES_ON_WITH)
    if went_on:
        return head.strip()
    said = _LEADS.sub("", last).strip(" ?!.")
    verb = _VERB.search(said)
    return (said[: verb.start()] if verb and verb.start() >= _LEAST else _ASKING.sub(" ", said)).strip()
