from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from setup_wizard import hostwifi
from setup_wizard.hostwifi.choose import system_backend

LOADED = """
import sys
import setup_wizard.hostwifi.choose, setup_wizard.hostwifi.radio
print([name for name in ("PySide6", "objc", "CoreWLAN", "ctypes.wintypes") if name in sys.modules])
"""


@pytest.mark.parametrize(
    ("platform", "name"), [("linux", "NetworkManager"), ("win32", "WlanAPI"), ("darwin", "CoreWLAN")]
)
def test_every_system_has_its_own_backend_and_none_is_asked_anything_yet(
    platform: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    backend = system_backend()
    assert backend is not None
    assert backend.name == name


def test_on_other_systems_the_person_changes_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd14")
    assert system_backend() is None


def test_no_systems_libraries_are_loaded_before_they_are_needed() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_program_is_run_whose_words_another_language_would_change() -> None:
    files = sorted(Path(hostwifi.__path__[0]).glob("*.py"))
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    names = {name for tree in trees for node in ast.walk(tree) for name in names_in(node)}
    assert "psutil" in names
    assert names.isdisjoint({"subprocess", "popen", "Popen", "system", "QProcess", "locale", "pty"})


def names_in(node: ast.AST) -> list[str]:
    """What is imported, and what is taken from it."""
    if isinstance(node, ast.Import):
        return [part for alias in node.names for part in alias.name.split(".")]
    if isinstance(node, ast.ImportFrom):
        return [alias.name for alias in node.names] + (node.module or "").split(".")
    return [node.attr] if isinstance(node, ast.Attribute) else []
