"""Installs what is compared in a throwaway folder: the newest data, from the registries alone."""

import importlib
import json
import pathlib
import shutil
import subprocess
import sys
import types
import zipfile

PINNED = pathlib.Path(__file__).resolve().parent.parent.parent / "bindings-python" / "requirements.txt"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
NPM = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]


class Unavailable(Exception):
    """Something that is needed could not be installed."""


def run(command: list[str], what: str) -> None:
    if shutil.which(command[0]) is None:
        raise Unavailable(f"{what} : il manque `{command[0]}`")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise Unavailable(f"{what} : {lines[-1] if lines else 'échec'}")


def npm(folder: pathlib.Path, package: str, version: str = "latest") -> tuple[pathlib.Path, str]:
    """Installs a package, and says where its data is and which version it is."""
    home = folder / f"npm-{package.rsplit('/', 1)[-1]}-{version}"
    home.mkdir(parents=True, exist_ok=True)
    run([*NPM, "--prefix", str(home), f"{package}@{version}"], f"{package} (npm)")
    installed = home / "node_modules" / package
    return installed / "data", json.loads((installed / "package.json").read_text(encoding="utf-8"))["version"]


def openfisca(folder: pathlib.Path) -> tuple[pathlib.Path, str]:
    """Downloads the newest OpenFisca-France without what it needs to compute, and says where its parameters are."""
    home = folder / "openfisca"
    wheel_alone = ["--no-deps", "--only-binary", ":all:", "-d", str(home)]
    run([*PIP, "download", "-q", *wheel_alone, "openfisca-france"], "openfisca-france (PyPI)")
    wheel = next(home.glob("openfisca_france-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        inside = "openfisca_france/parameters/"
        archive.extractall(home, [name for name in archive.namelist() if name.startswith(inside)])
    return home / "openfisca_france" / "parameters", wheel.name.split("-")[1]


def yaml(folder: pathlib.Path) -> types.ModuleType:
    """The reader of YAML, with the version and the hashes that the Python module pins, in the same folder: the environment of
    whoever runs this stays as it is."""
    home = folder / "python"
    pinned = folder / "requirements.txt"
    pinned.write_text(block(PINNED.read_text(encoding="utf-8"), "pyyaml"), encoding="utf-8")
    wheel = ["--no-deps", "--only-binary", ":all:", "--target", str(home), "--require-hashes", "-r", str(pinned)]
    run([*PIP, "install", "-q", *wheel], "PyYAML (PyPI)")
    sys.path.insert(0, str(home))
    return importlib.import_module("yaml")


def block(requirements: str, name: str) -> str:
    """What a file of requirements says of one package: its version and its hashes."""
    lines = requirements.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{name}=="))
    kept = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("    --hash="):
            break
        kept.append(line)
    return "\n".join(kept).rstrip(" \\") + "\n"
