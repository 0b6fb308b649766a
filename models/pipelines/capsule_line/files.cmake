list(APPEND models_sources
  pipelines/capsule_line/air_balance.cpp pipelines/capsule_line/capsule_line.cpp
  pipelines/capsule_line/line_motion.cpp
  pipelines/capsule_line/line_profile.cpp pipelines/capsule_line/ramp_motion.cpp)
list(APPEND models_headers
  pipelines/capsule_line/air_balance.hpp pipelines/capsule_line/capsule_line.hpp
  pipelines/capsule_line/line_parameters.hpp pipelines/capsule_line/line_profile.hpp
  pipelines/capsule_line/line_state.hpp pipelines/capsule_line/ramp_motion.hpp)
