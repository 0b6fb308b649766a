"""dimai in Python: reads results and makes reports of them."""
