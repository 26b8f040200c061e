"""Questions to try, made of Lao sentences.

A Lao question has the words of its answer in their order, with `ຈັກ` before what is counted, and `ເມື່ອໃດ` (when) or
`ຢູ່ໃສ` (where) at the end of the clause. Words stand unparted, and names without capitals: a name is told by the word
for what it is a name of.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["LEANS", "NAME", "questions"]

_MONTH = "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ"
_DAY = rf"ວັນທີ ?(?P<told>[0-9]{{1,2}} ?(?:{_MONTH}|/ ?[0-9]{{1,2}})(?:[ /]?(?:19|20)[0-9]{{2}})?)"
_LEAD = regex.compile(rf"^(?:ໃນ)?(?:ຕອນ\p{{Lao}}{{2,6}} ?)?{_DAY}(?:ນີ້|ຜ່ານມາ)?,? ?")
_WHEN = regex.compile(
    rf" ?(?:ໃນ|ເມື່ອ)?(?<!ແຕ່|ຫາ|ເຖິງ|ຮອດ|ປະຈຳ|ລົງ){_DAY}(?! ?(?:ຫາ|ເຖິງ|ຮອດ|-))(?=$|[ ,.])"
)  # no span of days
_HAPPENS = regex.compile("ໄດ້|ຈະ|ຖືກ|ເປີດ|ຈັດ|ເກີດ|ເລີ່ມ|ສຳເລັດ|ສິ້ນສຸດ")  # what a day stands behind that says when
_COUNTED = regex.compile(
    r" ?(?:ປະມານ|ເກືອບ|ຫຼາຍກວ່າ|ທັງໝົດ|ຈຳນວນ)? ?(?P<told>[0-9][0-9.,]*(?<=[0-9])) ?"
    r"(?=(?:ຄົນ|ທີມ|ຄອບຄົວ|ຫຼັງ|ໜ່ວຍ|ແຫ່ງ|ບ້ານ|ຄັນ|ໂຕ|ຫຼັງຄາເຮືອນ|ເຮັກຕາ|ຫ້ອງ|ໂຄງການ|ບໍລິສັດ)(?:$|[ ,.]))"
)
_WHERE = regex.compile(r" ?(?:ທີ່|ຢູ່(?:ທີ່)?) ?(?P<told>(?:ເມືອງ|ແຂວງ|ບ້ານ|ນະຄອນຫຼວງ|ນະຄອນ)\p{Lao}{3,})(?=$|[ ,.])")
_CLAUSE = regex.compile(r"[,;:–…]|[.!?]?$| (?:ແລະ|ແຕ່|ໂດຍ|ເພື່ອ|ເພາະ|ຊຶ່ງ|ເຊິ່ງ) ")
NAME = regex.compile(r"(?:ແຂວງ|ເມືອງ|ບ້ານ|ນະຄອນ|ແມ່ນ້ຳ|ຂົວ|ໂຮງຮຽນ|ໂຮງໝໍ|ບໍລິສັດ)\p{Lao}{3,}")
"""A name, such as a question that stands alone has."""
LEANS = regex.compile(r"ນີ້|ນັ້ນ|ດັ່ງກ່າວ|ດຽວກັນ|ເຂົາເຈົ້າ|ພວກເຮົາ|ຂ້ອຍ|ລາວເວົ້າ|ກ່າວວ່າ|ເວົ້າວ່າ|ໃນນັ້ນ|ຕື່ມອີກ|ອີກ|ຍັງ|ກ່ອນໜ້າ|ຜ່ານມາ|[\"“”«»]")
"""What needs the sentence before it, or the day that it was written on."""


def questions(sentence: str) -> Iterator[tuple[str, str, str]]:
    """The questions that a sentence answers, if they stand alone; none for most.

    Args:
        sentence: without what stands in brackets.

    Yields:
        What is asked for (`count`, `when`, `where`), what the sentence tells of it, and the question.
    """
    lead = _LEAD.match(sentence)
    for kind, told, asked in _asked(sentence[lead.end() if lead else 0 :], lead["told"] if lead else None):
        yield kind, told, f"{asked}?"


def _asked(said: str, day: str | None) -> Iterator[tuple[str, str, str]]:
    """Kinds, what is told, and the sentence's head with a question word for it."""
    end = _CLAUSE.search(said, 1)
    clause = said[: end.start() if end else len(said)].rstrip()
    if (counted := _COUNTED.search(clause)) is not None:
        yield "count", counted["told"], f"{clause[: counted.start()]}ຈັກ{clause[counted.end() :]}"
    if day is not None:
        yield "when", day, f"{clause} ເມື່ອໃດ"
    elif (when := _WHEN.search(clause)) is not None and _HAPPENS.search(clause, 0, when.start()):
        yield "when", when["told"], f"{clause[: when.start()]} ເມື່ອໃດ"
    if (where := _WHERE.search(clause)) is not None:
        yield "where", where["told"], f"{clause[: where.start()]} ຢູ່ໃສ"
