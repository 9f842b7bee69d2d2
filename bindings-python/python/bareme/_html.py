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
_UNITS = {"EUR": "€", "an": "an", "mois": "mois", "point": "points", "h": "h", "km": "km"}
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
    head = f"<p><strong>{len(decisions)} dispositif(s)</strong> au {day(answer.date)} · {_pack(answer.pack)}</p>"
    warnings = "".join(f"<li>⚠ {escape(str(finding))}</li>" for finding in answer.avertissements)
    return _page(head + (f"<ul>{warnings}</ul>" if warnings else "") + inside)


def decision(decision):
    return _page(_folded(decision, True))


def _page(inside):
    return f'{_STYLE}<div class="bareme" lang="fr">{inside}</div>'


def _pack(pack):
    return f"barème {escape(pack.id)} {escape(pack.version)}"


def _folded(decision, is_open):
    droits = decision.explication["droits"] if decision.explication else []
    units = {droit["id"]: droit["calcul"].get("unite") for droit in droits}
    titles = {droit["id"]: droit["titre"] for droit in droits}
    short = ", ".join(f"{_title(name, titles)} : {shown(value, units.get(name))}"
                      for name, value in list(decision.droits.items())[:3])
    summary = f"<strong>{_VERDICTS[decision.verdict.value]}</strong> — {escape(decision.titre)}"
    if short:
        summary += f' <span class="note">({escape(short)})</span>'
    parts = [f"<p>{escape(decision.resume)}</p>", _droits(decision, titles, units), _conditions(decision), _missing(decision)]
    parts.append(_notes(decision))
    return f"<details{' open' if is_open else ''}><summary>{summary}</summary>{''.join(parts)}</details>"


def _title(name, titles):
    return titles.get(name, name.replace("_", " "))


def _droits(decision, titles, units):
    rows = "".join(
        f'<tr><th scope="row">{escape(_title(name, titles))}</th><td>{escape(shown(value, units.get(name)))}</td></tr>'
        for name, value in decision.droits.items()
    )
    rows += "".join(
        f'<tr><th scope="row">{escape(_title(name, titles))}</th><td>{escape(_between(ends, units.get(name)))}</td></tr>'
        for name, ends in decision.bornes.items()
    )
    if not rows:
        return ""
    how = "".join(_steps(droit["titre"], droit["calcul"], droit["source"])
                  for droit in (decision.explication or {}).get("droits", ()))
    folded = f"<details><summary>Comment ces droits sont calculés</summary>{how}</details>" if how else ""
    return f"<table><caption>Droits</caption>{rows}</table>{folded}"


def _between(ends, unit):
    if len(ends) == 2 and not isinstance(ends[0], str):
        return f"de {shown(ends[0], unit)} à {shown(ends[1], unit)}"
    return "parmi " + ", ".join(str(end) for end in ends)


def _conditions(decision):
    explained = (decision.explication or {}).get("conditions")
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
    names = ", ".join(f"<code>{escape(name)}</code>" for name in decision.manquants)
    return f"<p><strong>Faits manquants</strong> : {names}</p>"


def _notes(decision):
    told = [f"Fiabilité : {_RELIABILITY.get(decision.fiabilite.value, decision.fiabilite.value)}."]
    if decision.verifie_le:
        told.append(f"Valeurs vérifiées jusqu'au {day(decision.verifie_le)}.")
    told += [f"⚠ {finding.message}." for finding in decision.avertissements]
    text = f'<p class="note">{escape(" ".join(told))}</p>'
    open_questions = (decision.explication or {}).get("a_confirmer")
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
    value = step.get("libelle") or shown(step["valeur"], step.get("unite"))
    if step["valeur"] is None and step.get("bornes"):
        value = "entre " + " et ".join(step["bornes"])
    code = f" <code>{escape(step['texte'])}</code>" if step.get("titre") else ""
    label = escape(name) if step.get("titre") else f"<code>{escape(name)}</code>"
    source = f' <span class="note">{_citation(step["source"])}</span>' if step.get("source") else ""
    return f"<li>{label} : <strong>{escape(value)}</strong>{code}{source}{_list(step.get('etapes'))}</li>"


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
    """A value in French: `5 212,00 €/an`, `oui`, `02/09/2024`."""
    if value is None:
        return "inconnu"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if hasattr(value, "strftime"):
        return day(value)
    text = str(value)
    number = text.lstrip("-")
    if number.replace(".", "", 1).isdigit():
        whole, _, rest = number.partition(".")
        grouped = f"{int(whole):,}".replace(",", "\u202f")
        text = ("−" if text.startswith("-") else "") + grouped + (f",{rest}" if rest else "")
    if unit:
        if unit == "an" and number not in ("0", "1"):
            unit = "ans"
        text += "\u00a0" + "/".join(_UNITS.get(part, part) for part in unit.split("/"))
    return text
