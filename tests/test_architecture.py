"""The house holds: who may import whom, and what the library never does."""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for folder in ("rag", "embeddings")
    for path in sorted((ROOT / folder).rglob("*.py"))
} | {"app": ROOT / "app.py"}

# A module imports from its own row or from rows above it; a package of `rag/` is named for all of its modules.
LAYERS = [
    {"arguments", "config", "datatypes", "errors", "markdown", "messages", "text"},
    {"files"},
    {"storage"},
    {"finding"},
    {"understanding"},
    {"answers"},
    {"llm"},
    {"talk"},
    {"explaining", "generators", "ingesting", "models", "reading", "syncing", "watching"},
    {"assistant", "api", "__init__"},
    {"page"},
    {"evaluating"},
    {"shell"},
    {"cli"},
]
# Who builds what: only the facade and the entries choose; the rest is handed ready parts, or opens files of its own.
BUILDERS = {
    "Assistant": {"rag.api", "rag.cli", "app"},
    "SentenceTransformerEmbedder": {"rag.models"},
    "CrossEncoderReranker": {"rag.models"},
    "ExtractiveGenerator": {"rag.generators"},
    "OpenAIGenerator": {"rag.generators"},
    "Rewriter": {"rag.generators"},
    "ChatClient": {"rag.llm.chatmodel", "rag.llm.rewriting"},
    "SupportChecker": {"rag.generators"},
    "Models": {"rag.assistant"},
    "IndexReader": {"rag.assistant"},
    "Generators": {"rag.assistant"},
    "ReferenceMeans": {"rag.models"},
    "Chunker": {"rag.models"},
    "Syncer": {"rag.assistant"},
    "Ingester": {"rag.syncing"},
    "Retriever": {"rag.reading"},
    "DataDir": {"rag.assistant"},
    "Store": {"rag.storage.datadir"},
    "IndexCache": {"rag.storage.datadir"},
    "VectorIndex": {"rag.storage.indexing"},
}


def _tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def _for_types_only(tree: ast.Module) -> set[ast.AST]:
    """Everything below `if TYPE_CHECKING:`."""
    return {
        node
        for check in ast.walk(tree)
        if isinstance(check, ast.If) and isinstance(check.test, ast.Name) and check.test.id == "TYPE_CHECKING"
        for statement in check.body
        for node in ast.walk(statement)
    }


def _imports(name: str, *, with_types: bool = False) -> set[str]:
    """Modules of the project that a module imports, wherever in it."""
    tree = _tree(name)
    skipped = set() if with_types else _for_types_only(tree)
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            parent = node.module or ""
            below = {f"{parent}.{alias.name}" for alias in node.names}
            found |= below & set(MODULES) or {parent}
    own = {module.removesuffix(".__init__"): module for module in MODULES}
    return {own[module] for module in found if module in own} - {name}


def _place(name: str) -> str:
    """The package of `rag/` that a module is in, or the module's own name."""
    return name.split(".")[1]


def _layer(name: str) -> int:
    return next(n for n, layer in enumerate(LAYERS) if _place(name) in layer)


def _called(call: ast.Call) -> set[str]:
    """What a call may build: `Store(...)`, `store.Store(...)`, and by a classmethod, `Store.open(...)`."""
    named, at = set[str](), call.func
    for _ in range(2):
        if isinstance(at, ast.Attribute):
            named.add(at.attr)
            at = at.value
    return named | ({at.id} if isinstance(at, ast.Name) else set())


def test_embeddings_know_nothing_of_articles() -> None:
    for name in MODULES:
        if name.startswith("embeddings"):
            outside = {other for other in _imports(name, with_types=True) if not other.startswith("embeddings")}
            assert outside == set(), name


def test_every_module_has_its_place_in_one_row() -> None:
    placed = sorted(name for layer in LAYERS for name in layer)
    assert placed == sorted({_place(name) for name in MODULES if name.startswith("rag.")})


def test_imports_go_one_way() -> None:
    wrong = []
    for name in MODULES:
        if not name.startswith("rag."):
            continue
        layer = _layer(name)
        for other in _imports(name):
            above = _layer(other) > layer if other.startswith("rag.") else other == "app" and name != "rag.cli"
            if above:
                wrong.append(f"{name} imports {other}")
    assert wrong == []


def test_no_circle() -> None:
    # The two entries, `hoibao chat` and `python app.py`, call each other by an import inside a function.
    edges = {name: _imports(name) - ({"rag.cli"} if name == "app" else set()) for name in MODULES}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


def test_only_the_facade_and_the_entries_build_the_parts() -> None:
    wrong = []
    for name in MODULES:
        for node in ast.walk(_tree(name)):
            if not isinstance(node, ast.Call):
                continue
            built = {part for part in _called(node) & set(BUILDERS) if name not in BUILDERS[part]}
            wrong += [f"{name}:{node.lineno} builds {part}" for part in built]
    assert wrong == []


@pytest.mark.parametrize(
    "built",
    ["Store(path)", "Store.open(path)", "store.Store(path)", "rag.storage.store.Store(path)", "store.Store.open(path)"],
)
def test_building_is_seen_however_it_is_written(built: str) -> None:
    [call] = [node for node in ast.walk(ast.parse(built)) if isinstance(node, ast.Call)]
    assert "Store" in _called(call)


def test_the_chat_and_the_shell_reach_only_the_facade() -> None:
    inside = {f"rag.{part}" for layer in LAYERS[2:4] for part in layer if part not in ("rendering", "keeping")} - {
        "rag.__init__"
    }
    for name in ("app", "rag.page.chatting", "rag.cli"):
        assert _imports(name) & inside == set(), name
        assert not {other for other in _imports(name) if other.startswith("embeddings")}, name


def test_gradio_is_known_to_the_chat_only() -> None:
    for name in MODULES:
        imported = {
            alias.name for node in ast.walk(_tree(name)) if isinstance(node, ast.Import) for alias in node.names
        }
        assert "gradio" not in imported or name in {"app", "rag.page.chatting"}, name


def test_sql_is_written_in_the_store_only() -> None:
    for name in MODULES:
        uses = any(
            isinstance(node, ast.Import) and any(alias.name == "sqlite3" for alias in node.names)
            for node in ast.walk(_tree(name))
        )
        assert not uses or name in {
            "rag.storage.connections",
            "rag.storage.store",
            "rag.storage.snapshot",
            "rag.storage.migrations",
        }, name


@pytest.mark.parametrize("name", sorted(MODULES))
def test_the_library_does_not_print_and_has_no_global_state(name: str) -> None:
    for node in ast.walk(_tree(name)):
        assert not isinstance(node, ast.Global), f"{name}:{node.lineno} is global"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"{name}:{node.lineno} prints"


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"app"}))
def test_keywords_are_named(name: str) -> None:
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.FunctionDef) and node.args.kwarg:
            # The one exception says what it takes: settings to store, by name.
            assert (name, node.name) == ("rag.storage.store", "set"), (
                f"{name}:{node.lineno} takes **{node.args.kwarg.arg}"
            )


def test_there_is_no_drawer_for_everything() -> None:
    assert not {"utils", "helpers", "misc", "common"} & {name.rpartition(".")[2] for name in MODULES}


def test_a_light_command_does_not_load_the_model_s_libraries() -> None:
    heavy = {"torch", "faiss", "sentence_transformers", "langchain_text_splitters", "gradio", "transformers", "openai"}
    heavy |= {"lxml", "mammoth", "markdown_it"}
    pending, seen = ["rag.__init__"], set()
    while pending:
        name = pending.pop()
        seen.add(name)
        tree = _tree(name)
        skipped = _for_types_only(tree)
        for node in tree.body:
            if node in skipped or isinstance(node, ast.If):
                continue
            names = {a.name for a in node.names} if isinstance(node, ast.Import) else set()
            if isinstance(node, ast.ImportFrom):
                names = {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
            assert not {n.partition(".")[0] for n in names} & heavy, f"{name} imports {names}"
            pending += [n for n in names if n in MODULES and n not in seen]


@pytest.mark.parametrize("package", ["rag", "embeddings"])
def test_what_is_no_code_is_in_the_wheel_too(package: str) -> None:
    told = re.search(rf"^{package} = (\[.+\])$", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert told is not None
    patterns = ast.literal_eval(told.group(1))
    files = [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    others = {path.relative_to(ROOT / package).as_posix() for path in files if path.suffix != ".py"}
    assert others
    assert {name for name in others if not any(fnmatch(name, pattern) for pattern in patterns)} == set()
