"""What the tests share: the engine, the repository, the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bareme
import pytest
from hypothesis import settings

# A machine that others share is sometimes slow: nothing here is timed.
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=150)
settings.load_profile("ci")

ROOT = Path(__file__).resolve().parents[2]
DATE = "2024-09-02"


@pytest.fixture(scope="session")
def engine() -> bareme.Engine:
    return bareme.pays_de_la_loire()


@pytest.fixture
def student() -> dict[str, Any]:
    """A nursing student: tests/cases say what she is entitled to."""
    return {
        "statut": "poursuite_scolarite",
        "age": 20,
        "revenu_brut_global": 21480,
        "formation_autorisee_region": True,
        "indemnise_are": False,
        "remunere_par_region": False,
        "boursier_crous": False,
        "handicap_cdaph": False,
        "aidant": False,
        "heures_activite_hebdo": 8,
        "distance_domicile_formation_km": 64,
        "autres_enfants_superieur": 1,
        "autres_enfants_a_charge": 1,
    }


Cli = Callable[..., tuple[int, str]]


@pytest.fixture(scope="session")
def cli() -> Cli:
    """Runs the command line of this repository: its exit code and its standard output."""
    build = ["cargo", "build", "--quiet", "--locked", "--package", "bareme-cli", "--message-format=json"]
    # The feature set of the workspace's own checks, so that nothing is built twice.
    done = subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    program = next(m["executable"] for m in messages if m.get("executable"))

    def run(*arguments: str, text: str = "") -> tuple[int, str]:
        ended = subprocess.run([program, *arguments], input=text, capture_output=True, text=True, cwd=ROOT, check=False)
        return ended.returncode, ended.stdout.rstrip("\n")

    return run


def canonical_errors(error: bareme.BaremeError) -> str:
    """The error object of every surface."""
    listed = [
        {
            "code": finding.code,
            "lieu": finding.place,
            "message": finding.message,
            "suggestion": finding.suggestion,
            "aide": finding.help,
            "gravite": finding.severity,
        }
        for finding in error.findings
    ]
    return json.dumps({"erreurs": listed}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def told_by_any_door(errors: str) -> str:
    """The error object, but for the words of what to do: each door has commands of its own."""
    listed = json.loads(errors)
    for error in listed["erreurs"]:
        error["aide"] = error["aide"] is not None
    return json.dumps(listed, sort_keys=True, ensure_ascii=False)


# Spark starts other Pythons: they must be this one.
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
