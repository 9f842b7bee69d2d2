"""Our dated values beside those of OpenFisca-France, by parameter and by day. Exact: no number is ever a float here."""

import bisect
import csv
import dataclasses
import datetime
import decimal
import pathlib
import re
import tomllib
from collections.abc import Callable

Series = list[tuple[datetime.date, decimal.Decimal]]
# Something that a file of OpenFisca says: `values`, or `brackets` of thresholds and amounts.
Yaml = dict


@dataclasses.dataclass(frozen=True)
class Difference:
    """A day on which the two do not say the same."""

    name: str
    cell: str
    day: datetime.date
    ours: decimal.Decimal | None
    theirs: decimal.Decimal | None
    path: str
    line: int
    admitted: str | None = None


def series(values: Yaml) -> Series:
    """The dated values of a parameter of OpenFisca, read as texts: `{2024-01-01: {value: "12.95"}}`."""
    found = []
    for key, entry in values.items():
        value = entry.get("value") if isinstance(entry, dict) else entry
        if value not in (None, "null", "", "~"):
            found.append((datetime.date.fromisoformat(str(key)), decimal.Decimal(str(value))))
    return sorted(found)


def brackets(document: Yaml) -> dict[decimal.Decimal, Series]:
    """The amounts by threshold. A threshold that moves with time is read as it is last."""
    found = {}
    for bracket in document["brackets"]:
        found[series(bracket["threshold"])[-1][1]] = series(bracket["amount"])
    return found


def next_intake(day: datetime.date) -> datetime.date:
    """The 1 September from which a decree of that day counts."""
    this_year = datetime.date(day.year, 9, 1)
    return this_year if day <= this_year else datetime.date(day.year + 1, 9, 1)


def on(values: Series, day: datetime.date) -> decimal.Decimal | None:
    """The value in force on a day."""
    at = bisect.bisect_right([first for first, _ in values], day)
    return values[at - 1][1] if at else None


def compared(
    ours: Series,
    theirs: Series,
    tell: Callable[[datetime.date, decimal.Decimal, decimal.Decimal | None], None],
) -> None:
    """Tells each day on which the two begin to differ, from the first that both know.

    Theirs are rounded to the decimals of ours: OpenFisca keeps all those of a computation.
    """
    if not ours:
        return
    first = max(ours[0][0], theirs[0][0]) if theirs else ours[0][0]
    days = sorted({first, *(day for day, _ in [*ours, *theirs] if day >= first)})
    last = None
    for day in days:
        own, other = on(ours, day), on(theirs, day)
        if own is None:
            continue
        if other is not None:
            other = other.quantize(decimal.Decimal(1).scaleb(own.as_tuple().exponent), decimal.ROUND_HALF_UP)
        pair = None if own == other else (own, other)
        if pair and pair != last:
            tell(day, own, other)
        last = pair


class Pack:
    """The dated values of a pack."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.parameters: dict[str, tuple[dict, str]] = {}
        for path in sorted(folder.glob("parametres/*.toml")):
            inside = path.relative_to(folder).as_posix()
            for name, keys in tomllib.loads(path.read_text(encoding="utf-8")).items():
                self.parameters[name] = (keys, inside)

    def parameter(self, name: str) -> tuple[Series, str]:
        keys, path = self.parameters[name]
        return [(value["depuis"], decimal.Decimal(str(value["valeur"]))) for value in keys["valeurs"]], path

    def line(self, path: str, pattern: str, header: str | None = None) -> int:
        """The first line like this one, after a header when there is one."""
        inside = header is None
        for number, line in enumerate((self.folder / path).read_text(encoding="utf-8").splitlines(), 1):
            inside = inside or line.strip() == f"[{header}]"
            if inside and re.search(pattern, line):
                return number
        return 1

    def table(self, name: str) -> list[tuple[dict[str, str], datetime.date, str]]:
        """The rows: their columns, their first day, and the last column, which is the value."""
        with (self.folder / f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            value = list(reader.fieldnames or ())[-1]
            return [(row, datetime.date.fromisoformat(row["depuis"]), row[value]) for row in reader]


def differences(pack: Pack, mapping: dict, document: Callable[[str], Yaml]) -> tuple[list[Difference], list[str]]:
    """Every difference, in the order of the mapping, and the names that the pack does not have. `document` gives a file of
    OpenFisca by its path."""
    found: list[Difference] = []
    absent: list[str] = []
    for entry in mapping.get("parametre", ()):
        if entry["nom"] in pack.parameters:
            found.extend(of_parameter(pack, entry, document))
        else:
            absent.append(entry["nom"])
    for entry in mapping.get("hausse", ()):
        for name in entry["noms"]:
            if name in pack.parameters:
                found.extend(raised(pack, entry | {"nom": name}, document))
            else:
                absent.append(name)
    for entry in mapping.get("table", ()):
        if (pack.folder / f"tables/{entry['nom']}.csv").exists():
            found.extend(of_table(pack, entry, document))
        else:
            absent.append(entry["nom"])
    return found, absent


def theirs(entry: dict, values: Series) -> Series:
    """Their values, at our scale and on our days."""
    times = decimal.Decimal(entry.get("fois", "1"))
    move = next_intake if entry.get("jours") == "rentree" else lambda day: day
    # Of two decrees for one intake the later counts.
    moved = {move(day): value * times for day, value in values}
    return sorted(moved.items())


def admitted(entry: dict, cell: str, day: datetime.date, other: decimal.Decimal | None) -> str | None:
    """Why a difference was admitted."""
    for known in entry.get("admis", ()):
        if "avant" in known and day < known["avant"]:
            return known["pourquoi"]
        if "jour" not in known:
            continue
        same_value = other is not None and decimal.Decimal(known["eux"]) == other
        if known["jour"] == day and known.get("case", "") == cell and same_value:
            return known["pourquoi"]
    return None


def of_parameter(pack: Pack, entry: dict, document: Callable[[str], Yaml]) -> list[Difference]:
    name, found = entry["nom"], []
    ours, path = pack.parameter(name)
    values = theirs(entry, series(document(entry["openfisca"])["values"]))

    def tell(day: datetime.date, own: decimal.Decimal, other: decimal.Decimal | None) -> None:
        line = pack.line(path, rf"depuis\s*=\s*{last_before(ours, day)}", name)
        found.append(Difference(name, "", day, own, other, path, line, admitted(entry, "", day, other)))

    compared(ours, values, tell)
    return found


def raised(pack: Pack, entry: dict, document: Callable[[str], Yaml]) -> list[Difference]:
    """Of what follows an index: on each day on which the index moves, our value before it times the same rise."""
    name, found = entry["nom"], []
    ours, path = pack.parameter(name)
    index = series(document(entry["openfisca"])["values"])
    step = decimal.Decimal(1).scaleb(-entry["decimales"])
    for (_, before), (day, after) in zip(index, index[1:], strict=False):
        previous = on(ours, day - datetime.timedelta(days=1))
        own = on(ours, day)
        if day <= entry["apres"] or previous is None or own is None:
            continue
        rise = (after / before).quantize(step, decimal.ROUND_HALF_UP)
        other = (previous * rise).quantize(own, decimal.ROUND_HALF_UP)
        if own != other:
            line = pack.line(path, rf"depuis\s*=\s*{last_before(ours, day)}", name)
            found.append(Difference(name, "", day, own, other, path, line, admitted(entry, "", day, other)))
    return found


def last_before(values: Series, day: datetime.date) -> datetime.date:
    """The first day of the value that is in force."""
    return max((first for first, _ in values if first <= day), default=day)


def of_table(pack: Pack, entry: dict, document: Callable[[str], Yaml]) -> list[Difference]:
    name, found = entry["nom"], []
    path = f"tables/{name}.csv"
    cells: dict[tuple[str, ...], Series] = {}
    for row, day, value in pack.table(name):
        cells.setdefault(tuple(row.values())[1:-1], []).append((day, decimal.Decimal(value)))
    columns = [column for column in pack.table(name)[0][0]][1:-1]
    ranks = {shown: threshold for threshold, shown in entry.get("seuils", {}).items()}
    documents: dict[str, dict[decimal.Decimal, Series]] = {}
    seen: dict[str, set[decimal.Decimal]] = {}
    for key, ours in cells.items():
        where = entry["openfisca"].format_map(dict(zip(columns, key, strict=True)))
        if where not in documents:
            documents[where] = brackets(document(where))
        rest = [value for column, value in zip(columns, key, strict=True) if f"{{{column}}}" not in entry["openfisca"]]
        threshold = decimal.Decimal(ranks.get(rest[0], rest[0]))
        seen.setdefault(where, set()).add(threshold)
        shown = ", ".join(key)

        def tell(
            day: datetime.date,
            own: decimal.Decimal,
            other: decimal.Decimal | None,
            ours: Series = ours,
            key: tuple[str, ...] = key,
            shown: str = shown,
        ) -> None:
            pattern = "^" + re.escape(",".join([last_before(ours, day).isoformat(), *key])) + ","
            line = pack.line(path, pattern)
            found.append(Difference(name, shown, day, own, other, path, line, admitted(entry, shown, day, other)))

        compared(ours, theirs(entry, documents[where].get(threshold, [])), tell)
    for where, amounts in documents.items():
        for threshold in sorted(set(amounts) - seen[where]):
            values = theirs(entry, amounts[threshold])
            if values:
                day, other = values[0]
                cell = f"{threshold}"
                found.append(Difference(name, cell, day, None, other, path, 1, admitted(entry, cell, day, other)))
    return found
