"""Tables that do not fit on one machine: Apache Spark (`pip install bareme[spark]`, and a Java runtime).

>>> from bareme import spark
>>> decided = spark.evaluate(df, date="2024-09-02", dispositifs="bourse_regionale", keep="dossier")

Each executor decides the batches that it holds with the wheel of `bareme` that is installed there: nothing is collected, and
decisions are those of one machine, byte for byte.
"""

import warnings

import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

import bareme

# Where `monotonically_increasing_id` of Spark writes the number of the partition.
_PARTITION = 1 << 33


def evaluate(
    df,
    *,
    date,
    dispositifs=None,
    hypotheses=False,
    keep=None,
    rename=None,
    on_error="raise",
    lenient=None,
    outputs=None,
    bounds=False,
    if_eligible=False,
    amounts=None,
    engine=None,
):
    engine = bareme.pays_de_la_loire() if engine is None else engine
    options = {
        "date": date,
        "dispositifs": _names(dispositifs),
        "hypotheses": hypotheses,
        "keep": _names(keep),
        "rename": rename,
        "on_error": on_error,
        "lenient": lenient,
        "outputs": _names(outputs),
        "bounds": bounds,
        "if_eligible": if_eligible,
        "amounts": amounts,
        "progress": False,
        # Spark gives a processor to each task: a task takes no other.
        "threads": 1,
    }
    # Faults of names and types are found here, before anything is sent, and what is to be known of the rules is said here.
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
        # A batch is no unit that anybody sees: rows are counted from the first of the partition.
        before = 0
        for batch in batches:
            yield from self._decided(pa.table(batch), before).cast(self.schema).to_batches()
            before += batch.num_rows

    def _decided(self, table, before):
        with warnings.catch_warnings():
            # Said once, where the job is asked for; a row that is not decided says why in its column `erreur`.
            warnings.simplefilter("ignore", bareme.BaremeWarning)
            try:
                return self.engine.evaluate_table(table, **self.options)
            except bareme.BaremeError as error:
                partition = TaskContext.get().partitionId()
                raise bareme.BaremeError([_placed(finding, partition, before) for finding in error.findings]) from None


def _placed(finding, partition, before):
    """A finding on a row, placed in its partition, with what shows that row."""
    column, _, row = (finding.place or "").rpartition("/")
    if not (column and row.isdigit()):
        return finding
    row = before + int(row)
    shown = f"partition {partition} ; pour voir la ligne : df.where(monotonically_increasing_id() == {partition * _PARTITION + row})"
    return finding._replace(place=f"{column}/{row}", help=f"{finding.help} ; {shown}" if finding.help else shown)


def _nothing(df):
    return to_arrow_schema(df.schema).empty_table()


def _plain(schema):
    """Without dictionaries, which Spark has not."""
    plain = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field for field in schema
    ]
    return pa.schema(plain)
