"""Nhiều tệp của nhiều trường: tệp nào nhận được, tệp nào cần xem lại, trường nào chưa có tệp?"""

from __future__ import annotations

from data.access import roles
from pages import addresses
from pages.parts import batch_page, journal, visit

here = visit.here()
journal.admit(here, roles.stop_unless_may_hand_in_for_any, page=f"/{addresses.HAND_IN_MANY}")
batch_page.show(here)
