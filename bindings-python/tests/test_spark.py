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
