"""Makes the Python package and the maker of results importable by the tests."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1] / "analysis"):
    sys.path.insert(0, str(folder))
