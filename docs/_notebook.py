"""Writes the page of the notebook, with what it prints and its pictures: ``python docs/_notebook.py``.

The notebook itself is kept without outputs. A test holds the page against what the notebook says when it is run.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from textwrap import indent
from typing import Any, Final

HERE: Final = Path(__file__).parent
NOTEBOOK: Final = HERE.parent / "examples" / "open_region" / "open-region.ipynb"
PAGE: Final = HERE / "notebook.md"
PICTURES: Final = HERE / "pictures"
SECONDS: Final = 300

FOLDED: Final = 18
"""Code of more lines is folded on the page."""

_HEAD: Final = """\
<!-- Written by docs/_notebook.py. -->

!!! note ""
    This page is the [Jupyter](https://jupyter.org) notebook of the folder `examples/open_region`, after a run. To run
    it yourself: `pip install ".[notebook]" jupyterlab`.
"""


def executed() -> Any:
    """The notebook after a run in a fresh kernel; an exception in it is raised here."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), 4)
    NotebookClient(notebook, timeout=SECONDS, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    return notebook


def page(notebook: Any) -> tuple[str, Mapping[str, bytes]]:
    """The notebook as a page of the documentation, and its pictures by file name."""
    pictures: dict[str, bytes] = {}
    parts = []
    section = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source.replace("../../docs/", ""))
            section = [section, *re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)][-1]
            continue
        parts.append(_code(cell.source))
        for shown in _outputs(cell.outputs):
            if isinstance(shown, str):
                parts.append(shown)
            else:
                name = f"open-region-{len(pictures) + 1}.png"
                pictures[name] = shown
                parts.append(f"![{section}](pictures/{name})")
    first, *others = parts
    title, _, introduction = first.partition("\n")
    return "\n\n".join((f"{title}\n\n{_HEAD.strip()}", introduction.strip(), *others)) + "\n", pictures


def _code(source: str) -> str:
    block = f"```python\n{source}\n```"
    return f'??? example "Code"\n\n{indent(block, "    ")}' if source.count("\n") >= FOLDED else block


def _outputs(outputs: list[Any]) -> Iterator[str | bytes]:
    for output in outputs:
        data = output.get("data", {})
        if "image/png" in data:
            yield _small(b64decode(data["image/png"]))
        elif "text/html" in data:
            yield _table(data["text/html"])
        elif "text/plain" in data:
            yield f"```text\n{data['text/plain']}\n```"
        else:
            raise ValueError(f"the notebook writes what has no place on a page: {output}")


def _table(html: str) -> str:
    """A table of pandas without its own style, so that it has the page's."""
    return re.sub(r"<style.*?</style>|\s*\n\s*| (border|class|style)=\"[^\"]*\"|</?div>", "", html, flags=re.DOTALL)


def _small(picture: bytes) -> bytes:
    """The picture with as many colours as it has use for: a quarter of the size."""
    from PIL import Image

    made = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(96, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def main() -> None:
    """Run the notebook and write the page and the pictures."""
    text, pictures = page(executed())
    PAGE.write_text(text, encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name, picture in pictures.items():
        (PICTURES / name).write_bytes(picture)


if __name__ == "__main__":
    main()
