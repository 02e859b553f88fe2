"""A frame in, a Plotly figure out; knows neither Streamlit nor SQL.

Every function takes the frame of the query it is named after. Frames must not be empty: what to say when
there is nothing is the page's business. Show figures with `theme=None` and `config=charts.theme.CONFIG`.
"""

from charts import (
    coming,
    completion,
    glance,
    hollow,
    levels,
    lifelines,
    reports,
    requests,
    schedule,
    since,
    theme,
    weaknesses,
    words,
)

__all__ = [
    "coming",
    "completion",
    "glance",
    "hollow",
    "levels",
    "lifelines",
    "reports",
    "requests",
    "schedule",
    "since",
    "theme",
    "weaknesses",
    "words",
]
