"""Reads what a page printed."""

import subprocess
from pathlib import Path


def poppler(program: str, *arguments: str | Path) -> str:
    command = [program, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
