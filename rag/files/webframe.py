"""What a web page has around its article: menus, boxes of other stories, comments, buttons, the imprint.

Rules of our own, since the libraries that look for the main text lost the lead on most layouts of Vietnamese newspapers
(trafilatura), or left half a line of other stories for each line of the article (resiliparse), on the pages in
`tests/pages`. To let trafilatura say where the article ends did as well on pages that were new to both, and saved next
to no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from rag.files.navigation import TEASERS
from rag.files.webtext import BLOCKS, collapsed, data_tables, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from rag.files.webtext import Element

__all__ = ["Share", "names_of", "shares", "without_frame"]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_LONGEST_NAMES = 500

# Tags and names that web designers give to what is no part of an article; at home and abroad.
_FRAME_TAGS = frozenset(["nav", "footer", "aside", "dialog", "menu"])
_FRAME_ROLES = frozenset(["navigation", "contentinfo", "complementary", "search", "banner", "dialog", "menu"])
_COMMENTS = frozenset("comment comments cmt disqus respond fbcomments binhluan".split())  # however much they hold
_OTHERS = frozenset(
    "breadcrumb breadcrumbs crumb crumbs nav navbar navigation menu menus footer related relate relates relatedposts"
    " relatednews relatedarticles recommend recommended recommendation recommendations lienquan tinlienquan"
    " tinlienquanv tinkhac tincungchuyenmuc cungchuyenmuc docnhieu xemnhieu docthem xemthem tinmoi tinnong".split()
)
_SMALL = frozenset(
    "share sharing shares social socials sharedaddy addthis sidebar widget widgets topbar tags taglist tagcloud"
    " tagandtopic tagbox hashtag hashtags advert advertisement ads ad adv banner quangcao popup modal newsletter"
    " subscribe subscription promo promotion sponsor sponsored copyright imprint toolbar rating vote trending mostread"
    " mostviewed popular readmore seealso cookie cookies follow print pagination pager audio player".split()
)
_PAIRS = frozenset(
    "binh luan|lien quan|tin khac|tin moi|tin nong|tin nhanh|doc nhieu|xem nhieu|doc them|xem them|chuyen muc"
    "|chia se|quang cao|tu khoa|chan trang|ban quyen|most read|most viewed|read more|see also|read next|also like"
    "|author box|author bio|box author|tag list|tag box|box tag|list tag|top story|hot news"
    "|other news|news other|more news|latest news|recent posts|box category".split("|")
)
_MOST, _MUCH = 0.7, 0.4  # of what a page tells; what is so named and holds more is the article all the same
_PARAGRAPH = 25  # characters; shorter lines are seldom text
_LINKED = 0.7  # of a block of links
_LONGEST_HEADING = 60
_BEFORE = 5  # elements of a heading, or of a block up to it: pictures may stand there
_TITLED = frozenset(["title", "heading"])
_HEADINGS = ("h2", "h3", "h4", "h5", "h6", "b", "strong")
_BLOCKS_OF_LINKS = frozenset("div section ul ol dl table td p header article h2 h3 h4 h5".split())
_WRITERS = frozenset("author authors byline writer tacgia".split())
_SENTENCE = 100  # characters of a linked paragraph that is one


@dataclass(slots=True)
class Share:
    """How much an element says.

    Attributes:
        text: characters of all of it.
        linked: those of them within links.
        told: those of paragraphs and cells, without links.
        elements: how many are in it.
    """

    text: int = 0
    linked: int = 0
    told: int = 0
    elements: int = 0


def shares(root: Element) -> dict[Element, Share]:
    """How much each element says, with all that is in it."""
    from lxml import etree

    found: dict[Element, Share] = {}
    open_: list[Share] = []
    own: list[list[int]] = [[0, 0]]  # text of each block that is open, without the blocks in it
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            open_.append(Share())
            if element.tag in BLOCKS:
                own.append([0, 0])
            links += element.tag == "a"
            _count(element.text, own[-1], open_[-1], links)
            continue
        share = open_.pop()
        if element.tag in BLOCKS:
            text, linked = own.pop()
            if text - linked >= _PARAGRAPH or (element.tag in ("td", "th") and linked < text):
                share.told += text - linked
        links -= element.tag == "a"
        found[element] = share
        if open_:
            above = open_[-1]
            above.text += share.text
            above.linked += share.linked
            above.told += share.told
            above.elements += share.elements + 1
            _count(element.tail, own[-1], above, links)
    return found


def _count(text: str | None, own: list[int], share: Share, links: int) -> None:
    length = len(text.strip()) if text else 0
    share.text += length
    own[0] += length
    if links:
        share.linked += length
        own[1] += length


def names_of(element: Element) -> list[str]:
    """The words of an element's class, id, type and own tag, in lower case: `relatedNews box-tin-khac` has five."""
    own = element.tag if "-" in element.tag else ""  # such as `amp-ad`
    told = f"{own} {element.get('class', '')} {element.get('id', '')} {element.get('type', '')}"[:_LONGEST_NAMES]
    return [word.lower() for word in _WORDS.findall(told)]


def without_frame(root: Element, headline: Element | None) -> None:
    """Take out of a page what is around its article, by what it is called and by what is links and little else.

    Args:
        root: the page; what no reader sees is out of it already.
        headline: of the article; nothing that holds it or is in it is taken out.
    """
    from lxml import etree

    kept = {root} if headline is None else {headline, *headline.iterancestors(), *headline.iterdescendants()}
    share = shares(root)
    called = [e for e in root.iter("*") if e not in kept and _is_called_frame(e, share[e].told, share[root].told)]
    called += _headed_as_frame(root, kept, share)
    _take_out(called, kept, share)
    etree.strip_elements(root, "left-out", with_tail=False)
    share = shares(root)
    tables = data_tables(root)
    within = {part for table in tables for part in table.iterdescendants()}
    blocks = [e for e in root.iter(*_BLOCKS_OF_LINKS) if e not in kept and e not in within]
    _take_out([e for e in blocks if _is_links(e, share[e])], kept, share)
    etree.strip_elements(root, "left-out", with_tail=False)


def _take_out(elements: list[Element], kept: AbstractSet[Element], share: Mapping[Element, Share]) -> None:
    """Mark elements, and the headings that stand right above them."""
    for element in elements:
        above = element.getprevious() if element.tag in ("ul", "ol", "div") else None
        while above is not None and above.tag in ("br", "hr"):
            above = above.getprevious()
        if above is None or above in kept or share[above].text > _LONGEST_HEADING:
            continue
        if above.tag in _HEADINGS or not _TITLED.isdisjoint(names_of(above)):
            above.tag = "left-out"
    for element in elements:
        element.tag = "left-out"


def _headed_as_frame(root: Element, kept: AbstractSet[Element], share: Mapping[Element, Share]) -> Iterator[Element]:
    """The blocks that begin with a heading of other stories, whatever they are called."""
    for heading in root.iter(*_HEADINGS, "div", "p", "span", "a"):
        if not 0 < share[heading].text <= _LONGEST_HEADING or share[heading].elements > _BEFORE:
            continue
        if not TEASERS.fullmatch(text_of(heading)):
            continue
        block, above = heading, heading.getparent()
        while (
            above is not None
            and above not in kept
            and above.tag not in ("tr", "tbody", "table")
            and share[above].told <= _MUCH * share[root].told
            and next((child for child in islice(above, _BEFORE) if share[child].text), None) is block
            and not collapsed(above.text)
        ):
            block, above = above, above.getparent()
        if block is not heading:
            yield block


def _is_called_frame(element: Element, told: int, of_all: int) -> bool:
    if element.tag in ("html", "head", "body", "main", "h1", "tr", "tbody"):
        return False
    names = names_of(element)
    if element.tag == "form":
        return told <= _MUCH * of_all  # some sites have all of a page in one
    if not _COMMENTS.isdisjoint(names):
        return element.tag != "article" or told <= _MUCH * of_all
    if not _OTHERS.isdisjoint(names) or element.tag in _FRAME_TAGS or element.get("role") in _FRAME_ROLES:
        return told <= _MOST * of_all
    small = not _SMALL.isdisjoint(names) or any(f"{first} {second}" in _PAIRS for first, second in pairwise(names))
    return small and told <= _MUCH * of_all


def _is_links(element: Element, share: Share) -> bool:
    label = collapsed(element.text)  # `Các tin khác: 1 2 3`
    text = share.text - len(label) if TEASERS.fullmatch(label) else share.text
    if not share.linked or share.linked <= _LINKED * text:
        return False
    if not _WRITERS.isdisjoint(names_of(element)):
        return False
    if element.tag == "p" and share.text >= _SENTENCE:
        return text_of(element)[-1:] not in '.!?”"'
    return True
