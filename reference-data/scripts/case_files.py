"""Writes a case and the record of its origin."""
import datetime
import hashlib
import json
import pathlib
import platform

ROOT = pathlib.Path(__file__).resolve().parent.parent


def write_table(name, description, columns, rows, origin):
    """One row per line, values as decimal strings."""
    lines = [
        "{",
        f'"description": {json.dumps(description)},',
        f'"columns": {json.dumps(columns)},',
        '"rows": [',
        ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows),
        "]",
        "}",
        "",
    ]
    write(name, "\n".join(lines), origin)


def write(name, text, origin):
    path = ROOT / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    source = {
        "case": path.name,
        **origin,
        "python": platform.python_version(),
        "date": datetime.date.today().isoformat(),
        "licence": "MIT",
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    }
    (ROOT / f"{name}.source.json").write_text(json.dumps(source, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(text)} bytes")
