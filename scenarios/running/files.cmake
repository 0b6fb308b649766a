list(APPEND scenarios_sources
  running/clock_text.cpp running/closing_tables.cpp running/interruption.cpp running/journey_columns.cpp
  running/make_report.cpp running/measures.cpp running/progress.cpp running/run.cpp running/run_command.cpp
  running/run_results.cpp running/scenario_tables.cpp running/summary_json.cpp running/summary_text.cpp)
list(APPEND scenarios_headers
  running/clock_text.hpp running/closing_tables.hpp running/columns.hpp running/interruption.hpp
  running/journey_columns.hpp running/make_report.hpp running/measures.hpp running/progress.hpp running/run.hpp
  running/run_results.hpp running/scenario_tables.hpp running/summary.hpp)
