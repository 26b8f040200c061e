"""Models of sentence-transformers from a folder or a hub: what is said where they cannot be had."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from embeddings.errors import ModelNotFoundError

__all__ = ["Origin", "load_model", "local_folder", "quiet_loading"]

_HUB_SECONDS = 5.0
_Model = TypeVar("_Model")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where models of one kind come from.

    Attributes:
        owner: whose models are meant by names without an owner.
        remedy: what to do where one cannot be had.
    """

    owner: str
    remedy: str

    def repository(self, name: str) -> str:
        """The full name of a hub model."""
        return name if "/" in name else f"{self.owner}/{name}"


def local_folder(model: str | Path, remedy: str) -> Path | None:
    """The folder that is meant, or None where it is the name of a hub model.

    Raises:
        ModelNotFoundError: it can only be a folder, and there is none.
    """
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if isinstance(model, Path) or model.startswith((".", "/", "~")) or "\\" in model or model.count("/") > 1:
        raise ModelNotFoundError(f"there is no model folder {model}: {remedy}")
    return None


def load_model(
    origin: Origin,
    name: str,
    make: Callable[[bool], _Model],
    telltale: str,
    *,
    is_folder: bool,
    local_files_only: bool,
) -> _Model:
    """Load a model; one that was downloaded before is taken from the cache, without a look at the network.

    Args:
        origin: where its kind comes from.
        name: a folder, or the name of a hub model.
        make: loads it; takes whether only local files may be looked at.
        telltale: a file that is in the cache where it was downloaded before.
        is_folder: whether `name` is a folder.
        local_files_only: never ask the hub.

    Raises:
        ModelNotFoundError: it cannot be had, or is damaged.
    """
    if is_folder or local_files_only or _is_cached(origin, name, telltale):
        if not is_folder and not _is_cached(origin, name, telltale):
            raise ModelNotFoundError(f"{name} is no folder, nor was it downloaded from the hub before: {origin.remedy}")
        try:
            # What is in the cache is used as it is: a newer revision on the hub would be another model.
            return make(True)
        except Exception as error:  # of sentence-transformers, transformers and the file formats, any of them
            if is_folder or local_files_only:
                raise ModelNotFoundError(f"{name} cannot be loaded ({_first_line(error)}): {origin.remedy}") from error
    _ask_hub(origin, name)  # not downloaded yet, or not wholly
    try:
        return make(False)
    except Exception as error:
        raise ModelNotFoundError(f"{name} cannot be loaded ({_first_line(error)}): {origin.remedy}") from error


def _is_cached(origin: Origin, name: str, telltale: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return try_to_load_from_cache(origin.repository(name), telltale) is not None
    except HFValidationError:
        return False


def _ask_hub(origin: Origin, name: str) -> None:
    """Whether the hub has a model, within seconds: a download would try again for more than a minute."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    try:
        HfApi().model_info(origin.repository(name), timeout=_HUB_SECONDS)
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise ModelNotFoundError(f"{name} is neither a folder nor a model of the hub: {origin.remedy}") from error
    except Exception as error:  # of the HTTP library, which depends on the version of huggingface_hub
        raise ModelNotFoundError(
            f"{name} is no folder, and the hub cannot be asked for it ({_first_line(error)}): {origin.remedy}"
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@contextmanager
def quiet_loading() -> Iterator[None]:
    """No progress bar and no notes of the libraries while a model is loaded; afterwards they speak as before."""
    from transformers.utils import logging as transformers_logging

    speaker: Any = transformers_logging
    bars, verbosity = speaker.is_progress_bar_enabled(), speaker.get_verbosity()
    speaker.disable_progress_bar()
    speaker.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        speaker.set_verbosity(verbosity)
        if bars:
            speaker.enable_progress_bar()
