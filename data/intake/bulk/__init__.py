"""Many files at once: listed, examined one by one, chosen among, and kept one by one."""

from __future__ import annotations

from data.intake.bulk.batch import MOST_FILES, Batch, checkpoint
from data.intake.bulk.item import (
    IN_ORDER,
    KEPT,
    KNOWN,
    LEFT,
    READY,
    REJECTED,
    REPLACED,
    RIVAL,
    SAME,
    UNCLEAR,
    UNSAID,
    WAITING,
    WITHDRAWN,
    Item,
    TableKey,
)

__all__ = [
    "IN_ORDER",
    "KEPT",
    "KNOWN",
    "LEFT",
    "MOST_FILES",
    "READY",
    "REJECTED",
    "REPLACED",
    "RIVAL",
    "SAME",
    "UNCLEAR",
    "UNSAID",
    "WAITING",
    "WITHDRAWN",
    "Batch",
    "Item",
    "TableKey",
    "checkpoint",
]
