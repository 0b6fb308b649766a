"""What a number that is compared is called."""

from __future__ import annotations

from typing import Any

import pandas as pd

KEY = ["what", "name", "class", "place", "statistic", "unit"]
"""What identifies a number that is compared: kind of thing, quantity, class, place, statistic."""


def rows_of(**columns: Any) -> pd.DataFrame:
    """Numbers under KEY; what is not a column holds of all rows."""
    return pd.DataFrame(columns)[[*KEY, "value"]]
