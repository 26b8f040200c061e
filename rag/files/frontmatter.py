"""Front matter: fields between two rules at the head of a file, as site generators and crawlers write them.

Each field is read as YAML for itself, so that one that is none (`title: Cầu mới: thông xe`) does not spoil the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import yaml

__all__ = ["FrontMatter", "read_front_matter"]

_TITLE = ("title", "tiêu đề")
_DATE = ("date", "ngày đăng", "ngày")
_WORD = re.compile(r"[\w.-]+")
_NOTHING = ("", "~", "null")  # as YAML writes it


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file says of itself, and where its text begins.

    Attributes:
        title: None where it says none; so is the next.
        date: as written.
        end: one past the closing rule.
    """

    title: str | None
    date: str | None
    end: int


def read_front_matter(text: str) -> FrontMatter | None:
    """Read the front matter of a text; None where it begins otherwise.

    A text may begin with a rule, too, and nothing of it may be lost: what stands between two rules is front matter only
    where all of it is fields, with names of one word each, or a title or a date among them.
    """
    head = _between_rules(text)
    if head is None:
        return None
    lines, end = head
    fields = _fields(lines)
    if not fields or not (any(name in fields for name in _TITLE + _DATE) or all(map(_WORD.fullmatch, fields))):
        return None
    return FrontMatter(_first(fields, _TITLE), _first(fields, _DATE), end)


def _between_rules(text: str) -> tuple[list[str], int] | None:
    """The lines between a rule that is the first line and the next one, and where the text goes on behind it."""
    lines: list[str] = []
    at = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop].rstrip()
        rule = line == "---" or (line == "..." and at > 0)
        if rule and at > 0:
            return lines, min(stop + 1, len(text))
        if not rule and at == 0:
            return None
        if at > 0:
            lines.append(line)
        at = stop + 1
    return None


def _fields(lines: Sequence[str]) -> dict[str, list[str]] | None:
    """The lines of each field by its name in lower case, the first of several; None where a line belongs to none."""
    fields: dict[str, list[str]] = {}
    field: list[str] | None = None
    for line in lines:
        if not line or line[0] in "\t #]}" or line == "-" or line.startswith("- "):  # goes on, or is a comment
            if field is not None:
                field.append(line)
            elif line and line[0] != "#":
                return None
            continue
        name, colon, value = line.partition(":")
        name = name.strip(" \t\"'").lower()
        if not colon or (value and not value[0].isspace() and name not in _TITLE + _DATE):
            return None
        field = [line]
        fields.setdefault(name, field)
    return fields


def _first(fields: dict[str, list[str]], names: Sequence[str]) -> str | None:
    values = (_value(fields[name]) for name in names if name in fields)
    return next((value for value in values if value), None)


def _value(lines: Sequence[str]) -> str | None:
    """The text of a field, on one line; None where it has none."""
    try:
        # The starts of stream, document and mapping, the name, the value, the end of the mapping. No more is looked at:
        # a value that is nested without end costs nothing, and a scalar stays the text that it is.
        value, end = islice(yaml.parse("\n".join(lines), Loader=yaml.BaseLoader), 4, 6)
    except (yaml.YAMLError, ValueError):
        return _as_written(lines)
    if not isinstance(value, yaml.ScalarEvent) or not isinstance(end, yaml.MappingEndEvent):
        return _as_written(lines)
    if value.style is None and value.value in _NOTHING:
        return None
    # An escape may be half of a character, as JSON writes those beyond U+FFFF
    return " ".join(value.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split())


def _as_written(lines: Sequence[str]) -> str | None:
    """What stands behind the name, without a comment, and without quotes that are around all of it."""
    first = lines[0].partition(":")[2].strip()
    if not first:
        return None  # a list, or fields of its own
    value = " ".join([first, *(line.strip() for line in lines[1:] if line[:1].isspace())])
    value = value.partition(" #")[0].rstrip()
    quote = value[0]
    return value.strip(quote).strip() if quote in "\"'" and value.count(quote) == 2 and value[-1] == quote else value
