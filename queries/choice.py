"""The filters that all pages share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What the shared filters choose; None chooses all (for the school year: what each question says)."""

    school_year: str | None = None
    level: str | None = None
    ownership: str | None = None
    ward: str | None = None
    school: str | None = None

    def of_schools(self) -> dict[str, str | None]:
        """The parameters of the macro lens.chosen_school."""
        return {"level": self.level, "ownership": self.ownership, "ward": self.ward, "school": self.school}
