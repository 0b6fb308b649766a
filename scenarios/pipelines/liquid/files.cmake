list(APPEND scenarios_sources
  pipelines/liquid/liquid_plan.cpp pipelines/liquid/liquid_reader.cpp
  pipelines/liquid/liquid_run.cpp pipelines/liquid/liquid_service.cpp
  pipelines/liquid/liquid_tables.cpp)
list(APPEND scenarios_headers
  pipelines/liquid/liquid_plan.hpp pipelines/liquid/liquid_reader.hpp
  pipelines/liquid/liquid_run.hpp)
