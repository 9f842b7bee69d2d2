"""`make bench-python`: a million rows of the bursary, beside numpy; one dossier; the import."""

import csv
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import bareme
import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from bareme._native import TableOptions
from bourse_numpy import MEMBERS, Bareme

DATE, ROWS = "2024-09-02", 1_000_000
VERDICTS = ("eligible", "indetermine", "non_eligible", "hors_periode")
RULES = Path(__file__).resolve().parents[2] / "rules"
OPTIONS = {"date": DATE, "dispositifs": "bourse_regionale", "progress": False}
STUDENT = {
    "statut": "poursuite_scolarite", "age": 20, "revenu_brut_global": 21480, "formation_autorisee_region": True,
    "indemnise_are": False, "remunere_par_region": False, "boursier_crous": False, "handicap_cdaph": False,
    "aidant": False, "heures_activite_hebdo": 8, "distance_domicile_formation_km": 64, "autres_enfants_superieur": 1,
    "autres_enfants_a_charge": 1,
}


def rows(name):
    with (RULES / "tables" / f"{name}.csv").open() as opened:
        listed = [row for row in csv.DictReader(line for line in opened if not line.startswith("#"))]
    last = max(row["depuis"] for row in listed if row["depuis"] <= DATE)
    return [row for row in listed if row["depuis"] == last]


def parameter(name):
    values = tomllib.loads((RULES / "parametres/bourse.toml").read_text())[name]["valeurs"]
    return [value["valeur"] for value in values if str(value["depuis"]) <= DATE][-1]


@pytest.fixture(scope="session")
def by_hand():
    order = [row["echelon"] for row in rows("bourse_montants")]
    plafonds = np.zeros((18, len(order)), dtype=np.int64)
    for row in rows("bourse_plafonds"):
        plafonds[int(row["points"]), order.index(row["echelon"])] = int(row["plafond"]) * 100
    montants = np.array([int(row["montant"]) * 100 for row in rows("bourse_montants")])
    distance = rows("bourse_points_distance")
    points = {
        "distance": np.array([int(row["points"]) for row in distance]),
        "superieur": parameter("points_par_autre_enfant_superieur"),
        "charge": parameter("points_par_autre_enfant_a_charge"),
        "handicap": parameter("points_handicap_cdaph"),
        "aidant": parameter("points_aidant"),
    }
    return Bareme(plafonds, montants, np.array([int(row["distance"]) for row in distance[1:]]), points)


@pytest.fixture(scope="session")
def people():
    random = np.random.default_rng(2024)
    truths = {"formation_autorisee_region": 0.9, "indemnise_are": 0.1, "remunere_par_region": 0.1,
              "boursier_crous": 0.1, "handicap_cdaph": 0.1, "aidant": 0.1}
    numbers = {"age": (15, 51), "revenu_brut_global": (0, 6_000_001), "distance_domicile_formation_km": (0, 301),
               "heures_activite_hebdo": (0, 181), "autres_enfants_superieur": (0, 5), "autres_enfants_a_charge": (0, 5)}
    drawn = {name: random.random(ROWS) < share for name, share in truths.items()}
    drawn |= {name: random.integers(*ends, ROWS).astype(np.int32) for name, ends in numbers.items()}
    usual = random.integers(0, 2, ROWS)
    drawn["statut"] = np.where(random.random(ROWS) < 0.5, usual, random.integers(0, len(MEMBERS), ROWS)).astype(np.uint8)
    return drawn


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
    order = np.array([row["echelon"] for row in rows("bourse_montants")], dtype=object)
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
