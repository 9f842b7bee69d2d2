"""Reads a pack from the disk: the engine itself reads no file. What a disk can do wrong is told as the command line tells it."""

import os
import stat

from ._native import _MAX_FILE_BYTES, Engine, _is_in_pack
from ._results import BaremeError, Finding

# A pack is far smaller: a whole disk is not looked at.
_MOST_FILES = 5_000
_DEEPEST = 12
# A pack of the largest size allowed is far smaller in its compact form.
_MOST_COMPACT_BYTES = 32 << 20


def load(path):
    if isinstance(path, (bytes, bytearray, memoryview)):
        return Engine._from_compact(bytes(path), [])
    path = os.fspath(path)
    # A pipe or a device could make the program wait for ever: only plain files are read.
    if os.path.isfile(path):
        return _compact(path)
    return _folder(path)


def _compact(path):
    """The engine of a file that `bareme pack` wrote."""
    try:
        with open(path, "rb") as opened:
            content = opened.read(_MOST_COMPACT_BYTES + 1)
    except OSError as error:
        raise BaremeError([_refused(path, error)]) from None
    if len(content) > _MOST_COMPACT_BYTES:
        help = "donnez un fichier écrit par `bareme pack`, ou le répertoire du pack"
        raise BaremeError([Finding("pack_trop_grand", "", f"`{path}` fait plus de {_MOST_COMPACT_BYTES} octets", None, help)])
    try:
        return Engine._from_compact(content, [])
    except BaremeError as error:
        raise BaremeError([finding._replace(message=f"`{path}` : {finding.message}") for finding in error.findings]) from None


def _folder(path):
    findings = []
    found = _found(path, findings)
    if findings and not found:
        raise BaremeError(findings)
    files = _contents(found, findings)
    try:
        engine = Engine._from_files(files)
    except BaremeError as error:
        raise BaremeError([*findings, *error.findings]) from None
    if findings:
        raise BaremeError([*findings, *engine.warnings])
    return engine


def _found(root, findings):
    """
    The files of the pack, by their path from its root, in order. Links to folders are not followed, and what lies elsewhere, behind
    a link or on another disk, is refused: a pack that was checked is the same wherever it is copied.
    """
    found = []
    whole = os.path.realpath(root)
    waiting = [(root, "", 0)]
    while waiting:
        folder, prefix, depth = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    # As the engine reads a name that is no text: with a sign in the place of what it cannot read.
                    inside = prefix + os.fsencode(entry.name).decode("utf-8", "replace")
                    away = _elsewhere(entry, inside, whole)
                    if away is not None:
                        if _is_in_pack(inside):
                            findings.append(away)
                    elif entry.is_dir(follow_symlinks=False):
                        if depth < _DEEPEST:
                            waiting.append((entry.path, f"{inside}/", depth + 1))
                        elif _is_in_pack(f"{inside}/x.toml"):
                            findings.append(_unseen(f"`{inside}` est à plus de {_DEEPEST} répertoires de profondeur"))
                    elif _is_in_pack(inside):
                        found.append((inside, entry.path))
                    if len(found) > _MOST_FILES:
                        findings.append(_unseen(f"`{root}` a plus de {_MOST_FILES} fichiers"))
                        return sorted(found)
        except NotADirectoryError:
            findings.append(_unreadable(f"`{folder}` n'est pas un répertoire", "donnez le répertoire qui contient `pack.toml`"))
        except OSError as error:
            findings.append(_refused(folder, error))
    return sorted(found)


def _elsewhere(entry, inside, root):
    """A finding when an entry of the folder is not where it seems to be. Where it leads to is nobody's business."""
    if entry.is_symlink():
        real = os.path.realpath(entry.path)
        # One that leads nowhere is told as such when it is read.
        if not os.path.exists(real) or os.path.commonpath([real, root]) == root:
            return None
        return _unreadable(f"`{inside}` est un lien qui sort du répertoire", "copiez le fichier lui-même dans le répertoire")
    if entry.stat(follow_symlinks=False).st_dev != os.stat(root).st_dev:
        return _unreadable(f"`{inside}` est sur un autre disque que le répertoire", "copiez ce qu'il contient dans le répertoire")
    return None


def _contents(found, findings):
    """A pipe or a device could make the program wait for ever: only plain files are read."""
    files = []
    for inside, path in found:
        try:
            # What a link leads to is what counts, and a link that leads nowhere is told.
            if not stat.S_ISREG(os.stat(path).st_mode):
                findings.append(_unreadable(f"`{inside}` n'est pas un fichier ordinaire"))
                continue
            with open(path, "rb") as opened:
                # One byte too many says that the file is too large.
                files.append((inside, opened.read(_MAX_FILE_BYTES + 1)))
        except OSError as error:
            findings.append(_refused(path, error))
    return files


def _refused(path, error):
    if isinstance(error, FileNotFoundError):
        return _unreadable(f"`{path}` n'existe pas", "vérifiez le chemin")
    if isinstance(error, PermissionError):
        return _unreadable(f"`{path}` ne peut pas être lu : accès refusé", "donnez-vous le droit de lire ce fichier")
    why = f"le système répond « {error.strerror} (os error {error.errno}) »"
    return _unreadable(f"`{path}` ne peut pas être lu : {why}", "vérifiez le fichier")


def _unseen(what):
    return _unreadable(f"{what} : le reste n'est pas lu", "donnez un répertoire qui ne contient que ce qu'il faut lire")


def _unreadable(message, help=None):
    return Finding("fichier_illisible", "", message, None, help)
