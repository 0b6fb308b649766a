list(APPEND scenarios_sources
  pipelines/registry.cpp sample_measure.cpp
  pipelines/capsule_line/capsule_line_plan.cpp pipelines/capsule_line/capsule_line_reader.cpp
  pipelines/capsule_line/capsule_line_run.cpp pipelines/capsule_line/capsule_line_tables.cpp
  pipelines/tubes/tube_network_reader.cpp pipelines/tubes/tubes_plan.cpp
  pipelines/tubes/tubes_reader.cpp pipelines/tubes/tubes_run.cpp pipelines/tubes/tubes_tables.cpp
  pipelines/tubes/zone_trees.cpp)
list(APPEND scenarios_headers
  sample_measure.hpp pipelines/capsule_line/capsule_line_plan.hpp
  pipelines/capsule_line/capsule_line_run.hpp pipelines/tubes/tube_network_reader.hpp
  pipelines/tubes/tubes_plan.hpp pipelines/tubes/tubes_reader.hpp pipelines/tubes/tubes_run.hpp
  pipelines/tubes/zone_trees.hpp)
