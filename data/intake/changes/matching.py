"""Which line of one revision is which line of the other. No line is taken twice, and the order of the sides is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from data.intake.changes.lines import ONE_LINE_A_KEY, ComparedLine

# Likeness is the share of words that both have in the same order. Measured on the sample's 160 texts and on a real plan:
# two different lines of one theme reach 0.29, of different themes 0.47 (0.23 for 99 of 100); a line of which every third
# word was changed keeps at least 0.5, of which every second was, 0.43 and mostly 0.67.
ALIKE_IN_ONE_KEY = 0.4
# Under another criterion only a text that is clearly the same one is the same line, and only one that says something of
# its own: "Tiếp tục duy trì" stands under many.
ALIKE_ACROSS_KEYS = 0.6
FEWEST_WORDS_ACROSS_KEYS = 5
# A thousand lines against a thousand others take a second. Above this only texts that are equal are found again; such
# tables are no school's.
MOST_COMPARED = 500_000

Mark = Callable[[ComparedLine], Hashable | None]


def pairs(before: Sequence[ComparedLine], after: Sequence[ComparedLine]) -> list[tuple[int, int]]:
    """Positions of the lines that are the same one, in the order of the new side."""
    matching = _Matching(before, after)
    matching.by(lambda line: (line.key, line.exact))
    matching.by(lambda line: (line.key, tuple(line.words)) if line.words else None)
    if {line.kind for line in (*before, *after)} <= ONE_LINE_A_KEY:
        matching.by(lambda line: line.key or None, only_sole=True)
        matching.by(lambda line: line.typed_key or None, only_sole=True)
    matching.by_likeness(lambda line: line.key, least=ALIKE_IN_ONE_KEY)
    matching.by(lambda line: tuple(line.words) if _says_enough(line) else None)
    matching.by_likeness(lambda line: True if _says_enough(line) else None, least=ALIKE_ACROSS_KEYS)
    return sorted(matching.found, key=lambda pair: pair[1])


def _says_enough(line: ComparedLine) -> bool:
    return len(line.words) >= FEWEST_WORDS_ACROSS_KEYS


class _Matching:
    """What is matched so far, and what is left on both sides."""

    def __init__(self, before: Sequence[ComparedLine], after: Sequence[ComparedLine]) -> None:
        self.lines = (before, after)
        self.free = (set(range(len(before))), set(range(len(after))))
        self.found: list[tuple[int, int]] = []

    def by(self, mark: Mark, *, only_sole: bool = False) -> None:
        """Match lines with the same mark, the first with the first; or only where each side has one such line."""
        befores, afters = (self._groups(side, mark) for side in (0, 1))
        for shared in befores.keys() & afters.keys():
            if only_sole and (len(befores[shared]) != 1 or len(afters[shared]) != 1):
                continue
            for one, other in zip(befores[shared], afters[shared], strict=False):
                self._take(one, other)

    def by_likeness(self, group: Mark, *, least: float) -> None:
        """Match lines of one group whose words are alike, the likest first."""
        befores, afters = (self._groups(side, group) for side in (0, 1))
        for shared in befores.keys() & afters.keys():
            ones, others = befores[shared], afters[shared]
            if len(ones) * len(others) > MOST_COMPARED:
                continue
            table = process.cdist(
                [self.lines[0][one].words for one in ones],
                [self.lines[1][other].words for other in others],
                scorer=Indel.normalized_similarity,
                score_cutoff=least,
            )
            alike = [(table[i][j], ones[i], others[j]) for i, j in zip(*table.nonzero(), strict=True)]
            # Among equals those that stand nearest to each other; then the first.
            alike.sort(
                key=lambda each: (-round(float(each[0]), 3), abs(each[1] - each[2]), each[1] + each[2])
            )
            for _, one, other in alike:
                if one in self.free[0] and other in self.free[1]:
                    self._take(one, other)

    def _groups(self, side: int, mark: Mark) -> dict[Hashable, list[int]]:
        groups = defaultdict(list)
        for place in sorted(self.free[side]):
            if (found := mark(self.lines[side][place])) is not None:
                groups[found].append(place)
        return groups

    def _take(self, one: int, other: int) -> None:
        self.free[0].discard(one)
        self.free[1].discard(other)
        self.found.append((one, other))
