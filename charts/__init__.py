"""A frame in, a Plotly figure out; knows neither Streamlit nor SQL.

Every function takes the frame of the query it is named after. Frames must not be empty: what to say when
there is nothing is the page's business. Show figures with `theme=None` and `config=charts.theme.CONFIG`.
"""

from charts import completion, glance, hollow, lifelines, reports, schedule, since, theme, weaknesses, words

__all__ = [
    "completion",
    "glance",
    "hollow",
    "lifelines",
    "reports",
    "schedule",
    "since",
    "theme",
    "weaknesses",
    "words",
]
