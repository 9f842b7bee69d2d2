"""`bourse_regionale` as those write it by hand who know polars or DuckDB well: one lazy expression, one query.

Thirteen facts in, amounts in euros; verdict, first failing condition, points, échelon, yearly and monthly amounts out. Nothing is checked, and no fact
may be missing.
"""

import duckdb
import numpy as np
import people
import polars as pl

VERDICTS = ("eligible", "indetermine", "non_eligible", "hors_periode")
MOST_POINTS, MOST_KILOMETRES = 17, 20_000
NAMES = ("verdict", "condition", "points_de_charge", "echelon", "montant_annuel", "montant_mensuel")


class Lists:
    """What follows from one number: the condition that fails, 0 for the first, or how many of them there are and the échelon."""

    def __init__(self, conditions):
        self.order, amounts = people.echelons(), people.amounts()
        self.barred, due = len(conditions), len(amounts)
        self.verdict = ["non_eligible"] * self.barred + ["eligible"] * due
        self.condition = [*conditions, *[None] * due]
        self.echelon = [*[None] * self.barred, *self.order]
        self.montant_annuel = [*[None] * self.barred, *map(float, amounts)]
        self.montant_mensuel = [*[None] * self.barred, *(amount / 10 for amount in amounts)]


class Polars:
    """Everything is looked up by index, the échelon among the whole euros that an income may be of."""

    def __init__(self, conditions):
        ceilings = people.ceilings()
        # They are whole euros: an income of so many euros and some cents has the échelon of the next euro.
        self.width = int(ceilings.max()) + 2
        euros = np.arange(self.width)
        self.levels = pl.Series((euros[None, :, None] <= ceilings[:, None, :]).sum(axis=2).ravel(), dtype=pl.UInt8)
        starts, points = zip(*people.distances(), strict=True)
        self.distances = pl.Series(np.repeat(points, np.diff([*starts, MOST_KILOMETRES + 1])), dtype=pl.UInt8)
        self.points = people.points()
        self.lists = lists = Lists(conditions)
        kinds = {"verdict": pl.Enum(VERDICTS), "condition": pl.Enum(conditions), "echelon": pl.Enum(lists.order),
                 "montant_annuel": pl.Float64, "montant_mensuel": pl.Float64}
        self.out = {name: pl.lit(pl.Series(getattr(lists, name), dtype=kind)).gather("key") for name, kind in kinds.items()}

    def query(self, frame):
        col, status, barred = pl.col, pl.col("statut"), self.lists.barred

        def code(value):
            return pl.lit(value, dtype=pl.UInt8)

        children = self.points["superieur"] * col("autres_enfants_superieur") + self.points["charge"] * col("autres_enfants_a_charge")
        helped = code(self.points["handicap"]) * col("handicap_cdaph").cast(pl.UInt8) + code(self.points["aidant"]) * col("aidant").cast(pl.UInt8)
        points = pl.lit(self.distances).gather(col("distance_domicile_formation_km")) + children.cast(pl.UInt8) + helped
        euros = col("revenu_brut_global").ceil().clip(upper_bound=self.width - 1).cast(pl.UInt32)
        level = pl.lit(self.levels).gather(col("points").clip(upper_bound=MOST_POINTS).cast(pl.UInt32) * self.width + euros)
        key = (
            pl.when(~col("formation_autorisee_region")).then(code(0))
            .when(col("age") < 15).then(code(1))
            .when((status == "apprenti") | (status == "contrat_professionnalisation")).then(code(2))
            .when(status == "agent_public").then(code(3))
            .when((status == "salarie_prive") | (status == "travailleur_non_salarie")).then(code(4))
            .when(status == "conge_parental").then(code(5))
            .when(col("indemnise_are")).then(code(6))
            .when(col("remunere_par_region")).then(code(7))
            .when(col("boursier_crous")).then(code(8))
            .when(col("heures_activite_hebdo") > 15).then(code(9))
            # The last condition is that there is an échelon.
            .otherwise(col("level") + (barred - 1))
        )
        points_due = pl.when(col("key") >= barred).then(col("points").cast(pl.Int32))
        keyed = frame.lazy().with_columns(points=points).with_columns(level=level).with_columns(key=key.cast(pl.UInt32))
        return keyed.select(points_de_charge=points_due, **self.out).select(NAMES)

    def decide(self, frame):
        return self.query(frame).collect()


class DuckDB:
    """The same in SQL, with small tables that are joined: lists looked up by index take twice as long."""

    def __init__(self, conditions, threads):
        self.connection = duckdb.connect(config={"threads": threads})
        lists, points = Lists(conditions), people.points()
        levels = range(len(lists.order))
        self.ceilings = pl.DataFrame(people.ceilings(), schema=[f"ceiling_{level}" for level in levels]).with_row_index("row")
        self.out = pl.DataFrame({name: getattr(lists, name) for name in NAMES if name != "points_de_charge"}).with_row_index("key")
        for name in ("ceilings", "out"):
            self.connection.register("given", getattr(self, name))
            self.connection.execute(f"CREATE TABLE {name} AS FROM given")
        steps = " + ".join(f"(distance_domicile_formation_km >= {low})::INT" for low, _ in people.distances()[1:])
        reached = " + ".join(f"(revenu_brut_global <= ceiling_{level})::INT" for level in levels)
        due = f"CASE WHEN key >= {lists.barred} THEN points END AS points_de_charge"
        self.query = f"""
            WITH pointed AS (
                SELECT *, {steps}
                    + {points["superieur"]} * autres_enfants_superieur + {points["charge"]} * autres_enfants_a_charge
                    + {points["handicap"]} * handicap_cdaph::INT + {points["aidant"]} * aidant::INT AS points,
                    least({MOST_POINTS}, points) AS row
                FROM frame
            ), keyed AS (
                SELECT points, CASE
                    WHEN NOT formation_autorisee_region THEN 0
                    WHEN age < 15 THEN 1
                    WHEN statut IN ('apprenti', 'contrat_professionnalisation') THEN 2
                    WHEN statut = 'agent_public' THEN 3
                    WHEN statut IN ('salarie_prive', 'travailleur_non_salarie') THEN 4
                    WHEN statut = 'conge_parental' THEN 5
                    WHEN indemnise_are THEN 6
                    WHEN remunere_par_region THEN 7
                    WHEN boursier_crous THEN 8
                    WHEN heures_activite_hebdo > 15 THEN 9
                    ELSE {lists.barred - 1} + {reached}
                END AS key
                FROM pointed JOIN ceilings USING (row)
            )
            SELECT {", ".join(NAMES).replace("points_de_charge", due)} FROM keyed JOIN out USING (key)"""

    def decide(self, frame):
        self.connection.register("frame", frame)
        return self.connection.sql(self.query).to_arrow_table()
