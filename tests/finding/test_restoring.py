"""Diacritics for a question typed without them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from storing import put

from rag.finding.restoring import restore_marks
from rag.storage.store import Store

Restore = Callable[..., "str | None"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite")
    put(
        opened,
        "a.txt",
        "Cảng mới mở cửa ở Hà Nội. Bàn ghế gỗ được bán. Cửa hàng bán hàng thủ công.\n"
        "Bộ bàn ghế này bán chạy. Bạn bè đến chơi. Bạn bè mua bàn ghế, bán hàng tốt.\n"
        "Bảo vệ bảo tàng. Bảo tàng mở. Nhiều người, nhiều nhà. Bao nhiêu.",
    )
    yield opened
    opened.close()


@pytest.fixture
def restore(store: Store) -> Restore:
    def run(question: str, **more: bool) -> str | None:
        with store.snapshot() as snapshot:
            return restore_marks(question, snapshot, **more)

    return run


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cang moi mo cua", "cảng mới mở cửa"),
        ("ban ghe", "bàn ghế"),  # what stands beside it decides
        ("ban hang", "bán hàng"),
        ("ban be", "bạn bè"),
        ("bao tang", "bảo tàng"),
        ("bao nhieu", "bao nhiêu"),
        ("cang moi ton bao nhieu", "cảng mới tốn bao nhiêu"),  # no article has that word
        ("CANG MOI", "CẢNG MỚI"),
        ("Cang Moi", "Cảng Mới"),
        ("ha noi", "hà nội"),
        ("  cang,  moi?! ", "  cảng,  mới?! "),
        ("cang xyzzy 2025", "cảng xyzzy 2025"),
        ("xyzzy cang", "xyzzy cảng"),
        ("ban ghe va ban hang", "bàn ghế và bán hàng"),
    ],
)
def test_a_question_is_read_as_the_articles_spell_it(restore: Restore, typed: str, meant: str) -> None:
    assert restore(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cang moi dat 5 kWh", "cảng mới đất 5 kWh"), ("cang McDong moi", "cảng McDong mới"), ("CaNg MOI", "Cảng MỚI")],
)
def test_case_is_kept(restore: Restore, typed: str, meant: str) -> None:
    assert restore(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "   ", "?!", "12 34", "ກາງເວັນ", "xyzzy", "cảng moi", "đ cang", "where is xyzzy", "😀"]
)
def test_what_needs_no_reading_is_left(restore: Restore, typed: str) -> None:
    assert restore(typed) is None


def test_of_an_english_question_only_names_are_read(restore: Restore) -> None:
    assert restore("Where in Ha Noi did the ban open?", names_only=True) == "Where in Hà Nội did the ban open?"
    assert restore("Ha ha, where is it", names_only=True) is None  # its first word is capital anyway
    assert restore("where is it?", names_only=True) is None


def test_of_an_english_question_a_name_that_is_none_of_vietnam_is_left(store: Store, restore: Restore) -> None:
    put(store, "b.txt", "Xã Hà Nội Nở. Khăn đỏ. Ông Nội ở Hà Nội. Hầm đèo Gió mở lúc 8 giờ, đóng lúc 9 giờ.")
    assert restore("Did Genghis Khan win?", names_only=True) is None
    assert restore("Did Mr Khan win?", names_only=True) == "Did Mr Khăn win?"
    assert restore("Who dug the Gio tunnel?", names_only=True) == "Who dug the Gió tunnel?"  # not `giờ`
    assert restore("Where did storm No. 4 hit Ha Noi?", names_only=True) == "Where did storm No. 4 hit Hà Nội?"


def test_of_an_english_question_in_capitals_its_own_words_are_left(store: Store, restore: Restore) -> None:
    put(store, "b.txt", "Thế thì là do ai. Thế là ở nhà cả. Thế thì thôi.")
    asked = "WHERE IN HA NOI DID THE TRAIN STOP?"
    assert restore(asked, names_only=True) == "WHERE IN HÀ NỘI DID THE TRAIN STOP?"


def test_words_that_ask_are_read_by_what_they_stand_beside(store: Store, restore: Restore) -> None:
    put(
        store,
        "b.txt",
        "Giờ này máy bay đến. Máy bay đi. Máy cày. Tế bào nhiều. Tế bào nhiều. Ở đầu làng. Ở nhà. Ở quê. Ở trường.",
    )
    assert restore("bay may gio") == "bay mấy giờ"
    assert restore("may bay den") == "máy bay đến"
    assert restore("bao nhieu nguoi o dau") == "bao nhiêu người ở đâu"
    put(store, "c.txt", "Gia đình ăn cơm. Giá gạo lên.")
    assert restore("gia ban hang") == "giá bán hàng"


def test_what_is_often_asked_of_people_and_things_is_read_though_no_article_tells_it(
    store: Store, restore: Restore
) -> None:
    put(store, "b.txt", "Thiệt hại lớn, thiệt hại nhiều. Kê khai. Lượng mưa lớn, lượng xe lớn. Thị xã. Vô tư. Chỉ có.")
    assert restore("ai thiet ke cang moi") == "ai thiết kế cảng mới"
    assert restore("thiet hai bao nhieu") == "thiệt hại bao nhiêu"
    assert restore("ai thi cong cang moi") == "ai thi công cảng mới"
    assert restore("vo thu kho ten gi") == "vợ thủ kho tên gì"
    assert restore("luong thu kho bao nhieu") == "lương thủ kho bao nhiêu"
    assert restore("luong mua bao nhieu") == "lượng mưa bao nhiêu"
    assert restore("chi phi bao nhieu") == "chi phí bao nhiêu"


def test_before_a_year_it_is_a_year(store: Store, restore: Restore) -> None:
    put(store, "b.txt", "Thuyền nam thắng. Thuyền nam bơi. Thuyền nữ bơi. Việt Nam, Việt Nam.")
    assert restore("thuyen nam thang nam 2024") == "thuyền nam thắng năm 2024"
    assert restore("thuyen nam 2024") == "thuyền năm 2024"
    assert restore("viet nam 2024") == "việt nam 2024"


def test_a_word_is_read_as_the_nearest_passages_have_it(store: Store, restore: Restore) -> None:
    for number in range(9):
        put(store, f"trận-{number}.txt", "Trận đấu hay. Trận này kéo dài.")
    put(store, "trăn.txt", "Con trăn nằm ven suối, trăn nuốt quả trứng.")
    assert restore("tran nuot qua trung") == "trăn nuốt quả trứng"
    assert restore("tran keo dai") == "trận kéo dài"


def test_two_ways_to_place_a_tone_are_counted_as_one(store: Store, restore: Restore) -> None:
    put(store, "b.txt", "Xã Hoà An. Xã Hòa An. Xã Hòa An, thợ khoẻ.")
    assert restore("xa hoa an") == "xã hòa an"
    assert restore("XA HOA AN, THO KHOE") == "XÃ HÒA AN, THỢ KHỎE"


def test_without_vietnamese_articles_it_is_read_as_it_is_spelt_at_large(tmp_path: Path) -> None:
    english = Store(tmp_path / "english.sqlite")
    put(english, "a.txt", "The ban on the sale of do it yourself tools led to a new car. Nam Daley said so to the man.")
    with english.snapshot() as snapshot:
        asked = "Cha cua Tom Daley bi benh gi?"
        assert restore_marks(asked, snapshot) == "Cha của Tom Daley bị bệnh gì?"
        asked = "thanh pho co bao nhieu nguoi o nam ngoai"
        assert restore_marks(asked, snapshot) == "thành phố có bao nhiêu người ở năm ngoái"
        assert restore_marks("Who said so to the man in Ha Noi?", snapshot, names_only=True) is None
    english.close()


def test_a_long_question_takes_no_time_to_speak_of(restore: Restore) -> None:
    started = time.thread_time()
    meant = restore("ban hang " * 220)
    assert meant == "bán hàng " * 220
    assert time.thread_time() - started < 5
