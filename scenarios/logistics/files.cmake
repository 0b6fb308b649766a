list(APPEND scenarios_sources
  logistics/factor_table.cpp logistics/logistics_plan.cpp logistics/outcome.cpp
  logistics/read_comparison.cpp logistics/read_goods.cpp logistics/read_logistics.cpp
  logistics/read_places.cpp logistics/read_shipment_demand.cpp logistics/read_sources.cpp logistics/read_standing.cpp
  logistics/read_stocks.cpp logistics/read_work.cpp logistics/stage_money.cpp logistics/running/carriers.cpp
  logistics/running/comparison_tables.cpp logistics/running/industry_tables.cpp
  logistics/running/logistics_run.cpp logistics/running/logistics_summary.cpp
  logistics/running/network_draws.cpp logistics/running/shipment_tables.cpp
  logistics/running/work_results.cpp logistics/running/work_tables.cpp)
list(APPEND scenarios_headers
  logistics/factor_table.hpp logistics/logistics_plan.hpp logistics/logistics_reading.hpp
  logistics/outcome.hpp logistics/read_logistics.hpp logistics/running/carriers.hpp
  logistics/running/logistics_run.hpp logistics/running/logistics_tables.hpp
  logistics/running/network_draws.hpp logistics/running/table_columns.hpp
  logistics/running/work_results.hpp)
