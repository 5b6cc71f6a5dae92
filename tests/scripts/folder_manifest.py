"""Build a manifest of a folder with checksums, find duplicate files, and verify the manifest against later changes."""

import hashlib
import json
import os
from collections import defaultdict
from pathlib import Path

CHUNK = 16


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def human_size(size: float) -> str:
    for unit in ("B", "KB", "MB"):
        if size < 1024:
            return f"{size:.1f} {unit}" if unit != "B" else f"{size:.0f} B"
        size /= 1024
    return f"{size:.1f} GB"


def build_manifest(root: Path) -> dict[str, dict[str, object]]:
    manifest = {}
    for folder, subfolders, names in os.walk(root):
        subfolders.sort()
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in sorted(names):
            path = Path(folder, name)
            key = path.relative_to(root).as_posix()
            manifest[key] = {"size": os.path.getsize(path), "sha256": sha256_of(path)}
    return manifest


def find_duplicates(manifest: dict[str, dict[str, object]]) -> list[list[str]]:
    groups = defaultdict(list)
    for name, info in manifest.items():
        groups[info["sha256"]].append(name)
    return [names for names in groups.values() if len(names) > 1]


def compare(old: dict, new: dict) -> dict[str, list[str]]:
    return {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "changed": sorted(k for k in old.keys() & new.keys() if old[k]["sha256"] != new[k]["sha256"]),
    }


def main() -> None:
    root = Path("project")
    before = build_manifest(root)
    Path("manifest.json").write_text(json.dumps(before, indent=2, sort_keys=True))
    for name, info in before.items():
        print(f"{info['sha256'][:12]}  {human_size(info['size']):>8}  {name}")
    for group in find_duplicates(before):
        print("duplicates:", " = ".join(group))

    extensions = defaultdict(int)
    for name, info in before.items():
        extensions[os.path.splitext(name)[1] or "(none)"] += info["size"]
    print(dict(sorted(extensions.items())))

    # Something happens to the folder.
    (root / "README.md").write_text("# Changed\n")
    (root / "src" / "copy.py").unlink()
    os.makedirs(root / "docs" / "api", exist_ok=True)
    (root / "docs" / "api" / "index.md").touch()
    os.rename(root / "notes", root / "notes.txt")

    stored = json.loads(Path("manifest.json").read_text())
    for kind, names in compare(stored, build_manifest(root)).items():
        print(f"{kind:>8}: {', '.join(names) or '-'}")
    try:
        sha256_of(root / "src" / "copy.py")
    except FileNotFoundError as exc:
        print("gone:", Path(exc.filename).name, exc.strerror)


main()
