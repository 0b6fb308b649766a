list(APPEND scenarios_sources
  recording/closing_tables.cpp recording/journey_columns.cpp recording/run_end.cpp
  recording/run_results.cpp recording/scenario_tables.cpp recording/summary_json.cpp
  recording/summary_text.cpp recording/trace_tables.cpp recording/yard_tables.cpp)
list(APPEND scenarios_headers
  recording/closing_tables.hpp recording/columns.hpp recording/journey_columns.hpp
  recording/run_end.hpp recording/run_results.hpp recording/scenario_tables.hpp
  recording/summary.hpp recording/trace_tables.hpp recording/yard_tables.hpp)
