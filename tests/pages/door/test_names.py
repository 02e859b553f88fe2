"""Under which name a file leaves."""

from __future__ import annotations

import pytest

from pages.door import downloads


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("Kế hoạch.xlsx", "Kế hoạch.xlsx"),
        ("KE HOACH.XLSX", "KE HOACH.XLSX"),
        ("bao-cao.docx", "bao-cao.docx"),
        ("ke-hoach.jar", "ke-hoach.jar.xlsx"),
        ("ke-hoach.xlsx.hta", "ke-hoach.xlsx.hta.xlsx"),
        ("ke-hoach", "ke-hoach.xlsx"),
    ],
)
def test_an_original_leaves_under_the_ending_of_a_table(name: str, sent: str) -> None:
    assert downloads._harmless_name(name) == sent
