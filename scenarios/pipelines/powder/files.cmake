list(APPEND scenarios_sources
  pipelines/powder/check_conveying.cpp pipelines/powder/explain.cpp
  pipelines/powder/materials.cpp pipelines/powder/powder_conveying_tables.cpp
  pipelines/powder/powder_log_tables.cpp pipelines/powder/powder_plan.cpp
  pipelines/powder/powder_plant_tables.cpp pipelines/powder/powder_run.cpp
  pipelines/powder/powder_summary.cpp pipelines/powder/powder_table.cpp
  pipelines/powder/read_powder.cpp pipelines/powder/silos_and_lines.cpp
  pipelines/powder/transfers.cpp)
list(APPEND scenarios_headers
  pipelines/powder/explain.hpp pipelines/powder/powder_plan.hpp
  pipelines/powder/powder_reading.hpp pipelines/powder/powder_run.hpp
  pipelines/powder/powder_table.hpp pipelines/powder/powder_tables.hpp
  pipelines/powder/read_powder.hpp)
