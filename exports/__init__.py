"""A frame in, a file out; knows neither Streamlit nor SQL."""

from exports import table, template

__all__ = ["table", "template"]
