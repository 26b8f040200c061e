"""The systems that `peers.py` compares, each behind two methods; their packages are imported when one is made."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from embeddings.embedder import SentenceTransformerEmbedder, Vectors

Passage: TypeAlias = tuple[str, str]  # source, text

PASSAGES = 50  # that hoibao is asked for, as `hoibao eval` does
QUERY, PASSAGE = "query: ", "passage: "  # what multilingual-e5 was trained with


class Peer(Protocol):
    """What finds files. Made with the model's folder, which it loads, and the folder in which it may keep files.

    The articles lie in `work / "articles"`, too.
    """

    def index(self, passages: Sequence[Passage]) -> None:
        """Make everything searchable."""
        ...

    def search(self, question: str, k: int) -> list[str]:
        """Sources, best first; one may come up again."""
        ...


class Hoibao:
    """This project, as it comes."""

    def __init__(self, model: Path, work: Path) -> None:
        from rag import Assistant

        index = work / "peers-index"
        shutil.rmtree(index, ignore_errors=True)
        self._assistant = Assistant.open(work / "articles", index, embedder=SentenceTransformerEmbedder(model))

    def index(self, passages: Sequence[Passage]) -> None:
        self._assistant.sync()

    def search(self, question: str, k: int) -> list[str]:
        hits = self._assistant.search(question, max(k, PASSAGES))
        return [source for hit in hits for source in (hit.source, *hit.also_in)]


class Txtai:
    """`Embeddings(hybrid=True)`: BM25 and vectors, each score with half the weight.

    The prompts are the model's own: its method `sentence-transformers` uses them without being told.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(path=str(model), method="sentence-transformers", hybrid=True)

    def index(self, passages: Sequence[Passage]) -> None:
        self._embeddings.index([(source, text, None) for source, text in passages])

    def search(self, question: str, k: int) -> list[str]:
        return [source for source, _ in self._embeddings.search(question, k)]


class LangChain:
    """`EnsembleRetriever` over `BM25Retriever` and FAISS, half the weight each.

    The prompts are the model's own, named in `encode_kwargs` and `query_encode_kwargs`. BM25Retriever splits at white
    space unless given a `preprocess_func`.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(
            model_name=str(model),
            encode_kwargs={"prompt_name": "passage", "normalize_embeddings": True},
            query_encode_kwargs={"prompt_name": "query", "normalize_embeddings": True},
        )

    def index(self, passages: Sequence[Passage]) -> None:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_community.vectorstores import FAISS

        texts = [text for _, text in passages]
        sources = [{"source": source} for source, _ in passages]
        self._words = BM25Retriever.from_texts(texts, metadatas=sources)
        store = FAISS.from_texts(texts, self._embeddings, metadatas=sources)
        self._meaning = store.as_retriever()
        retrievers = [self._words, self._meaning]
        self._ensemble = EnsembleRetriever(retrievers=retrievers, weights=[0.5, 0.5], id_key="source")

    def search(self, question: str, k: int) -> list[str]:
        self._words.k = k
        self._meaning.search_kwargs = {"k": k}
        return [document.metadata["source"] for document in self._ensemble.invoke(question)]


class LlamaIndex:
    """`QueryFusionRetriever` in mode `reciprocal_rerank` over a `VectorStoreIndex` and `BM25Retriever` (bm25s).

    One query, which needs no language model. The prompts are `query_instruction` and `text_instruction`. Texts are
    nodes already, so that no splitter is asked. BM25Retriever stems and drops stop words as of English text: it knows
    no Vietnamese. Files with the same text are one to the fusion.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._model = HuggingFaceEmbedding(str(model), query_instruction=QUERY, text_instruction=PASSAGE)

    def index(self, passages: Sequence[Passage]) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.schema import TextNode
        from llama_index.retrievers.bm25 import BM25Retriever

        nodes = [TextNode(text=text, id_=source) for source, text in passages]
        self._meaning = VectorStoreIndex(nodes, embed_model=self._model).as_retriever()
        self._words = BM25Retriever.from_defaults(nodes=nodes)
        self._fusion = QueryFusionRetriever(
            [self._meaning, self._words], llm=MockLLM(), mode="reciprocal_rerank", num_queries=1, use_async=False
        )

    def search(self, question: str, k: int) -> list[str]:
        self._meaning.similarity_top_k = self._words.similarity_top_k = self._fusion.similarity_top_k = k
        return [found.node.node_id for found in self._fusion.retrieve(question)]


class Haystack:
    """A pipeline of `InMemoryBM25Retriever` and `InMemoryEmbeddingRetriever` into `DocumentJoiner`.

    The joiner's mode is reciprocal rank fusion. The prompts are the `prefix` of its two SentenceTransformers
    components.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders import sentence_transformers as embedders

        settings = {"model": str(model), "progress_bar": False, "normalize_embeddings": True}
        self._embedder = embedders.SentenceTransformersDocumentEmbedder(prefix=PASSAGE, **settings)
        self._store = InMemoryDocumentStore(shared=False)
        self._pipeline = Pipeline()
        embedder = embedders.SentenceTransformersTextEmbedder(prefix=QUERY, **settings)
        self._pipeline.add_component("embedder", embedder)
        self._pipeline.add_component("words", InMemoryBM25Retriever(self._store))
        self._pipeline.add_component("meaning", InMemoryEmbeddingRetriever(self._store))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("embedder.embedding", "meaning.query_embedding")
        self._pipeline.connect("words", "joiner")
        self._pipeline.connect("meaning", "joiner")
        self._embedder.warm_up()
        self._pipeline.warm_up()

    def index(self, passages: Sequence[Passage]) -> None:
        from haystack import Document

        documents = [Document(id=source, content=text) for source, text in passages]
        self._store.write_documents(self._embedder.run(documents)["documents"])

    def search(self, question: str, k: int) -> list[str]:
        result = self._pipeline.run(
            {
                "embedder": {"text": question},
                "words": {"query": question, "top_k": k},
                "meaning": {"top_k": k},
                "joiner": {"top_k": k},
            }
        )
        return [document.id for document in result["joiner"]["documents"]]


PEERS: dict[str, type[Peer]] = {
    "hoibao": Hoibao,
    "txtai": Txtai,
    "langchain": LangChain,
    "llamaindex": LlamaIndex,
    "haystack": Haystack,
}
NEEDS = {  # module -> the package to blame; the first one's version is reported
    "hoibao": {"rag": "hoibao"},
    "txtai": {"txtai": "txtai"},
    "langchain": {
        "langchain_classic": "langchain-classic",
        "langchain_community": "langchain-community",
        "langchain_huggingface": "langchain-huggingface",
        "rank_bm25": "rank-bm25",
    },
    "llamaindex": {
        "llama_index.core": "llama-index-core",
        "llama_index.embeddings.huggingface": "llama-index-embeddings-huggingface",
        "llama_index.retrievers.bm25": "llama-index-retrievers-bm25",
    },
    "haystack": {
        "haystack": "haystack-ai",
        "haystack_integrations.components.embedders.sentence_transformers": "sentence-transformers-haystack",
    },
}


def missing(names: Sequence[str]) -> list[str]:
    """Packages that these systems need and that are not installed."""

    def found(module: str) -> bool:
        try:
            return find_spec(module) is not None
        except ModuleNotFoundError:  # a parent of it
            return False

    return [package for name in names for module, package in NEEDS[name].items() if not found(module)]


def remembers(texts: Sequence[str], rows: Vectors) -> dict[str, Vectors]:
    """What `remembered` takes: rows by their texts, prompt included."""
    return {_key(text): row for text, row in zip(texts, rows, strict=True)}


@contextmanager
def remembered(vectors: Mapping[str, Vectors]) -> Iterator[None]:
    """Meanwhile texts of `vectors` are looked up where a system would embed them, under whatever prompt it uses."""
    from sentence_transformers import SentenceTransformer

    encode, embed_queries = SentenceTransformer.encode, SentenceTransformerEmbedder.embed_queries

    def recall(model: Any, inputs: Any, *arguments: Any, **settings: Any) -> Any:
        if isinstance(inputs, (list, tuple)):
            prompt = settings.get("prompt") or model.prompts.get(settings.get("prompt_name") or "", "")
            rows = [vectors.get(_key(prompt + text)) for text in inputs]
            if rows and all(row is not None for row in rows):
                return np.array(rows, np.float32)
        return encode(model, inputs, *arguments, **settings)

    def recall_queries(embedder: SentenceTransformerEmbedder, texts: Sequence[str]) -> Vectors:
        rows = {text: vectors.get(_key(QUERY + text)) for text in texts}
        new = [text for text, row in rows.items() if row is None]
        rows.update(zip(new, embed_queries(embedder, new), strict=True))
        return np.array([rows[text] for text in texts], np.float32)

    SentenceTransformer.encode = recall
    SentenceTransformerEmbedder.embed_queries = recall_queries
    try:
        yield
    finally:
        SentenceTransformer.encode = encode
        SentenceTransformerEmbedder.embed_queries = embed_queries


def _key(text: str) -> str:
    """One for texts that are the same to the model: LangChain makes spaces of line breaks, as its tokenizer does."""
    return text.replace("\n", " ")
