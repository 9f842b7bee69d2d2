"""Tables that do not fit on one machine: Apache Spark (`pip install bareme[spark]`, and a Java runtime).

>>> from bareme import spark
>>> decided = spark.evaluate(df, date="2024-09-02", dispositifs="bourse_regionale", keep="dossier")

Each executor decides the batches that it holds with the wheel of `bareme` that is installed there: nothing is collected, and
decisions are those of one machine, byte for byte.
"""

import pyarrow as pa
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

import bareme


def evaluate(df, *, date, dispositifs=None, hypotheses=False, keep=None, outputs=None, engine=None):
    engine = bareme.pays_de_la_loire() if engine is None else engine
    options = {
        "date": date,
        "dispositifs": _names(dispositifs),
        "hypotheses": hypotheses,
        "keep": _names(keep),
        "outputs": _names(outputs),
        "progress": False,
        # Spark gives a processor to each task: a task takes no other.
        "threads": 1,
    }
    # Faults of names and types are found here, before anything is sent.
    schema = _plain(engine.evaluate_table(_nothing(df), **options).schema)
    return df.mapInArrow(_Decider(engine, options, schema), from_arrow_schema(schema))


def _names(given):
    """What can be read more than once, and sent."""
    return given if given is None or isinstance(given, str) else list(given)


class _Decider:
    """What travels to the executors."""

    def __init__(self, engine, options, schema):
        self.engine, self.options, self.schema = engine, options, schema

    def __call__(self, batches):
        for batch in batches:
            decided = self.engine.evaluate_table(pa.table(batch), **self.options)
            yield from decided.cast(self.schema).to_batches()


def _nothing(df):
    return to_arrow_schema(df.schema).empty_table()


def _plain(schema):
    """Without dictionaries, which Spark has not."""
    plain = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema
    ]
    return pa.schema(plain)
