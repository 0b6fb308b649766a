"""Journeys rebuilt from a result file: who was coupled to whom, where, when, in what order."""
