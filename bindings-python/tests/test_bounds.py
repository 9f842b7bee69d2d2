"""No silent total: what is not settled is between two columns, whose sums are the bounds of the total."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import bareme
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import small_pack
from conftest import DATE

JULY = datetime.date(2024, 7, 1)
ROWS: dict[str, list[Any]] = {
    "revenu": [Decimal(4000), None, Decimal(4000), Decimal(4000), Decimal("1000.10")],
    "seul": [True, True, None, False, True],
    "debut": [JULY, JULY, JULY, JULY, None],
}
# Of each row the smallest and the largest that is due: the income less 1,000 to who is alone, and nothing to who is not.
DUE: list[tuple[Any, Any]] = [(3000, 3000), (-1000, 8000), (0, 3000), (0, 0), (Decimal("0.10"), Decimal("0.10"))]
# The same to whoever is alone, or would be.
IF_ELIGIBLE: list[tuple[Any, Any]] = [(3000, 3000), (-1000, 8000), (3000, 3000), (3000, 3000), (Decimal("0.10"), Decimal("0.10"))]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bareme.Engine:
    return small_pack.engine(tmp_path_factory.mktemp("pack"))


def decide(small: bareme.Engine, data: Any, **more: Any) -> Any:
    return small.evaluate_table(data, date=DATE, **more)


def test_the_sums_of_both_ends_are_the_bounds_of_the_total(small: bareme.Engine) -> None:
    decided = decide(small, pl.DataFrame(ROWS), bounds=True)
    ends = list(zip(decided["aide__montant_min"], decided["aide__montant_max"], strict=True))
    assert ends == DUE
    assert decided["aide__montant_min"].sum() == Decimal("2000.10")
    assert decided["aide__montant_max"].sum() == Decimal("14000.10")
    # The droit itself is null unless eligible and settled.
    assert decided["aide__montant"].to_list() == [3000, None, None, None, Decimal("0.10")]
    # The day of the last row is not known: in July the sum exists, before it does not.
    sums = list(zip(decided["aide__prime_min"], decided["aide__prime_max"], strict=True))
    assert sums == [(250, 250), (250, 250), (0, 250), (0, 0), (0, 250)]
    days = list(zip(decided["aide__reprise_min"], decided["aide__reprise_max"], strict=True))
    after = datetime.date(2024, 7, 2)
    first, last = datetime.date(2024, 1, 11), datetime.date(2024, 12, 21)
    assert days == [(after, after), (after, after), (after, after), (None, None), (first, last)]


def test_what_would_be_is_told_of_the_refused_too(small: bareme.Engine) -> None:
    decided = decide(small, pl.DataFrame(ROWS), bounds=True, if_eligible=True)
    ends = list(zip(decided["aide__montant_si_eligible_min"], decided["aide__montant_si_eligible_max"], strict=True))
    assert ends == IF_ELIGIBLE
    assert decided["aide__montant_si_eligible"].to_list() == [3000, None, 3000, 3000, Decimal("0.10")]
    assert decided["aide__prime_si_eligible"].to_list() == [250, 250, 250, 250, None]
    # It is what one dossier says.
    told = small.evaluate({"revenu": 4000, "seul": False, "debut": JULY}, date=DATE, if_eligible=True)["aide"]
    assert told.droits["montant"] == 3000
    only = decide(small, pl.DataFrame(ROWS), if_eligible=True)
    beside = [name for name in only.columns if name.endswith(("_min", "_max", "_si_eligible"))]
    assert beside == ["aide__montant_si_eligible", "aide__prime_si_eligible", "aide__reprise_si_eligible"]


def test_outputs_name_them(small: bareme.Engine) -> None:
    names = ["aide__montant_min", "montant_max", "aide__prime_si_eligible", "montant_si_eligible_max"]
    decided = decide(small, pl.DataFrame(ROWS), outputs=names)
    assert decided.columns == [
        "aide__montant_min",
        "aide__montant_max",
        "aide__montant_si_eligible_max",
        "aide__prime_si_eligible",
    ]
    assert decided["aide__montant_max"].to_list() == [end for _, end in DUE]
    # Of what is given back, the ends.
    assert decide(small, pl.DataFrame(ROWS), outputs="montant", bounds=True).columns == [
        "aide__montant",
        "aide__montant_min",
        "aide__montant_max",
    ]
    with pytest.raises(bareme.BaremeError) as error:
        decide(small, pl.DataFrame(ROWS), outputs="montant_mini")
    assert error.value.findings[0].suggestion == "montant_min"
    # Without being asked for, they are not there.
    assert not [name for name in decide(small, pl.DataFrame(ROWS)).columns if name.endswith(("_min", "_max"))]


def test_a_column_that_is_kept_may_not_have_their_name(small: bareme.Engine) -> None:
    frame = pl.DataFrame(ROWS).with_columns(aide__montant_min=1)
    assert decide(small, frame, keep="aide__montant_min")["aide__montant_min"].to_list() == [1] * 5
    with pytest.raises(bareme.BaremeError):
        decide(small, frame, keep="aide__montant_min", bounds=True)


@pytest.mark.parametrize("amounts", ["decimal", "float", "centimes"])
def test_amounts_are_what_is_asked_in_every_kind_of_table(small: bareme.Engine, amounts: Any) -> None:
    types = {"decimal": pa.decimal128(19, 2), "float": pa.float64(), "centimes": pa.int32()}
    expected = {
        "decimal": [Decimal("3000.00"), Decimal("0.10")],
        "float": [3000.0, 0.1],
        "centimes": [300_000, 10],
    }[amounts]
    table = pa.table(ROWS)
    decided = decide(small, table, amounts=amounts)
    assert decided.schema.field("aide__montant").type == types[amounts]
    known = [value for value in decided["aide__montant"].to_pylist() if value is not None]
    assert known == expected
    frame = decide(small, pl.DataFrame(ROWS), amounts=amounts)
    assert frame["aide__montant"].drop_nulls().to_list() == expected
    relation = decide(small, duckdb.from_arrow(table), amounts=amounts)
    assert [row[0] for row in relation.select("aide__montant").fetchall() if row[0] is not None] == expected
    pandas = decide(small, table.to_pandas(types_mapper=pd.ArrowDtype), amounts=amounts)
    assert pandas["aide__montant"].dropna().tolist() == expected
    arrays = {"revenu": np.array([4000.0, np.nan]), "seul": np.array([True, True])}
    of_numpy = decide(small, arrays, amounts=amounts)["aide__montant"]
    assert of_numpy[0] == expected[0]
    if amounts == "float":
        assert of_numpy.dtype == np.float64 and np.isnan(of_numpy[1])


def test_a_frame_of_pandas_has_no_column_of_objects(small: bareme.Engine) -> None:
    given = pa.table(ROWS).to_pandas(types_mapper=pd.ArrowDtype)
    for amounts in ("decimal", "float", "centimes"):
        frame = decide(small, given, bounds=True, if_eligible=True, amounts=amounts)
        assert [name for name in frame.columns if frame[name].dtype == object] == []
    frame = decide(small, given, bounds=True)
    assert frame["aide__montant_max"].sum() == Decimal("14000.10")
    assert frame["aide__manquants"].sum() == 3
    assert frame["aide__montant"].dtype == pd.ArrowDtype(pa.decimal128(19, 2))


def test_floats_are_the_nearest_to_their_amount(engine: bareme.Engine, student: dict[str, Any]) -> None:
    options: dict[str, Any] = {"date": DATE, "dispositifs": "bourse_regionale", "bounds": True}
    rows = pl.DataFrame([{**student, "revenu_brut_global": cents / 100} for cents in range(1_000_000, 3_000_000, 9_973)])
    exact = engine.evaluate_table(rows, **options)
    floats = engine.evaluate_table(rows, amounts="float", **options)
    for name in [name for name in exact.columns if exact[name].dtype == pl.Decimal]:
        assert floats[name].dtype == pl.Float64
        assert floats[name].to_list() == [None if value is None else float(value) for value in exact[name]]


def test_amounts_are_one_of_three_words(small: bareme.Engine) -> None:
    with pytest.raises(ValueError, match="amounts"):
        decide(small, pl.DataFrame(ROWS), amounts="euros")


def test_scaled_numbers_are_cents_unless_it_is_said_otherwise(small: bareme.Engine) -> None:
    cents = {"revenu": [400_000], "seul": [True], "debut": [JULY]}
    assert decide(small, pl.DataFrame(cents), scaled=True)["aide__montant"].to_list() == [300_000]
    exact = decide(small, pl.DataFrame(cents), scaled=True, amounts="decimal")
    assert exact["aide__montant"].to_list() == [Decimal(3000)]


def test_a_row_that_contradicts_itself_has_no_bounds(engine: bareme.Engine) -> None:
    days = {"date_entree_formation": ["2024-09-02", "2024-09-02"], "date_fin_formation": ["2025-06-30", "2024-01-01"]}
    told = engine.evaluate_table(pl.DataFrame(days), date=DATE, dispositifs="bourse_regionale", bounds=True)
    assert told["bourse_regionale__montant_annuel_min"].to_list() == [0, None]
    assert told["bourse_regionale__montant_annuel_max"].is_null().to_list() == [False, True]


def test_the_command_line_writes_the_same(cli: Any, tmp_path: Path, small: bareme.Engine) -> None:
    pack, given, out = tmp_path / "pack", tmp_path / "dossiers.csv", tmp_path / "decisions.csv"
    small_pack.engine(pack)
    pl.DataFrame(ROWS).write_csv(given)
    arguments = ["--pack", str(pack), "--date", DATE, "--bornes", "--si-eligible"]
    code, _ = cli("batch", str(given), str(out), *arguments)
    assert code == 0
    written = pl.read_csv(out)
    assert [float(value) for value in written["aide.montant_min"]] == [float(end) for end, _ in DUE]
    assert [float(value) for value in written["aide.montant_si_eligible_max"]] == [float(end) for _, end in IF_ELIGIBLE]
