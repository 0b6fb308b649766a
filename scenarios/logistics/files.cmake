list(APPEND scenarios_sources
  logistics/carriers.cpp logistics/factor_table.cpp logistics/logistics_plan.cpp
  logistics/logistics_run.cpp logistics/logistics_summary.cpp logistics/logistics_tables.cpp
  logistics/outcome.cpp logistics/read_comparison.cpp logistics/read_goods.cpp
  logistics/read_logistics.cpp logistics/read_places.cpp logistics/read_stocks.cpp)
list(APPEND scenarios_headers
  logistics/carriers.hpp logistics/factor_table.hpp logistics/logistics_plan.hpp
  logistics/logistics_reading.hpp logistics/logistics_run.hpp logistics/outcome.hpp
  logistics/read_logistics.hpp)
