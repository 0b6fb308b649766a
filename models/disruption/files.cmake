list(APPEND models_sources
  disruption/all_failures.cpp disruption/broken_ways.cpp disruption/disruption.cpp disruption/part.cpp
  disruption/repair_crews.cpp disruption/service_curve.cpp disruption/stocks.cpp
  disruption/strike_damage.cpp)
list(APPEND models_headers
  disruption/broken_ways.hpp disruption/disruption.hpp disruption/failure.hpp
  disruption/fragility_parameters.hpp disruption/parameters.hpp disruption/part.hpp
  disruption/repair_crews.hpp disruption/repair_parameters.hpp disruption/service_curve.hpp
  disruption/stocks.hpp disruption/strike_damage.hpp)
