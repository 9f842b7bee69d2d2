"""What a console shows of an answer."""

# How a condition is marked and read.
STATES = {"remplie": ("✓", "remplie"), "non_remplie": ("✗", "non remplie"), "inconnue": ("?", "inconnue")}


def answer(answer):
    head = f"Answer({answer.date:%Y-%m-%d}, {answer.pack.id} {answer.pack.version})"
    return "\n".join([head, *(f"  {line(decision)}" for decision in answer.decisions.values())])


def line(decision):
    droits = ", ".join(f"{name}={value}" for name, value in decision.droits.items())
    missing = decision.manquants
    told = [f"{decision.id}: {decision.verdict}", droits, f"manquants : {', '.join(missing)}" if missing else ""]
    return " ; ".join(part for part in told if part)


def decision(decision):
    rows = [f"Decision({line(decision)})"]
    rows += [f"  {STATES[condition.etat][0]} {condition.titre}" for condition in decision.conditions]
    return "\n".join(rows)
