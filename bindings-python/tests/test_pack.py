"""A folder of rules: nothing of it vanishes unseen, and what is wrong is told as the command line tells it."""

import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import bareme
import pytest
from conftest import ROOT, Cli, canonical_errors, told_by_any_door


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A pack of one's own, without a fault."""
    folder = tmp_path / "pack"
    shutil.copytree(ROOT / "tests/packs/minimal", folder)
    bareme.load(folder)
    return folder


def refused(folder: Path) -> bareme.BaremeError:
    with pytest.raises(bareme.BaremeError) as error:
        bareme.load(folder)
    return error.value


def damage(folder: Path, how: str) -> None:
    file = folder / "dispositifs/zz.toml"
    file.parent.mkdir(exist_ok=True)
    if how == "a link that leads nowhere":
        file.symlink_to(folder / "nowhere.toml")
    elif how == "a link in a circle":
        file.symlink_to(file)
    elif how == "a link to a folder":
        file.symlink_to(folder)
    elif how == "a pipe":
        os.mkfifo(file)
    elif how == "a name that is no text":
        Path(os.fsdecode(os.fsencode(file.parent) + b"/z\xe9.toml")).write_text("=", encoding="utf-8")
    elif how == "a file that is too large":
        file.write_bytes(b"#" * ((1 << 20) + 1))
    elif how == "a folder that is too deep":
        deep = file.parent.joinpath(*["d"] * 13)
        deep.mkdir(parents=True)
        (deep / "zz.toml").write_text("", encoding="utf-8")
    elif how == "too many files":
        for position in range(5_001):
            (file.parent / f"z{position}.toml").write_text("", encoding="utf-8")
    elif how == "faults of a file and of its rules":
        file.symlink_to(folder / "nowhere.toml")
        (folder / "pack.toml").write_text("[pack", encoding="utf-8")


@pytest.mark.parametrize(
    "how",
    [
        "a link that leads nowhere",
        "a link in a circle",
        "a link to a folder",
        "a pipe",
        "a name that is no text",
        "a file that is too large",
        "a folder that is too deep",
        "too many files",
        "faults of a file and of its rules",
    ],
)
def test_what_cannot_be_read_is_told_as_the_command_line_tells_it(own: Path, cli: Cli, how: str) -> None:
    damage(own, how)
    code, expected = cli("facts", "--format", "json", "--pack", str(own))
    told = refused(own)
    # Only the command line reads a standard input.
    assert code == 1 and canonical_errors(told) == expected.replace(" ; `-` lit l'entrée standard", "")


def test_what_is_no_folder_of_rules_is_told(own: Path, cli: Cli) -> None:
    # A file is read as a compact pack, which `--pack` takes and `check` does not.
    for path, command in (
        (own / "nowhere", ("check",)),
        (own / "pack.toml", ("facts", "--pack")),
        (own / "parametres", ("check",)),
    ):
        code, expected = cli(*command, str(path), "--format", "json")
        told = canonical_errors(refused(path))
        assert code == 1 and told == expected.replace(" ; `-` lit l'entrée standard", "")


def test_a_folder_that_may_not_be_read_is_told(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "dispositifs").mkdir(exist_ok=True)
    scandir = os.scandir

    def denied(path: Any) -> Any:
        if Path(path).name == "dispositifs":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    # Whoever runs the tests may be allowed to read everything.
    monkeypatch.setattr(os, "scandir", denied)
    finding = refused(own).findings[0]
    assert finding.code == "fichier_illisible" and "dispositifs` ne peut pas être lu : accès refusé" in finding.message


@pytest.fixture
def compact(tmp_path: Path, cli: Cli) -> Path:
    """A file that `bareme pack` wrote."""
    file = tmp_path / "minimal.bpk"
    code, _ = cli("pack", str(ROOT / "tests/packs/minimal"), "-o", str(file))
    assert code == 0
    return file


def test_a_compact_file_or_its_bytes_are_the_folder_that_they_were_made_of(compact: Path) -> None:
    facts = {"points": 1, "revenu": "12000.00"}
    folder = bareme.load(ROOT / "tests/packs/minimal")
    expected = folder.explain(facts, date="2024-09-02").json()
    content = compact.read_bytes()
    for given in (compact, str(compact), content, bytearray(content), memoryview(content)):
        engine = bareme.load(given)
        assert engine.pack == folder.pack and engine.warnings == []
        assert engine.explain(facts, date="2024-09-02").json() == expected
        again = pickle.loads(pickle.dumps(engine))
        assert again.explain(facts, date="2024-09-02").json() == expected


def test_a_damaged_compact_file_is_told_as_the_command_line_tells_it(compact: Path, cli: Cli) -> None:
    content = bytearray(compact.read_bytes())
    content[len(content) // 2] ^= 1
    compact.write_bytes(content)
    code, expected = cli("facts", "--format", "json", "--pack", str(compact))
    assert code == 1 and told_by_any_door(canonical_errors(refused(compact))) == told_by_any_door(expected)
    with pytest.raises(bareme.BaremeError) as error:
        bareme.load(bytes(content))
    assert [finding.code for finding in error.value.findings] == ["pack_compact_invalide"]


def test_an_answer_of_one_pack_is_not_verified_by_another(compact: Path) -> None:
    answer = bareme.load(compact).evaluate({"points": 1}, date="2024-09-02")
    for decision in (answer, answer.json()):
        with pytest.raises(bareme.BaremeError) as error:
            bareme.pays_de_la_loire().verify(decision)
        assert [finding.code for finding in error.value.findings] == ["autre_pack"]
