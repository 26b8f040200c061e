"""The numbers, dates and names of a text, normalised, so that a sentence can be held against what it cites.

Spelling is no difference: 1.150 is 1,150; 26/6/2024 is "ngày 26 tháng 6 năm 2024" and June 26, 2024; 1,2 triệu is
1.200.000; "bảy trăm" is 700; names are compared without diacritics, with or without hyphens, and as they sound
(Xa-vẳn-na-khệt, Savannakhet). A sentence claims only what is surely a number, a date or a name; what it is held
against is read generously.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TypeAlias

import regex

from rag.dates import dates_in
from rag.numerals import Numeral, numerals, roman
from rag.words import fold

__all__ = ["Evidence", "Fact", "facts"]

_Date: TypeAlias = tuple[int | None, int | None, int | None]  # year, month, day; None where it is not told

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-'’.][\p{L}\p{M}\p{N}]+)*")
_NAMED = regex.compile(r"\p{Lu}")
_RUN_GAP = regex.compile(r"[ \u00a0]|-")
_ADDRESS = regex.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'”]*[\p{L}\p{N}/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SENTENCE_HEAD = regex.compile(r"(?:^|[.!?…:;\n]|[\"“‘«(]|[-–—•*] )[\s\"“‘«(*•–—-]*\Z")
_VIETNAMESE_SYLLABLE = regex.compile(
    r"(?:ngh?|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_LAO = regex.compile(r"\p{Lao}")

# What is capitalised at the head of a sentence, or as a kind of thing, and names nothing by itself.
_ORDINARY = frozenset(
    "ai anh ba ban bang bao bat ben biet boi cac cach can cau chi cho chu chua chung co con cong cua cuoc cuoi cung"
    " da dai dang dau day de den di dia dieu do doan doi dong du dua duoc duong em gan gia giai giua ha hai han hang"
    " hay he hien hiep ho hoac hoi hom hon khi khoang khong khu khuya kinh la lan lang le len lien luc luong ly ma"
    " mac mai may moi mot mua mui muc muon nam nay nen neu ngay nghi ngoai nguoi nguyen nha nhan nhat nhieu nho nhom"
    " nhu nhung noi nua o ong phai phan phia phong qua quan rang rat rieng roi sang sau so song su tai tam tat tau"
    " thanh thay the theo thi thoi thu thuc tinh to toan toi tong tren trong trung truoc truong trua tu tuan tuy"
    " tung tuoi ty va van vao ve vi viec voi vua vu xa xe yeu chieu dem doanh chinh a about according additionally"
    " after all also although among an and another any are as at be because before besides both but by could despite"
    " did does during each eight eleven even every few first five for four from had half has have her here his how"
    " however i if in instead into is it its last later many meanwhile more moreover most much my new next nine no"
    " nor not now of officials on once one only or other our out over overall people seven several she since six"
    " some such ten than that their them then there therefore these they this those though three through thus today"
    " together twelve two under until up was we were what when where which while who why will with without yes"
    " yesterday yet you your monday tuesday wednesday thursday friday saturday sunday im ive hes shes theyre thats"
    " dont".split()
)
# Words of English names that are translations, not names.
_GENERIC = frozenset(
    "academy agency airport april army association august authority bank board border bridge bureau campus center"
    " centre chair chairman chairwoman city club coast college commission committee communist commune company"
    " conference congress council country court dam december delegation department deputy director district doctor"
    " dr east eastern embassy exhibition fair february festival fire force forum friendship fund game games general"
    " government governor group gulf head health hall highway hill hospital hotel house institute international"
    " island january july june king kingdom lake league lord lunar march market may mayor medal minister ministry"
    " mountain mr mrs ms museum national new news north northeast northern northwest november october office officer"
    " olympic olympics order park party peace people peoples police port power premier president prime prince"
    " princess prize professor project province provincial queen railway red region republic river road royal school"
    " sea secretary senate september society south southeast southern southwest square stadium state station street"
    " summit team television temple theater theatre times tower town trade training treaty union university upper"
    " valley vice village war ward west western world year youth zone sir saint st church bay art arts science"
    " sciences cup act law black white blue green day night old great central middle supreme judiciary assembly"
    " republican republicans democrat democrats democratic labour parliament prison public prosecution service"
    " services category hurricane storm typhoon radio disaster prevention rep sen sens det gov tory tories"
    " conservative conservatives mp mps ams sept oct nov dec jan feb aug morning evening wildlife women womens men"
    " foreign senator senators sources premiership light tide spring summer winter autumn relations affairs industry"
    " education finance defence defense transport culture sports agriculture medical technology investment"
    " development management control customs guard standing people's deputies chief executive".split()
)
# Names that do not sound alike in the languages of the articles, by what they name.
_ALIKE = [
    frozenset(names.split(","))
    for names in (
        "lao,laos,laotian,laotians,lào",
        "vietnam,vietnamese,việt nam,việt",
        "viêng chăn,vientiane,viang chan",
        "thái lan,thai,thailand,thais,thái",
        "trung quốc,china,chinese,trung hoa,trung",
        "nhật bản,nhật,japan,japanese",
        "hàn quốc,korea,korean,south korea,hàn,koreans",
        "triều tiên,north korea,korea,korean",
        "campuchia,cambodia,cambodian,khmer",
        "mỹ,hoa kỳ,us,usa,u.s,america,american,americans,united states",
        "anh,uk,britain,british,england,english,united kingdom,u.k",
        "pháp,france,french",
        "đức,germany,german,germans",
        "nga,russia,russian,russians",
        "ấn độ,india,indian,ấn",
        "ý,italy,italian,italia",
        "tây ban nha,spain,spanish",
        "bồ đào nha,portugal,portuguese",
        "hà lan,netherlands,dutch,holland",
        "úc,australia,australian,ôxtrâylia",
        "ba lan,poland,polish",
        "thụy sĩ,switzerland,swiss",
        "thụy điển,sweden,swedish",
        "na uy,norway,norwegian",
        "đan mạch,denmark,danish,danes",
        "phần lan,finland,finnish",
        "áo,austria,austrian",
        "bỉ,belgium,belgian",
        "hy lạp,greece,greek",
        "thổ nhĩ kỳ,turkey,turkish",
        "ai cập,egypt,egyptian",
        "nam phi,south africa,south african",
        "đài loan,taiwan,taiwanese",
        "hồng kông,hong kong",
        "liên hợp quốc,liên hiệp quốc,un,united nations,lhq",
        "liên minh châu âu,liên minh âu châu,eu,european union",
        "châu âu,europe,european,europeans,âu",
        "châu á,asia,asian,á",
        "châu phi,africa,african",
        "châu mỹ,americas,america",
        "bắc kinh,beijing",
        "thượng hải,shanghai",
        "mát-xcơ-va,moscow,moskva,matxcova",
        "sài gòn,saigon,ho chi minh city,thành phố hồ chí minh,tp hcm",
        "đông nam á,southeast asia,south-east asia",
        "thái bình dương,pacific",
        "đại tây dương,atlantic",
        "ấn độ dương,indian ocean",
        "biển đông,south china sea,east sea",
        "tổ chức y tế thế giới,who,world health organization",
        "ngân hàng thế giới,world bank,wb",
        "hồi giáo,islam,islamic,muslim,muslims",
        "phật giáo,buddhist,buddhism",
        "công giáo,catholic,catholics",
        "do thái,jewish,jews,jew",
        "la mã,roman,rome,romans",
        "trung đông,middle east",
        "tết,tet,lunar new year",
        "giáng sinh,christmas,noel",
        "ukraina,ukraine,ukrainian",
        "canada,canadian",
        "brasil,brazil,brazilian",
        "singapore,xin-ga-po",
        "malaysia,ma-lai-xi-a",
        "indonesia,in-đô-nê-xi-a",
        "myanmar,mi-an-ma,burma,burmese,miến điện",
        "philippines,philippine,phi-líp-pin",
        "iran,iranian",
        "israel,israeli",
        "palestin,palestine,palestinian",
        "vatican,va-ti-căng",
        "luân đôn,london",
        "pa-ri,paris",
        "giê-su,jesus",
        "mặt trời,sun",
        "trái đất,earth",
        "mặt trăng,moon",
    )
]

# Sounds that the ways of writing a name share, longest first.
_SOUNDS = [
    ("ngh", "ng"), ("ph", "f"), ("kh", "k"), ("th", "t"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("x", "s"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("z", "d"), ("j", "d"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
]  # fmt: skip
_LONGEST_NAME = 6  # syllables that may be written as one word


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, a date or a name that a sentence claims.

    Attributes:
        kind: `number`, `date` or `name`.
        text: as the sentence writes it.
        values: what the number may mean (1.150 is 1150, or 1 and a bit).
        date: year, month, day; None where it is not told.
        head: whether a name stands at the head of its sentence, where ordinary words have capitals too.
        whole: the whole run of capitalised words that the name belongs to.
        neighbours: the words before and after it, folded.
    """

    kind: str
    text: str
    values: frozenset[float] = frozenset()
    date: _Date = (None, None, None)
    head: bool = False
    whole: str = ""
    neighbours: frozenset[str] = field(default=frozenset(), compare=False)


def facts(sentence: str) -> list[Fact]:
    """Everything in a sentence that must stand in what it cites, in the order dates, numbers, addresses, names."""
    text = _plain(sentence)
    found: list[Fact] = []
    for told in list(dates_in(text)):
        near = _neighbours(text, told.start, told.end)
        found.append(Fact("date", text[told.core : told.end], date=told.parts, neighbours=near))
        text = text[: told.start] + " " * (told.end - told.start) + text[told.end :]
    for match in _ADDRESS.finditer(text):
        found.append(Fact("name", match.group(), whole=match.group()))
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    for number in numerals(text):
        if number.certain:
            near = _neighbours(text, number.start, number.end)
            found.append(Fact("number", text[number.start : number.end], number.values, neighbours=near))
    found += _names(text)
    return found


def _plain(text: str) -> str:
    """Composed, with the digits of any script as 0 to 9, and no invisible characters."""
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    if composed.isascii():
        return composed
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.category(c) == "Nd" else c
        for c in composed
        if unicodedata.category(c) != "Cf"
    )


def _neighbours(text: str, start: int, end: int) -> frozenset[str]:
    before = _WORD.findall(text[max(0, start - 40) : start])[-1:]
    after = _WORD.findall(text[end : end + 40])[:2]
    return frozenset(fold(word).lower() for word in (*before, *after) if not word.isdigit())


def _names(text: str) -> Iterator[Fact]:
    for run in _runs(text):
        whole = text[run[0].start() : run[-1].end()]
        for place, match in enumerate(run):
            word = match.group()
            head = place == 0 and _SENTENCE_HEAD.search(text[: match.start()]) is not None
            plain = _key(word)
            if (head or len(run) > 1) and plain in _ORDINARY and len(run) - (place == 0 and head) < 2:
                continue
            if head and plain in _ORDINARY:
                continue
            if head and len(run) == 1 and not _surely_named(text, match):
                continue
            values = roman(word)
            if values is not None:
                yield Fact("number", word, frozenset({float(values)}))
            elif len(plain) > 1 or not head:
                yield Fact("name", word, head=head, whole=whole)


def _surely_named(text: str, match: regex.Match[str]) -> bool:
    """Whether a capitalised word at the head of a sentence, followed by none, is a name and not just the first word."""
    word = match.group()
    if sum(c.isupper() for c in word) > 1 or any(c.isdigit() for c in word):
        return True
    after = _WORD.search(text, match.end())
    following = after.group() if after else ""
    if following in _AFTER_SUBJECT:
        return True
    foreign = _VIETNAMESE_SYLLABLE.fullmatch(_key(word)) is None
    return foreign and any("\u1ea0" <= c <= "\u1ef9" or c in "ăâđêôơưáàãéèíìóòõúùý" for c in text)


# A lone word before one of these is the subject of its sentence: `Pháp đã thắng`, `Rollo was`.
_AFTER_SUBJECT = frozenset("đã có là được sẽ bị cũng đang vẫn từng was is has had were said says won became".split())


def _runs(text: str) -> Iterator[list[regex.Match[str]]]:
    """Words with a capital that stand side by side; what a hyphen joins is one word."""
    run: list[regex.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if not _NAMED.search(match.group()):
            if run:
                yield run
            run = []
            continue
        if run and not _RUN_GAP.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _key(word: str) -> str:
    """A word as names are compared: folded, lower case, without hyphens, dots and a possessive."""
    plain = fold(word).lower().replace("’", "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace("-", "").replace("'", "").replace(".", "")


@lru_cache(maxsize=4096)
def _sound(key: str) -> str:
    """How a folded word sounds, roughly, and in every spelling alike."""
    for written, heard in _SOUNDS:
        key = key.replace(written, heard)
    out = key[:1]
    for before, letter in pairwise(key):
        if letter != before:
            out += letter
    return out.removesuffix("h") if len(out) > 3 else out


_ALIKE_OF: dict[str, list[frozenset[str]]] = {}
for _names_of_one in _ALIKE:
    for _name in _names_of_one:
        _folded_names = frozenset(" ".join(_WORD.findall(fold(_n).lower())) for _n in _names_of_one)
        _ALIKE_OF.setdefault(" ".join(_WORD.findall(fold(_name).lower())), []).append(_folded_names)


class Evidence:
    """What a claim is held against: one text, read generously.

    Args:
        text: a sentence with what stands around it, or a whole article.
    """

    def __init__(self, text: str) -> None:
        self._text = _plain(text)

    @classmethod
    def of(cls, *texts: str) -> Evidence:
        """The evidence of some texts together; made once for the same texts."""
        return _evidence("\n".join(texts))

    def holds(self, fact: Fact, *, foreign: bool = False) -> bool:
        """Whether the text says the number, names the date or the name.

        Args:
            fact: of the sentence that is checked.
            foreign: whether that sentence is in another language, where names may be translated.
        """
        if fact.kind == "number":
            return bool(fact.values & self._numbers)
        if fact.kind == "date":
            return self._has_date(fact.date)
        return self._has_name(fact, foreign)

    def has_word(self, words: Iterable[str]) -> bool:
        """Whether one of some folded words is in the text."""
        return any(word in self._words for word in words)

    # Numbers and dates ------------------------------------------------------------------------------------------

    @cached_property
    def _found_dates(self) -> list[_Date]:
        return [told.parts for told in dates_in(self._text)]

    @cached_property
    def _numbers(self) -> frozenset[float]:
        found = {float(part) for date in self._found_dates for part in date if part is not None}
        text = self._text
        for told in list(dates_in(text)):
            text = text[: told.start] + " " * (told.end - told.start) + text[told.end :]
        spoken: list[Numeral] = list(numerals(text))
        for number in spoken:
            found |= number.values
        for match in _TOKEN.finditer(self._text):
            if (value := roman(match.group())) is not None:
                found.add(float(value))
        return frozenset(found)

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(int(number) for number in self._numbers if number == int(number) and 1000 <= number <= 2200)

    def _has_date(self, claimed: _Date) -> bool:
        year, month, day = claimed
        for told_year, told_month, told_day in self._found_dates:
            if month not in (None, told_month) or day not in (None, told_day):
                continue
            # The year may stand apart: in the headline, in the article's own date.
            if year is None or year == told_year or (told_year is None and year in self._years):
                return True
        # `ngày 26` may be a number of something else, such as the heading of a table
        return month is None and year is None and day is not None and float(day) in self._numbers

    # Names ------------------------------------------------------------------------------------------------------

    @cached_property
    def _tokens(self) -> list[str]:
        return [fold(token).lower() for token in _WORD.findall(self._text)]

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._tokens)

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        found: set[str] = set()
        for match in _TOKEN.finditer(self._text):
            if _NAMED.search(match.group()):
                found.add(_key(match.group()))
                found |= {_key(part) for part in _WORD.findall(match.group())}
        return frozenset(found)

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self._tokens)} "

    @cached_property
    def _sounds(self) -> frozenset[str]:
        """Every run of up to six words, as it sounds when written as one."""
        tokens = self._tokens
        return frozenset(
            _sound("".join(tokens[start : start + length]))
            for start in range(len(tokens))
            for length in range(1, _LONGEST_NAME + 1)
            if start + length <= len(tokens)
        )

    @cached_property
    def _initials(self) -> str:
        return "".join(token[0] for token in self._tokens)

    @cached_property
    def _latin(self) -> bool:
        return len(_LAO.findall(self._text)) * 2 < len(self._text)

    def _has_name(self, fact: Fact, foreign: bool) -> bool:
        if "@" in fact.text or "/" in fact.text or fact.text.startswith("www."):
            return fact.text in self._text
        if not self._latin and foreign:
            return True  # a name in another script: meaning and numbers must do
        key = _key(fact.text)
        if key in self._capitalised or (fact.head and key in self._words):
            return True
        whole = " ".join(fold(word).lower() for word in _WORD.findall(fact.whole))
        if " " in whole and f" {whole} " in self._joined:
            return True
        if self._is_alike(key, whole):
            return True
        if len(key) > 3 and key.endswith("s") and key[:-1] in self._capitalised:
            return True
        if sum(c.isupper() for c in fact.text) > 1 and len(key) > 1 and key in self._initials:
            return True
        heard = _sound(key)
        if len(heard) > 3 and heard in self._sounds:
            return True
        if foreign:
            return self._may_be_translated(fact, key)
        # The same word with another ending, at the head of an English sentence
        return fact.head and len(key) > 4 and any(word.startswith(key[: len(key) - 2]) for word in self._words)

    def _is_alike(self, key: str, whole: str) -> bool:
        candidates = [key, *(name for name in _ALIKE_OF if " " in name and key in name.split() and name in whole)]
        return any(
            # A name of one syllable may be an ordinary word: `đức`, `my`
            f" {other} " in self._joined if " " in other else other in self._capitalised
            for candidate in candidates
            for names in _ALIKE_OF.get(candidate, ())
            for other in names
        )

    def _may_be_translated(self, fact: Fact, key: str) -> bool:
        """Whether a name that is not found may be a word of the other language for what the text says."""
        if key in _GENERIC or key in _ORDINARY or key.removesuffix("s") in _GENERIC:
            return True
        if len(key) > 5 and any(name.startswith(key[:5]) for name in self._capitalised):
            return True  # Mexican, of Mexico
        if fact.head and " " not in fact.whole and key not in _ALIKE_OF and fact.text[1:].islower():
            return True  # the first word of a sentence, most likely no name
        others = [_key(word) for word in fact.whole.split()]
        known = any(other in self._capitalised or _sound(other) in self._sounds for other in others if other != key)
        return known and _VIETNAMESE_SYLLABLE.fullmatch(key) is None


@lru_cache(maxsize=256)
def _evidence(text: str) -> Evidence:
    return Evidence(text)
