list(APPEND models_sources
  yards/in_motion.cpp yards/junction_policy.cpp yards/sorting.cpp yards/standing_room.cpp
  yards/yard_log.cpp yards/yards.cpp)
list(APPEND models_headers
  yards/in_motion.hpp yards/junction_policy.hpp yards/sorting.hpp yards/standing_room.hpp
  yards/yard_log.hpp yards/yards.hpp)
