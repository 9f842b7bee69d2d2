"""What `repr` shows: the names that a program uses. What a person reads is `str`."""


def answer(answer):
    head = f"Answer({answer.date:%Y-%m-%d}, {answer.pack.id} {answer.pack.version})"
    warnings = [f"  ⚠ {finding.message}" for finding in answer.avertissements]
    return "\n".join([head, *warnings, *(f"  {line(decision)}" for decision in answer.decisions.values())])


def line(decision):
    droits = ", ".join(
        [f"{name}={value}" for name, value in decision.droits.items()]
        + [f"{name}={_remaining(ends)}" for name, ends in decision.bornes.items()]
    )
    missing = decision.manquants
    told = [f"{decision.id}: {decision.verdict}", droits, f"manquants=[{', '.join(missing)}]" if missing else ""]
    return " ; ".join(part for part in told if part)


def _remaining(ends):
    """The members of a choice, the two ends, or what is settled."""
    if len(set(ends)) == 1:
        return str(ends[0])
    return "|".join(ends) if isinstance(ends[0], str) else f"{ends[0]}..{ends[1]}"


def decision(decision):
    rows = [f"Decision({line(decision)})"]
    rows += [f"  {condition.id}: {condition.etat}" for condition in decision.conditions]
    rows += [f"  ⚠ {finding.message}" for finding in decision.avertissements]
    return "\n".join(rows)
