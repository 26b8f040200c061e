"""A web page as an article: its text from the headline on, and what the page says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rag.errors import ReadError
from rag.files.datelines import find_date, says_published
from rag.files.decoding import decode
from rag.files.webframe import names_of, shares, without_frame
from rag.files.webtext import collapsed, parse_html, text_of, without_unseen, written
from rag.text.dates import dates_in, parse_date

if TYPE_CHECKING:
    from rag.files.webtext import Element

__all__ = ["WebPage", "read_page"]

_LEAST = 0.3  # of the text, behind the headline
_MAIN = 0.5  # of what a page tells, in the element that the article is


@dataclass(frozen=True, slots=True)
class WebPage:
    """An article that was a web page.

    Attributes:
        text: from the headline on, without what is around the article.
        title: the headline; None where none is sure.
        name: what the page is called in the browser, without the site's name; None without.
        date: when it was published, as the page says apart from its text; None where it does not.
    """

    text: str
    title: str | None
    name: str | None
    date: str | None


def read_page(source: str, data: bytes) -> WebPage:
    """Read a web page.

    Args:
        source: its path, for errors.
        data: the file's bytes.

    Raises:
        ReadError: it is no text, or no text of an article is in it.
    """
    root = parse_html(decode(source, data, _declared(data)))
    if root is None:
        raise ReadError(source, "it is empty; save the page again, or remove it")
    said = _said_of_itself(root)
    without_unseen(root)
    headline = _headline(root, said)
    without_frame(root, headline)
    main = _main(root, headline)
    text = written(main, headline)
    above = written(root).partition(text)[0] if headline is not None else ""
    if headline is not None and len(text) < _LEAST * len(written(main)):
        text, above = written(main), ""  # the headline is below the text
    if not any(character.isalnum() for character in text):
        raise ReadError(
            source, "no text of an article is in this page; it may come by a script: save its text as .txt instead"
        )
    title = collapsed(written(headline)) if headline is not None else next(iter(said.titles), None)
    return WebPage(text, title or None, said.name, said.date or _dated(main) or _stamped(above))


def _main(root: Element, headline: Element | None) -> Element:
    """The smallest element that holds the headline and most of what the page tells."""
    share = shares(root)
    most = _MAIN * share[root].told
    if headline is None:
        main = root
        while True:
            inner = next((child for child in main.iterchildren("*") if share[child].told > most), None)
            if inner is None or inner.tag in ("p", "tr", "ul", "ol", "table"):
                return main
            main = inner
    for above in headline.iterancestors():
        if share[above].told >= most and above.tag not in ("tr", "tbody"):
            return above
    return root


# --- the headline

_SHORTEST, _LONGEST = 8, 300  # characters
_SHORTEST_NAMED = 15
_MOST_ELEMENTS = 30  # in a headline
_TITLED = frozenset("title headline heading contentheading tieude".split())
_LARGE = frozenset("4 5 6 7 +1 +2 +3 +4".split())  # sizes of a font, beside 3
_LOGO = frozenset("logo brand site".split())
_PARTED = re.compile(r"\s{1,9}[|–—-]\s{1,9}|\s{0,9}[|»]\s{0,9}")  # bounded: a title may be nothing but spaces


def _headline(root: Element, said: _Said) -> Element | None:
    """The element that is the headline: what the page calls itself, else its first `h1`, or what is named a title."""
    share = shares(root)
    told = {
        element: text
        for element in root.iter("h1", "h2", "h3", "h4", "div", "p", "span", "td", "strong", "b", "font")
        if _SHORTEST <= share[element].text <= _LONGEST
        and share[element].elements <= _MOST_ELEMENTS
        and len(text := text_of(element)) >= _SHORTEST
        and (element.tag == "h1" or next(element.iterancestors("a", "li", "nav"), None) is None)
    }
    for element in sorted(told, key=lambda element: element.tag != "h1"):
        if told[element] in said.titles:
            return element
    firsts = [element for element in told if element.tag == "h1" and not _is_logo(element)]
    named = [element for element in told if element.tag in ("h2", "h3") or _is_titled(element)]
    called = [element for element in firsts + named if said.is_called(told[element])]
    if called:
        return max(called, key=lambda element: len(told[element]))
    named = [element for element in named if _is_titled(element) and len(told[element]) >= _SHORTEST_NAMED]
    named.sort(key=lambda element: element.tag == "font")  # a banner has a large one, too
    return next(iter(firsts + named), None)


def _is_titled(element: Element) -> bool:
    if element.tag == "font":
        return element.get("size", "") in _LARGE
    names = names_of(element)
    return not _TITLED.isdisjoint(names) or "tieu de" in " ".join(names)


def _is_logo(element: Element) -> bool:
    return any(not _LOGO.isdisjoint(names_of(each)) for each in (element, *element.iterchildren("a", "div", "span")))


# --- what a page says of itself

_TITLES = ("og:title", "twitter:title", "dc.title")
_DATES = (
    "article:published_time og:article:published_time datepublished pubdate publishdate publish-date publish_date"
    " date dc.date dc.date.issued dcterms.created dcterms.date sailthru.date parsely-pub-date article.published"
).split()


@dataclass(slots=True)
class _Said:
    titles: list[str]  # of the article
    name: str | None  # of the page
    date: str | None

    def is_called(self, text: str) -> bool:
        """Whether the page is called by a text, beside the site's name or without: `Báo Vam Sa - Cầu thông xe`."""
        return any(text == part for called in [*self.titles, self.name or ""] for part in _PARTED.split(called))


def _said_of_itself(root: Element) -> _Said:
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        meta.setdefault(key.strip().lower(), collapsed(element.get("content")))
    articles = list(_articles_in(root))
    titles = [meta.get(name, "") for name in _TITLES] + [_text(article.get("headline")) for article in articles]
    site = meta.get("og:site_name", "")
    titles = [_without_site(title, site) for title in titles if title]
    name = collapsed(root.findtext(".//title"))
    dates = [meta.get(name, "") for name in _DATES[:2]]
    dates += [_text(article.get("datePublished")) for article in articles]
    dates += [meta.get(name, "") for name in _DATES[2:]]
    dates += [
        element.get("content") or element.get("datetime") or ""
        for element in root.iter("time", "span", "div", "abbr")
        if (element.get("itemprop") or "").lower() == "datepublished"
    ]
    tongue = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
    date = next((_printed(date, tongue) for date in dates if parse_date(date[:_LONGEST_DATE])), None)
    return _Said(list(dict.fromkeys(titles)), _without_site(name, site) or None, date)


def _text(value: Any) -> str:
    """A text of JSON, which may hold half a character."""
    if not isinstance(value, str):
        return ""
    return collapsed(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _without_site(title: str, site: str) -> str:
    """A title without the site's name behind it: `Cầu thông xe - Báo Vam Sa`."""
    parts = _PARTED.split(title)
    if len(parts) > 1 and site and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—-»")
    return title


def _articles_in(root: Element) -> Iterator[dict[str, Any]]:
    """What the page tells of its article in JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        try:
            pending: list[Any] = [json.loads(script.text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.pop()
            if isinstance(value, list):
                pending += reversed(value)
            elif isinstance(value, dict):
                kinds = value.get("@type")
                if any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                    yield value
                pending += [value[key] for key in ("mainEntity", "@graph") if key in value]


_ARTICLES = ("Article", "BlogPosting", "Report", "SocialMediaPosting")


# --- the date

_LONGEST_DATE = 60
_PARAGRAPH = 60  # characters; what is named a date below one may be that of anything
_DATED = frozenset("date datetime time publish published posted ngaydang createdate".split())
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<time>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)? ?(?P<zone>Z|[+-]\d\d:?\d\d)?)?\s*"
)
_HERE = ("vi", "lo")  # languages of UTC+7


def _printed(date: str, tongue: str) -> str:
    """A date of a page's data as people read it; in Vietnamese and Lao one of UTC as it was there."""
    date = date[:_LONGEST_DATE].strip()
    found = _ISO.fullmatch(date)
    if found is None:
        return date
    day, time, zone = found["day"], found["time"], found["zone"]
    if time is None or time == "00:00":
        return day
    if zone not in ("Z", "+00:00", "+0000") or tongue not in _HERE:
        return f"{day} {time}"
    try:
        return f"{datetime.fromisoformat(f'{day} {time}') + timedelta(hours=7):%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):  # `25:00`, the last day of all
        return day


def _dated(main: Element) -> str | None:
    """The first moment that the article has marked as one, by `<time datetime=…>` or above its text by a name."""
    told = (element.get("datetime") or "" for element in main.iter("time"))
    marked = next((_printed(date, "") for date in told if parse_date(date[:_LONGEST_DATE])), None)
    if marked is not None:
        return marked
    share = shares(main)
    for element in main.iter("div", "p", "span", "td"):
        if share[element].text <= _LONGEST_DATE and not _DATED.isdisjoint(names_of(element)):
            stamp = text_of(element)
            date, published = find_date([stamp])
            if published is not None:
                return date
            found = next((found for found in dates_in(stamp) if found.full is not None), None)
            if found is not None:
                return stamp[found.core : found.end]
        elif element.tag != "span" and share[element].text >= _PARAGRAPH and not share[element].elements:
            return None
    return None


def _stamped(above: str) -> str | None:
    """The date of the last line above the headline that only says when; that of today stands further up."""
    lines: Sequence[str] = [line for line in above.split("\n") if line and says_published(line)]
    return find_date(lines[-1:])[0] if lines else None


# --- the encoding

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,20})", re.IGNORECASE)
_HEAD = 4096


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii") if found else None
