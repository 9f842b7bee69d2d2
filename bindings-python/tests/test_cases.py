"""The case files of the product, through Python: the bytes of the command line."""

import json
import os
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import bareme
from conftest import ROOT, Cli, canonical_errors, told_by_any_door
from expected import check, check_course, check_incomes


def cases() -> list[dict[str, Any]]:
    found = []
    for file in sorted((ROOT / "tests/cases").rglob("*.toml")):
        with Path(file).open("rb") as opened:
            content = tomllib.load(opened)
        for case in content["cas"]:
            dossier = {**content.get("base", {}), **case.get("dossier", {})}
            found.append({**case, "dossier": dossier, "date": case["date"].isoformat()})
    return found


def test_every_case_gives_the_bytes_of_the_command_line(engine: bareme.Engine, cli: Cli) -> None:
    every = cases()
    assert len(every) > 700

    def native(case: dict[str, Any]) -> str:
        named = [word for id in case.get("attendu", {}) for word in ("--dispositif", id)]
        text = json.dumps(case["dossier"])
        return cli("evaluate", "--format", "json", "--date", case["date"], *named, "-", text=text)[1]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        expected = list(pool.map(native, every))
    refused = 0
    for case, text in zip(every, expected, strict=True):
        try:
            answer = engine.evaluate(case["dossier"], date=case["date"], dispositifs=case.get("attendu", {}))
            assert answer.json() == text, case["nom"]
        except bareme.BaremeError as error:
            refused += 1
            assert told_by_any_door(canonical_errors(error)) == told_by_any_door(text), case["nom"]
    assert refused > 0


def test_every_case_holds_what_its_source_says(engine: bareme.Engine) -> None:
    for case in cases():
        if "erreurs" in case:
            continue
        # A page is of everything in force.
        named = None if "page" in case else case.get("attendu", {})
        check(json.loads(engine.evaluate(case["dossier"], date=case["date"], dispositifs=named).json()), case)
        if "echeancier" in case:
            course = engine.schedule(case["dossier"], date=case["date"], dispositifs=named)
            check_course(course["echeancier"], case)
        if "revenus" in case:
            course = engine.schedule(case["dossier"], date=case["date"], dispositifs=named)
            check_incomes(course["echeancier"]["revenus"], case)


def test_every_case_is_told_as_the_command_line_tells_it(engine: bareme.Engine, cli: Cli) -> None:
    every = [case for case in cases() if "erreurs" not in case and case.get("attendu")]

    def native(case: dict[str, Any]) -> str:
        named = [word for id in case["attendu"] for word in ("--dispositif", id)]
        return cli("explain", "--date", case["date"], *named, "-", text=json.dumps(case["dossier"]))[1]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        expected = list(pool.map(native, every))
    for case, text in zip(every, expected, strict=True):
        answer = engine.explain(case["dossier"], date=case["date"], dispositifs=case["attendu"])
        assert str(answer).rstrip() == text.rstrip(), case["nom"]


def test_explanations_are_those_of_the_command_line(engine: bareme.Engine, cli: Cli) -> None:
    for file in sorted((ROOT / "examples/dossiers").glob("*.json")):
        text = file.read_text(encoding="utf-8")
        code, expected = cli("explain", "--format", "json", "--date", "2024-09-02", str(file))
        assert code == 0
        answer = engine.explain(text, date="2024-09-02")
        assert answer.json() == expected
        engine.verify(answer)
        engine.verify(expected)
