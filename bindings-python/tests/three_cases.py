"""Three cases with nothing but the wheel: `python three_cases.py tests/cases`."""

import sys
from pathlib import Path

import bareme

try:
    import tomllib
except ImportError:
    sys.exit("Python 3.11 or newer is needed to read the cases")

engine, done = bareme.pays_de_la_loire(), 0
for name in ("bourse/plafonds.toml", "transitions_pro/aide_soignant.toml", "remuneration/conditions.toml"):
    content = tomllib.loads((Path(sys.argv[1]) / name).read_text(encoding="utf-8"))
    case = next(case for case in content["cas"] if "attendu" in case)
    for id, expected in case["attendu"].items():
        dossier = {**content.get("base", {}), **case.get("dossier", {})}
        decision = engine.evaluate(dossier, date=case["date"], dispositifs=id)[id]
        assert decision.verdict == expected["verdict"], (name, id)
        for droit, value in expected.get("droits", {}).items():
            assert decision.to_dict()["droits"][droit] == value, (name, droit)
    done += 1
assert done == 3
print(f"{done} cases, bareme {bareme.__version__}, Python {sys.version.split()[0]}")
