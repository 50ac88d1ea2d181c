"""Where the files are that travel with the program: policy, demonstration, samples."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(*parts: str) -> Path:
    """The place of a file of the program's own, in a wheel and in a source tree alike."""
    in_wheel = _PACKAGE / "data"
    folder = in_wheel if in_wheel.is_dir() else _PACKAGE.parent / "data"
    return folder.joinpath(*parts)
