"""Makes the network of the scenario nation; see generate.py.

Points on the earth, names of estates and the writer of GeoJSON are those of beijing-shenzhen, which
this folder therefore finds.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "beijing-shenzhen"))
