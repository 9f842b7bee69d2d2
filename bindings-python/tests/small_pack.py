"""A pack of one dispositif, whose every amount is worked out by hand."""

from pathlib import Path

import bareme

FILES = {
    "pack.toml": """
id = "essai"
titre = "Essai"
version = "1"
region = "R"
langue = "fr"
""",
    "sources.toml": """
[loi]
titre = "La loi"
fiabilite = "texte"
""",
    "vocabulaire.toml": """
[faits.revenu]
titre = "Revenu"
type = "montant"
unite = "EUR/an"
min = 0
max = 9000
[faits.seul]
titre = "Seul"
type = "booleen"
[faits.debut]
titre = "Début"
type = "date"
min = 2024-01-10
max = 2024-12-20
""",
    "parametres/p.toml": """
[retrait]
titre = "Retrait"
type = "montant"
unite = "EUR/an"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 1000 }]
[somme]
titre = "Somme"
type = "montant"
unite = "EUR"
source = "loi"
fiabilite = "texte"
verifie_le = 2026-01-01
valeurs = [{ depuis = 2020-01-01, valeur = 250 }]
""",
    # In 2024, by the day on which the course begins, to who is alone: the income less 1,000, 250 from July on, and the day after the first.
    "dispositifs/t/aide.toml": """
id = "aide"
titre = "Aide"
resume = "R"
statut = "en_vigueur"
objet = "personne"
date_effet = "debut"
en_vigueur = { du = 2024-01-01, au = 2024-12-31 }
sources = [{ id = "loi" }]
[[conditions]]
id = "seul"
titre = "Être seul"
si = "seul"
[[droits]]
id = "montant"
titre = "D"
type = "montant"
unite = "EUR/an"
valeur = "revenu - retrait"
[[droits]]
id = "prime"
titre = "P"
type = "montant"
unite = "EUR"
valeur = "somme"
depuis = 2024-07-01
[[droits]]
id = "reprise"
titre = "J"
type = "date"
valeur = "debut + 1 jour"
""",
}


def engine(folder: Path) -> bareme.Engine:
    """An engine of these rules, whose files are written in a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return bareme.load(folder)
