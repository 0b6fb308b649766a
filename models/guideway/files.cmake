list(APPEND models_sources
  guideway/fetching.cpp guideway/following.cpp guideway/guarding.cpp guideway/guideway.cpp
  guideway/handing_over.cpp
  guideway/lane.cpp guideway/leaving.cpp guideway/merging.cpp guideway/traction.cpp
  guideway/waiting.cpp guideway/yard_work.cpp)
list(APPEND models_headers
  guideway/following.hpp guideway/guideway.hpp guideway/guideway_setup.hpp
  guideway/inlet.hpp
  guideway/lane.hpp guideway/observation.hpp guideway/portal_operator.hpp guideway/traction.hpp)
