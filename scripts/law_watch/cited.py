"""What a pack cites: its sources that are articles, and the rules and the values that rest on each."""

import dataclasses
import datetime
import pathlib
import re
import tomllib

CODES = {
    "code du travail": "LEGITEXT000006072050",
    "code de la sécurité sociale": "LEGITEXT000006073189",
    "code des relations entre le public et l'administration": "LEGITEXT000031366350",
}
TITLE = re.compile(r"^(?P<code>Code d[^,]*), (?:articles?|annexe) (?P<number>[A-Z]*\.? ?[\d-]+)", re.IGNORECASE)
IDENTIFIER = re.compile(r"\b(?:LEGI|KALI)ARTI\d{12}\b")
HEADER = re.compile(r"^\[\[?([A-Za-z0-9_.]+)\]?\]")
PLACES = {
    "conditions": "condition",
    "priorites": "priorité",
    "droits": "droit",
    "versements": "versement",
    "doutes": "doute",
    "delais": "délai",
}


@dataclasses.dataclass(frozen=True)
class Source:
    """A source that is an article."""

    id: str
    title: str
    line: int
    code: str | None
    number: str | None
    article: str | None
    fingerprint: str | None
    last: datetime.date | None
    first: datetime.date | None
    # Those that the title names beside it: a source of several articles is followed by one.
    others: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Use:
    """Where a source is cited."""

    path: str
    line: int
    what: str


def sources(pack: pathlib.Path) -> list[Source]:
    """The articles of a code or of an agreement that the pack cites, in the order of `sources.toml`."""
    text = (pack / "sources.toml").read_text(encoding="utf-8")
    lines = {match[1]: number for number, line in enumerate(text.splitlines(), 1) if (match := HEADER.match(line))}
    found = []
    for name, keys in tomllib.loads(text).items():
        title = keys.get("titre", "")
        match, identifiers = TITLE.match(title), IDENTIFIER.findall(title)
        article = keys.get("article") or (identifiers[0] if identifiers else None)
        if not match and not article:
            continue
        version = keys.get("version", {})
        found.append(
            Source(
                id=name,
                title=title,
                line=lines[name],
                code=match["code"] if match else None,
                number=match["number"].replace(".", "").replace(" ", "") if match else None,
                article=article,
                fingerprint=keys.get("empreinte"),
                first=version.get("du"),
                others=tuple(identifier for identifier in identifiers if identifier != article),
                last=version.get("au"),
            )
        )
    return found


def uses(pack: pathlib.Path, names: set[str]) -> dict[str, list[Use]]:
    """Where each source is cited, by file and line, in the order of the files."""
    found: dict[str, list[Use]] = {name: [] for name in names}
    for path in sorted(pack.glob("**/*.toml")):
        inside = path.relative_to(pack).as_posix()
        if inside.split("/")[0] in {"parametres", "tables", "dispositifs"} or inside in {
            "quotas.toml",
            "vocabulaire.toml",
            "echeancier.toml",
        }:
            cite(path.read_text(encoding="utf-8"), inside, found)
    return found


def cite(text: str, path: str, found: dict[str, list[Use]]) -> None:
    """Adds the citations of one file. A condition or a droit that says no source rests on the first one of its dispositif."""
    blocks: list[tuple[str, list[tuple[int, str]]]] = [("", [])]
    for number, line in enumerate(text.splitlines(), 1):
        if header := HEADER.match(line):
            blocks.append((header[1], []))
        blocks[-1][1].append((number, line))
    first: str | None = None
    for header, lines in blocks:
        what = named(header, lines, path)
        cited = False
        for number, line in lines:
            for name in quoted(line):
                if header == "" and first is None and "id" in line:
                    first = name
                if name in found:
                    found[name].append(Use(path, number, valued(what, line)))
            cited = cited or bool(re.search(r"^\s*source\s*=", line))
        if header in {"conditions", "priorites", "droits"} and not cited and first in found:
            found[first].append(Use(path, lines[0][0], what))


def quoted(line: str) -> list[str]:
    """The ids of sources on a line: `source = "x"`, or `{ id = "x" … }`."""
    return [match[1] for match in re.finditer(r"""(?:\bsource\s*=\s*|\{\s*id\s*=\s*)"([a-z0-9_]+)\"""", line)]


def named(header: str, lines: list[tuple[int, str]], path: str) -> str:
    """What a block declares, for a person."""
    if header == "":
        return "dispositif"
    if header in PLACES:
        own = next((match[1] for _, line in lines if (match := re.match(r'id\s*=\s*"([^"]+)"', line))), "")
        return f"{PLACES[header]} {own}".strip()
    if header.startswith("faits."):
        return f"fait {header.removeprefix('faits.')}"
    kind = {"parametres": "paramètre", "tables": "table"}.get(path.split("/")[0], "")
    return f"{kind} {header}".strip()


def valued(what: str, line: str) -> str:
    """The same, with the first day of the value that the line states."""
    since = re.search(r"depuis\s*=\s*(\d{4}-\d{2}-\d{2})", line)
    return f"{what}, valeur du {since[1]}" if since else what


def written(text: str, name: str, keys: dict[str, str]) -> str:
    """`sources.toml` with these keys of one source, as they are written in TOML. No other byte changes.

    A key that is there already is replaced; the others come before `fiabilite`, or at the end of the source.
    """
    lines = text.splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.strip() == f"[{name}]")
    end = next((at for at in range(start + 1, len(lines)) if HEADER.match(lines[at])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    block = lines[start:end]
    for key, value in keys.items():
        at = next((at for at, line in enumerate(block) if re.match(rf"{key}\s*=", line)), None)
        line = f"{key:<9} = {value}\n"
        if at is not None:
            comment = re.search(r"\s+#.*$", block[at].rstrip("\n")) if "#" in block[at] else None
            block[at] = line.rstrip("\n") + (comment[0] if comment else "") + "\n"
            continue
        before = next((at for at, line in enumerate(block) if re.match(r"fiabilite\s*=", line)), len(block))
        block.insert(before, line)
    return "".join(lines[:start] + block + lines[end:])
