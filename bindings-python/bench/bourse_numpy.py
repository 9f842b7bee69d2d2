"""The same barème as `bourse_regionale`, vectorised by hand with numpy: what `evaluate_table` is measured against.

Thirteen facts in; verdict, first failing condition, points, échelon, yearly and monthly amounts out, in cents. Academic year 2024.
"""

import numpy as np


class Bareme:
    """The tables and parameters of the rules, read from the pack and laid out for numpy."""

    def __init__(self, plafonds, montants, distances, points):
        self.plafonds, self.montants, self.distances, self.points = plafonds, montants, distances, points

    def decide(self, people):
        barred = [
            ~people["formation_autorisee_region"],
            people["age"] < 15,
            np.isin(people["statut"], (4, 5)),
            people["statut"] == 3,
            np.isin(people["statut"], (2, 6)),
            people["statut"] == 7,
            people["indemnise_are"],
            people["remunere_par_region"],
            people["boursier_crous"],
            people["heures_activite_hebdo"] > 150,
        ]
        distance = self.points["distance"][np.searchsorted(self.distances, people["distance_domicile_formation_km"], "right")]
        points = (
            distance
            + self.points["superieur"] * people["autres_enfants_superieur"]
            + self.points["charge"] * people["autres_enfants_a_charge"]
            + self.points["handicap"] * people["handicap_cdaph"]
            + self.points["aidant"] * people["aidant"]
        )
        # For each person the ceilings of every échelon: the highest échelon whose ceiling is not exceeded.
        ceilings = self.plafonds[np.minimum(points, 17)]
        reached = people["revenu_brut_global"][:, None] <= ceilings
        echelon = reached.sum(axis=1) - 1
        barred.append(echelon < 0)
        failing = np.full(len(points), 255, dtype=np.uint8)
        for position in range(len(barred) - 1, -1, -1):
            failing[barred[position]] = position
        eligible = failing == 255
        yearly = np.where(eligible, self.montants[np.maximum(echelon, 0)], 0)
        return {
            "verdict": np.where(eligible, 0, 2).astype(np.uint8),
            "condition": failing,
            "points": np.where(eligible, points, 0),
            "echelon": np.where(eligible, echelon, 0),
            "annuel": yearly,
            "mensuel": yearly // 10,
        }
