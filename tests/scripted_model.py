"""An assistant over a few articles for which a scripted server writes, and what it is asked and says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fakes import ARTICLES, FakeEmbedder, Folder
from scripted_server import Script, ScriptedServer, scripted_server

from rag import Assistant, Config

__all__ = ["INVENTED", "KEY", "QUESTION", "RETOLD", "SENTENCE", "asked_of"]

QUESTION = "Ban tổ chức treo bao nhiêu chiếc đèn lồng giấy?"
SENTENCE = "Ban tổ chức treo bảy trăm chiếc đèn lồng giấy."
RETOLD = "Có 700 chiếc đèn lồng giấy được ban tổ chức treo"
INVENTED = "Có 900 chiếc đèn lồng giấy được ban tổ chức treo"
KEY = "sk-the-secret-of-the-test"


@contextmanager
def asked_of(
    folder: Folder,
    *scripts: Script,
    timeout: float = 60.0,  # far beyond what anything takes
    context: int = 8192,
    articles: dict[str, str] = ARTICLES,
    url: str | None = None,
) -> Iterator[tuple[Assistant, ScriptedServer]]:
    """An assistant over a few articles, and the server that writes for it."""
    folder.write_all(articles)
    with scripted_server(*(scripts or (Script(),))) as server:
        config = Config(
            refuse_below=0.0,
            llm_url=url or server.url,
            llm_model="test",
            llm_timeout=timeout,
            llm_context_tokens=context,
        )
        with Assistant.open(folder.path, config=config, embedder=FakeEmbedder()) as assistant:
            assistant.sync()
            yield assistant, server
