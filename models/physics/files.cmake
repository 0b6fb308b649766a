list(APPEND models_sources
  physics/berths.cpp physics/coupling.cpp physics/dip.cpp physics/kinematics.cpp
  physics/merge_queue.cpp physics/resistance.cpp physics/separation.cpp)
list(APPEND models_headers
  physics/berths.hpp physics/coupling.hpp physics/dip.hpp physics/domain.hpp physics/kinematics.hpp
  physics/merge_queue.hpp physics/resistance.hpp physics/separation.hpp)
