"""The report: one HTML file that shows a planner what a run found."""

from dimai.report.page import ReportError, build_report

__all__ = ["ReportError", "build_report"]
