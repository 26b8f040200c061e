"""The names of sections that newspapers print beside their articles and in their menus, in lower case."""

from __future__ import annotations

__all__ = ["SECTIONS"]

SECTIONS = frozenset(
    "thời sự|chính trị|xã hội|kinh tế|kinh doanh|thế giới|quốc tế|trong nước|pháp luật|thể thao|bóng đá|văn hóa|"
    "văn hoá|giải trí|giáo dục|sức khỏe|sức khoẻ|y tế|đời sống|du lịch|khoa học|công nghệ|số hóa|môi trường|"
    "nông nghiệp|quốc phòng|an ninh|quân sự|bạn đọc|ý kiến|góc nhìn|tâm sự|tin tức|tin mới|tin nổi bật|đối ngoại|"
    "xây dựng đảng|giao thông|bất động sản|nhà đất|ô tô|xe|video|ảnh|multimedia|đa phương tiện|"
    "thị trường|tài chính|chứng khoán|doanh nghiệp|việc làm|lao động|nông thôn mới|biển đảo|địa phương|trong tỉnh|"
    "tin trong tỉnh|thời tiết|tuyển sinh|gia đình|giới trẻ|phóng sự|an sinh xã hội|chuyển đổi số|"
    "news|world|politics|business|sport|sports|culture|health|science|technology|education|travel|opinion|"
    "economy|society|national|entertainment|lifestyle|environment|finance|markets|english|tiếng việt".split("|")
)
