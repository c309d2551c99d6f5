"""What `collectstatic` makes of the scripts: their imports name what pages name."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

from escale.webkit.static_files import HashedStorage

ESCALE = Path(__file__).parents[2]
OURS = {
    f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8")
    for path in ESCALE.glob("*/static/*/*.js")
}
IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?["']([^"']+)["']""")


def collected(scripts: Mapping[str, str], folder: Path) -> HashedStorage:
    """As `collectstatic` does: copied first, then given their hashed names."""
    source = HashedStorage(location=folder / "source")
    target = HashedStorage(location=folder / "target")
    for name, text in scripts.items():
        for storage in (source, target):
            path = Path(storage.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for _, _, made in target.post_process({name: (source, name) for name in scripts}):
        assert not isinstance(made, Exception)
    return target


def test_an_import_names_what_pages_name(tmp_path: Path) -> None:
    storage = collected(OURS, tmp_path)
    made = storage.hashed_files
    imports = {
        (name, posixpath.normpath(posixpath.join(posixpath.dirname(name), address)))
        for name, hashed in made.items()
        for address in IMPORTED.findall(Path(storage.path(hashed)).read_text(encoding="utf-8"))
    }
    assert ("webkit/suggestion.js", made["webkit/row_editing.js"]) in imports
    assert ("portal/grid.js", made["webkit/elements.js"]) in imports
    assert {hashed for _, hashed in imports} <= set(made.values())


def test_a_changed_import_renames_who_imports(tmp_path: Path) -> None:
    page = {"page.js": 'import { a } from "./part.js";\na();\n'}
    former = collected({**page, "part.js": "export const a = 1;"}, tmp_path / "former")
    current = collected({**page, "part.js": "export const a = 2;"}, tmp_path / "current")
    assert former.hashed_files["page.js"] != current.hashed_files["page.js"]
