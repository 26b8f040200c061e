"""Names as they are compared: without diacritics, as they sound, and in the languages of the articles.

Most of it is tables: words that have a capital and name nothing, and names that do not sound alike from one language to
another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from rag.words import fold

__all__ = ["GENERIC", "ORDINARY", "SYLLABLE", "TRANSLATED", "alike", "key", "sound", "words"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
SYLLABLE = regex.compile(r"(?:ngh?|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
# What is capitalised at the head of a sentence, or as a kind of thing, and names nothing by itself.
ORDINARY = frozenset(
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
GENERIC = frozenset(
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


def key(word: str) -> str:
    """A word as names are compared: folded, lower case, without hyphens, dots and a possessive."""
    plain = fold(word).lower().replace("’", "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace("-", "").replace("'", "").replace(".", "")


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How a folded word sounds, roughly, and in every spelling alike."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    out = word[:1]
    for before, letter in pairwise(word):
        if letter != before:
            out += letter
    return out.removesuffix("h") if len(out) > 3 else out


def words(text: str) -> list[str]:
    """The words of a text, folded, lower case."""
    return [fold(word).lower() for word in _WORD.findall(text)]


def alike(name: str, whole: str) -> Iterator[str]:
    """What a name, or the whole run of names that it belongs to, is called in other languages.

    Args:
        name: as `key` has it.
        whole: words as `words` has them, joined by spaces.
    """
    longer = [other for other in TRANSLATED if " " in other and name in other.split() and other in whole]
    for known in (name, *longer):
        for names in TRANSLATED.get(known, ()):
            yield from names


def _translated() -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for names in _ALIKE:
        plain = frozenset(" ".join(words(name)) for name in names)
        for name in plain:
            found.setdefault(name, []).append(plain)
    return found


TRANSLATED = _translated()  # a name to the sets of names that mean the same
