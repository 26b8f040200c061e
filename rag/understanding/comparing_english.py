"""English questions that compare two things: `Which bridge is longer, A or B?`, to what is asked of each."""

from __future__ import annotations

import regex

from rag.understanding.pairing import CAPITAL, Compared, are_names, are_of_a_kind, of_each, small

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
_BASE = dict(
    form.split(":")
    for form in (
        "have:have has:have had:have opened:open started:start began:begin closed:close ended:end won:win scored:score"
        " produced:produce produces:produce sold:sell sells:sell received:receive receives:receive exported:export"
        " exports:export employs:employ drew:draw lost:lose built:build grew:grow grows:grow treated:treat"
    ).split()
)
_VERB = "|".join(_BASE)
_NO_KIND = r"(?!(?:is|are|was|were|has|have|had|of|costs?)\b)"
_KIND = rf"(?: (?P<kind>{_NO_KIND}[\p{{L}}-]+(?: {_NO_KIND}[\p{{L}}-]+)??))?"
_PREDICATE = (
    rf"(?:(?:is|are|was|were) (?P<quality>{_QUALITY})|(?P<cost>costs?) (?:more|less)"
    rf"|(?P<verb>{_VERB}) (?:the )?(?:more|fewer|less) (?P<what>[\p{{L}}-]+(?: [\p{{L}}-]+){{0,2}}?)"
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
    if found is not None:
        names = _names(found)
        return names and of_each(names, _template(found).format)
    if than := _THAN.fullmatch(plain):
        found, template = than, _template(than)
    else:
        found = _PROPERTY.fullmatch(plain)
        if found is None or not (compares or _COMPARED.match(found["joined"])):
            return None
        said = small(found["property"])
        if said.startswith("number of "):
            return None
        template = f"What is the {said} of {{}}?"
    names = _names(found)
    return names and of_each(names, template.format) if names and _surely_named(*names) else None


def _names(found: regex.Match[str]) -> tuple[str, str] | None:
    """The names `x` and `y` of what was found, with the kind of thing that is asked for, or that the second says."""
    x, y = found["x"].strip(" ,"), found["y"].strip(" ,")
    if not are_names(x, y) or any(regex.search(rf" {_JOINED} ", name) for name in (x, y)):
        return None
    kind = found.groupdict().get("kind") or ""
    if kind.lower() in _ANY_KIND:
        shared = regex.search(r"(?<=\p{Lu}\S*) (\p{Ll}[\p{L} -]*)$", y)
        kind = shared[1] if shared and CAPITAL.match(x.split()[-1]) else ""
    return _of_kind(kind, x), _of_kind(kind, y)


def _of_kind(kind: str, name: str) -> str:
    return name if kind.lower() in name.lower() else f"the {name.removeprefix('the ')} {kind}"


def _surely_named(x: str, y: str) -> bool:
    """Whether both are names by their capitals, or two of a kind: `the old bridge` and `the new bridge`."""
    return are_of_a_kind(x, y, -1) or bool(CAPITAL.search(x) and CAPITAL.search(y))


def _template(found: regex.Match[str]) -> str:
    """What is asked of each name, `{}`, by a predicate that compares."""
    groups = found.groupdict()
    verb = (groups.get("verb") or groups.get("done") or "").lower()
    if quality := groups.get("quality"):
        return next(asked for pattern, asked in _QUALITIES if pattern.fullmatch(quality))
    if cost := groups.get("cost"):
        return f"How much {'does' if cost.endswith('s') else 'did'} {{}} cost?"
    if what := groups.get("what"):
        past = verb != "have" and not verb.endswith("s")
        return f"How many {what} {'did' if past else 'does'} {{}} {_BASE[verb]}?"
    if made := groups.get("made"):
        return f"When was {{}} {made}?"
    return f"When did {{}} {_BASE[verb]}?"
