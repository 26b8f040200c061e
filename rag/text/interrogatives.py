"""The words that ask, as parts of patterns. Which of them a module looks for, and what beside them, it says itself."""

from __future__ import annotations

__all__ = ["ENGLISH", "HOW_MUCH", "VERBS", "VIETNAMESE"]

VIETNAMESE = "ai|gì|nào|đâu|mấy|sao|bao"
"""Each is at the end of what asks in Vietnamese, or all of it: `khi nào`, `vì sao`; `bao` begins `HOW_MUCH`."""
HOW_MUCH = "bao nhiêu|bao lâu|bao xa|bao giờ"
ENGLISH = "who|what|when|where|why|which|how"
VERBS = "is|are|was|were|did|does|do"
"""What an English question without one of them begins with."""
