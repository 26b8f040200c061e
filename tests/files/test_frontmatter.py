from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rag.files.frontmatter import FrontMatter, read_front_matter

TITLES = {
    "title: Cầu mới": "Cầu mới",
    "Title : Cầu mới": "Cầu mới",
    "tiêu đề: Cầu mới": "Cầu mới",
    '"title": "Cầu mới"': "Cầu mới",
    "title: 2024": "2024",
    "title: 'null'": "null",
    "title: Cầu mới  # của tỉnh": "Cầu mới",
    'title: "Cầu #1"  # của tỉnh': "Cầu #1",
    "title: Cầu C#": "Cầu C#",
    "title: 'Ông nói ''vâng'''": "Ông nói 'vâng'",
    r'title: "Ông nói \"vâng\"\tnhé"': 'Ông nói "vâng" nhé',
    r'title: "C\u1ea7u \ud83d\ude00 \ud83d"': "Cầu 😀 \ufffd",
    "title: >-\n  Cầu mới:\n  thông xe": "Cầu mới: thông xe",
    "title: |\n  Cầu mới\n  thông xe\n": "Cầu mới thông xe",
    "title:\n  Cầu mới\n  thông xe": "Cầu mới thông xe",
    'title: "Cầu mới\n\n  thông xe"': "Cầu mới thông xe",
    # no YAML, but common
    "title: Cầu mới: thông xe": "Cầu mới: thông xe",
    "title:Cầu mới": "Cầu mới",
    "title: Cầu mới: thông xe # của tỉnh": "Cầu mới: thông xe",
    "title: Cầu mới: thông xe\n  sau hai năm": "Cầu mới: thông xe sau hai năm",
    'title: "Cầu mới" thông xe': '"Cầu mới" thông xe',
    'title: "Cầu" và "đò"': '"Cầu" và "đò"',
    r'title: "Đường C:\qua"': r"Đường C:\qua",
    "title: [Ảnh] Cầu mới": "[Ảnh] Cầu mới",
    "title: [Ảnh, Cầu mới]": "[Ảnh, Cầu mới]",
    "title: *Cầu* mới": "*Cầu* mới",
    "title: - Cầu mới": "- Cầu mới",
    "title: 'Cầu": "'Cầu",
    # the first that says one
    "title: Một\ntitle: Hai": "Một",
    "title: ''\ntiêu đề: Hai": "Hai",
    "title: ~\nauthor: Minh": None,
    "title:\n  - Cầu\n  - Đò": None,
    "title:": None,
    "author: Minh": None,
}


@pytest.mark.parametrize("fields", TITLES)
def test_titles(fields: str) -> None:
    text = f"---\n{fields}\ntags: [a, b]\n---\nBài."
    assert read_front_matter(text) == FrontMatter(TITLES[fields], None, len(text) - 4)


@pytest.mark.parametrize("name", ["date", "Date", "ngày", "Ngày đăng"])
def test_dates_stay_as_written(name: str) -> None:
    front = read_front_matter(f"---\n{name}: 2024-05-02 10:00:00  # giờ\n...\nBài.")
    assert front is not None
    assert front.date == "2024-05-02 10:00:00"


def test_a_field_that_is_no_yaml_does_not_spoil_the_others() -> None:
    text = (
        "---\nmô-tả: Cầu: đẹp\n# của tỉnh\ntitle: >-\n  Cầu\n  mới\ntags:\n- a\nlist: [\n  a\n]\n\nnguồn: @báo\n---\n"
    )
    assert read_front_matter(text) == FrontMatter("Cầu mới", None, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "Cầu mới\n---\ntitle: Một\n---\n",
        "\n---\ntitle: Một\n---\n",
        "--- Cầu\ntitle: Một\n---\n",
        "---\ntitle: Một\nCầu mới thông xe.",
        "---\n---\nBài.",
        "---\n# Cầu mới\n---\nBài.",
        "---\nCầu mới\n---\nBài.",
        "---\nÔng Nam: Cầu đẹp.\nBà Lan: Vâng.\n---\nBài.",
        "---\ntitle: Một\nCầu mới thông xe.\n---\nBài.",
        "---\n- Cầu mới\ntitle: Một\n---\nBài.",
        "---\n  Cầu mới\ntitle: Một\n---\nBài.",
        "---\nGiờ:10\n---\nBài.",
    ],
)
def test_a_text_that_begins_with_a_rule_keeps_all_of_it(text: str) -> None:
    assert read_front_matter(text) is None


NAMES = st.from_regex(r"[A-Za-zđ][\w.-]{0,10}", fullmatch=True).filter(
    lambda name: name.lower() not in ("title", "date", "ngày")
)
VALUES = st.text() | st.text("aâ:#'\"\\ \n[{-", max_size=80)


@given(VALUES, st.dictionaries(NAMES, VALUES | st.lists(VALUES, max_size=3), max_size=4), st.booleans())
def test_what_is_dumped_is_read(title: str, others: dict[str, str | list[str]], unicode: bool) -> None:
    dumped = yaml.safe_dump({**others, "title": title}, allow_unicode=unicode)
    front = read_front_matter(f"---\n{dumped}---\nBài.")
    assert front is not None
    assert (front.title or "").split() == title.split()
    assert front.end == len(dumped) + 8


@given(st.text("ab:-#'\" \n.[", max_size=80))
def test_any_text_has_front_matter_or_none(text: str) -> None:
    front = read_front_matter(f"---\n{text}")
    assert front is None or text[: front.end - 4].rstrip().endswith(("---", "..."))
