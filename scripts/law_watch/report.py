"""What the watch found, for a person and for a program."""

import dataclasses
import json

from law_watch import compare
from law_watch.cited import Source, Use
from law_watch.values import Difference

TITLES = {
    compare.CHANGED: "A changé : à relire",
    compare.UNREAD: "Texte lu sans empreinte",
    compare.COMING: "Changera à un jour connu",
    compare.UNFOLLOWED: "Non suivi",
}


@dataclasses.dataclass
class Report:
    """Everything that was found, and what it was found in."""

    packages: dict[str, str]
    followed: int
    findings: list[compare.Finding]
    uses: dict[str, list[Use]]
    differences: list[Difference]
    absent: list[str] = dataclasses.field(default_factory=list)
    written: list[str] = dataclasses.field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Did anything change since it was read?"""
        return any(finding.kind == compare.CHANGED for finding in self.findings) or any(
            difference.admitted is None for difference in self.differences
        )


def text(report: Report) -> str:
    # A package may be months behind: what it is of is said first.
    lines = [", ".join(named(name, version) for name, version in report.packages.items())]
    stated = sum(finding.kind == compare.CHANGED for finding in report.findings)
    lines.append(f"{report.followed} articles suivis, {stated} {'ont' if stated > 1 else 'a'} changé.")
    for kind, title in TITLES.items():
        group = [finding for finding in report.findings if finding.kind == kind]
        if not group:
            continue
        lines += ["", title, "─" * 60]
        if kind == compare.UNFOLLOWED:
            for message in dict.fromkeys(finding.message for finding in group):
                names = [finding.source.id for finding in group if finding.message == message]
                lines.append(f"  {', '.join(names)} : {message}")
            continue
        for finding in group:
            lines += [f"  {finding.source.id} (sources.toml:{finding.source.line})", f"    {finding.message}"]
            lines += [f"    | {words}" for words in finding.words]
            if kind != compare.UNREAD:
                lines += [f"    {use.path}:{use.line} {use.what}" for use in report.uses.get(finding.source.id, ())]
    others = [difference for difference in report.differences if difference.admitted is None]
    if others:
        lines += ["", "OpenFisca dit autre chose", "─" * 60]
        lines += [f"  {value(difference)}" for difference in others]
    admitted = [difference for difference in report.differences if difference.admitted]
    if admitted:
        lines += ["", "Différences déjà examinées", "─" * 60]
        # One reason stands for many cells.
        for name, why in dict.fromkeys((difference.name, difference.admitted) for difference in admitted):
            group = [one for one in admitted if (one.name, one.admitted) == (name, why)]
            shown = value(group[0]) if len(group) == 1 else f"{name}, {len(group)} cases"
            lines.append(f"  {shown} : {why}")
    if report.absent:
        lines += ["", f"Dans openfisca.toml, et pas dans le barème : {', '.join(report.absent)}."]
    if report.written:
        lines += ["", f"Écrit dans sources.toml : {', '.join(report.written)}."]
    return "\n".join(lines)


def named(name: str, version: str) -> str:
    """A package and its version, or a code and its day."""
    return version if name.startswith(("LEGITEXT", "KALI")) else f"{name} {version}"


def value(difference: Difference) -> str:
    cell = f"({difference.cell})" if difference.cell else ""
    ours = "rien" if difference.ours is None else str(difference.ours)
    theirs = "rien" if difference.theirs is None else str(difference.theirs)
    place = f"{difference.path}:{difference.line}"
    return f"{difference.name}{cell}, le {difference.day} : {ours} ici, {theirs} là-bas ({place})"


def as_json(report: Report) -> str:
    """The same on one line, with sorted keys."""

    def source(of: Source) -> dict:
        return {"article": of.article, "id": of.id, "ligne": of.line, "numero": of.number}

    def finding(of: compare.Finding) -> dict:
        cited = report.uses.get(of.source.id, ())
        return {
            "constat": of.kind,
            "message": of.message,
            "mots": of.words,
            "source": source(of.source),
            "usages": [{"fichier": use.path, "ligne": use.line, "quoi": use.what} for use in cited],
        }

    def difference(of: Difference) -> dict:
        return {
            "admis": of.admitted,
            "case": of.cell,
            "eux": None if of.theirs is None else str(of.theirs),
            "fichier": of.path,
            "ici": None if of.ours is None else str(of.ours),
            "jour": of.day.isoformat(),
            "ligne": of.line,
            "nom": of.name,
        }

    return json.dumps(
        {
            "absents": report.absent,
            "articles": report.followed,
            "change": report.changed,
            "constats": [finding(one) for one in report.findings],
            "ecrit": report.written,
            "paquets": report.packages,
            "valeurs": [difference(one) for one in report.differences],
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
