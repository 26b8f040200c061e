"""The chat's own words, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["TEXTS", "texts_for"]

TEXTS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "name": "Hỏi báo",
        "intro": "Hỏi các bài báo trong thư mục. Câu trả lời nào cũng dẫn tới đúng câu trong bài."
        " Gõ không dấu cũng được.",
        "empty_folder": "Chưa có bài nào. Bỏ các bài vào thư mục “{folder}”, rồi bấm “Đọc lại bài”.",
        "examples": "Thử hỏi",
        "articles": "{n} bài trong “{folder}”",
        "ask": "Câu hỏi",
        "placeholder": "Hỏi gì về các bài này?",
        "send": "Hỏi",
        "reread": "Đọc lại bài",
        "clear": "Hỏi mới",
        "empty_question": "Hãy gõ một câu hỏi.",
        "searching": "Đang tìm trong các bài…",
        "understood": "Tìm theo:",
        "left_out_one": "1 câu bị lược bỏ vì các bài báo không nói như vậy.",
        "left_out": "{n} câu bị lược bỏ vì các bài báo không nói như vậy.",
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
        "more": "và {n} tệp nữa",
    },
    "en": {
        "name": "Hỏi báo",
        "intro": "Ask the articles in a folder. Every answer leads to the very sentence that says so.",
        "empty_folder": "No articles yet. Put some into the folder “{folder}”, then choose “Re-read articles”.",
        "examples": "Try asking",
        "articles": "{n} articles in “{folder}”",
        "ask": "Question",
        "placeholder": "Ask about these articles",
        "send": "Ask",
        "reread": "Re-read articles",
        "clear": "Start over",
        "empty_question": "Type a question first.",
        "searching": "Searching the articles…",
        "understood": "Searched for:",
        "left_out_one": "1 sentence was left out because the articles do not support it.",
        "left_out": "{n} sentences were left out because the articles do not support them.",
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
        "more": "and {n} more",
    },
}


def texts_for(accept_language: str | None) -> Mapping[str, str]:
    """The chat's own words in the browser's first language, English unless that is Vietnamese.

    Args:
        accept_language: the request's `Accept-Language`.
    """
    first = (accept_language or "").split(",")[0].strip().lower()
    return TEXTS["vi" if first.split("-")[0] == "vi" else "en"]
