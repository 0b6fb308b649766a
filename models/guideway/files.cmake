list(APPEND models_sources
  guideway/cycle_guard.cpp guideway/fetching.cpp guideway/following.cpp guideway/guideway.cpp guideway/lane.cpp
  guideway/leaving.cpp guideway/marshalling.cpp guideway/merging.cpp guideway/traction.cpp guideway/train.cpp
  guideway/yards.cpp)
list(APPEND models_headers
  guideway/capsule.hpp guideway/cycle_guard.hpp guideway/following.hpp guideway/guideway.hpp
  guideway/inlet.hpp guideway/lane.hpp guideway/marshalling.hpp guideway/observation.hpp guideway/parameters.hpp
  guideway/portal_operator.hpp guideway/traction.hpp guideway/train.hpp guideway/yards.hpp)
