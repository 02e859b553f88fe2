"""A frame in, a file out; knows neither Streamlit nor SQL."""

from exports import table

__all__ = ["table"]
