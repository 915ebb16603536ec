"""What is committed as the bundle is what its sources make, byte for byte, wherever npm is at hand."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import explorer

COMPONENT = Path(explorer.__file__).parent / "component"
UNREACHABLE = ("ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EAI_AGAIN", "ENETUNREACH", "ENOTCACHED")
OLDEST_NODE = 20

pytestmark = pytest.mark.long


def called(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture(scope="module")
def npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Runs npm in a copy of the sources with what they need installed, and returns the folder around it."""
    path = shutil.which("npm")
    if path is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("component")
    node = called("node", "--version", cwd=folder).stdout.strip()
    if not node or int(node.removeprefix("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"Node {OLDEST_NODE} or newer is needed, not {node or 'none'}")
    frontend = folder / "frontend"
    shutil.copytree(COMPONENT / "frontend", frontend, ignore=shutil.ignore_patterns("node_modules"))

    def run(*words: str) -> Path:
        done = called(path, *words, cwd=frontend)
        said = done.stdout + done.stderr
        if words[0] == "ci" and done.returncode and any(code in said for code in UNREACHABLE):
            pytest.skip("the npm registry cannot be reached")
        assert done.returncode == 0, said
        return folder

    run("ci", "--prefer-offline", "--fetch-retries=0")
    return run


def test_the_typescript_passes_its_own_tests(npm: Callable[..., Path]) -> None:
    npm("test")


def test_the_bundle_is_what_the_sources_make(npm: Callable[..., Path]) -> None:
    made, kept = npm("run", "build") / "build", COMPONENT / "build"
    names = sorted(p.name for p in kept.iterdir())
    assert sorted(p.name for p in made.iterdir()) == names
    assert [name for name in names if contents(made / name) != contents(kept / name)] == []


def contents(file: Path) -> bytes:
    """The bytes of a file, unpacked where it is packed: how they are packed differs between versions of zlib."""
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
