"""One question in one call."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

from rag.arguments import as_switch
from rag.assistant import Assistant
from rag.config import Config
from rag.datatypes import Answer
from rag.errors import ReadOnlyIndexError
from rag.files.sources import Sources
from rag.messages import History

__all__ = ["ask"]

_log = logging.getLogger(__name__)


def ask(
    question: str,
    articles: str | Path = "articles",
    *,
    data_dir: str | Path | None = None,
    config: Config | None = None,
    history: History = (),
    after: date | str | None = None,
    before: date | str | None = None,
    sources: Sources = None,
    sync: bool = True,
) -> Answer:
    """Open a folder, sync it and answer one question; for more than one, keep an `Assistant` open.

    An index that may only be read answers as it stands, which is logged as a warning.

    Args:
        question: in any language, with or without diacritics.
        articles: the folder.
        data_dir: where the index lives; `.hoibao` inside the folder unless given.
        config: the settings.
        history: the turns before this question, oldest first.
        after: only articles published on this day or later: a date, a datetime or `YYYY-MM-DD`.
        before: only articles published on this day or earlier.
        sources: only these files or folders; `*` stands for any characters, `/` among them, and `?` for one.
        sync: whether what changed in the folder is indexed first.

    Raises:
        RagError: as `Assistant.open`, `Assistant.sync` and `Assistant.ask`.
    """
    with Assistant.open(articles, data_dir, config) as assistant:
        if as_switch("sync", sync):
            try:
                assistant.sync()
            except ReadOnlyIndexError as error:
                _log.warning("%s", error)
        return assistant.ask(question, history, after=after, before=before, sources=sources)
