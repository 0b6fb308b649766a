list(APPEND scenarios_sources
  pipelines/powder/dense_table.cpp pipelines/powder/design_table.cpp pipelines/powder/explain.cpp
  pipelines/powder/powder_conveying_tables.cpp pipelines/powder/powder_log_tables.cpp
  pipelines/powder/powder_plan.cpp pipelines/powder/powder_plant_tables.cpp
  pipelines/powder/powder_run.cpp pipelines/powder/powder_service.cpp
  pipelines/powder/powder_summary.cpp
  pipelines/powder/powder_totals.cpp)
list(APPEND scenarios_headers
  pipelines/powder/dense_table.hpp pipelines/powder/design_table.hpp pipelines/powder/explain.hpp
  pipelines/powder/powder_plan.hpp pipelines/powder/powder_run.hpp
  pipelines/powder/powder_tables.hpp)
