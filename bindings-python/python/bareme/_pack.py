"""Reads a folder of rules: the engine itself reads no file."""

import os
from pathlib import Path

from ._native import Engine, _is_in_pack
from ._results import BaremeError, Finding

# As the engine: a larger file is no rule.
_MOST_BYTES = 1 << 20


def load(path):
    root = Path(path)
    if not root.is_dir():
        raise BaremeError(
            [Finding("fichier_illisible", "", f"`{root}` n'est pas un répertoire", None,
                     "donnez le répertoire qui contient `pack.toml`")]
        )
    return Engine._from_files(list(_files(root)))


def _files(root):
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            inside = file.relative_to(root).as_posix()
            # A pipe or a device could make the program wait for ever: only plain files are read.
            if _is_in_pack(inside) and file.is_file():
                with file.open("rb") as opened:
                    yield inside, opened.read(_MOST_BYTES + 1)
