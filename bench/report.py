"""How the benchmarks say what they found: one line a target."""

from collections.abc import Sequence


def target(what: str, found: float, *, at_least: float | None = None, at_most: float | None = None) -> bool:
    """Print whether the target is met; True if it is."""
    if at_least is not None:
        met, wanted = found >= at_least, f"≥ {at_least:,}"
    else:
        met, wanted = found <= (at_most or 0), f"≤ {at_most:,}"
    print(f"target {what} {wanted}: {found:,.1f} → {'ok' if met else 'missed'}", flush=True)
    return met


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
