"""The columns that say what each decision of a table rests on."""

from typing import Any

import bareme
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from test_cases import cases

SLOW = ["faits_manquants", "doutes", "perimes", "fiabilite"]
# Nothing of it is told of a row that contradicts itself.
NOTHING = (None, None, None, None)


Told = tuple[list[str] | None, int | None, list[str] | None, str | None]


def told(answer: bareme.Answer, id: str) -> Told:
    decision = answer[id]
    return list(decision.manquants), len(decision.doutes), [value.id for value in decision.perimes], str(decision.fiabilite)


def test_a_row_rests_on_what_its_dossier_rests_on_in_every_case(engine: bareme.Engine) -> None:
    by_request: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for case in cases():
        for id in case.get("attendu", {}):
            # What is known in part has two columns: `test_intervals.py` looks at those.
            if not any(isinstance(value, (dict, list)) for value in case["dossier"].values()):
                by_request.setdefault((case["date"], id), []).append(case["dossier"])
    seen: list[Told] = []
    for (date, id), dossiers in by_request.items():
        expected: list[Told] = []
        kept = []
        for dossier in dossiers:
            try:
                expected.append(told(engine.evaluate(dossier, date=date, dispositifs=id), id))
            except bareme.BaremeError as error:
                if any(finding.code != "incoherence" for finding in error.findings if finding.severity == "erreur"):
                    continue
                expected.append(NOTHING)
            kept.append(dossier)
        # A fact without a value anywhere has no type.
        names = sorted({name for dossier in kept for name, value in dossier.items() if value is not None})
        columns = {name: column([dossier.get(name) for dossier in kept]) for name in names}
        # A dossier of which nothing is known is a row all the same.
        columns.setdefault("age", pl.Series([None] * len(kept), dtype=pl.Int32))
        out = engine.evaluate_table(pl.DataFrame(columns), date=date, dispositifs=id, outputs=SLOW)
        assert out.columns == [f"{id}__{name}" for name in SLOW]
        rows = [(sorted(row[0]) if row[0] is not None else None, *row[1:]) for row in out.rows()]
        assert rows == [(sorted(row[0]) if row[0] is not None else None, *row[1:]) for row in expected], (date, id)
        seen += expected
    # Doubts and none, old values and none.
    assert {row[1] == 0 for row in seen} == {row[2] == [] for row in seen} == {row[0] == [] for row in seen} == {True, False}
    assert {"texte", "a_confirmer"} <= {row[3] for row in seen}


def column(values: list[Any]) -> pl.Series:
    if all(value is None or isinstance(value, bool) for value in values):
        return pl.Series(values, dtype=pl.Boolean)
    return pl.Series([None if value is None else str(value) for value in values], dtype=pl.String)


def test_they_are_given_only_when_they_are_named(engine: bareme.Engine) -> None:
    ages = pa.table({"age": [20, 14]})
    asked: dict[str, Any] = {"date": "2026-11-28", "dispositifs": ["bourse_regionale", "aref"]}
    assert not [name for name in engine.evaluate_table(ages, **asked).column_names if name.endswith(tuple(SLOW))]
    out = engine.evaluate_table(ages, **asked, outputs=["verdict", "aref__doutes"])
    assert out.column_names == ["bourse_regionale__verdict", "aref__verdict", "aref__doutes"] or out.column_names == [
        "aref__verdict",
        "aref__doutes",
        "bourse_regionale__verdict",
    ]
    with pytest.raises(bareme.BaremeError) as refused:
        engine.evaluate_table(ages, **asked, outputs="doute")
    assert refused.value.findings[0].suggestion == "doutes"


def test_types_and_kinds_of_tables(engine: bareme.Engine) -> None:
    ages = np.arange(14, 34).repeat(150)
    arrow = engine.evaluate_table(pa.table({"age": ages}), date="2026-11-28", dispositifs="bourse_regionale", outputs=SLOW)
    kinds = ["list<item: string>", "int32", "list<item: string>", "dictionary<values=string, indices=uint8, ordered=0>"]
    assert [str(field.type) for field in arrow.schema] == kinds
    arrays = engine.evaluate_table({"age": ages}, date="2026-11-28", dispositifs="bourse_regionale", outputs=SLOW)
    assert arrays["bourse_regionale__doutes"].tolist() == arrow["bourse_regionale__doutes"].to_pylist()
    assert [list(ids) for ids in arrays["bourse_regionale__perimes"]] == arrow["bourse_regionale__perimes"].to_pylist()
    assert arrays["bourse_regionale__fiabilite"].tolist() == arrow["bourse_regionale__fiabilite"].to_pylist()
    for threads in (1, 3):
        again = engine.evaluate_table(
            pa.table({"age": ages}), date="2026-11-28", dispositifs="bourse_regionale", outputs=SLOW, threads=threads
        )
        assert again.equals(arrow)
