"""The people whom the benches decide, and the numbers of the bursary as those lay them out who write it by hand."""

import csv
import tomllib
from pathlib import Path

import numpy as np

DATE = "2024-09-02"
RULES = Path(__file__).resolve().parents[2] / "rules"
MEMBERS = (
    "poursuite_scolarite",
    "demandeur_emploi",
    "salarie_prive",
    "agent_public",
    "apprenti",
    "contrat_professionnalisation",
    "travailleur_non_salarie",
    "conge_parental",
    "autre",
)


def rows(name):
    """The rows of a table of the rules that are in force."""
    with (RULES / "tables" / f"{name}.csv").open() as opened:
        listed = [row for row in csv.DictReader(line for line in opened if not line.startswith("#"))]
    last = max(row["depuis"] for row in listed if row["depuis"] <= DATE)
    return [row for row in listed if row["depuis"] == last]


def parameter(name):
    values = tomllib.loads((RULES / "parametres/bourse.toml").read_text())[name]["valeurs"]
    return [value["valeur"] for value in values if str(value["depuis"]) <= DATE][-1]


def echelons():
    return [row["echelon"] for row in rows("bourse_montants")]


def ceilings():
    """In euros, by points and by échelon."""
    order, table = echelons(), np.zeros((18, 8), dtype=np.int64)
    for row in rows("bourse_plafonds"):
        table[int(row["points"]), order.index(row["echelon"])] = int(row["plafond"])
    return table


def amounts():
    """In euros a year, by échelon."""
    return [int(row["montant"]) for row in rows("bourse_montants")]


def distances():
    """From how many kilometres on there are so many points."""
    return [(int(row["distance"]), int(row["points"])) for row in rows("bourse_points_distance")]


def points():
    names = {"superieur": "points_par_autre_enfant_superieur", "charge": "points_par_autre_enfant_a_charge",
             "handicap": "points_handicap_cdaph", "aidant": "points_aidant"}
    return {short: parameter(name) for short, name in names.items()}


def drawn(count):
    """Thirteen facts of so many people, as arrays of numpy; amounts in cents and hours in tenths, `statut` by its position."""
    random = np.random.default_rng(2024)
    truths = {"formation_autorisee_region": 0.9, "indemnise_are": 0.1, "remunere_par_region": 0.1,
              "boursier_crous": 0.1, "handicap_cdaph": 0.1, "aidant": 0.1}
    numbers = {"age": (15, 51), "revenu_brut_global": (0, 6_000_001), "distance_domicile_formation_km": (0, 301),
               "heures_activite_hebdo": (0, 181), "autres_enfants_superieur": (0, 5), "autres_enfants_a_charge": (0, 5)}
    people = {name: random.random(count) < share for name, share in truths.items()}
    people |= {name: random.integers(*ends, count).astype(np.int32) for name, ends in numbers.items()}
    usual = random.integers(0, 2, count)
    people["statut"] = np.where(random.random(count) < 0.5, usual, random.integers(0, len(MEMBERS), count)).astype(np.uint8)
    return people
