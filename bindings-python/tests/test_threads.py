"""Several threads, and only what is asked for: the same decisions."""

from typing import Any

import bareme
import numpy as np
import pyarrow as pa
import pytest
from conftest import DATE

# More than three of the pieces that threads share, and a last one that is not whole.
COUNT = 200_003


@pytest.fixture(scope="module")
def table() -> pa.Table:
    random = np.random.default_rng(7)
    columns = {
        "dossier": np.arange(COUNT),
        "statut": random.choice(["poursuite_scolarite", "demandeur_emploi", "agent_public"], COUNT),
        "age": pa.array(random.integers(14, 60, COUNT), mask=random.random(COUNT) < 0.1),
        "revenu_brut_global": random.integers(0, 60_000, COUNT) / 100,
        "formation_autorisee_region": random.random(COUNT) < 0.9,
        "date_entree_formation": pa.array(["2024-09-02"] * COUNT),
        # One row in ten contradicts itself.
        "date_fin_formation": pa.array(np.where(random.random(COUNT) < 0.1, "2024-01-01", "2025-06-30")),
    }
    table = pa.table(columns)
    # Pieces of uneven sizes, one of them empty.
    return pa.concat_tables([table.slice(0, 10), table.slice(10, 0), table.slice(10, 100_000), table.slice(100_010)])


def decide(engine: bareme.Engine, data: Any, threads: Any, **more: Any) -> Any:
    asked: Any = {"date": DATE, "dispositifs": ["bourse_regionale", "remuneration_publique_stage"], **more}
    return engine.evaluate_table(data, threads=threads, **asked)


def written(table: pa.Table) -> bytes:
    """The bytes of a table, pieces included."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


@pytest.mark.parametrize("threads", [2, 3, 64, None])
def test_any_number_of_threads_gives_the_bytes_of_one(engine: bareme.Engine, table: pa.Table, threads: int | None) -> None:
    one = decide(engine, table, 1, keep="dossier")
    assert one.num_rows == COUNT and one["dossier"].to_pylist() == list(range(COUNT))
    assert one["incoherence"].null_count < COUNT
    assert written(decide(engine, table, threads, keep="dossier")) == written(one)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_any_number_of_threads_tells_the_same_faults(engine: bareme.Engine, table: pa.Table, threads: int) -> None:
    ages = np.full(COUNT, 20)
    ages[[3, 70_000, 70_001, 199_999]] = 500
    amounts = np.full(COUNT, 1.5)
    amounts[150_000:] = 0.005
    wrong = pa.table({"revenu_brut_global": amounts, "age": ages, "aidant": ["oui"] * COUNT})
    with pytest.raises(bareme.BaremeError) as error:
        decide(engine, wrong, threads)
    assert [finding.place for finding in error.value.findings] == [
        *(f"/revenu_brut_global/{row}" for row in range(150_000, 150_010)),
        # There are more rows than those ten, which is said of the column.
        "/revenu_brut_global",
        *("/age/3", "/age/70000", "/age/70001", "/age/199999"),
        "/aidant",
    ]
    assert "d'autres lignes encore de `revenu_brut_global` sont refusées" in error.value.findings[10].message


def test_the_number_of_threads_is_a_whole_number_from_one(engine: bareme.Engine) -> None:
    for wrong in (0, -1, 1.5, "deux"):
        with pytest.raises(ValueError, match="`threads` est un nombre entier à partir de 1"):
            decide(engine, {"age": np.array([20])}, wrong)


def test_only_the_columns_asked_for_come_back(engine: bareme.Engine, table: pa.Table) -> None:
    whole = decide(engine, table, None, keep="dossier")
    some = decide(engine, table.drop_columns(["dossier"]), None, outputs=["montant_annuel", "verdict"])
    assert some.column_names == [
        "bourse_regionale__verdict",
        "bourse_regionale__montant_annuel",
        "remuneration_publique_stage__verdict",
    ]
    assert some.equals(whole.select(some.column_names))
    one = ["dossier", "incoherence", "remuneration_publique_stage__condition"]
    assert decide(engine, table, None, keep="dossier", outputs=one[1:]).equals(whole.select(one))
    arrays = decide(engine, {"age": np.array([20, 21])}, None, outputs="bourse_regionale__verdict")
    assert list(arrays) == ["bourse_regionale__verdict"]


def test_a_column_that_nothing_decides_cannot_be_asked_for(engine: bareme.Engine, table: pa.Table) -> None:
    with pytest.raises(bareme.BaremeError) as error:
        decide(engine, table, None, keep="dossier", outputs=["verdit", "bourse_plancher_2008__verdict"])
    findings = error.value.findings
    assert [finding.code for finding in findings] == ["reference_inconnue"] * 2
    assert findings[0].suggestion == "verdict" and "`verdit`" in findings[0].message
    with pytest.raises(TypeError, match="`outputs` est un nom"):
        decide(engine, table, None, outputs=3)
