list(APPEND models_sources
  operation/empties/fleet_need.cpp operation/empties/fluid_bound.cpp operation/empties/forecast.cpp
  operation/empties/imagined_fleet.cpp operation/empties/min_cost_flow.cpp
  operation/empties/routed_times.cpp operation/empties/sampling_voting.cpp
  operation/empties/steering.cpp operation/empties/supply.cpp)
list(APPEND models_headers
  operation/empties/fleet_need.hpp operation/empties/fluid_bound.hpp operation/empties/forecast.hpp
  operation/empties/imagined_fleet.hpp operation/empties/min_cost_flow.hpp
  operation/empties/routed_times.hpp operation/empties/sampling_voting.hpp
  operation/empties/steering.hpp operation/empties/supply.hpp)
