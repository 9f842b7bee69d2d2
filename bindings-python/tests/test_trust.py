"""A table says what made it, why it refuses, and what it is to be read with."""

import warnings
from typing import Any

import bareme
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from conftest import DATE

AGES = {"age": [20, 14]}
BURSARY: dict[str, Any] = {"dispositifs": "bourse_regionale"}


def test_a_table_says_what_made_it(engine: bareme.Engine) -> None:
    decided = engine.evaluate_table(pa.table(AGES), date=DATE, **BURSARY)
    assert {name.decode(): value.decode() for name, value in decided.schema.metadata.items()} == {
        "bareme.pack": f"{engine.pack.id} {engine.pack.version}",
        "bareme.empreinte": engine.pack.empreinte,
        "bareme.date": DATE,
        "bareme.moteur": bareme.__version__,
    }
    frame = engine.evaluate_table(pd.DataFrame(AGES), date=DATE, **BURSARY)
    assert frame.attrs["bareme.date"] == DATE and frame.attrs["bareme.empreinte"] == engine.pack.empreinte


def test_every_condition_that_fails_is_told(engine: bareme.Engine, student: dict[str, Any]) -> None:
    rows = [student, {**student, "age": 14}, {**student, "age": 14, "formation_autorisee_region": False}]
    names = ["condition", "seule_condition", "conditions"]
    out = engine.evaluate_table(pl.DataFrame(rows), date=DATE, outputs=names, **BURSARY)
    assert out.columns == [f"bourse_regionale__{name}" for name in names]
    expected = [[c.id for c in engine.evaluate(row, date=DATE)["bourse_regionale"].conditions if c.etat == "non_remplie"] for row in rows]
    assert [len(ids) for ids in expected] == [0, 1, 2]
    assert out["bourse_regionale__conditions"].to_list() == expected
    assert out["bourse_regionale__seule_condition"].to_list() == [None, "age", None]
    arrays = {name: np.array([row[name] for row in rows]) for name in student}
    of_numpy = engine.evaluate_table(arrays, date=DATE, outputs="conditions", **BURSARY)
    assert [list(ids) for ids in of_numpy["bourse_regionale__conditions"]] == expected


def test_a_year_of_which_the_rules_know_nothing_is_told_once(engine: bareme.Engine) -> None:
    with pytest.warns(bareme.BaremeWarning) as told:
        engine.evaluate_table(pl.DataFrame(AGES), date="2035-01-15", **BURSARY)
    assert len(told) == 1 and told[0].filename == __file__
    text = str(told[0].message).replace("\xa0", " ")
    assert "le barème ne sait rien de 2035" in text
    # Which values, since when, and what to do.
    assert "valeurs avaient passé leur jour au 15 janvier 2035 : `" in text and "depuis le" in text and "relisez" in text


def test_what_was_read_when_it_was_in_force_warns_of_nothing(engine: bareme.Engine) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        engine.evaluate_table(pl.DataFrame(AGES), date="2024-01-15", **BURSARY)


def test_what_is_not_in_force_and_what_is_only_announced_is_told(engine: bareme.Engine) -> None:
    with pytest.warns(bareme.BaremeWarning, match="rien de ce qui est demandé n'est en vigueur le 1er.janvier.1990"):
        engine.evaluate_table(pl.DataFrame(AGES), date="1990-01-01", **BURSARY)
    announced = [each["id"] for each in engine.dispositifs() if each["statut"] == "hypothese"]
    with pytest.warns(bareme.BaremeWarning, match=f"annoncé.*`{announced[0]}`"):
        engine.evaluate_table(pl.DataFrame(AGES), date=DATE, dispositifs=announced[0])
