list(APPEND models_sources
  disruption/all_failures.cpp disruption/disruption.cpp disruption/part.cpp disruption/loss_study.cpp disruption/repair_crews.cpp
  disruption/service_curve.cpp disruption/stocks.cpp disruption/strike_damage.cpp disruption/topography.cpp)
list(APPEND models_headers
  disruption/disruption.hpp disruption/failure.hpp disruption/part.hpp disruption/fragility_parameters.hpp
  disruption/parameters.hpp disruption/repair_parameters.hpp disruption/repair_crews.hpp disruption/loss_study.hpp disruption/topography.hpp disruption/service_curve.hpp disruption/stocks.hpp
  disruption/strike_damage.hpp)
