"""Small talk, and questions about the articles themselves: what a turn means that no sentence of an article answers.

Patterns over the whole of a turn, as in `rag/understanding/courtesies.py`, which tells greetings and thanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rag.datatypes import Message
from rag.finding.timing import ANY_DAY, AskedTime
from rag.text.patterns import lenient
from rag.text.words import fold, has_marks, terms
from rag.understanding.courtesies import ME, POLITE, YOU, courtesy, plainly, tidy, turns
from rag.understanding.following import asked_of

__all__ = ["ITEM", "Talk", "another_list", "continued", "read", "remembered"]


@dataclass(frozen=True, slots=True)
class Talk:
    """What a turn that is no question to the articles wants.

    Attributes:
        kind: `greeting`, `thanks`, `goodbye`; `identity`, `ability`; `count`, `newest`; `dated`, `happened`, `about`,
            `summary`; `more`, `rest`: the next, or all others, of the list that was told last.
        language: the language it is said in: `vi`, `en` or `lo`.
        topic: the time that `dated` and `happened` want articles of, what `about` and `summary` want articles of; ""
            where that is the article spoken of before.
        newest: whether the newest of them is wanted first.
        told: how many articles of the list were told before.
        whole: whether all others of it are wanted at once.
    """

    kind: str
    language: str
    topic: str = ""
    newest: bool = False
    told: int = 0
    whole: bool = False


_LONGEST = 300  # characters of small talk; what is longer wants something else

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
_SHOW = rf"(?:(?:cho|giúp) {ME} )?(?:xem|đọc|liệt kê|kể|hiện|đưa)(?: ra)?"
_THEM = rf"(?:các |những )?{_ARTICLES}"

_META = [
    (
        "rest",
        "vi",
        rf"{_SHOW} (?:hết|tất cả|toàn bộ|nốt|đầy đủ)(?: {_THEM})?(?: (?:còn lại|khác|kia|nữa|ra|đi))*"
        rf"|(?:{_SHOW} )?(?:(?:tất cả|toàn bộ) )?(?:các |những |\d+ )?{_ARTICLES} (?:còn lại|kia)(?: (?:là gì|đi))?"
        r"|tất cả|toàn bộ|(?:phần )?còn lại",
    ),
    (
        "more",
        "vi",
        rf"{_SHOW} (?:tiếp|thêm)(?: (?:{_THEM}|\d+ bài))?(?: (?:nữa|khác|đi|theo))*"
        rf"|{_SHOW} {_THEM} (?:nữa|khác|tiếp theo)"
        rf"|(?:có )?còn (?:nữa|(?:(?:những|các) )?(?:{_ARTICLES} (?:nào|gì)|gì|{_ARTICLES})(?: (?:nữa|khác))*)"
        rf"(?: (?:hay )?(?:không|chứ))?|có {_ARTICLES} (?:nào|gì) (?:nữa|khác)(?: không)?|{_THEM} (?:khác|tiếp theo)"
        r"|(?:rồi )?(?:tiếp(?: (?:tục|theo|đi))*|thêm(?: (?:nữa|đi))*|nữa(?: đi)?)",
    ),
    (
        "rest",
        "en",
        r"(?:(?:show|list|see|give)(?: me)? )?(?:all(?: (?:of them|the (?:rest|others)|articles))?|the (?:rest|others)"
        r"|everything)(?: of (?:them|it))?",
    ),
    (
        "more",
        "en",
        r"(?:(?:show|list|see|give|tell)(?: me)? )?(?:some |any |the )?(?:more|next|others)(?: (?:ones?|page|articles?"
        r"|stories|news|of (?:them|it)))?|(?:are|is) there (?:any )?(?:more|others?)(?: articles?| ones?)?"
        r"|(?:go|carry) on|continue|what else|any(?:thing)? (?:else|others)",
    ),
    ("rest", "lo", r"(?:ເບິ່ງ|ລາຍການ)?ທັງໝົດ"),
    ("more", "lo", r"(?:ເບິ່ງ)?(?:ຕໍ່ໄປ|ຕໍ່|ເພີ່ມເຕີມ|ເພີ່ມ)|(?:ຍັງ)?ມີ(?:ບົດຄວາມ|ຂ່າວ)?(?:ອື່ນ)?ອີກ(?:ບໍ່|ບໍ)?"),
    (
        "identity",
        "vi",
        rf"{YOU} (?:là (?:ai|gì|cái gì)|tên (?:là )?gì)|tên (?:của )?{YOU} là gì|đây là (?:cái )?gì|hỏi báo là"
        rf" (?:ai|gì)",
    ),
    ("identity", "en", r"(?:who|what) are you|what(?: is|'s|’s) (?:your name|this|hoibao)|whats your name"),
    ("identity", "lo", r"ເຈົ້າ(?:ແມ່ນ|ເປັນ)ໃຜ|ເຈົ້າຊື່ຫຍັງ"),
    (
        "ability",
        "vi",
        rf"{YOU} (?:có thể )?(?:biết )?(?:làm|giúp|trả lời)(?: {ME})?(?: được)?(?: những)?(?: gì| việc gì)(?:"
        rf" (?:được )?(?:cho )?{ME}| được)?"
        rf"|{YOU} (?:biết|có thể) (?:những )?gì|{YOU} giúp được {ME} (?:những )?gì|(?:{ME} )?(?:có thể )?hỏi"
        rf" (?:{YOU} )?(?:được )?(?:những )?gì"
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
        rf"(?:{YOU} )?(?:(?:hiện|đang) )?(?:có )?(?:tất cả |tổng cộng )?(?:bao nhiêu|mấy) {_COUNTED}"
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
        rf"|(?:(?:cho {ME} )?(?:xem|biết) )?(?:những |các )?{_ARTICLES}(?: nào| báo)?(?: là)?"
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
        rf"(?:{YOU} )?(?:(?:cho {ME} )?(?:có|xem|đọc|liệt kê) )?(?:tất cả )?"
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
        rf"(?:tóm tắt|điểm lại|tổng hợp)(?: (?:giúp|hộ|cho|giùm)(?: {ME})?)? (?:các|những|hai|ba|mấy|\d+) {_ARTICLES}"
        rf" {_OF} {_TOPIC}",
    ),
    (
        "summary",
        "vi",
        rf"(?:hãy |xin |nhờ {YOU} |{YOU} (?:hãy |có thể |giúp ))?"
        rf"(?:tóm tắt|tóm lược|điểm lại)(?: (?:giúp|hộ|cho|giùm)(?: {ME})?)?(?:"
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
        rf"(?:{YOU} )?(?:(?:hiện |đang )?có )?(?:bao nhiêu |mấy |những |các )?{_ARTICLES}(?: (?:báo|viết))?"
        rf"(?: (?:nào|gì))?(?: {_NEW})? {_OF} {_TOPIC}(?: (?:hay )?(?:không|chưa))?",
    ),
    (
        "about",
        "vi",
        rf"(?:liệt kê|danh sách|kể ra|cho {ME} (?:xem|biết)|cho xem|tìm(?: giúp| cho)?(?: {ME})?)(?: tất cả)?"
        rf" (?:những |các )?{_ARTICLES}"
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
_META_PATTERNS = turns(_META)
# `tóm tắt bài này`: the article of the turn before.
_SPOKEN_OF = lenient(
    r"(?:bài|bài báo|article|story|này|đó|ấy|trên|kia|vừa rồi|vừa nêu|bài (?:này|đó|ấy|trên|vừa rồi)|it|this|that"
    r"|this one|that one|above|the above"
    r"|(?:this|that|the) article|ນີ້|ນັ້ນ)"
)
_OF_TOPIC = {"about", "summary"}
_LISTS = {"about", "dated", "happened", "newest"}
_IN_PASSING = {"more", "rest", *POLITE}  # what was spoken of before, is so still
ITEM = "– "
"""What is at the head of the line of an article, in a list that is told."""
_BACK = 40  # messages
_ON_AGAIN = lenient(rf"^(?:{_OF}|{_ON}) ")  # `Còn về động đất?`
_WHETHER = lenient(r"(?: hay)? (?:không|chưa)$")
_BESIDE_TOPIC = lenient(r"^(?:ở|tại|trong|in|at|from) ")
# A question that begins like one about the articles: `Bài viết về trường song ngữ nói gì?`
_ASKS = lenient(
    r"^(?:là gì|nghĩa là gì|gì|thế nào|what)\b|\b(?:(?:nói|viết|kể|đưa tin)(?: những)? gì|là (?:gì|ai)|ra sao|thế"
    r" nào|ở đâu"
    r"|khi nào|bao nhiêu|bao giờ|vì sao|tại sao|(?:do|của) ai|nào"
    r"|(?:ngày|tháng|thứ|số|lớp|tầng) mấy)$|\b(?:say|says|who|when|where|why)$"
)
_QUOTES = "\"'“”‘’«»`"


def read(turn: str) -> Talk | None:
    """What a turn wants, where it is small talk or about the articles themselves; None for a question to them."""
    said = tidy(turn)
    if len(said) > _LONGEST:
        return None
    rest = plainly(said)
    if meant := _meant(rest):
        return meant
    if polite := courtesy(said):
        return Talk(*polite)
    moved = _time_last(rest)
    return _meant(moved, only="about") if moved else None


def _meant(said: str, only: str = "") -> Talk | None:
    """What a turn about the articles themselves wants; of one kind only, where one is named."""
    for kind, language, pattern in _META_PATTERNS:
        match = None if only and kind != only else pattern.fullmatch(said)
        if match is None:
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
    if not last or not set(terms(said[:first])) <= _before_time(said):
        return ""
    rest = _WHETHER.sub("", said[last:].strip(" ,.!?…"))
    return f"{rest} {said[:1].lower()}{said[1:last]}" if rest else ""


def _before_time(said: str) -> frozenset[str]:
    return _AT if has_marks(said) else _AT_UNMARKED


def _time(topic: str, language: str) -> str:
    """The time that some words name, as it stands within a sentence; "" where they name another thing, too.

    It must be one, and of a known year.
    """
    time, before = AskedTime.of(topic, ANY_DAY), _before_time(topic)
    if len(time.ranges) != 1 or time.open or not set(terms(AskedTime.strip(topic))) <= before:
        return ""
    words = topic.split()
    while words[0].lower() in before:
        del words[0]
    named = " ".join(words)
    return named[0].lower() + named[1:] if language == "vi" else named


def another_list(turn: str, history: Sequence[Message]) -> str | None:
    """The last turn with another topic, where that wanted a list and this one wants another; else None.

    `Tin tức về động đất` for `Còn động đất?` after `Tin tức về bão`. A time and a place are no topics of their own, and
    the time that was named stays where no other is.
    """
    about = asked_of(turn)
    asked = _last_list(history) if about else None
    if not about or asked is None or asked[1].kind != "about":
        return None
    last, talk = asked
    topic, timed = _ON_AGAIN.sub("", about), bool(AskedTime.of(about, ANY_DAY))
    only_time = timed and set(terms(AskedTime.strip(about))) <= _AT
    if topic == about and (only_time or _BESIDE_TOPIC.match(about)):
        topic = f"{AskedTime.strip(talk.topic) if timed else talk.topic} {about}"
    elif not timed:
        topic = " ".join([topic, *(talk.topic[start:end] for start, end in AskedTime.spans(talk.topic))])
    whole = last if talk.topic in last else _time_last(plainly(tidy(last)))
    return whole.replace(talk.topic, " ".join(topic.split())) or None


def continued(talk: Talk, history: Sequence[Message]) -> tuple[str, Talk] | None:
    """The list that `more` or `rest` goes on with: how it was asked for, and what is wanted of it; None without one."""
    asked = _last_list(history)
    if asked is None or not asked[1].told:
        return None
    return asked[0], replace(asked[1], whole=talk.kind == "rest")


def _last_list(history: Sequence[Message]) -> tuple[str, Talk] | None:
    """What the last turn asked for, made whole, with how much of it was told since; None where that is no list."""
    told = 0
    history = history[-_BACK:]
    for place in reversed(range(len(history))):
        said = history[place]["content"]
        if history[place]["role"] != "user":
            told += sum(line.startswith(ITEM) for line in said.split("\n"))
            continue
        talk = read(said)
        if talk is not None and talk.kind in _IN_PASSING:
            continue
        if talk is None:
            said = another_list(plainly(said), history[:place]) or said
            talk = read(said)
        return (said, replace(talk, told=told)) if talk is not None and talk.kind in _LISTS else None
    return None


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
