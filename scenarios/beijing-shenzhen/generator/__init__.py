"""Makes the network of the scenario beijing-shenzhen; see generate.py."""
