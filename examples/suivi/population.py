"""Writes dossiers_2024.csv: 400 invented people of the intakes of 2024, nobody real, always the same ones.

    python3 population.py > dossiers_2024.csv
    bareme batch --date 2024-09-02 --garde … dossiers_2024.csv decisions_2024.csv     # see README.md
"""

import csv
import random
import sys

COLUMNS = [
    "sexe", "age", "residence_departement", "statut", "date_entree_formation", "date_fin_formation", "diplome_vise",
    "annee_formation", "organisme_departement", "place_conventionnee", "formation_autorisee_region", "contrat_type",
    "contrat_duree_mois", "contrat_heures_hebdo", "mois_salarie_total", "mois_dans_entreprise", "mois_salarie_5_ans",
    "mois_cdd_12_mois", "licenciement_economique_ou_inaptitude", "absence_sante_qualifiante", "salaire_reference_mensuel",
    "accord_commission_transitions_pro", "travailleur_handicape", "beneficiaire_rsa", "residence_qpv", "non_francophone",
    "duree_inscription_mois", "niveau_acquis", "engagement_embauche", "indemnise_are", "boursier_crous",
    "revenu_brut_global", "distance_domicile_formation_km", "autres_enfants_a_charge", "autres_enfants_superieur",
    "handicap_cdaph", "aidant", "remunere_par_region", "heures_activite_hebdo", "autre_financement", "formation_agreee_remuneration", "duree_formation_heures",
    "duree_formation_mois", "activite_anterieure",
    "annees_depuis_formation_meme_niveau",
]
DEPARTEMENTS = ["loire_atlantique", "maine_et_loire", "mayenne", "sarthe", "vendee"]
SHARES = [38, 22, 8, 15, 17]
draw = random.Random(2024)


def chance(percent):
    return draw.randrange(100) < percent


def word(truth):
    return "oui" if truth else "non"


def person(women):
    return {
        "sexe": "femme" if chance(women) else "homme",
        "residence_departement": draw.choices(DEPARTEMENTS, SHARES)[0],
        "organisme_departement": draw.choices(DEPARTEMENTS, SHARES)[0],
        "travailleur_handicape": word(chance(6)),
        "residence_qpv": word(chance(8)),
        "non_francophone": word(chance(4)),
    }


def reconversion(diplome, agreement):
    """Somebody in work who becomes a carer or a nurse, by the agreement with Transitions Pro."""
    nurse = diplome == "infirmier"
    return person(88) | {
        "age": draw.randint(24, 54),
        "statut": "salarie_prive",
        "date_entree_formation": draw.choice(["2024-01-08", "2024-09-02"]) if not nurse else "2024-09-02",
        "date_fin_formation": "2027-07-02" if nurse else "2025-07-04",
        "diplome_vise": diplome,
        "annee_formation": 1,
        "place_conventionnee": "oui",
        "contrat_type": "cdi",
        "mois_salarie_total": draw.randint(36, 300),
        "mois_dans_entreprise": draw.randint(14, 120),
        "mois_salarie_5_ans": draw.randint(20, 60),
        "mois_cdd_12_mois": 0,
        "licenciement_economique_ou_inaptitude": "non",
        "absence_sante_qualifiante": "non",
        "salaire_reference_mensuel": f"{draw.randint(1767, 2600)}.00",
        "accord_commission_transitions_pro": agreement,
        "autre_financement": "non",
        "annees_depuis_formation_meme_niveau": 99,
        "formation_autorisee_region": "oui",
        "heures_activite_hebdo": 0,
    }


def student():
    """Somebody who goes on studying, and asks for a bursary of the Region."""
    return person(85) | {
        "age": draw.choices([draw.randint(17, 25), draw.randint(26, 44)], [88, 12])[0],
        "statut": "poursuite_scolarite",
        "date_entree_formation": "2024-09-02",
        "diplome_vise": draw.choice(["infirmier", "infirmier", "aide_soignant", "auxiliaire_puericulture"]),
        "annee_formation": draw.randint(1, 3),
        "formation_autorisee_region": "oui",
        "place_conventionnee": "oui",
        "indemnise_are": "non",
        "boursier_crous": "non",
        "remunere_par_region": "non",
        "revenu_brut_global": draw.choices([f"{draw.randint(0, 60000)}.00", ""], [94, 6])[0],
        "distance_domicile_formation_km": draw.randint(0, 120),
        "autres_enfants_a_charge": draw.randint(0, 3),
        "autres_enfants_superieur": draw.randint(0, 1),
        "handicap_cdaph": "non",
        "aidant": "non",
        "autre_financement": "non",
        "annees_depuis_formation_meme_niveau": 99,
        "heures_activite_hebdo": draw.choice([0, 0, 8, 15]),
    }


def trainee():
    """Somebody who looks for work, and whose course of carer or social worker the Region pays."""
    return person(83) | {
        "age": draw.choices([draw.randint(18, 25), draw.randint(26, 44), draw.randint(45, 58)], [40, 45, 15])[0],
        "statut": "demandeur_emploi",
        "date_entree_formation": draw.choice(["2024-01-08", "2024-09-02"]),
        "diplome_vise": draw.choice(["aide_soignant", "accompagnant_educatif_social"]),
        "annee_formation": 1,
        "formation_autorisee_region": "oui",
        "formation_agreee_remuneration": "oui",
        "place_conventionnee": "oui",
        "autre_financement": "non",
        "annees_depuis_formation_meme_niveau": 99,
        "heures_activite_hebdo": 0,
        "duree_formation_heures": 1540,
        "duree_formation_mois": 11,
        "activite_anterieure": "non",
        "indemnise_are": draw.choices(["non", "oui", ""], [52, 43, 5])[0],
        "boursier_crous": "non",
        "beneficiaire_rsa": word(chance(20)),
        "duree_inscription_mois": draw.randint(0, 30),
        "niveau_acquis": draw.randint(2, 5),
        "engagement_embauche": "non",
    }


def job_seeker():
    """Somebody who looks for work, whom an employer intends to hire after a tailored course."""
    return person(48) | {
        "age": draw.randint(18, 61),
        "statut": "demandeur_emploi",
        "date_entree_formation": draw.choice(["2024-03-04", "2024-06-03", "2024-10-07", "2023-11-06"]),
        "engagement_embauche": word(chance(85)),
        "contrat_type": draw.choice(["cdi", "cdd", "alternance"]),
        "contrat_duree_mois": draw.randint(3, 18),
        "contrat_heures_hebdo": draw.choice([20, 24, 30, 35]),
        "beneficiaire_rsa": draw.choices(["oui", "non", ""], [22, 70, 8])[0],
        "duree_inscription_mois": draw.choices([draw.randint(0, 30), ""], [92, 8])[0],
        "niveau_acquis": draw.randint(2, 6),
        "indemnise_are": word(chance(50)),
    }


def main():
    # As many files and agreements as Transitions Pro counted in 2024; five are not decided yet.
    people = [reconversion("aide_soignant", word) for word in ["oui"] * 65 + ["non"] * 15 + [""] * 5]
    people += [reconversion("infirmier", word) for word in ["oui"] * 5 + ["non"] * 5]
    people += [student() for _ in range(165)] + [trainee() for _ in range(80)] + [job_seeker() for _ in range(60)]
    draw.shuffle(people)
    table = csv.DictWriter(sys.stdout, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    for one in people:
        # Nobody has worked more months than since the age of sixteen.
        if "mois_salarie_total" in one:
            one["mois_salarie_total"] = min(one["mois_salarie_total"], (one["age"] - 16) * 12)
            for part in ("mois_dans_entreprise", "mois_salarie_5_ans"):
                one[part] = min(one[part], one["mois_salarie_total"])
    table.writerows(people)


main()
