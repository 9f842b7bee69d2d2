"""What a notebook shows of an answer: folded, readable without colours, and by a screen reader."""

from html import escape

from ._text import STATES

# In the order of a page: what gives something, what may still, what does not.
_VERDICTS = {
    "eligible": "✓ Éligible",
    "indetermine": "? À compléter",
    "non_eligible": "✗ Non éligible",
    "hors_periode": "– Hors période",
}
_EURO = "EUR"
# What is written otherwise when there are two or more.
_PLURALS = {"an": "ans", "point": "points", "semaine": "semaines", "jour": "jours", "personne": "personnes", "place": "places"}
_RELIABILITY = {
    "texte": "texte officiel lu",
    "secondaire": "source publiée, texte non lu",
    "a_confirmer": "à confirmer par la Région",
}

# Only sizes and borders: colours are those of the notebook, light or dark.
_STYLE = """<style>
.bareme{font-size:.95em;line-height:1.45;max-width:60em}
.bareme details{border:1px solid currentColor;border-radius:4px;margin:.35em 0;padding:.3em .7em}
.bareme details details{border-style:none none none solid;border-radius:0;margin:.2em 0 .2em .3em}
.bareme summary{cursor:pointer}.bareme summary:focus-visible{outline:2px solid}
.bareme ul{list-style:none;margin:.2em 0;padding-left:1.1em}.bareme li{margin:.15em 0}
.bareme table{border-collapse:collapse;margin:.4em 0}.bareme th,.bareme td{padding:.15em .7em;text-align:left}
.bareme caption{text-align:left;font-weight:600}.bareme .note{opacity:.85;font-size:.9em}
</style>"""


def answer(answer):
    """Every decision, those that give something first."""
    order = list(_VERDICTS)
    decisions = sorted(answer.decisions.values(), key=lambda decision: order.index(decision.verdict.value))
    inside = "".join(_folded(decision, len(decisions) == 1) for decision in decisions)
    count = f"{len(decisions)} dispositif{'s' if len(decisions) > 1 else ''}"
    head = f"<p><strong>{count}</strong> au {day(answer.date)} · {_pack(answer.pack)}</p>"
    warnings = "".join(f"<li>⚠ {escape(_told(finding))}</li>" for finding in answer.avertissements)
    return _page(head + (f"<ul>{warnings}</ul>" if warnings else "") + inside)


def decision(decision):
    return _page(_folded(decision, True))


def _page(inside):
    return f'{_STYLE}<div class="bareme" lang="fr">{inside}</div>'


def _pack(pack):
    return f"barème {escape(pack.id)} {escape(pack.version)}"


def _folded(decision, is_open):
    explication = decision._explication or {}
    rows = _rows(decision)
    due = decision.verdict.value == "eligible"
    short = ", ".join(f"{title} : {value}" for title, value in rows[: min(3, len(decision.droits))] if due)
    summary = f"<strong>{_VERDICTS[decision.verdict.value]}</strong> — {escape(decision.titre)}"
    if short:
        summary += f' <span class="note">({escape(short)})</span>'
    parts = [f"<p>{escape(decision.resume)}</p>", _droits(rows, due, explication), _conditions(decision, explication)]
    parts += [_missing(decision), _notes(decision, explication)]
    return f"<details{' open' if is_open else ''}><summary>{summary}</summary>{''.join(parts)}</details>"


def _rows(decision):
    """The title and the value of each droit: those that are determined, then the others."""
    words = decision._droits
    rows = []
    for name, value in decision.droits.items():
        title, unit, labels = words[name]
        rows.append((title, labels.get(value, value) if labels else shown(value, unit)))
    for name, remaining in decision.bornes.items():
        title, unit, labels = words[name]
        rows.append((title, _either(labels[one] for one in remaining) if labels else _between(remaining, unit)))
    return rows


def _droits(rows, due, explication):
    if not rows:
        return ""
    cells = "".join(f'<tr><th scope="row">{escape(title)}</th><td>{escape(value)}</td></tr>' for title, value in rows)
    how = "".join(_steps(droit["titre"], droit["calcul"], droit["source"]) for droit in explication.get("droits", ()))
    caption = "Droits" if due else "Droits, si toutes les conditions sont remplies"
    folded = f"<details><summary>Comment ces droits sont calculés</summary>{how}</details>" if how else ""
    return f"<table><caption>{caption}</caption>{cells}</table>{folded}"


def _between(ends, unit):
    low, high = ends
    return f"entre {shown(low, unit if unit == 'taux' else None)} et {shown(high, unit)}"


def _either(names):
    *others, last = names
    return f"{', '.join(others)} ou {last}" if others else last


def _conditions(decision, explication):
    explained = explication.get("conditions")
    items = []
    for position, condition in enumerate(decision.conditions):
        mark, word = STATES[condition.etat.value]
        text = f'<span aria-hidden="true">{mark}</span> {escape(condition.titre)} <span class="note">({word})</span>'
        if explained:
            one = explained[position]
            text = _fold(text, _list([one["calcul"]]) + _source(one["source"]))
        items.append(f"<li>{text}</li>")
    return f"<p><strong>Conditions</strong></p><ul>{''.join(items)}</ul>" if items else ""


def _missing(decision):
    if not decision.manquants:
        return ""
    named = zip(decision._manquants, decision.manquants, strict=True)
    items = "".join(f"<li>{escape(title)} <code>{escape(name)}</code></li>" for title, name in named)
    return f"<p><strong>Faits manquants</strong></p><ul>{items}</ul>"


def _told(finding):
    return finding.message + (f" ; {finding.help}" if finding.help else "")


def _notes(decision, explication):
    told = [f"Fiabilité : {_RELIABILITY.get(decision.fiabilite.value, decision.fiabilite.value)}."]
    if decision.verifie_le:
        told.append(f"Valeurs vérifiées jusqu'au {day(decision.verifie_le)}.")
    told += [f"⚠ {_told(finding)}." for finding in decision.avertissements]
    text = f'<p class="note">{escape(" ".join(told))}</p>'
    open_questions = explication.get("a_confirmer")
    if open_questions:
        listed = "".join(f"<li>{escape(question)}</li>" for question in open_questions)
        text += _fold("Ce qui reste à confirmer", f"<ul>{listed}</ul>")
    return text


def _fold(summary, inside):
    return f"<details><summary>{summary}</summary>{inside}</details>"


def _steps(title, step, source):
    return f"<p>{escape(title)}</p>{_list([step])}{_source(source)}"


def _list(steps):
    return f"<ul>{''.join(_step(step) for step in steps)}</ul>" if steps else ""


def _step(step):
    name = step.get("titre") or step["texte"]
    value = _value(step)
    code = f" <code>{escape(step['texte'])}</code>" if step.get("titre") else ""
    label = escape(name) if step.get("titre") else f"<code>{escape(name)}</code>"
    source = f' <span class="note">{_citation(step["source"])}</span>' if step.get("source") else ""
    return f"<li>{label} : <strong>{escape(value)}</strong>{code}{source}{_list(step.get('etapes'))}</li>"


def _value(step):
    value, remaining, unit = step["valeur"], step.get("bornes"), step.get("unite")
    if step["texte"].startswith("depasse("):
        return {"oui": "dépassé", "non": "non dépassé"}.get(value, "dépassé ou non, selon ce qui manque")
    if "libelle" in step:
        return step["libelle"]
    if value is None and remaining:
        return _between(remaining, unit) if len(remaining) == 2 else _either(remaining)
    return shown(value, unit)


def _source(source):
    return f'<p class="note">Source : {_citation(source)}</p>'


def _citation(source):
    where = f", {source['repere']}" if source.get("repere") else ""
    since = ""
    if source.get("depuis"):
        year, month, date = source["depuis"].split("-")
        since = f", depuis le {date}/{month}/{year}"
    return escape(f"{source['titre']}{where}{since}")


def day(date):
    return f"{date:%d/%m/%Y}"


def shown(value, unit=None):
    """A value in French: `5 212,00 €/an`, `35 %`, `oui`, `02/09/2024`."""
    if value is None:
        return "inconnu"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if hasattr(value, "strftime"):
        return day(value)
    if unit == "taux":
        value = format(value * 100, "f")
        value, unit = value.rstrip("0").rstrip(".") if "." in value else value, "%"
    text = str(value)
    number = text.lstrip("-")
    if number.replace(".", "", 1).isdigit():
        whole, _, rest = number.partition(".")
        grouped = f"{int(whole):,}".replace(",", "\u202f")
        text = ("−" if text.startswith("-") else "") + grouped + (f",{rest}" if rest else "")
    if unit:
        above, *below = unit.split("/")
        if number.partition(".")[0] not in ("0", "1"):
            above = _PLURALS.get(above, above)
        text += "\u00a0" + "/".join("€" if part == _EURO else part for part in (above, *below))
    return text
