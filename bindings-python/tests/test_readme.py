"""What the READMEs show, as they show it."""

from typing import Any

import polars as pl
from conftest import ROOT


def blocks(path: str) -> list[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    return [block.partition("```")[0] for block in text.split("```python\n")[1:]]


def test_the_code_of_the_readme_of_the_product_runs(capsys: Any) -> None:
    for block in blocks("README.md"):
        exec(block, {})
    assert capsys.readouterr().out.startswith("indetermine ['")


def test_the_code_of_the_readme_of_the_module_runs() -> None:
    names: dict[str, Any] = {"frame": pl.DataFrame({"dossier": ["a", "b"], "age": [20, 14]})}
    one, many, *_ = blocks("bindings-python/README.md")
    exec(one, names)
    assert f"{names['decision'].bornes['montant_annuel']}" == "(Decimal('1454.00'), Decimal('6335.00'))"
    exec(many, names)
    assert names["decided"]["dossier"].to_list() == ["a", "b"]
