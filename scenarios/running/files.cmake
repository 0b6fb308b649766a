list(APPEND scenarios_sources running/conservation.cpp running/measures.cpp running/run.cpp running/sample_measure.cpp
  running/start_disruption.cpp)
list(APPEND scenarios_headers running/measures.hpp running/run.hpp running/sample_measure.hpp)
