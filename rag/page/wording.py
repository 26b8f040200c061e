"""The chat's own words, in Vietnamese, English and Lao."""

from __future__ import annotations

from collections.abc import Mapping

from rag.errors import (
    ArticlesFolderError,
    DataDirError,
    FingerprintMismatchError,
    ModelError,
    RagError,
    ReadOnlyIndexError,
    StoreError,
    SyncBusyError,
)

__all__ = ["GRADIO", "TEXTS", "texts_for", "trouble", "why_unread"]

GRADIO: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "Connection Lost": "Mất kết nối",
        "Connection to the server was lost. Attempting reconnection...": "Mất kết nối với chương trình. Đang nối lại;"
        " nối được thì trang tự mở lại, câu đã hỏi và câu đang gõ vẫn còn.",
        "Lost connection due to leaving page. Rejoining queue...": "Mất kết nối khi rời trang. Đang nối lại…",
        "Error": "Lỗi",
        "Warning": "Lưu ý",
        "Info": "Tin báo",
        "Close": "Đóng",
    },
    "lo": {
        "Connection Lost": "ຂາດການເຊື່ອມຕໍ່",
        "Connection to the server was lost. Attempting reconnection...": "ຂາດການເຊື່ອມຕໍ່ກັບໂປຣແກຣມ. ກຳລັງເຊື່ອມຕໍ່ຄືນ;"
        " ເຊື່ອມຕໍ່ໄດ້ແລ້ວ ໜ້ານີ້ຈະເປີດຄືນເອງ, ຄຳຖາມທີ່ຖາມແລ້ວ ແລະ ທີ່ກຳລັງພິມຍັງຢູ່.",
        "Lost connection due to leaving page. Rejoining queue...": "ຂາດການເຊື່ອມຕໍ່ເມື່ອອອກຈາກໜ້າ. ກຳລັງເຊື່ອມຕໍ່ຄືນ…",
        "Error": "ຂໍ້ຜິດພາດ",
        "Warning": "ຄຳເຕືອນ",
        "Info": "ແຈ້ງການ",
        "Close": "ປິດ",
    },
}
"""What Gradio itself says, by the English that it has; it ships neither language, and takes none for these."""

TEXTS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "lang": "vi",
        "name": "Hỏi báo",
        "intro": "Hỏi các bài báo trong thư mục. Câu trả lời nào cũng dẫn tới đúng câu trong bài."
        " Gõ không dấu cũng được.",
        "empty_folder": "Chưa có bài nào. Bỏ các bài vào thư mục “{folder}”: một lát sau trang này có chúng."
        " Nếu không, bấm “Đọc lại bài”.",
        "examples": "Thử hỏi",
        "articles": "{n} bài trong “{folder}”",
        "ask": "Câu hỏi",
        "placeholder": "Hỏi gì về các bài này?",
        "send": "Hỏi",
        "stop": "Dừng",
        "stopped": "Đã dừng theo ý bạn: câu trả lời chưa hết.",
        "interrupted": "Trang được tải lại khi đang trả lời: hãy hỏi lại câu này.",
        "reread": "Đọc lại bài",
        "clear": "Hỏi mới",
        "empty_question": "Hãy gõ một câu hỏi.",
        "narrow": "Giới hạn",
        "after": "Từ ngày",
        "before": "Đến ngày",
        "within": "Tệp hoặc thư mục",
        "within_hint": "kinh-te, le-hoi/2024*",
        "unlimited": "Bỏ giới hạn",
        "day": "{d}/{m}/{y}",
        "since": "từ {day}",
        "until": "đến {day}",
        "inside": "trong {sources}",
        "bad_day": "“{typed}” không phải là một ngày: hãy viết như 26/6/2024.",
        "bad_order": "“Từ ngày” đứng sau “Đến ngày”: hãy đổi lại.",
        "unclear": "chưa đúng",
        "searching": "Đang tìm trong các bài…",
        "understood": "Tìm theo:",
        "follows": "Đang hiểu là:",
        "left_out_one": "1 câu bị lược bỏ vì các bài báo không nói như vậy.",
        "left_out": "{n} câu bị lược bỏ vì các bài báo không nói như vậy.",
        "onward": "Xem tiếp",
        "sources": "Nguồn",
        "source": "Nguồn {n}: {title}",
        "copy": "Chép kèm nguồn",
        "copied": "Đã chép",
        "nearest": "Bài gần nhất",
        "nearest_note": "có thể liên quan, không phải câu trả lời",
        "article": "Bài báo",
        "close": "Đóng",
        "changed": "Bài đã đổi sau câu trả lời này; câu được dẫn không còn trong bài.",
        "teasers": "Tin khác trên trang",
        "gone": "Bài này không còn trong thư mục.",
        "failure": "Có lỗi ngoài dự kiến; chi tiết ở cửa sổ đang chạy chương trình. Hãy hỏi lại.",
        "reading": "Đang đọc lại: {done}/{total} bài",
        "reading_source": "vừa xong: {source}",
        "nothing_new": "Không có gì mới: {n} bài như cũ.",
        "reread_done": "Đã đọc lại.",
        "added": "{n} bài mới",
        "changed_files": "{n} bài đổi",
        "moved": "{n} bài chuyển chỗ",
        "removed": "{n} bài gỡ",
        "failed": "{n} tệp không đọc được",
        "other_kinds": "{n} tệp loại khác không được đọc",
        "no_suffix": "không có đuôi",
        "links": "{n} liên kết không được đi theo",
        "more": "và {n} tệp nữa",
    },
    "en": {
        "lang": "en",
        "name": "Hỏi báo",
        "intro": "Ask the articles in a folder. Every answer leads to the very sentence that says so.",
        "empty_folder": "No articles yet. Put some into the folder “{folder}”: this page has them a moment later."
        " If not, choose “Re-read articles”.",
        "examples": "Try asking",
        "articles": "{n} articles in “{folder}”",
        "ask": "Question",
        "placeholder": "Ask about these articles",
        "send": "Ask",
        "stop": "Stop",
        "stopped": "Stopped as you wished: the answer is not complete.",
        "interrupted": "The page was loaded again while it was answering: please ask this once more.",
        "reread": "Re-read articles",
        "clear": "Start over",
        "empty_question": "Type a question first.",
        "narrow": "Narrow down",
        "after": "From",
        "before": "To",
        "within": "Files or folders",
        "within_hint": "kinh-te, le-hoi/2024*",
        "unlimited": "Clear limits",
        "day": "{y}-{m:02}-{d:02}",
        "since": "from {day}",
        "until": "to {day}",
        "inside": "in {sources}",
        "bad_day": "“{typed}” is no day: write it like 2024-06-26.",
        "bad_order": "“From” is later than “To”: swap them.",
        "unclear": "not clear yet",
        "searching": "Searching the articles…",
        "understood": "Searched for:",
        "follows": "Understood as:",
        "left_out_one": "1 sentence was left out because the articles do not support it.",
        "left_out": "{n} sentences were left out because the articles do not support them.",
        "onward": "Show more",
        "sources": "Sources",
        "source": "Source {n}: {title}",
        "copy": "Copy with sources",
        "copied": "Copied",
        "nearest": "Nearest articles",
        "nearest_note": "possibly related, not an answer",
        "article": "Article",
        "close": "Close",
        "changed": "The article changed after this answer; the quoted sentence is no longer in it.",
        "teasers": "Other stories on the page",
        "gone": "This article is no longer in the folder.",
        "failure": "Something unexpected failed; details are in the window that runs the program. Please ask again.",
        "reading": "Re-reading: {done} of {total} articles",
        "reading_source": "last finished: {source}",
        "nothing_new": "Nothing new: {n} articles as before.",
        "reread_done": "Re-read.",
        "added": "{n} added",
        "changed_files": "{n} changed",
        "moved": "{n} moved",
        "removed": "{n} removed",
        "failed": "{n} could not be read",
        "other_kinds": "files of other kinds, not read: {n}",
        "no_suffix": "without a suffix",
        "links": "links, not followed: {n}",
        "more": "and {n} more",
    },
    "lo": {
        "lang": "lo",
        "name": "Hỏi báo",
        "intro": "ຖາມບົດຄວາມໃນໂຟນເດີ. ທຸກຄຳຕອບຊີ້ໄປຫາປະໂຫຍກໃນບົດຄວາມທີ່ເວົ້າເຊັ່ນນັ້ນ.",
        "empty_folder": "ຍັງບໍ່ມີບົດຄວາມ. ເອົາບົດຄວາມໃສ່ໂຟນເດີ “{folder}”: ບຶດໜຶ່ງໜ້ານີ້ຈະມີ. ຖ້າບໍ່ມີ ໃຫ້ກົດ “ອ່ານບົດຄວາມຄືນໃໝ່”.",
        "examples": "ລອງຖາມ",
        "articles": "{n} ບົດຄວາມໃນ “{folder}”",
        "ask": "ຄຳຖາມ",
        "placeholder": "ຖາມຫຍັງກ່ຽວກັບບົດຄວາມເຫຼົ່ານີ້?",
        "send": "ຖາມ",
        "stop": "ຢຸດ",
        "stopped": "ຢຸດແລ້ວຕາມທີ່ທ່ານຕ້ອງການ: ຄຳຕອບຍັງບໍ່ຄົບ.",
        "interrupted": "ໜ້ານີ້ຖືກໂຫຼດຄືນໃໝ່ໃນຂະນະທີ່ຕອບ: ກະລຸນາຖາມຄຳຖາມນີ້ອີກຄັ້ງ.",
        "reread": "ອ່ານບົດຄວາມຄືນໃໝ່",
        "clear": "ເລີ່ມໃໝ່",
        "empty_question": "ກະລຸນາພິມຄຳຖາມກ່ອນ.",
        "narrow": "ຈຳກັດ",
        "after": "ແຕ່ວັນທີ",
        "before": "ຫາວັນທີ",
        "within": "ໄຟລ໌ ຫຼື ໂຟນເດີ",
        "within_hint": "setthakit, bun/2024*",
        "unlimited": "ຍົກເລີກການຈຳກັດ",
        "day": "{d}/{m}/{y}",
        "since": "ແຕ່ {day}",
        "until": "ຫາ {day}",
        "inside": "ໃນ {sources}",
        "bad_day": "“{typed}” ບໍ່ແມ່ນວັນທີ: ຂຽນຄື 26/6/2024.",
        "bad_order": "“ແຕ່ວັນທີ” ຢູ່ຫຼັງ “ຫາວັນທີ”: ກະລຸນາສະຫຼັບກັນ.",
        "unclear": "ຍັງບໍ່ຖືກ",
        "searching": "ກຳລັງຊອກໃນບົດຄວາມ…",
        "understood": "ຊອກຫາ:",
        "follows": "ເຂົ້າໃຈວ່າ:",
        "left_out_one": "ຕັດອອກ 1 ປະໂຫຍກ ເພາະບົດຄວາມບໍ່ໄດ້ເວົ້າເຊັ່ນນັ້ນ.",
        "left_out": "ຕັດອອກ {n} ປະໂຫຍກ ເພາະບົດຄວາມບໍ່ໄດ້ເວົ້າເຊັ່ນນັ້ນ.",
        "onward": "ເບິ່ງຕໍ່",
        "sources": "ແຫຼ່ງທີ່ມາ",
        "source": "ແຫຼ່ງທີ່ມາ {n}: {title}",
        "copy": "ສຳເນົາພ້ອມແຫຼ່ງທີ່ມາ",
        "copied": "ສຳເນົາແລ້ວ",
        "nearest": "ບົດຄວາມທີ່ໃກ້ຄຽງ",
        "nearest_note": "ອາດກ່ຽວຂ້ອງ, ບໍ່ແມ່ນຄຳຕອບ",
        "article": "ບົດຄວາມ",
        "close": "ປິດ",
        "changed": "ບົດຄວາມປ່ຽນໄປຫຼັງຈາກຄຳຕອບນີ້; ປະໂຫຍກທີ່ອ້າງເຖິງບໍ່ມີໃນບົດຄວາມແລ້ວ.",
        "teasers": "ຂ່າວອື່ນໃນໜ້າ",
        "gone": "ບົດຄວາມນີ້ບໍ່ມີໃນໂຟນເດີແລ້ວ.",
        "failure": "ເກີດຂໍ້ຜິດພາດທີ່ບໍ່ຄາດຄິດ; ລາຍລະອຽດຢູ່ໃນໜ້າຕ່າງທີ່ເປີດໂປຣແກຣມ. ກະລຸນາຖາມອີກຄັ້ງ.",
        "reading": "ກຳລັງອ່ານຄືນໃໝ່: {done}/{total} ບົດຄວາມ",
        "reading_source": "ຫາກໍ່ສຳເລັດ: {source}",
        "nothing_new": "ບໍ່ມີຫຍັງໃໝ່: {n} ບົດຄວາມຄືເກົ່າ.",
        "reread_done": "ອ່ານຄືນໃໝ່ແລ້ວ.",
        "added": "ໃໝ່ {n}",
        "changed_files": "ປ່ຽນແປງ {n}",
        "moved": "ຍ້າຍ {n}",
        "removed": "ເອົາອອກ {n}",
        "failed": "ອ່ານບໍ່ໄດ້ {n} ໄຟລ໌",
        "other_kinds": "ໄຟລ໌ປະເພດອື່ນ, ບໍ່ໄດ້ອ່ານ: {n}",
        "no_suffix": "ບໍ່ມີນາມສະກຸນ",
        "links": "ລິ້ງ, ບໍ່ໄດ້ຕິດຕາມ: {n}",
        "more": "ແລະ ອີກ {n} ໄຟລ໌",
    },
}

_TROUBLES: Mapping[str, Mapping[type[RagError], str]] = {
    "vi": {
        ArticlesFolderError: "Không đọc được thư mục bài báo. Xem thư mục còn ở chỗ cũ không, ổ đĩa đã gắn chưa.",
        ReadOnlyIndexError: "Ở đây chỉ mục của các bài chỉ đọc được: câu trả lời theo lần đọc bài gần nhất.",
        DataDirError: "Không ghi được chỉ mục của các bài. Xem đĩa còn chỗ không, có quyền ghi không.",
        FingerprintMismatchError: "Chỉ mục của các bài được làm bằng một mô hình khác. Mở bằng mô hình đó, hoặc chạy"
        " `hoibao sync --rebuild`.",
        ModelError: "Không nạp được mô hình.",
        StoreError: "Không dùng được chỉ mục của các bài; các bài vẫn nguyên.",
        SyncBusyError: "Một chương trình khác đang đọc lại các bài. Chờ một lát rồi thử lại.",
    },
}
_UNREAD: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "it is empty": "tệp trống; hãy chép bài vào, hoặc xóa tệp",
        "it is not text": "không phải văn bản; hãy lưu bài thành văn bản thường (UTF-8)",
        "it is no Word document": "không phải tệp Word, hoặc tệp Word bị hỏng; hãy mở bằng Word rồi lưu lại (.docx)",
        "it is an old Word document": "tệp Word đời cũ; hãy mở bằng Word rồi lưu thành .docx",
        "it is protected by a password": "tệp có mật khẩu; hãy mở bằng Word rồi lưu không mật khẩu",
        "it is too large": "tệp quá lớn; hãy chia nhỏ, hoặc lưu phần chữ thành .txt",
        "it is larger than": "tệp quá lớn; hãy chia nhỏ",
        "no text of an article is in this page": "không thấy bài nào trong trang này; hãy lưu phần chữ thành .txt",
        "it vanished": "tệp mất trước khi đọc xong; lần đọc sau sẽ rõ",
        "it may not be read": "không có quyền đọc; hãy cho tài khoản chạy chương trình này quyền đọc tệp",
        "it cannot be read": "không đọc được; xem lại đĩa hoặc ổ mạng, rồi đọc lại bài",
        "this folder cannot be read": "không đọc được thư mục này; những gì đã đọc trong đó vẫn được giữ",
        "its name is not valid UTF-8": "tên không đúng mã UTF-8; hãy đổi tên",
        "it cannot be looked at": "không xem được; hãy xem lại quyền của tệp",
        "it is no PDF": "không phải tệp PDF, hoặc tệp PDF bị hỏng; hãy mở ra rồi in lại thành PDF",
        "it is a PDF of pictures": "PDF chỉ có ảnh; hãy nhận dạng chữ (OCR, như ocrmypdf) rồi đọc lại bài",
        "it was not read": "chưa đọc được; hãy đọc lại bài",
        "it is a PDF protected": "PDF có mật khẩu; hãy lưu lại không mật khẩu",
        "it is a": "là tệp loại khác (PDF, ảnh, tệp nén …); hãy lưu bài thành văn bản thường",
    },
}
"""Why a file was not read, by how that begins in English, what is more particular first."""


def trouble(error: RagError, texts: Mapping[str, str]) -> str:
    """What went wrong, for the reader: a line of what it is and what helps, then the message itself, in English.

    Args:
        error: what was raised.
        texts: the chat's words.
    """
    kinds = _TROUBLES.get(texts["lang"], {})
    said = next((said for kind, said in kinds.items() if isinstance(error, kind)), None)
    return f"{said}\n{error}" if said else str(error)


def why_unread(reason: str, texts: Mapping[str, str]) -> str:
    """Why a file was not read, in the chat's language where that has words for it.

    Args:
        reason: as `ReadError` has it.
        texts: the chat's words.
    """
    known = _UNREAD.get(texts["lang"], {})
    return next((said for begins, said in known.items() if reason.startswith(begins)), reason)


def texts_for(accept_language: str | None) -> Mapping[str, str]:
    """The chat's own words in the browser's first language, English unless that is Vietnamese or Lao.

    Args:
        accept_language: the request's `Accept-Language`.
    """
    first = (accept_language or "").split(",")[0].strip().lower()
    return TEXTS.get(first.split("-")[0], TEXTS["en"])
