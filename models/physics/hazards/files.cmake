list(APPEND models_sources physics/hazards/fragility.cpp physics/hazards/ground_motion.cpp)
list(APPEND models_headers physics/hazards/fragility.hpp physics/hazards/ground_motion.hpp)
