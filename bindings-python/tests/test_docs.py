"""What `help` and a notebook's `?` show is what the stubs say."""

import ast
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import bareme
from bareme import _native

STUBS = [Path(bareme.__file__).with_name(f"_{theme}.pyi") for theme in ("native", "answers", "ledgers")]


def documented(body: list[ast.stmt], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Everything of the stub that has a docstring: its path in the module, and the docstring."""
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            here = (*path, node.name)
            said = ast.get_docstring(node)
            if said is not None:
                yield here, said
            if isinstance(node, ast.ClassDef):
                yield from documented(node.body, here)


def test_help_says_what_the_stubs_say() -> None:
    stub = [each for file in STUBS for each in documented(ast.parse(file.read_text(encoding="utf-8")).body)]
    assert len(stub) > 45
    for path, said in stub:
        found: object = _native
        for name in path:
            found = inspect.getattr_static(found, name)
        assert inspect.getdoc(found) == said, ".".join(path)


def test_every_public_method_is_documented() -> None:
    for name in bareme.__all__:
        found = getattr(bareme, name)
        if isinstance(found, type) and not issubclass(found, Enum):
            public = [member for member in vars(found) if not member.startswith("_")]
            bare = {member for member in public if not inspect.getdoc(inspect.getattr_static(found, member))}
            assert not bare, f"{name}: {sorted(bare)}"
