list(APPEND models_sources
  physics/tubes/capsule_air.cpp physics/tubes/capsule_pipe.cpp physics/tubes/isothermal_tube.cpp
  physics/tubes/pipe_profile.cpp)
list(APPEND models_headers
  physics/tubes/capsule_air.hpp physics/tubes/capsule_pipe.hpp physics/tubes/isothermal_tube.hpp)
