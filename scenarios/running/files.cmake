list(APPEND scenarios_sources running/measures.cpp running/run.cpp)
list(APPEND scenarios_headers running/measures.hpp running/run.hpp)
