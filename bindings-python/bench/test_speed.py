"""`make bench-python`: a million rows of the bursary, beside numpy; one dossier; the import."""

import subprocess
import sys
import time

import bareme
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from bareme._native import TableOptions
from bourse_numpy import Bareme
from people import DATE, MEMBERS, amounts, ceilings, distances, drawn, echelons, points

ROWS = 1_000_000
VERDICTS = ("eligible", "indetermine", "non_eligible", "hors_periode")
OPTIONS = {"date": DATE, "dispositifs": "bourse_regionale", "progress": False}
STUDENT = {
    "statut": "poursuite_scolarite", "age": 20, "revenu_brut_global": 21480, "formation_autorisee_region": True,
    "indemnise_are": False, "remunere_par_region": False, "boursier_crous": False, "handicap_cdaph": False,
    "aidant": False, "heures_activite_hebdo": 8, "distance_domicile_formation_km": 64, "autres_enfants_superieur": 1,
    "autres_enfants_a_charge": 1,
}


@pytest.fixture(scope="session")
def by_hand():
    kilometres, reached = zip(*distances(), strict=True)
    montants = np.array(amounts()) * 100
    return Bareme(ceilings() * 100, montants, np.array(kilometres[1:]), {"distance": np.array(reached), **points()})


@pytest.fixture(scope="session")
def people():
    return drawn(ROWS)


@pytest.fixture(scope="session")
def table(people):
    statut = pa.DictionaryArray.from_arrays(pa.array(people["statut"]), pa.array(MEMBERS))
    return pa.table({**{name: pa.array(values) for name, values in people.items()}, "statut": statut})


@pytest.fixture(scope="session")
def engine():
    return bareme.pays_de_la_loire()


def test_numpy_by_hand(benchmark, by_hand, people, engine, table):
    # What is compared in speed must first agree.
    got, own = by_hand.decide(people), engine.evaluate_table(table, scaled=True, **OPTIONS)
    due = got["verdict"] == 0
    bursary = next(one for one in engine.dispositifs() if one["id"] == "bourse_regionale")
    conditions = [condition["id"] for condition in bursary["conditions"]]
    for name, words in (("verdict", VERDICTS), ("condition", [*conditions, None])):
        codes = np.minimum(got[name], len(words) - 1)
        assert np.array(words, dtype=object)[codes].tolist() == own[f"bourse_regionale__{name}"].to_pylist()
    for name, droit in (("annuel", "montant_annuel"), ("mensuel", "montant_mensuel"), ("points", "points_de_charge")):
        assert (own[f"bourse_regionale__{droit}"].to_numpy()[due] == got[name][due]).all()
    order = np.array(echelons(), dtype=object)
    assert (np.array(own["bourse_regionale__echelon"].to_pylist(), dtype=object)[due] == order[got["echelon"][due]]).all()
    benchmark.pedantic(by_hand.decide, (people,), rounds=11, warmup_rounds=1)


def in_turn(clock, rounds, *works):
    """The fastest of each, measured in turn: what else the machine does, it does to all."""
    taken = [[] for _ in works]
    for _ in range(rounds):
        for work, seconds in zip(works, taken, strict=True):
            start = clock()
            work()
            seconds.append(clock() - start)
    return [min(seconds) for seconds in taken]


@pytest.mark.parametrize("threads", [1, None])
def test_arrow_in_whole_cents_out(benchmark, by_hand, people, engine, table, threads):
    options = {**OPTIONS, "scaled": True, "threads": threads}
    # One thread against one: the time of the processor, which others on the machine change little.
    clock = time.process_time if threads == 1 else time.perf_counter
    numpy, own = in_turn(clock, 21, lambda: by_hand.decide(people), lambda: engine.evaluate_table(table, **options))
    benchmark.extra_info["numpy"] = numpy / own
    benchmark.pedantic(engine.evaluate_table, (table,), options, rounds=31, warmup_rounds=2)


@pytest.mark.parametrize("threads", [1, None])
def test_columns_of_the_engine_alone(benchmark, engine, table, threads):
    """The same columns without this module: already read, and nothing of Python or Arrow made of the answer."""
    options = {**OPTIONS, "scaled": True, "threads": threads}
    asked = TableOptions(**{name: value for name, value in options.items() if name != "progress"})
    # Reading is in both of the first two, and not in their difference: ten times the columns.
    once, eleven, whole = in_turn(
        time.process_time,
        15,
        lambda: engine._columns_seconds(table, asked, 1),
        lambda: engine._columns_seconds(table, asked, 11),
        lambda: engine.evaluate_table(table, **options),
    )
    benchmark.extra_info["overhead"] = whole / ((eleven - once) / 10) - 1
    benchmark.pedantic(engine._columns_seconds, (table, asked, 1), rounds=11)


def test_arrow_in_one_column_out(benchmark, engine, table):
    options = {**OPTIONS, "scaled": True, "outputs": "montant_annuel"}
    benchmark.pedantic(engine.evaluate_table, (table,), options, rounds=31, warmup_rounds=2)


def test_arrow_in_decimals_out(benchmark, engine, table):
    cents = table.set_column(table.schema.get_field_index("heures_activite_hebdo"), "heures_activite_hebdo",
                             pa.array(np.asarray(table["heures_activite_hebdo"]) / 10))
    euros = pa.array(np.asarray(table["revenu_brut_global"]) // 100)
    euros = cents.set_column(cents.schema.get_field_index("revenu_brut_global"), "revenu_brut_global", euros)
    benchmark.pedantic(engine.evaluate_table, (euros,), OPTIONS, rounds=11, warmup_rounds=2)


def test_polars_whole_cents(benchmark, engine, table):
    frame = pl.DataFrame(table)
    benchmark.pedantic(engine.evaluate_table, (frame,), {**OPTIONS, "scaled": True}, rounds=11, warmup_rounds=2)


@pytest.mark.parametrize("kind", [object, "<U28"])
def test_numpy_in_whole_cents_out(benchmark, engine, people, kind):
    arrays = {**people, "statut": np.array(MEMBERS, dtype=kind)[people["statut"]]}
    benchmark.pedantic(engine.evaluate_table, (arrays,), {**OPTIONS, "scaled": True}, rounds=7, warmup_rounds=1)


def test_one_dossier(benchmark, engine):
    benchmark(lambda: engine.evaluate(STUDENT, date=DATE, dispositifs="bourse_regionale"))


def test_one_dossier_every_dispositif(benchmark, engine):
    benchmark(lambda: engine.evaluate(STUDENT, date=DATE))


def test_one_dossier_explained(benchmark, engine):
    benchmark(lambda: engine.explain(STUDENT, date=DATE, dispositifs="bourse_regionale"))


def test_import(benchmark):
    script = "import time; t = time.perf_counter(); import bareme; print(time.perf_counter() - t)"

    def importing():
        return float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout)

    best = min(importing() for _ in range(10))
    benchmark.extra_info["milliseconds"] = round(best * 1000, 1)
    benchmark.pedantic(time.sleep, (best,), rounds=1)
