"""The tables of docs/benchmarks.md, from what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from housing.commands.benching.children import Measured, Task
from housing.commands.benching.sizes import (
    BUDGETS,
    EDIT,
    EXPLAINED,
    EXPLANATION,
    INTERACTIVE,
    Budget,
    Size,
)

Row = Iterable[str]
NOTHING = "-"
MEGABYTE = 1_000_000
LIFT = PINNED = 1.0  # seconds: "in under a second at 200 households by 300 units"


def tables(found: Mapping[Task, Measured], asked: list[Size]) -> str:
    """Every table, with a heading and a line that says what its columns are."""
    parts = [
        "## Answers, with every rule and side rule",
        "An answer goes from a parsed problem to a checked and explained result, with the effort for somebody who is "
        "waiting; solving is the part of it that finds who goes where. The proof is solving with the usual effort. "
        "Where an optimum is not proved, the level is named that may fall short first, and by how much at most. Memory "
        "is the greatest above the parsed problem.",
        table(ANSWERS, (answers(size, found["answer", size]) for size in asked)),
        "## Without side rules between proposals",
        "Matching: the heaviest matching of one whole number a pair (every level but the ties), certified by dual "
        "prices over every accepted pair. LSA is scipy's `linear_sum_assignment`, SPARSE scipy's "
        "`min_weight_full_bipartite_matching`, on the same numbers, without a proof. A pass adds up one number for "
        "each accepted pair. Optimum: the matching with the town set up before it and the ties decided after it.",
        table(FREE, (free(size, found["yardsticks", size]) for size in asked)),
        "## What people ask while they wait",
        table(ASKED, asked_rows(found, asked)),
        "## Budgets (operations.md)",
        *(f"* {line}" for line in verdicts(found, asked)),
    ]
    return "\n\n".join(parts).replace("\n\n* ", "\n* ").replace("(operations.md)\n* ", "(operations.md)\n\n* ")


def table(headings: Row, rows: Iterable[Row]) -> str:
    """A table in Markdown."""
    first = list(headings)
    lines = [first, ["---"] + ["--:"] * (len(first) - 1), *map(list, rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


ANSWERS = ("households x units", "accepted pairs", "screening ms", "ns a pair", "solving ms", "answer ms", "optimum",
           "proof ms", "proof", "memory MB")  # fmt: skip
FREE = ("households x units", "accepted pairs", "matching ms", "LSA ms", "SPARSE ms", "pass ms", "matching / LSA",
        "matching / SPARSE", "matching / pass", "optimum ms", "worth the same")  # fmt: skip
ASKED = ("what", "median ms", "worst ms")


def answers(size: Size, each: Measured) -> Row:
    """One line of the first table."""
    screening = each.figure("screening")
    a_pair = None if screening is None else f"{screening / size.pairs * 1e9:,.0f}"
    memory = each.figure("memory")
    return [
        str(size), whole(each.last("pairs")), ms(screening), a_pair or NOTHING, ms(each.figure("quick")),
        ms(each.figure("answer")) if each.figure("answer") is not None else cut(each), optimum(each, "quick"),
        ms(each.figure("proof")) if each.figure("proof") is not None else cut(each), optimum(each, "proof"),
        NOTHING if memory is None else f"{memory / MEGABYTE:,.0f}",
    ]  # fmt: skip


def free(size: Size, each: Measured) -> Row:
    """One line of the second table."""
    took = each.figure("matching")
    others = [each.figure(name) for name in ("lsa", "sparse", "pass")]
    lsa = ms(others[0]) if others[0] is not None else cut(each) if each.cut else "its table is too large"
    alike = {True: "yes", False: "NO", None: NOTHING}[each.last("alike")]
    ratios = [NOTHING if took is None or other is None else f"{took / other:,.2f}" for other in others]
    return [str(size), whole(each.last("free_pairs")), ms(took), lsa, *map(ms, others[1:]), *ratios,
            ms(each.figure("optimum")), alike]  # fmt: skip


def asked_rows(found: Mapping[Task, Measured], asked: list[Size]) -> Iterable[Row]:
    """The lines of the third table."""
    for size in asked:
        each = found["edits", size]
        yield [f"one edit at {size}, exact again", ms(each.figure("edit")), ms(each.figure("worst_edit"))]
    explained, questions = found.get(("explanation", EXPLAINED)), found.get(("questions", INTERACTIVE))
    if explained is not None:
        where = f"one household against {EXPLAINED.units:,} units"
        yield [f"{where}: every rule's answer and every cost", ms(explained.figure("row")), NOTHING]
        yield [f"{where}: the same with every sentence", ms(explained.figure("view")), NOTHING]
    if questions is not None:
        pins = f"{questions.last('pins')} pins at {INTERACTIVE}"
        yield [f"one rule lifted at {INTERACTIVE}", ms(questions.figure("lift")), NOTHING]
        yield [f"{pins}: solved again and explained", ms(questions.figure("pinned")), NOTHING]
        yield [f"{pins}: what they cost, together and each", ms(questions.figure("priced")), NOTHING]


def verdicts(found: Mapping[Task, Measured], asked: list[Size]) -> Iterable[str]:
    """Each budget, and whether it is met."""
    for size in asked:
        budget = BUDGETS.get(size)
        if budget is not None:
            yield f"{size}, {budget.what}: {'; '.join(_of_size(size, budget, found))}"
    explained, questions = found.get(("explanation", EXPLAINED)), found.get(("questions", INTERACTIVE))
    if explained is not None:
        yield f"one household explained against {EXPLAINED.units:,} units: {met(explained.figure('row'), EXPLANATION)}"
    if questions is not None:
        yield f"one rule lifted at {INTERACTIVE}: {met(questions.figure('lift'), LIFT)}"
        yield f"pins at {INTERACTIVE}, solved again: {met(questions.figure('pinned'), PINNED)}"


def _of_size(size: Size, budget: Budget, found: Mapping[Task, Measured]) -> Iterable[str]:
    each, alone = found["answer", size], found["yardsticks", size]
    yield f"answer {met(each.figure('answer'), budget.answer)}"
    if each.figure("quick") is not None:
        yield f"its gap {'met' if near(each.last('quick_gap'), budget.gap) else 'MISSED'}"
    if budget.proof is not None:
        proved = each.figure("proof") if each.last("proof_gap") is None else None
        yield f"proof {met(proved, budget.proof)}"
    yield f"screening {met(each.figure('screening'), budget.screening)}"
    memory = each.figure("memory")
    if memory is not None:
        yield f"memory {'met' if memory <= budget.memory * MEGABYTE else 'MISSED'}"
    took, other = alone.figure("matching"), alone.figure("sparse")
    if took is not None and other is not None:
        yield f"2 x SPARSE {'met' if took <= 2 * other else 'MISSED'}"
    yield f"one edit {met(found['edits', size].figure('edit'), EDIT)}"


def met(took: float | None, allowed: float) -> str:
    """Whether a time is within what is allowed, in words."""
    if took is None:
        return f"MISSED ({ms(allowed)} ms allowed, not there in time)"
    return f"{'met' if took <= allowed else 'MISSED'} ({ms(took)} of {ms(allowed)} ms)"


def optimum(each: Measured, kind: str) -> str:
    """Whether an answer is proved, or at which level it may fall short first and by how much."""
    if each.figure(kind) is None:
        return NOTHING
    gap = each.last(f"{kind}_gap")
    if gap is None:
        return "proved"
    level, short, share = gap
    return f"{level}: " + ("not known" if short is None else f"at most {short:,} short ({share:.2%})")


def near(gap: tuple[str, int | None, float | None] | None, allowed: float) -> bool:
    """Whether the first level that is not proved is within the share that may be missing."""
    return gap is None or (gap[2] is not None and gap[2] <= allowed)


def cut(each: Measured) -> str:
    """What stands where a figure did not come in time."""
    return "not in time" if each.cut else NOTHING


def ms(seconds: float | None) -> str:
    """Milliseconds, with as many digits as mean something."""
    if seconds is None:
        return NOTHING
    thousandths = seconds * 1000
    return (
        f"{thousandths:,.0f}"
        if thousandths >= 100
        else f"{thousandths:,.1f}"
        if thousandths >= 1
        else f"{thousandths:.3f}"
    )


def whole(number: int | None) -> str:
    """A whole number with its thousands marked."""
    return NOTHING if number is None else f"{number:,}"
