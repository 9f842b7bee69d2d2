"""The recipe of the README for Dask: the decisions of one machine."""

from pathlib import Path
from typing import Any

import bareme
import numpy as np
import pandas as pd
import pytest
from conftest import DATE

pytestmark = pytest.mark.filterwarnings("ignore")


def recipe() -> str:
    """The code that the README shows."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    blocks = [block.partition("```")[0] for block in readme.split("```python\n")[1:]]
    return next(block for block in blocks if "dask" in block)


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_the_recipe_decides_as_one_machine(
    engine: bareme.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheduler: str
) -> None:
    dask = pytest.importorskip("dask")
    pytest.importorskip("dask.dataframe")
    random, count = np.random.default_rng(2024), 30_000
    people = pd.DataFrame(
        {
            "dossier": np.arange(count),
            "statut": random.choice(["poursuite_scolarite", "demandeur_emploi", "apprenti"], count),
            "age": random.integers(15, 60, count),
            "revenu_brut_global": random.integers(0, 6_000_000, count) / 100,
            "formation_autorisee_region": random.random(count) < 0.9,
        }
    )
    (tmp_path / "dossiers").mkdir()
    for part in range(3):
        people.iloc[part::3].to_parquet(tmp_path / f"dossiers/{part}.parquet", index=False)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    with dask.config.set(scheduler=scheduler):
        exec(recipe(), names)
        decided = names["decided"].compute().sort_values("dossier", ignore_index=True)
    alone = engine.evaluate_table(people, date=DATE, dispositifs="bourse_regionale", keep="dossier")
    assert list(decided.columns) == list(alone.columns) and len(decided) == count
    for name in alone.columns:
        assert decided[name].astype(object).equals(alone[name].astype(object)), name
