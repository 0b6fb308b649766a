list(APPEND models_sources
  physics/conveying/dense_phase.cpp physics/conveying/drag.cpp physics/conveying/friction.cpp
  physics/conveying/gas.cpp physics/conveying/least_velocity.cpp
  physics/conveying/line_profile.cpp physics/conveying/root.cpp physics/conveying/vessels.cpp
  physics/conveying/wear.cpp)
list(APPEND models_headers
  physics/conveying/dense_phase.hpp physics/conveying/drag.hpp physics/conveying/friction.hpp
  physics/conveying/gas.hpp physics/conveying/least_velocity.hpp
  physics/conveying/line_profile.hpp physics/conveying/root.hpp physics/conveying/vessels.hpp
  physics/conveying/wear.hpp)
