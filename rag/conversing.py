"""Small talk, and questions about the articles themselves: what a turn means that no sentence of an article answers.

Patterns over the whole of a turn: `Chào bạn` is a greeting, `Chào bạn, hội nghị ở đâu?` is a question. Marks may be
left out by who types, but a mark that is typed must be right: `cháo` is no greeting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from rag.datatypes import Message
from rag.following import asked_of
from rag.timing import ANY_DAY, AskedTime
from rag.words import fold, has_marks, terms

__all__ = ["Talk", "another_list", "plainly", "read", "remembered"]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn that is no question to the articles wants.

    Attributes:
        kind: `greeting`, `thanks`, `goodbye`; `identity`, `ability`; `count`, `newest`; `dated`, `happened`, `about`,
            `summary`.
        language: the language it is said in: `vi`, `en` or `lo`.
        topic: the time that `dated` and `happened` want articles of, what `about` and `summary` want articles of; ""
            where that is the article spoken of before.
        newest: whether the newest of them is wanted first.
    """

    kind: str
    language: str
    topic: str = ""
    newest: bool = False


_LONGEST = 300  # characters of small talk; what is longer wants something else
_COURTESIES_AT_MOST = 6  # before and behind a question


def _lenient(pattern: str) -> str:
    """The pattern of words that may be typed without their marks."""
    return "".join(f"[{c}{fold(c)}]" if fold(c) != c else c for c in unicodedata.normalize("NFC", pattern))


def _whole(pattern: str) -> regex.Pattern[str]:
    return regex.compile(_lenient(pattern), regex.IGNORECASE)


_YOU = r"(?:các )?(?:bạn|anh|chị|em|ad|admin|bot|mày|cậu|hỏi báo|hoibao|mọi người|cả nhà|ông|bà|bác|chú|cô)"
_ME = r"(?:tôi|mình|tớ|em|anh|chị|tui|toi)"
_SOFT = r"(?: (?:ạ|nhé|nha|nhỉ|vậy|thế|đấy|đó|hả|à|ơi|nghen|hen|với|luôn|please|then|now))*"
_ENDED = r"[\s.,!?…)]*"

_COURTESIES = [  # kind, language, pattern; the first that fits
    ("goodbye", "vi", rf"(?:chào )?tạm biệt(?: {_YOU})?|hẹn gặp lại(?: {_YOU})?|bai bai"),
    ("goodbye", "en", r"(?:good ?bye|bye(?:[ -]bye)?|see (?:you|ya)(?: later| soon)?|good night)"),
    ("goodbye", "lo", r"ລາກ່ອນ|ພົບກັນໃໝ່"),
    (
        "thanks",
        "vi",
        rf"(?:(?:ok|okay|vâng|dạ|tốt lắm|hay quá|tuyệt),? )?(?:xin )?(?:cảm|cám) ơn(?: (?:rất )?nhiều)?(?: {_YOU})?"
        r"(?: (?:rất |thật )?nhiều)?",
    ),
    (
        "thanks",
        "en",
        r"(?:(?:ok|okay|great),? )?(?:many )?(?:thanks|thank you|thx|tks)(?: (?:very|so) much| a lot| again)?",
    ),
    ("thanks", "lo", r"ຂອບໃຈ(?:ຫຼາຍໆ|ຫຼາຍ|ເດີ)*"),
    (
        "greeting",
        "vi",
        rf"(?:xin )?(?:kính )?chào(?: (?:buổi (?:sáng|trưa|chiều|tối)|{_YOU}))*|alo(?: {_YOU})?|{_YOU} (?:có )?khỏe"
        rf" không",
    ),
    (
        "greeting",
        "en",
        r"(?:hello|hi|hey|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|again|all|everyone|hoibao"
        r"|bot))?"
        r"|how are you(?: (?:doing|today))?",
    ),
    ("greeting", "lo", r"ສະບາຍດີ(?:ເຈົ້າ|ຕອນເຊົ້າ|ຕອນແລງ|ເດີ|ບໍ)*"),
]
_COURTEOUS = [(kind, language, _whole(rf"(?:{pattern}){_SOFT}{_ENDED}")) for kind, language, pattern in _COURTESIES]
_ANY = "|".join(f"(?:{pattern})" for _, _, pattern in _COURTESIES)
_NODS = _whole(r"ok|okay|oke|vâng|dạ|ừ|tốt(?: lắm)?|hay quá|tuyệt(?: vời)?|yes|great|good|nice|perfect|well")
# A greeting before a question, and thanks behind it, set off by a mark.
_BEFORE = _whole(rf"^(?:{_ANY}){_SOFT}\s*(?:[,.!?;:…\n–-]\s*)+(?=\S)")
_BESIDE = _whole(rf"^xin chào {_YOU} (?=\S)")
_BEHIND = _whole(rf"(?<=[,.!?;…\n–-]\s?)\s*(?:{_ANY}){_SOFT}{_ENDED}$")

# What is said before a question to be polite: `Bạn có thể cho tôi biết ... được không?`
_PLEASE = r"(?:xin|hãy|làm ơn|vui lòng|có thể|giúp|nhờ)"
_FRAME = _whole(
    rf"^(?:(?:{_YOU} )?(?:{_PLEASE} (?:{_YOU} )?)*(?:cho|nói|trả lời|kể)(?: cho)? {_ME} (?:biết|hỏi|nghe)"
    rf"|(?:{_PLEASE} )+cho biết|cho hỏi|(?:tôi|mình|tớ|em|tui) (?:muốn|cần) (?:biết|hỏi)|(?:bạn|bot|cậu) có biết"
    rf"|(?:{_PLEASE} )?so sánh(?! là\b)(?: (?:giúp|cho|hộ) {_ME})?"
    r"|(?:please )?(?:can|could|would) you (?:please )?(?:tell me|explain|let me know)"
    r"|(?:please )?(?:tell|explain to) me"
    r"|i (?:want|need|would like) to (?:know|ask)|i['’]d like to (?:know|ask)|do you know|may i ask)"
    r"(?: (?:là|rằng|xem|about))?[\s,:]+(?=\S+ \S)"
)
_ASKED_ASIDE = regex.compile(  # `tell me how long the bridge is`
    r"^(how (?!many\b|much\b)\w+|what|who|where|when|why) (.+) (is|are|was|were)(?=[\s?.!]*$)", regex.I
)
_IF_YOU_CAN = _whole(
    r"(?<=\b(?:ai|gì|nào|đâu|mấy|bao nhiêu|bao lâu|bao xa|bao giờ|vì sao|tại sao|ra sao)\b.*)"
    rf" (?:(?:được|hay) )?không(?: (?:ạ|vậy|nhỉ|nhé))*(?={_ENDED}$)"
)

_ARTICLES = r"(?:bài báo|bài viết|tin bài|tin tức|bản tin|bài|báo|tin)"
_COUNTED = r"(?:bài báo|bài viết|tin bài|bài)"
_OF = r"(?:(?:nói |viết |đưa tin |kể |bàn )?về|(?:liên quan|nhắc|đề cập|nói) (?:đến|tới))"
_ON = (
    r"(?:about|on|regarding|concerning|(?:that )?(?:mentions?|discuss(?:es)?|covers?)"
    r"|(?:that )?(?:talks?|speaks?|tells?|writes?) (?:about|of)|mentioning|discussing|covering)"
)
_TOPIC = r"(?P<topic>\S.*?)"
_NEW = r"(?P<newest>mới nhất|gần đây nhất|gần nhất|mới)"
_AT = frozenset("trong vào của từ ở hồi the in of on from for during published dated".split())  # before a time
_AT_UNMARKED = _AT | {fold(word) for word in _AT} - {"hoi"}

_META = [
    (
        "identity",
        "vi",
        rf"{_YOU} (?:là (?:ai|gì|cái gì)|tên (?:là )?gì)|tên (?:của )?{_YOU} là gì|đây là (?:cái )?gì|hỏi báo là"
        rf" (?:ai|gì)",
    ),
    ("identity", "en", r"(?:who|what) are you|what(?: is|'s|’s) (?:your name|this|hoibao)|whats your name"),
    ("identity", "lo", r"ເຈົ້າ(?:ແມ່ນ|ເປັນ)ໃຜ|ເຈົ້າຊື່ຫຍັງ"),
    (
        "ability",
        "vi",
        rf"{_YOU} (?:có thể )?(?:biết )?(?:làm|giúp|trả lời)(?: {_ME})?(?: được)?(?: những)?(?: gì| việc gì)(?:"
        rf" (?:được )?(?:cho )?{_ME}| được)?"
        rf"|{_YOU} (?:biết|có thể) (?:những )?gì|{_YOU} giúp được {_ME} (?:những )?gì|(?:{_ME} )?(?:có thể )?hỏi"
        rf" (?:{_YOU} )?(?:được )?(?:những )?gì"
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
        rf"(?:{_YOU} )?(?:(?:hiện|đang) )?(?:có )?(?:tất cả |tổng cộng )?(?:bao nhiêu|mấy) {_COUNTED}"
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
        rf"|(?:(?:cho {_ME} )?(?:xem|biết) )?(?:những |các )?{_ARTICLES}(?: nào| báo)?(?: là)?"
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
        rf"(?:{_YOU} )?(?:(?:cho {_ME} )?(?:có|xem|đọc|liệt kê) )?(?:tất cả )?"
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
        rf"(?:tóm tắt|điểm lại|tổng hợp)(?: (?:giúp|hộ|cho|giùm)(?: {_ME})?)? (?:các|những|hai|ba|mấy|\d+) {_ARTICLES}"
        rf" {_OF} {_TOPIC}",
    ),
    (
        "summary",
        "vi",
        rf"(?:hãy |xin |nhờ {_YOU} |{_YOU} (?:hãy |có thể |giúp ))?"
        rf"(?:tóm tắt|tóm lược|điểm lại)(?: (?:giúp|hộ|cho|giùm)(?: {_ME})?)?(?:"
        rf" lại)?"
        rf"(?: (?:nội dung|ý chính)(?: chính)?(?: của)?)?(?: {_ARTICLES})?(?: {_OF}| có tên| có tựa| tựa đề| tên)?"
        rf" {_TOPIC}",
    ),
    (
        "summary",
        "en",
        r"(?:please |can you |could you )?(?:summari[sz]e|sum up|give (?:me )?(?:a|the) summary of|a summary of"
        r"|summary of)"
        rf"(?: (?:the|this|that))?(?: (?:article|story|report|news|piece))?(?: {_ON}| titled| called| named)? {_TOPIC}"
        r"(?: (?:article|story))?",
    ),
    ("summary", "lo", rf"ສະຫຼຸບ(?:ໃຫ້ແດ່)?\s?(?:ບົດຄວາມ)?\s?(?:ກ່ຽວກັບ)?\s?{_TOPIC}"),
    (
        "about",
        "vi",
        rf"(?:{_YOU} )?(?:(?:hiện |đang )?có )?(?:bao nhiêu |mấy |những |các )?{_ARTICLES}(?: (?:báo|viết))?"
        rf"(?: (?:nào|gì))?(?: {_NEW})? {_OF} {_TOPIC}(?: (?:hay )?(?:không|chưa))?",
    ),
    (
        "about",
        "vi",
        rf"(?:liệt kê|kể ra|cho {_ME} (?:xem|biết)|cho xem|tìm(?: giúp| cho)?(?: {_ME})?)(?: tất cả)? (?:những |các"
        rf" )?{_ARTICLES}"
        rf"(?: {_NEW})? {_OF} {_TOPIC}",
    ),
    (
        "about",
        "en",
        r"(?:which|what|how many) (?:articles?|stor(?:y|ies)|reports?)"
        r"(?: do you have| have you got| are there| are| is)?"
        rf" {_ON} {_TOPIC}(?: (?:do you have|are there|have you got))?",
    ),
    (
        "about",
        "en",
        r"(?:do you have|have you got|are there|is there|show(?: me)?|list(?: me)?|find(?: me)?|give me)(?: (?:any"
        r"|some|an|the|all))*"
        rf" (?P<newest>latest |newest )?(?:articles?|stories|reports?) {_ON} {_TOPIC}",
    ),
    ("about", "en", rf"(?:the )?(?P<newest>latest |newest )?(?:articles?|news|stories) {_ON} {_TOPIC}"),
    (
        "about",
        "vi",
        rf"(?:(?:xem|đọc|có) )?(?:các |những )?tin tức(?: {_NEW})?(?: ở| tại| của)?"
        rf" (?!.*\b(?:này|đó|ấy|kia|nào|gì|ai|đâu|có|là|cho|được|bị|bao|không|nói|trong|sai|mới|gần đây)\b)(?=\p{{L}})"
        rf"{_TOPIC}",
    ),
    ("about", "lo", rf"ມີ(?:ບົດຄວາມ|ຂ່າວ)(?:ໃດ|ຫຍັງ)?(?:ແດ່)?\s?(?:ທີ່)?(?:ເວົ້າ)?ກ່ຽວກັບ\s?{_TOPIC}(?:ແດ່|ບໍ່|ບໍ)?"),
    ("about", "lo", rf"(?:ບົດຄວາມ|ຂ່າວ)ໃດ(?:ແດ່)?\s?(?:ທີ່)?(?:ເວົ້າ)?ກ່ຽວກັບ\s?{_TOPIC}"),
]
_META_PATTERNS = [(kind, language, _whole(rf"(?:{pattern}){_SOFT}{_ENDED}")) for kind, language, pattern in _META]
# `tóm tắt bài này`: the article of the turn before.
_SPOKEN_OF = _whole(
    r"(?:bài|bài báo|article|story|này|đó|ấy|trên|kia|vừa rồi|vừa nêu|bài (?:này|đó|ấy|trên|vừa rồi)|it|this|that"
    r"|this one|that one|above|the above"
    r"|(?:this|that|the) article|ນີ້|ນັ້ນ)"
)
_OF_TOPIC = {"about", "summary"}
_ON_AGAIN = _whole(rf"^(?:{_OF}|{_ON}) ")  # `Còn về động đất?`
_WHETHER = _whole(r"(?: hay)? (?:không|chưa)$")
_BESIDE_TOPIC = _whole(r"^(?:ở|tại|trong|in|at|from) ")
# A question that begins like one about the articles: `Bài viết về trường song ngữ nói gì?`
_ASKS = _whole(
    r"^(?:là gì|nghĩa là gì|gì|thế nào|what)\b|\b(?:(?:nói|viết|kể|đưa tin)(?: những)? gì|là (?:gì|ai)|ra sao|thế"
    r" nào|ở đâu"
    r"|khi nào|bao nhiêu|bao giờ|vì sao|tại sao|(?:do|của) ai|nào|mấy)$|\b(?:say|says|who|when|where|why)$"
)
_QUOTES = "\"'“”‘’«»`"


def read(turn: str) -> Talk | None:
    """What a turn wants, where it is small talk or about the articles themselves; None for a question to them."""
    said = _tidy(turn)
    if len(said) > _LONGEST:
        return None
    rest = plainly(said)
    return _meant(rest) or _courtesy(said) or _meant(_time_last(rest), only="about")


def _meant(said: str, only: str = "") -> Talk | None:
    """What a turn about the articles themselves wants; of one kind only, where one is named."""
    for kind, language, pattern in _META_PATTERNS:
        match = pattern.fullmatch(said)
        if match is None or (only and kind != only):
            continue
        if "topic" not in pattern.groupindex:
            return Talk(kind, language)
        topic = match["topic"].strip(_QUOTES + " \t.,!?…:")
        if kind in ("dated", "happened"):
            topic = _time(topic, language)
        newest = bool(match.groupdict().get("newest"))
        if kind == "summary" and _SPOKEN_OF.fullmatch(topic):
            return Talk(kind, language)
        if terms(topic) and not _ASKS.search(topic):
            return Talk(kind, language, topic, newest)
    return None


def _time_last(said: str) -> str:
    """`Có tin gì về cầu năm 2024` for `Năm 2024 có tin gì về cầu?`; "" for a turn that does not begin with a time."""
    first, last = next(iter(AskedTime.spans(said)), (0, 0))
    before = _AT if has_marks(said) else _AT_UNMARKED
    if not last or not set(terms(said[:first])) <= before:
        return ""
    rest = _WHETHER.sub("", said[last:].strip(" ,.!?…"))
    return f"{rest} {said[:1].lower()}{said[1:last]}" if rest else ""


def _time(topic: str, language: str) -> str:
    """The time that some words name, as it stands within a sentence; "" where they name another thing, too.

    It must be one, and of a known year.
    """
    time, before = AskedTime.of(topic, ANY_DAY), _AT if has_marks(topic) else _AT_UNMARKED
    if len(time.ranges) != 1 or time.open or not set(terms(AskedTime.strip(topic))) <= before:
        return ""
    words = topic.split()
    while words[0].lower() in before:
        del words[0]
    named = " ".join(words)
    return named[0].lower() + named[1:] if language == "vi" else named


def _courtesy(said: str) -> Talk | None:
    """The last thing meant by a turn that is nothing but courtesies."""
    found: Talk | None = None
    for part in _parts(said):
        if _NODS.fullmatch(part):
            continue
        kinds = [(kind, language) for kind, language, pattern in _COURTEOUS if pattern.fullmatch(part)]
        if not kinds:
            return None
        found = Talk(*kinds[0])
    return found


def _parts(said: str) -> Iterator[str]:
    for part in regex.split(r"[,.!?;…\n]+", said):
        if terms(part):
            yield part.strip()


def plainly(turn: str) -> str:
    """A turn without the greeting before its question, the thanks behind it, and what else is said to be polite."""
    said = turn.strip()
    for _ in range(_COURTESIES_AT_MOST):
        before = said
        said = _BEHIND.sub("", _BESIDE.sub("", _BEFORE.sub("", said))).strip() or before
        if said == before:
            break
    framed = _FRAME.match(said)
    if framed is None:
        return said
    asked = _ASKED_ASIDE.sub(r"\1 \3 \2", said[framed.end() :])
    return asked[0].upper() + _IF_YOU_CAN.sub("", asked[1:])


def _tidy(turn: str) -> str:
    """One line, composed, without the symbols that end it."""
    return regex.sub(r"[\p{So}\p{Sk}\u200d\ufe0f]+", " ", " ".join(unicodedata.normalize("NFC", turn).split())).strip()


def another_list(turn: str, history: Sequence[Message]) -> str | None:
    """The last turn with another topic, where that wanted a list and this one wants another; else None.

    `Tin tức về động đất` for `Còn động đất?` after `Tin tức về bão`. A time and a place are no topics of their own, and
    the time that was named stays where no other is.
    """
    about = asked_of(turn)
    last = next((message["content"] for message in reversed(history) if message["role"] == "user"), "")
    talk = read(last) if about else None
    if not about or talk is None or talk.kind != "about":
        return None
    topic, timed = _ON_AGAIN.sub("", about), bool(AskedTime.of(about, ANY_DAY))
    only_time = timed and set(terms(AskedTime.strip(about))) <= _AT
    if topic == about and (only_time or _BESIDE_TOPIC.match(about)):
        topic = f"{AskedTime.strip(talk.topic) if timed else talk.topic} {about}"
    elif not timed:
        topic = " ".join([topic, *(talk.topic[start:end] for start, end in AskedTime.spans(talk.topic))])
    asked = last if talk.topic in last else _time_last(plainly(_tidy(last)))
    return asked.replace(talk.topic, " ".join(topic.split())) or None


def remembered(history: Sequence[Message]) -> list[Message]:
    """The turns that a follow-up may lean on: small talk left out, what was asked of the articles by its topic."""
    kept: list[Message] = []
    skipping = False
    for message in history:
        if message["role"] == "user":
            talk = read(message["content"])
            skipping = talk is not None and not talk.topic
            if not skipping:
                content = talk.topic if talk and talk.kind in _OF_TOPIC else plainly(message["content"])
                kept.append({"role": "user", "content": content})
        elif not skipping:
            kept.append(message)
    return kept
