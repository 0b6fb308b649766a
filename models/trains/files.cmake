list(APPEND models_sources trains/cycle_guard.cpp trains/marshalling.cpp trains/train.cpp)
list(APPEND models_headers trains/capsule.hpp trains/cycle_guard.hpp trains/journey_log.hpp trains/marshalling.hpp trains/train.hpp)
