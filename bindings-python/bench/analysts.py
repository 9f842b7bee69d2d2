"""What a table of an analyst costs, beside an expert's polars and DuckDB: one table of ratios, each of one run.

All are measured in turn in one process, the order of a round being that of the one before, rotated; all have given the same answers before. Times are of
the processor, by row, the fastest of all rounds. How many threads polars has is for a process to say: this one starts another for one thread and for two.
"""

import datetime
import json
import os
import subprocess
import sys
import time

ROWS = int(os.environ.get("BAREME_ROWS", "1_000_000"))
LENGTHS, PIECE = (100_000, 1_000_000, 10_000_000), 1 << 17
ROUNDS = int(os.environ.get("BAREME_ROUNDS", "15"))
REFORM = {"bourse_plafonds": "× 1.05"}


def measured(works, rounds=ROUNDS, rows=ROWS):
    """Nanoseconds a row of each, of the processor and by the clock on the wall."""
    taken = {name: ([], []) for name in works}
    names = list(works)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            processor, wall = time.process_time_ns(), time.perf_counter_ns()
            answer = works[name]()
            ends = time.process_time_ns() - processor, time.perf_counter_ns() - wall
            del answer
            for times, end in zip(taken[name], ends, strict=True):
                times.append(end / rows)
    return {name: [min(times) for times in both] for name, both in taken.items()}


class Bench:
    def __init__(self, threads):
        import bareme
        import by_experts
        import numpy as np
        import people
        import polars as pl
        import pyarrow as pa

        self.bareme, self.pl, self.pa = bareme, pl, pa
        self.threads, self.names = threads, by_experts.NAMES
        self.engine = bareme.pays_de_la_loire()
        self.reformed = self.engine.with_reform(REFORM, since=people.DATE, name="Plafonds relevés")
        self.options = {"date": people.DATE, "dispositifs": "bourse_regionale", "progress": False, "threads": threads}
        self.date = people.DATE
        bursary = next(one for one in self.engine.dispositifs() if one["id"] == "bourse_regionale")
        conditions = [condition["id"] for condition in bursary["conditions"]]
        self.polars, self.duckdb = by_experts.Polars(conditions), by_experts.DuckDB(conditions, 1)

        drawn = people.drawn(ROWS)
        # Each row has a text of its own, as in what was read of a file.
        words = pl.Series([people.MEMBERS[position] for position in drawn["statut"]])
        wide = {name: values.astype(np.int64) for name, values in drawn.items() if values.dtype == np.int32}
        floats = {"revenu_brut_global": drawn["revenu_brut_global"] / 100, "heures_activite_hebdo": drawn["heures_activite_hebdo"] / 10}
        self.natural = pl.DataFrame({**drawn, **wide, **floats, "statut": words})
        self.enum = self.natural.with_columns(pl.col("statut").cast(pl.Enum(people.MEMBERS)))
        # Each cell is missing one time in five.
        random = np.random.default_rng(20)
        self.missing = pl.DataFrame({name: pl.select(pl.when(pl.Series(random.random(ROWS) >= 0.2)).then(self.natural[name])).to_series()
                                     for name in self.natural.columns})
        self.pandas = self.natural.to_pandas()
        statut = pa.DictionaryArray.from_arrays(pa.array(drawn["statut"]), pa.array(people.MEMBERS))
        self.scaled = pa.table({**{name: pa.array(values) for name, values in drawn.items()}, "statut": statut})
        days = np.datetime64(people.DATE) + random.integers(-365, 730, ROWS).astype("timedelta64[D]")
        self.dated = self.natural.with_columns(jour=pl.Series(days.astype("datetime64[ms]")).cast(pl.Date))

    def decided(self, frame, **options):
        return self.engine.evaluate_table(frame, **{**self.options, "amounts": "float", **options})

    def agree(self):
        """Everyone says the same of everyone."""
        pl = self.pl
        expected = self.polars.decide(self.natural)
        others = {
            "DuckDB": pl.DataFrame(self.duckdb.decide(self.natural)),
            "bareme": self.decided(self.natural, outputs=self.names),
            "Enum": self.decided(self.enum, outputs=self.names),
            "pandas": pl.from_pandas(self.decided(self.pandas, outputs=self.names)),
            "zero-copy": pl.DataFrame(self.decided(self.scaled, scaled=True, amounts="float", outputs=self.names)),
        }
        for of, answers in others.items():
            for name in self.names:
                own = answers[name if of == "DuckDB" else f"bourse_regionale__{name}"]
                if not own.cast(pl.String).cast(expected[name].dtype).equals(expected[name]):
                    raise SystemExit(f"{of}: not the same `{name}`")

    def pieces(self, rows):
        """So many rows, as batches of the table over and over: memory holds one of them."""
        batches = self.scaled.combine_chunks().to_batches(PIECE)
        done = total = 0
        while done < rows:
            batch = batches[(done // PIECE) % len(batches)]
            batch = batch.slice(0, min(rows - done, len(batch)))
            answer = self.engine.evaluate_table(batch, **self.options, scaled=True)
            total += self.pa.compute.sum(answer.column("bourse_regionale__montant_annuel")).as_py() or 0
            done += len(batch)
        return total

    def run(self):
        self.agree()
        compared = self.bareme.compare(self.engine, self.reformed, self.natural, date=self.date)
        changed = list(compared.data["dispositifs"])
        works = {
            "polars": lambda: self.polars.decide(self.natural),
            "duckdb": lambda: self.duckdb.decide(self.natural),
            "same": lambda: self.decided(self.natural, outputs=self.names),
            "natural": lambda: self.decided(self.natural),
            "enum": lambda: self.decided(self.enum),
            "scaled": lambda: self.decided(self.scaled, scaled=True, amounts="centimes"),
            "pandas": lambda: self.decided(self.pandas),
            "bounds": lambda: self.decided(self.natural, bounds=True),
            "missing": lambda: self.decided(self.missing),
            "compare": lambda: self.bareme.compare(self.engine, self.reformed, self.natural, date=self.date),
            "compared": lambda: self.decided(self.natural, dispositifs=changed),
            "dated": lambda: self.decided(self.dated, date="jour"),
        }
        if self.threads > 1:
            works = {name: works[name] for name in ("polars", "same", "natural", "scaled")}
            works["natural_1"] = lambda: self.decided(self.natural, threads=1)
            works["scaled_1"] = lambda: self.decided(self.scaled, scaled=True, amounts="centimes", threads=1)
        found = measured(works)
        if self.threads == 1:
            for length in LENGTHS:
                rounds = max(3, min(ROUNDS, ROUNDS * LENGTHS[1] // length))
                found[f"rows_{length}"] = measured({"": lambda: self.pieces(length)}, rounds, length)[""]
        return found


def child(threads):
    own = {"POLARS_MAX_THREADS": str(threads)}
    done = subprocess.run([sys.executable, "-W", "ignore", __file__, str(threads)], env=os.environ | own, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def lines(one, two):
    """For each figure: what it is, nanoseconds, their ratio to what, the aim, is it met?"""
    def line(what, name, to=None, least=None, most=None, found=one, clock=0):
        taken = found[name][clock]
        ratio = None if to is None else (found[to][clock] / taken if least is not None else taken / found[to][clock])
        value, aim = (taken, f"≤ {most} ns") if to is None else (ratio, f"≥ {least} ×" if least is not None else f"≤ {most} ×")
        met = None if least is None and most is None else value >= least if least is not None else value <= most
        return what, taken, ratio, "" if met is None else aim, {None: "", True: "yes", False: "NO"}[met]

    yield line("polars, an expert's expression, one thread", "polars")
    yield line("DuckDB, one thread", "duckdb", "polars")
    yield line("natural frame, the columns of polars", "same", "polars", least=2)
    yield line("natural frame, every column", "natural", "polars", least=2)
    yield line("natural frame, the columns of polars, beside DuckDB", "same", "duckdb", least=2)
    yield line("Enum column in place of strings", "enum", "natural", most=0.7)
    yield line("zero-copy columns", "scaled", most=15)
    yield line("pandas, floats", "pandas", most=60)
    yield line("bounds=True", "bounds", "natural", most=1.3)
    yield line("20 % of the facts missing", "missing", "natural", most=1.4)
    yield line("bareme.compare, beside one evaluation", "compare", "compared", most=2.2)
    yield line("date=\"column\", 1_095 days, beside one day", "dated", "natural", most=1.3)
    for length in LENGTHS:
        yield line(f"record batches, {length:_} rows", f"rows_{length}", f"rows_{LENGTHS[0]}", most=1.1)
    for clock, of in ((0, "processor"), (1, "wall")):
        yield line(f"two threads, {of}: polars", "polars", found=two, clock=clock)
        yield line(f"two threads, {of}: natural frame, the columns of polars", "same", "polars", least=2, found=two, clock=clock)
    yield line("two threads, wall: natural frame, beside one", "natural", "natural_1", least=1.8, found=two, clock=1)
    yield line("two threads, wall: zero-copy columns, beside one", "scaled", "scaled_1", least=1.8, found=two, clock=1)


def main():
    if len(sys.argv) > 1:
        import warnings

        warnings.simplefilter("ignore")
        print(json.dumps(Bench(int(sys.argv[1])).run()))
        return
    one, two = child(1), child(2)
    print(f"\n{ROWS:_} rows of the bursary, fastest of {ROUNDS} rounds, {datetime.date.today()}")
    print(f"{'':<58} {'ns/row':>8} {'ratio':>7} {'aim':>9}  met")
    for what, taken, ratio, aim, met in lines(one, two):
        print(f"{what:<58} {taken:8.1f} {'' if ratio is None else f'{ratio:.2f}':>7} {aim:>9}  {met}")


if __name__ == "__main__":
    main()
