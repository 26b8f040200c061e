"""hoibao: ask a folder of articles; every sentence of an answer is cited to a sentence of a file."""

from rag.api import ask
from rag.assistant import Assistant
from rag.config import Config
from rag.datatypes import Answer, Citation, Document, Hit, Message, PageStart, Progress, Sentence, Status, SyncReport
from rag.errors import (
    ArticlesFolderError,
    CitationError,
    ConfigError,
    DataDirError,
    DocumentNotFoundError,
    FingerprintMismatchError,
    ModelError,
    RagError,
    ReadError,
    ReadOnlyIndexError,
    StoreError,
    SyncBusyError,
)
from rag.finding.explanation import Explanation

__all__ = [
    "Answer",
    "ArticlesFolderError",
    "Assistant",
    "Citation",
    "CitationError",
    "Config",
    "ConfigError",
    "DataDirError",
    "Document",
    "DocumentNotFoundError",
    "Explanation",
    "FingerprintMismatchError",
    "Hit",
    "Message",
    "ModelError",
    "PageStart",
    "Progress",
    "RagError",
    "ReadError",
    "ReadOnlyIndexError",
    "Sentence",
    "Status",
    "StoreError",
    "SyncBusyError",
    "SyncReport",
    "ask",
]
