"""Dòng cần rà soát thật ra đã làm đến đâu: trường báo, chuyên viên xác nhận?"""

from __future__ import annotations

from pages.parts import status_desk

# All of it is one fragment: a click on one of many lines works out this page alone, and its heading with it.
status_desk.show()
