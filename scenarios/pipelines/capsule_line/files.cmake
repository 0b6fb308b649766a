list(APPEND scenarios_sources
  pipelines/capsule_line/capsule_line_plan.cpp pipelines/capsule_line/capsule_line_reader.cpp
  pipelines/capsule_line/capsule_line_run.cpp pipelines/capsule_line/capsule_line_service.cpp
  pipelines/capsule_line/capsule_line_tables.cpp)
list(APPEND scenarios_headers
  pipelines/capsule_line/capsule_line_plan.hpp pipelines/capsule_line/capsule_line_run.hpp)
