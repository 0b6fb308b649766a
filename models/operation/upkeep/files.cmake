list(APPEND models_sources operation/upkeep/batteries.cpp operation/upkeep/trip_energy.cpp)
list(APPEND models_headers operation/upkeep/batteries.hpp operation/upkeep/trip_energy.hpp)
