"""Finding (寻数): which amount said elsewhere an item's name refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.extract.statement.item import FUNDED
from checker.extract.statement.reading import Said

LEVELS = ("actual", "budget")
FAR = 2  # sentences that an amount without a name may stand away from what is said of it


def amounts(
    said: Sequence[Said], name: str, fund: str = "", role: str | None = None
) -> Iterator[Said]:
    """The amounts of an item, in order; those of another fund left out."""
    for one in said:
        if one.item != name or one.role not in LEVELS or one.reason or not one.named:
            continue
        if one.mention.bracket is not None or (role and one.role != role):
            continue
        if name in FUNDED and one.fund != fund:
            continue
        yield one


def nearest(said: Sequence[Said], at: int) -> Said | None:
    """The amount just before ``said[at]`` in its paragraph that is no change and no base."""
    here = said[at]
    for one in reversed(said[:at]):
        if one.text is not here.text or here.mention.sentence - one.mention.sentence > FAR:
            return None
        if one.role in LEVELS and (
            one.mention.bracket is None or one.mention.bracket == here.mention.bracket
        ):
            return one
    return None


def agreed(found: Sequence[Said]) -> bool:
    """Whether the amounts are all one, so that there is no doubt which is meant."""
    return len({one.figure.number.exact for one in found}) == 1
