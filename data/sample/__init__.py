"""An invented district, the same every time, made as real workbooks and brought in through the intake."""

from __future__ import annotations

from data.sample.filling import fill, fill_home
from data.sample.inventory import HandIn, hand_ins, write_workbooks

__all__ = ["HandIn", "fill", "fill_home", "hand_ins", "write_workbooks"]
