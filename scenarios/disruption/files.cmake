list(APPEND scenarios_sources
  disruption/disruption_reader.cpp disruption/failure_reader.cpp disruption/outcome.cpp disruption/pipeline_service.cpp
  disruption/outcome_text.cpp disruption/pipeline_parts.cpp disruption/resilience.cpp disruption/resilience_text.cpp
  disruption/tables.cpp)
list(APPEND scenarios_headers
  disruption/failure_reader.hpp disruption/outcome.hpp disruption/pipeline_service.hpp disruption/pipeline_parts.hpp
  disruption/resilience.hpp
  disruption/tables.hpp)
