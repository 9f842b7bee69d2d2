"""A Spark cluster on this machine, with executors in processes of their own: the decisions of one machine."""

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import bareme
import numpy as np
import pyarrow as pa
import pytest
from conftest import DATE

pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("default")]

# `make test-spark-million` decides a million rows.
ROWS = int(os.environ.get("BAREME_SPARK_ROWS", "20000"))


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    built = (
        sql.SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("bareme")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.pyspark.python", sys.executable)
        .getOrCreate()
    )
    built.sparkContext.setLogLevel("ERROR")
    yield built
    built.stop()


def people(rows: int) -> pa.Table:
    random = np.random.default_rng(2024)
    income = [Decimal(int(cents)).scaleb(-2) for cents in random.integers(0, 6_000_000, rows)]
    return pa.table(
        {
            "dossier": np.arange(rows),
            "statut": random.choice(["poursuite_scolarite", "demandeur_emploi", "apprenti"], rows),
            "age": random.integers(15, 60, rows).astype(np.int32),
            "revenu_brut_global": pa.array(income, pa.decimal128(12, 2)),
            "formation_autorisee_region": random.random(rows) < 0.9,
            "aidant": pa.array(random.random(rows) < 0.1, mask=random.random(rows) < 0.2),
        }
    )


def test_spark_decides_as_one_machine(session: Any, engine: bareme.Engine) -> None:
    from bareme import spark

    table = people(ROWS)
    options: dict[str, Any] = {"date": DATE, "dispositifs": ["bourse_regionale", "remboursement_cvec"], "keep": "dossier"}
    df = session.createDataFrame(table).repartition(4)
    decided = spark.evaluate(df, **options)
    got = pa.table(decided.toArrow()).sort_by("dossier")
    alone = engine.evaluate_table(table, **options, progress=False)
    assert got.num_rows == ROWS
    # The driver, and executors that are other processes: in a session of one process it would stand alone.
    assert session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() > 1
    for name in got.column_names:
        expected = alone[name]
        if pa.types.is_dictionary(expected.type):
            expected = expected.cast(pa.string())
        assert got[name].combine_chunks().equals(expected.combine_chunks().cast(got[name].type)), name


def test_faults_of_columns_are_found_before_the_job(session: Any) -> None:
    from bareme import spark

    df = session.createDataFrame(pa.table({"agee": [1]}))
    with pytest.raises(bareme.BaremeError, match="vouliez-vous écrire `age`"):
        spark.evaluate(df, date=DATE)


def test_budgets_before_and_after_a_reform_are_added_up_where_the_rows_are(session: Any, engine: bareme.Engine) -> None:
    """The sums of the ends, with what one machine says beside: what is not known of a row is in both."""
    from bareme import spark
    from pyspark.sql import functions as F

    table = people(ROWS).drop(["dossier"])
    for name in ("indemnise_are", "remunere_par_region", "boursier_crous", "handicap_cdaph"):
        table = table.append_column(name, pa.array(np.zeros(ROWS, dtype=bool)))
    for name in ("heures_activite_hebdo", "distance_domicile_formation_km", "autres_enfants_superieur", "autres_enfants_a_charge"):
        table = table.append_column(name, pa.array(np.zeros(ROWS, dtype=np.int32)))
    options: dict[str, Any] = {"date": DATE, "dispositifs": "bourse_regionale", "bounds": True, "amounts": "centimes"}
    reformed = engine.with_reform({"bourse_plafonds": "× 1.05"}, since="2024-09-01", name="Plafonds relevés de 5 %")
    df = session.createDataFrame(table).repartition(4)
    ends = [f"bourse_regionale__montant_annuel_{end}" for end in ("min", "max")]
    costs = []
    for rules in (engine, reformed):
        decided = spark.evaluate(df, outputs=["montant_annuel_min", "montant_annuel_max"], engine=rules, **options)
        costs.append(tuple(decided.agg(*(F.sum(F.col(end)) for end in ends)).first()))
        alone = rules.evaluate_table(table, **options, progress=False)
        assert costs[-1] == tuple(sum(alone[end].to_pylist()) for end in ends)
    (low, high), (low_after, high_after) = costs
    assert 0 < low < high, "a fifth of the rows do not say who helps someone"
    assert low < low_after and high < high_after, "higher ceilings cost more"


def test_rows_are_read_as_they_come(session: Any, engine: bareme.Engine) -> None:
    from bareme import spark

    rows = pa.table({"AGE": ["20", "vingt", "31"], "parti": ["oui", "non", "non"], "dossier": ["a", "b", "c"]})
    df = session.createDataFrame(rows).coalesce(1)
    options: dict[str, Any] = {
        "date": DATE,
        "dispositifs": "bourse_regionale",
        "rename": {"AGE": "age", "parti": "aidant"},
        "lenient": {"booleens": "oui_non", "nombres": "fr"},
        "keep": "autres",
        "outputs": ["verdict"],
    }
    got = pa.table(spark.evaluate(df, on_error="refuse", **options).toArrow()).sort_by("dossier").to_pydict()
    assert got["dossier"] == ["a", "b", "c"]
    assert [error is None for error in got["erreur"]] == [True, False, True]
    assert got["bourse_regionale__verdict"] == ["indetermine", None, "indetermine"]
    with pytest.raises(Exception, match=r"/age/1 : .* partition 0 .*monotonically_increasing_id\(\) == 1"):
        spark.evaluate(df, **options).collect()


def test_rows_are_counted_in_their_partition_and_not_in_a_batch(session: Any) -> None:
    from bareme import spark

    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "10")
    try:
        ages = [20] * 40
        ages[33] = 200
        df = session.createDataFrame(pa.table({"age": ages})).coalesce(1)
        with pytest.raises(Exception, match=r"/age/33 : .*partition 0 "):
            spark.evaluate(df, date=DATE, dispositifs="bourse_regionale").collect()
    finally:
        session.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")
