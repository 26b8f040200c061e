from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.files.prose import prose

DEEP_LIST = "\n".join(f"{'  ' * n}- Mục {n}" for n in range(30))

CASES = {
    # blocks
    "# Cầu #\nBài.\n## Đò": "Cầu\nBài.\nĐò",
    "Cầu mới\nthông xe\n---\nBài.": "Cầu mới\nthông xe\n\nBài.",
    "Một\n\n* * *\n\nHai": "Một\n\nHai",
    "Một  \nhai\\\nba\nbốn": "Một\nhai\nba\nbốn",
    "    Thụt *đầu* dòng\n\n\tHai": "Thụt đầu dòng\n\nHai",
    "Nói.\n> trích\ntiếp\n>\n> hết": "Nói.\ntrích\ntiếp\n\nhết",
    "```python\na = 1\n\n# b\n```\nBài": "a = 1\n\n# b\nBài",
    "~~~ Ghi chú này\nhết": "Ghi chú này\nhết",
    ">" * 30 + " Sâu\n\nSau": "Sâu\n\nSau",
    f"{DEEP_LIST}\n\nSau": "\n".join(f"Mục {n}" for n in range(30)) + "\n\nSau",
    # lists
    "* Một\n- Hai\n+ Ba\n  - Bốn": "Một\nHai\nBa\nBốn",
    "1. Một\n2) Hai\n\n   và\n10. Ba": "1. Một\n2) Hai\n\nvà\n10. Ba",
    "3. - Một\n4. > Hai\n5. # Ba\n6.": "3. Một\n4. Hai\n5. Ba\n6.  ",
    "Năm\n1990. Sáu": "Năm\n1990. Sáu",
    "- [x] Xong\n- [ ] Chưa\n- [a] Bốn\n1. [X] Ba": "Xong\nChưa\n[a] Bốn\n1. Ba",
    # tables
    "| Tỉnh | Dân |\n|---|:-:|\n| **Hà Tĩnh** | 1,3 |\nHết": "Tỉnh | Dân\nHà Tĩnh | 1,3\nHết",
    "Tỉnh | Dân\n--- | ---\nHuế | 1 | thêm\nVinh |  | 2": "Tỉnh | Dân\nHuế | 1 | thêm\nVinh |  | 2",
    "**Tỉnh** | Dân\n:-- | --:\nHuế | 1": "Tỉnh | Dân\nHuế | 1",
    "Trên\n|a|b|\n|-|-|\n|1 \\| 2<br>3|\n# Dưới": "Trên\na | b\n1 | 2 3\nDưới",
    "- | a | b |\n  |---|---|\n  | 1 | 2 |\n- Hai": "a | b\n1 | 2\nHai",
    "> | a | b |\n> |---|---|\n> | 1 | 2 |\n\nHai": "a | b\n1 | 2\n\nHai",
    "Một | hai": "Một | hai",
    "---|---": "---|---",
    # marks
    "**Một *hai* ba** ***bốn*** __năm__ _sáu_ ~~bảy~~": "Một hai ba bốn năm sáu bảy",
    '**Giá:**tăng, **"Cầu"**là, **a\nb**': 'Giá:tăng, "Cầu"là, a\nb',
    "3*4*5, 2**3 và 3**2, Minh (*) và (*)": "3*4*5, 2**3 và 3**2, Minh (*) và (*)",
    "T.*** 5*, 6* tên_tệp_này": "T.*** 5*, 6* tên_tệp_này",
    "`a*b*`, `` ` ``, `một\nhai`": "a*b*, `, một\nhai",
    r"1\. \*hai\* \# C:\Users": r"1. *hai* # C:\Users",
    # links and images
    "[a](b) [a [b](c) d](e) [z](a 't') [y](<b c>) [v]()": "a a b d z y v",
    "[Xem\nthêm](a) [tệp](anh 1.jpg 'x') [đó](http://b c)": "Xem\nthêm tệp đó",
    "[Ảnh](Minh Nhật) [Ảnh](Minh Nhật/TTXVN)": "[Ảnh](Minh Nhật) [Ảnh](Minh Nhật/TTXVN)",
    "[a][1] [Một  Hai][] [một hai] [1] [a][9]\n\n[1]: /b (c)\n[Một hai]: <b.html>": "a Một  Hai một hai [1] [a][9]",
    "[[a](b)](c) [d [e](f)": "a [d e",
    "Nguồn:\n[1]: https://a.vn": "Nguồn:",
    "[Ảnh]: Minh\n[Giờ]: 10:30\n[1]: Hà Nam": "[Ảnh]: Minh\n[Giờ]: 10:30\n[1]: Hà Nam",
    "![*a* [b](c)\nd](e)Một *![f* g](h 1.png)hai*": "Một hai",
    "![a][1]Một ![b]\n\n[1]: /b": "Một ![b]",
    "<https://a.vn/H%C3%A0?b=c&d=e> <a@b.vn>": "https://a.vn/H%C3%A0?b=c&d=e a@b.vn",
    "http://a.vn/b_c_d www.a.vn": "http://a.vn/b_c_d www.a.vn",
    "Giá[^1] tăng[^a-b].\n\n[^1]: Theo sở.\n[^a-b]: /b": "Giá tăng.\n\n Theo sở.\n /b",
    # HTML
    "<p>Giá <b>gạo</b> tăng&nbsp;15.000 &amp; lên</p><p>Hai</p>": "Giá gạo tăng\xa015.000 & lên\nHai\n",
    "Một<br>hai<BR />\nba": "Một\nhai\nba",
    "<div class='a>b'>\n# Đầu\n\n*x*\n</div>": "Đầu\n\nx\n",
    "&lt;b&gt; &#39; &khong; a < b > c": "<b> ' &khong; a < b > c",
    "<ul><li>a<li>b</ul>c": "a\nb\nc",
    "<table><tr><th>a</th><th>b</th></tr>\n<tr>\n <td>\n1 </td>\n\n <td>2</td>\n</tr></table>c": "a | b\n1 | 2\nc",
    "<Minh> <tên> <my-tag>x</my-tag><!a><?b?>": "<Minh> <tên> x",
    "<script>\na\n\nb</script>Một<style>c</style> <!-- d\n\ne -->hai<!-->": "Một hai",
    "<!-- Một <script> hai <STYLE></Style > ba": "<!-- Một  hai  ba",
}


@pytest.mark.parametrize("markdown", CASES)
def test_markdown_says(markdown: str) -> None:
    assert prose(markdown) == CASES[markdown]


# Not those that make the target of a link, which is no word.
MARKS = (
    "# ;## ;#;- ;+ ;* ;*;**;***;_;__;> ;>;1. ;1) ;2.;|;|-|-|\n;|-|;---;===;-;=;.;,;);[;];[x];\\;`;~~;!;&;<; ;    ;\t"
    ";\n;\n\n;<b>;</p>;<br>;<td>;</td>"
).split(";")


@given(st.lists(st.sampled_from(["đê", "ẩm", "số"]) | st.sampled_from(MARKS), max_size=40).map("".join))
def test_no_word_is_lost(markdown: str) -> None:
    assert re.findall("[đêẩmsố]", prose(markdown)) == re.findall("[đêẩmsố]", markdown)
