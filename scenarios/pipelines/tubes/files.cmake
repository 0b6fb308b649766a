list(APPEND scenarios_sources
  pipelines/tubes/tube_network_reader.cpp pipelines/tubes/tubes_plan.cpp
  pipelines/tubes/tubes_reader.cpp pipelines/tubes/tubes_run.cpp
  pipelines/tubes/tubes_service.cpp pipelines/tubes/tubes_tables.cpp pipelines/tubes/zone_trees.cpp)
list(APPEND scenarios_headers
  pipelines/tubes/tube_network_reader.hpp pipelines/tubes/tubes_plan.hpp
  pipelines/tubes/tubes_reader.hpp pipelines/tubes/tubes_run.hpp pipelines/tubes/zone_trees.hpp)
