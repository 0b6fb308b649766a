list(APPEND models_sources
  industry/accounts.cpp industry/capacity.cpp industry/gain_cycle.cpp industry/goods.cpp
  industry/industry.cpp industry/making.cpp industry/power.cpp industry/production.cpp
  industry/supply.cpp)
list(APPEND models_headers
  industry/capacity.hpp industry/gain_cycle.hpp industry/goods.hpp industry/industry.hpp
  industry/log.hpp industry/making.hpp industry/plant.hpp industry/power.hpp)
