"""The checklist files that come with the product, and a sample to write one by. Pure."""

from functools import lru_cache
from pathlib import Path

from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.checklist.mistakes import ChecklistError

FOLDER = Path(__file__).parents[2] / "checklists"
LAWS = FOLDER / "laws.yaml"
SAMPLE = Path(__file__).with_name("sample.yaml")


def shipped() -> tuple[dict[str, Checklist], list[ChecklistError]]:
    """The checklists by their id, and the mistakes of files that somebody has spoilt.

    The files are read again once one of them has changed.
    """
    files = sorted(FOLDER.glob("*.yaml"))
    return _loaded(tuple((file, file.stat().st_mtime_ns) for file in files))


def sample() -> str:
    """A checklist with every kind of item, explained, and below it the laws to cite.

    :raise ChecklistError: if somebody has spoilt the file of the laws.
    """
    laws = [f"#   {law.id}  《{law.title}》{law.version}" for law in load_laws(LAWS).values()]
    heading = "# 依据（basis）里的 law 可以写的编号，左边一列："
    return "\n".join([SAMPLE.read_text(encoding="utf-8"), heading, *laws, ""])


@lru_cache(maxsize=1)
def _loaded(
    files: tuple[tuple[Path, int], ...],
) -> tuple[dict[str, Checklist], list[ChecklistError]]:
    found: dict[str, Checklist] = {}
    wrong: list[ChecklistError] = []
    try:
        laws = load_laws(LAWS)
    except ChecklistError as error:
        return {}, [error]
    for file, _ in files:
        try:
            if file != LAWS:
                checklist = load_checklist(file, laws)
                found[checklist.id] = checklist
        except ChecklistError as error:
            wrong.append(error)
    return found, wrong
