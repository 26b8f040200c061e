"""English questions that compare two things: `Which bridge is longer, A or B?`, to what is asked of each."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from rag.pairing import CAPITAL, Compared, is_name, small
from rag.words import folded

__all__ = ["in_english"]

_QUALITIES = [
    (regex.compile(pattern, regex.I), asked)
    for pattern, asked in (
        ("longer|shorter", "How long is {}?"),
        ("taller|higher|lower", "How high is {}?"),
        ("wider|narrower|broader", "How wide is {}?"),
        ("deeper|shallower", "How deep is {}?"),
        ("heavier|lighter", "How much does {} weigh?"),
        ("older|younger", "How old is {}?"),
        ("bigger|larger|smaller", "How large is {}?"),
        ("faster|slower", "How fast is {}?"),
        ("more expensive|less expensive|cheaper|dearer|costlier", "How much does {} cost?"),
        ("hotter|colder|warmer|cooler", "What is the temperature in {}?"),
        ("more populous|less populous", "What is the population of {}?"),
    )
]
_QUALITY = "|".join(pattern.pattern for pattern, _ in _QUALITIES)
_DONE = {
    "opened": "open",
    "started": "start",
    "began": "begin",
    "closed": "close",
    "ended": "end",
    "won": "win",
    "scored": "score",
    "produced": "produce",
    "produces": "produce",
    "sold": "sell",
    "sells": "sell",
    "received": "receive",
    "receives": "receive",
    "exported": "export",
    "exports": "export",
    "employs": "employ",
    "drew": "draw",
    "lost": "lose",
    "built": "build",
    "grew": "grow",
    "grows": "grow",
    "treated": "treat",
}
_VERB = "|".join(_DONE)
_NO_KIND = r"(?!(?:is|are|was|were|has|have|had|of|costs?)\b)"
_KIND = rf"(?: (?P<kind>{_NO_KIND}[\p{{L}}-]+(?: {_NO_KIND}[\p{{L}}-]+)??))?"
_PREDICATE = (
    rf"(?:(?:is|are|was|were) (?P<quality>{_QUALITY})|(?P<cost>costs?) (?:more|less)"
    rf"|(?P<verb>has|have|had|{_VERB}) (?:the )?(?:more|fewer|less) (?P<what>[\p{{L}}-]+(?: [\p{{L}}-]+){{0,2}}?)"
    rf"|(?:(?P<done>opened|started|began|closed|ended)|was (?P<made>\p{{L}}+)) (?:first|earlier|later|sooner))"
)
_JOINED = r"(?:or|and|vs\.?|versus)"
_FORMS = [
    regex.compile(pattern, regex.I)
    for pattern in (
        rf"(?:which|what|who){_KIND}(?: of the two)? {_PREDICATE}\s*[,:;–-]?\s*(?:between )?(?:is it )?"
        rf"(?P<x>(?<=[,:;–-]\s*|\s).+?) {_JOINED} (?P<y>.+)",
        rf"(?:which|who) of (?P<x>.+?) (?:and|or) (?P<y>.+?) {_PREDICATE}",
        rf"(?:between )?(?P<x>.+?) {_JOINED} (?P<y>.+?)[,:;]? (?:which|who){_KIND} {_PREDICATE}",
    )
]
_PROPERTY = regex.compile(
    r"(?:the )?(?P<property>[\p{L}-]+(?: [\p{L}-]+){0,3}) (?:of|in|at|for) (?P<x>.+?)"
    r" (?P<joined>and|with|to|vs\.?|versus|compared (?:to|with)|(?:and|with) (?:that|those) (?:of|in)) (?P<y>.+)",
    regex.I,
)
_THAN = regex.compile(
    rf"(?:is|are|was|were) (?P<x>.+?) (?P<quality>{_QUALITY}) than (?P<y>.+)"
    r"|(?:does|do|did) (?P<x>.+?) (?P<verb>have) (?:more|fewer|less) (?P<what>[\p{L}-]+(?: [\p{L}-]+){0,2}?) than"
    r" (?P<y>.+)",
    regex.I,
)
_COMPARED = regex.compile(r"compared|vs|versus", regex.I)
_ANY_KIND = {"", *"one thing country nation city town place person man woman player side".split()}


def in_english(plain: str, *, compares: bool) -> Compared | None:
    """The two names that a question compares, and what is asked of each; None where it surely compares no two.

    Args:
        plain: the question, without courtesies, the time that it names, and its last mark.
        compares: whether it says that it compares.
    """
    found = next((match for form in _FORMS if (match := form.fullmatch(plain))), None)
    strict = found is None
    found = found or _THAN.fullmatch(plain)
    if found is not None:
        groups = found.groupdict()
        names = _english_names(groups["x"], groups["y"], groups.get("kind") or "")
        if names is None or (strict and not _surely_named(*names)):
            return None
        template = _english_template(groups)
        return names, (template.format(names[0]), template.format(names[1]))
    found = _PROPERTY.fullmatch(plain)
    if found is None or not (compares or _COMPARED.match(found["joined"])):
        return None
    names = _english_names(found["x"], found["y"], "")
    if names is None or not _surely_named(*names):
        return None
    said = small(found["property"])
    counted = regex.match(r"number of (?P<what>.+)", said)
    if counted:
        return None
    return names, (f"What is the {said} of {names[0]}?", f"What is the {said} of {names[1]}?")


def _surely_named(x: str, y: str) -> bool:
    """Whether both are names by their capitals, or two of a kind: `the old bridge` and `the new bridge`."""
    of_a_kind = x.split()[-1].lower() == y.split()[-1].lower() and min(len(x.split()), len(y.split())) > 1
    return of_a_kind or bool(CAPITAL.search(x) and CAPITAL.search(y))


def _english_names(x: str, y: str, kind: str) -> tuple[str, str] | None:
    names = x.strip(" ,"), y.strip(" ,")
    if not all(is_name(name) and not regex.search(rf" {_JOINED} ", name) for name in names):
        return None
    if folded(names[0]) == folded(names[1]):
        return None
    kind = "" if kind.lower() in _ANY_KIND else kind
    if not kind:
        shared = regex.search(r"(?<=\p{Lu}\S*) (\p{Ll}[\p{L} -]*)$", names[1])
        kind = shared[1] if shared and CAPITAL.match(names[0].split()[-1]) else ""

    def of_kind(name: str) -> str:
        if not kind or kind.lower() in name.lower() or not name:
            return name
        return f"the {name.removeprefix('the ')} {kind}"

    return of_kind(names[0]), of_kind(names[1])


def _english_template(groups: Mapping[str, str | None]) -> str:
    if quality := groups.get("quality"):
        return next(asked for pattern, asked in _QUALITIES if pattern.fullmatch(quality))
    if cost := groups.get("cost"):
        return f"How much {'does' if cost.endswith('s') else 'did'} {{}} cost?"
    if what := groups.get("what"):
        verb = (groups["verb"] or "").lower()
        past = verb in ("had", "built", "grew") or (verb in _DONE and not verb.endswith("s"))
        base = "have" if verb in ("has", "have", "had") else _DONE[verb]
        return f"How many {what} {'did' if past else 'does'} {{}} {base}?"
    if made := groups.get("made"):
        return f"When was {{}} {made}?"
    return f"When did {{}} {_DONE[(groups['done'] or '').lower()]}?"
