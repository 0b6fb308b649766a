"""The report: one HTML file that shows a planner what a run found."""

from dimai.report.page import build_report

__all__ = ["build_report"]
