"""The text of HTML."""

from __future__ import annotations

import pytest

from rag.files.webtext import parse_html, without_unseen, written

CASES = {
    "<p>Một</p><p>Hai": "Một\n\nHai",
    "Một<br>Hai<br><br>Ba": "Một\nHai\n\nBa",
    "<p>Một\n  hai\t<b>ba</b>bốn&nbsp;năm": "Một hai babốn năm",
    "<span class=place>Hà Nội</span>Sáng 2/5": "Hà Nội Sáng 2/5",
    "<ul><li>Một<li><p>Hai</p><ol start=3><li>Ba<li>Bốn</ol></ul>Năm": "Một\nHai\n3. Ba\n4. Bốn\n\nNăm",
    "<ol><li></li><li>Hai": "2. Hai",
    "<pre>Một\n  hai</pre>": "Một\nhai",
    "<table><tr><th>A<th>B<tr><td>1<td>2<br>3</table>Sau": "A | B\n1 | 2 3\n\nSau",
    "<table><caption>Giá</caption><tr><td>A<td>B<tr><td><td>2|3</table>": "Giá\nA | B\n| 2/3",
    "<table><tr><td>A<td>B<td>C<tr><td rowspan=2>D<td colspan=2>E<tr><td>F<td>G</table>": (
        "A | B | C\nD | E | E\nD | F | G"
    ),
    "<table><tr><th rowspan=2>A<th colspan=2>B<tr><th>C<th>D<tr><td>1<td>2<td>3</table>": "A | B C | B D\n1 | 2 | 3",
    "<table><tr><td>A<td>B<tr><td colspan=2>I. Cây<tr><td>C<td>D</table>": "A | B\nI. Cây\nC | D",
    "<table><tr><td><p>UBND<p>SỞ<td>NƯỚC<tr><td>Số: 1<td>Ngày 2</table>": "UBND\n\nSỞ\n\nNƯỚC\n\nSố: 1\n\nNgày 2",
    "<table><tr><td>Menu<td><table><tr><td>A<td>B<tr><td>C<td>D</table></table>": "Menu\n\nA | B\nC | D",
    "<p>Ảnh<img src=a alt=chữ>đẹp": "Ảnh đẹp",
}


@pytest.mark.parametrize("html", CASES)
def test_html_to_text(html: str) -> None:
    root = parse_html(html)
    assert root is not None
    without_unseen(root)
    assert written(root) == CASES[html]
