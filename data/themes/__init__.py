"""What handed-in texts are about: themes bring the same weakness in other words together, told by terms the office keeps."""

from data.themes.editing import LONGEST_TERM, TermRefused, add_term, take_out_term
from data.themes.reading import catch_up
from data.themes.terms import listing

__all__ = ["LONGEST_TERM", "TermRefused", "add_term", "catch_up", "listing", "take_out_term"]
