list(APPEND scenarios_sources running/conservation.cpp running/measures.cpp running/parts_of_run.cpp running/run.cpp running/sample_measure.cpp
  running/start_disruption.cpp)
list(APPEND scenarios_headers running/measures.hpp running/parts_of_run.hpp running/run.hpp running/sample_measure.hpp)
