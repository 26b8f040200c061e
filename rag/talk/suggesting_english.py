"""Questions to try, made of English sentences.

A clause that begins with a number asks `How many` in its own order. Others put their verb to the front: an auxiliary as
it stands, one of the verbs below by `did`. A verb that is not known makes no question.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["LEANS", "NAME", "questions"]

_PAST = {  # of verbs that news tells with a day, a place or a number
    "adopted": "adopt", "approved": "approve", "attracted": "attract", "began": "begin", "bought": "buy",
    "brought": "bring", "built": "build", "celebrated": "celebrate", "closed": "close", "collected": "collect",
    "completed": "complete", "covered": "cover", "created": "create", "drew": "draw", "earned": "earn",
    "employed": "employ", "ended": "end", "exported": "export", "gave": "give", "granted": "grant", "had": "have",
    "hosted": "host", "imported": "import", "inaugurated": "inaugurate", "invested": "invest", "killed": "kill",
    "launched": "launch", "lost": "lose", "opened": "open", "planted": "plant", "produced": "produce",
    "received": "receive", "recorded": "record", "reopened": "reopen", "reported": "report", "resumed": "resume",
    "sold": "sell", "spent": "spend", "started": "start", "stopped": "stop", "took": "take", "trained": "train",
    "treated": "treat", "visited": "visit", "welcomed": "welcome", "won": "win",
}  # fmt: skip
_VERB = rf"(?:(?P<auxiliary>is|are|was|were|will)|(?P<past>{'|'.join(_PAST)}))"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = (
    rf"(?P<told>(?:{_MONTH}) [0-9]{{1,2}}(?:, (?:19|20)[0-9]{{2}})?|[0-9]{{1,2}} (?:{_MONTH})(?: (?:19|20)[0-9]{{2}})?"
    rf"|(?:{_MONTH}) (?:19|20)[0-9]{{2}}|(?<=in )(?:19|20)[0-9]{{2}})"
)
_LEAD = regex.compile(
    rf"^(?:On|In) (?:[a-z]+ )?{_DAY}, |^(?:In|At|After|Before|During|Under|According to) [^,]{{1,60}}, "
)
_CLAUSE = regex.compile(
    r"[,;:–—…]| - |\b(?:but|while|that|which|who|where|because|after|before|when|as)\b|[.!?]$"
    r"|\band\b(?! (?:at|for|from|in|on|with)\b)"  # else one thing more is told of
)
_DETERMINER = regex.compile(r"(?:The|An?|Some|All) ")
# A word that heads a sentence is no name, or is one by the name behind it.
_NO_NAME = r"(?!(?:Both|Each|Every|Few|Many|More|Most|No|Several|Two|Three) )"
_HEAD = rf"(?:{_DETERMINER.pattern}|{_NO_NAME}\p{{Lu}}[\p{{L}}-]+ (?=\p{{Lu}}))"
_SUBJECT = regex.compile(rf"(?P<subject>{_HEAD}[^0-9,;:]{{2,80}}?) {_VERB} (?!by )")
_NO_SUBJECT = regex.compile(r"\b(?:should|would|could|may|might|must|can|shall|had|did|do|does|has|have|to|be)\b")
_NO_THINGS = (  # that are counted as things are
    "years?|months?|weeks?|days?|hours?|minutes?|seconds?|times|percent|per|degrees|dong|kip|baht|yuan|euros?|pounds"
    "|dollars?|am|pm|us|a|of|to|and|or|in|on|at|from|by|for|with|as|than|more|less"
)
_COUNTED = regex.compile(
    r"(?:(?:about|around|almost|nearly|some|more than|fewer than|over|at least|a total of|up to|only|an estimated) )?"
    r"(?P<told>[0-9][0-9.,]*(?<=[0-9])(?: (?:million|billion))?) (?!(?:million|billion)\b)"
    rf"(?P<things>(?:(?!(?:{_NO_THINGS})\b)\p{{L}}[\p{{L}}-]* ){{0,3}}?"
    rf"(?:(?!(?:{_NO_THINGS})\b)\p{{Ll}}+s|people|children|women|men)\b)",
    regex.IGNORECASE,
)
_ON = regex.compile(rf" (?:on|in)(?: [a-z]+)?(?: [A-Z][a-z]+day,)? {_DAY}(?=$|[ ,;:.])")
_PLACE = regex.compile(
    r"(?P<done>(?:held|located|built|staged|opened|inaugurated|launched)\b)? ?(?:on [\w ]{3,20}? )?"
    r"(?:at|in) (?:the )?(?:\p{Ll}+ ){0,3}?(?:in )?"
    rf"(?P<told>(?!{_MONTH})\p{{Lu}}[\p{{L}}’'-]+(?: \p{{Lu}}[\p{{L}}’'-]+)*)"
)
_TAKES_PLACE = frozenset({"began", "closed", "ended", "opened", "reopened", "started"})
LEANS = regex.compile(
    r"\b(?:this|that|these|those|it|its|they|their|them|he|his|him|she|her|we|our|us|i|my|you|your|here|there|now|today"
    r"|yesterday|tomorrow|tonight|ago|last|next|former|latter|such|other|others|another|also|still|again|instead|same"
    r"|most|said|says|saying|told|then|later|earlier|so|not|never|if|mr|mrs|ms|dr)\b|[\"“”«»]",
    regex.IGNORECASE,
)
"""What needs the sentence before it, or the day that it was written on."""
NAME = regex.compile(rf"(?<=\S )(?!\p{{L}}+day\b|(?:{_MONTH})\b)\p{{Lu}}\p{{Ll}}+")
"""A name, such as a question that stands alone has."""


def questions(sentence: str) -> Iterator[tuple[str, str, str]]:
    """The questions that a sentence answers, if they stand alone; none for most.

    Args:
        sentence: without what stands in brackets.

    Yields:
        What is asked for (`count`, `when`, `where`), what the sentence tells of it, and the question.
    """
    lead = _LEAD.match(sentence)
    said = sentence[lead.end() if lead else 0 :]
    for kind, told, asked in _asked(f"{said[:1].upper()}{said[1:]}", lead["told"] if lead else None):
        yield kind, told, f"{asked}?"


def _asked(said: str, day: str | None) -> Iterator[tuple[str, str, str]]:
    """Kinds, what is told, and the question."""
    if (counted := _COUNTED.match(said)) is not None:
        yield "count", counted["told"], f"How many {counted['things']}{_clause(said, counted.end())}"
        return
    verb = _SUBJECT.match(said)
    if verb is None or _CLAUSE.search(verb["subject"]) or _NO_SUBJECT.search(verb["subject"]):
        return
    begin, asked = verb.end(), _turned(verb)
    if not verb["auxiliary"] and (counted := _COUNTED.match(said, begin)) is not None:
        yield "count", counted["told"], f"How many {counted['things']} {asked}{_clause(said, counted.end())}"
    if day is not None:
        yield "when", day, f"When {asked} {_clause(said, begin)}".rstrip()
    elif (when := _ON.search(said, begin - 1)) is not None and when.start() <= begin + len(_clause(said, begin)):
        behind = _clause(said, when.end()) if said[when.end() :][:1] == " " else ""
        yield "when", when["told"], f"When {asked}{said[begin - 1 : when.start()]}{behind}"
    place = _PLACE.match(said, begin)
    if place is not None and (place["done"] if verb["auxiliary"] else verb["past"] in _TAKES_PLACE):
        yield "where", place["told"], f"Where {asked} {place['done'] or ''}".rstrip()


def _turned(verb: regex.Match[str]) -> str:
    """The subject behind what a question puts to its front, and before the verb."""
    subject = verb["subject"]
    if _DETERMINER.match(subject):
        subject = f"{subject[:1].lower()}{subject[1:]}"
    return f"{verb['auxiliary']} {subject}" if verb["auxiliary"] else f"did {subject} {_PAST[verb['past']]}"


def _clause(said: str, begin: int) -> str:
    """What a clause still says from a place on."""
    end = _CLAUSE.search(said, begin)
    return said[begin : end.start() if end else len(said)].rstrip()
