"""Whatever comes in: decisions or findings, and the same by every door."""

import datetime
from decimal import Decimal
from typing import Any

import bareme
import polars as pl
from conftest import DATE
from hypothesis import given
from hypothesis import strategies as st

ENGINE = bareme.pays_de_la_loire()
FACTS = {fact["nom"]: fact for fact in ENGINE.facts()}
BURSARY = [
    "statut",
    "age",
    "revenu_brut_global",
    "formation_autorisee_region",
    "aidant",
    "distance_domicile_formation_km",
    "autres_enfants_a_charge",
    "date_entree_formation",
]
AMOUNTS = [name for name in BURSARY if FACTS[name]["type"] == "montant"]


def values(fact: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the fact may have."""
    if fact["type"] == "booleen":
        return st.booleans()
    if fact["type"] == "choix":
        return st.sampled_from([member["nom"] for member in fact["valeurs"]])
    if fact["type"] == "date":
        return st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 12, 31))
    low, high = Decimal(fact["min"]), Decimal(fact["max"])
    if fact["type"] == "entier":
        return st.integers(int(low), int(high))
    return st.decimals(low, high, places=fact["decimales"])


def dossiers() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={name: st.none() | values(FACTS[name]) for name in BURSARY})


def decided(dossier: dict[str, Any]) -> dict[str, Any] | None:
    """What is decided of the bursary, `None` when the dossier contradicts itself."""
    try:
        decision = ENGINE.evaluate(dossier, date=DATE, dispositifs="bourse_regionale")["bourse_regionale"]
    except bareme.BaremeError as error:
        assert {finding.code for finding in error.findings} <= {"incoherence", "incoherence_possible"}
        return None
    return {"verdict": str(decision.verdict), **decision.droits}


@given(st.lists(dossiers(), min_size=1, max_size=30))
def test_a_table_decides_each_row_as_one_dossier(rows: list[dict[str, Any]]) -> None:
    types: dict[str, Any] = {name: pl.String for name in BURSARY}
    for name in BURSARY:
        kind = FACTS[name]["type"]
        types[name] = {"booleen": pl.Boolean, "date": pl.Date, "entier": pl.Int64}.get(kind, pl.String)
    text = [
        {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()} for row in rows
    ]
    frame = pl.DataFrame([{name: row.get(name) for name in BURSARY} for row in text], schema=types)
    amounts = [pl.col(name).str.to_decimal(scale=FACTS[name]["decimales"]) for name in AMOUNTS]
    forms = [frame, frame.with_columns(amounts), frame.with_columns(pl.col(name).cast(pl.Float64) for name in AMOUNTS)]
    decided_forms = [ENGINE.evaluate_table(form, date=DATE, dispositifs="bourse_regionale") for form in forms]
    out, *others = decided_forms
    for other in others:
        assert other.equals(out, null_equal=True)
    for row, got in zip(rows, out.iter_rows(named=True), strict=True):
        expected = decided(row)
        assert (got["incoherence"] is not None) == (expected is None)
        for name, value in (expected or {}).items():
            assert got[f"bourse_regionale__{name}"] == value


ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.decimals() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
NAMES = st.sampled_from(sorted(FACTS)) | st.text(max_size=12) | st.integers()


@given(st.dictionaries(NAMES, ANYTHING, max_size=6))
def test_any_mapping_gives_a_decision_or_findings(dossier: dict[Any, Any]) -> None:
    try:
        answer = ENGINE.evaluate(dossier, date=DATE, dispositifs="bourse_regionale")
    except bareme.BaremeError as error:
        assert error.findings and all(finding.code and finding.message for finding in error.findings)
    else:
        ENGINE.verify(answer)


@given(st.floats(0, 999_999))
def test_a_float_is_accepted_only_when_it_says_an_exact_amount(income: float) -> None:
    exact = Decimal(repr(income)) == Decimal(repr(income)).quantize(Decimal("0.01"))
    for data in ({"revenu_brut_global": income}, pl.DataFrame({"revenu_brut_global": [income]})):
        call = ENGINE.evaluate if isinstance(data, dict) else ENGINE.evaluate_table
        try:
            call(data, date=DATE, dispositifs="bourse_regionale")  # type: ignore[arg-type]
            assert exact
        except bareme.BaremeError:
            assert not exact
