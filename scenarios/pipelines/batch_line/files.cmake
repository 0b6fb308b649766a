list(APPEND scenarios_sources
  pipelines/batch_line/batch_line_plan.cpp pipelines/batch_line/batch_line_reader.cpp
  pipelines/batch_line/batch_line_run.cpp pipelines/batch_line/batch_line_service.cpp
  pipelines/batch_line/batch_line_tables.cpp)
list(APPEND scenarios_headers
  pipelines/batch_line/batch_line_plan.hpp pipelines/batch_line/batch_line_run.hpp)
