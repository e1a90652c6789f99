"""Write the rule book: docs/rules.md, and the agreed sentences that travel with the application."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from allocation.rules import rules
from housing.placements.rule_book import texts
from housing.placements.rule_book.document import markdown
from housing.placements.rule_book.where import WHERE

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ROOT / "tests" / "scenarios" / "rules"
DOCUMENT = ROOT / "docs" / "rules.md"


def agreed() -> str:
    """The agreed sentences of every rule in the catalogue, as JSON; a rule without a file has none."""
    found = {rule.id: _sentences(SCENARIOS / f"{rule.id}.yaml") for rule in rules()}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _sentences(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    scenarios: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [{"says": each["says"], "answer": each["answer"], "because": each.get("because", "")} for each in scenarios]


def main() -> None:
    """Write both, the sentences first: the document is made from them."""
    if nowhere := [rule.id for rule in rules() if rule.id not in WHERE]:
        sys.exit(f"Say in housing/placements/rule_book/where.py where its fact is edited: {', '.join(nowhere)}.")
    texts.AGREED.write_text(agreed(), encoding="utf-8")
    texts.book.cache_clear()
    DOCUMENT.write_text(markdown(), encoding="utf-8")
    print(f"{len(texts.texts())} entries are in {DOCUMENT.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
