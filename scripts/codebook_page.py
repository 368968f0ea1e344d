"""Write the list of variables in docs/reference/codebook.md from the codebook itself.

Run `python scripts/codebook_page.py` after a variable was added or changed; with `--check` nothing is written, and the
exit status is 1 where the page is not up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tierbook.codebook import Codebook, covered_by, load_codebook

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "codebook.md"
BEGIN, END = "<!-- variables: begin -->", "<!-- variables: end -->"


def variables_table(codebook: Codebook) -> str:
    """Return the tables of variables by group, and how many names of the Human Trafficking Index they cover."""
    lines: list[str] = []
    for pillar, label in codebook.vocabularies["pillars"].items():
        rows = [v for v in codebook.variables.values() if v.pillar == pillar]
        lines += [
            f"### {label} ({len(rows)})",
            "",
            "| variable | question | answers |",
            "|---|---|---|",
        ]
        lines += [f"| `{v.id}` | {v.question} | {v.type.replace('_', '/')} |" for v in rows]
        lines += [""]
    owners = covered_by(codebook)
    covered = sum(bool(ids) for ids in owners.values())
    lines.append(
        f"{len(codebook.variables)} variables. Of the {len(owners)} names of the Human Trafficking Index {covered} are "
        f"mapped, and {len(codebook.uncovered)} stand in `uncovered.yaml` with the reason."
    )
    return "\n".join(lines)


def page_with(table: str) -> str:
    """Return the page with a list of variables in it."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table}\n\n{END}{after}"


def main() -> int:
    """Write the page, or check it."""
    wanted = page_with(variables_table(load_codebook()))
    if PAGE.read_text(encoding="utf-8") == wanted:
        return 0
    if "--check" in sys.argv[1:]:
        sys.stderr.write(f"{PAGE} is not up to date: run python scripts/codebook_page.py\n")
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
