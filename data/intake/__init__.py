"""From the bytes of a spreadsheet to checked rows."""
