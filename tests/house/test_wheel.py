"""The wheel holds every file that the modules read beside themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.house.checkout import REPOSITORY, SOURCE, repository_files, run_python
from tierbook.files import VERSION


def test_the_wheel_holds_modules_and_data(tmp_path: Path) -> None:
    built = run_python(
        "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)
    )
    assert built.returncode == 0, built.stderr.decode()
    with zipfile.ZipFile(tmp_path / f"tierbook-{VERSION}-py3-none-any.whl") as wheel:
        packed = {name for name in wheel.namelist() if name.startswith("tierbook/")}
    source = {
        path.relative_to(REPOSITORY / "src").as_posix()
        for path in repository_files()
        if path.is_relative_to(SOURCE)
    }
    assert packed == source
