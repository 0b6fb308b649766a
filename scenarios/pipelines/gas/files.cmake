list(APPEND scenarios_sources
  pipelines/gas/gas_changes.cpp pipelines/gas/gas_checks.cpp pipelines/gas/gas_entries.cpp
  pipelines/gas/gas_json.cpp pipelines/gas/gas_plan.cpp pipelines/gas/gas_run.cpp pipelines/gas/gas_run_tables.cpp
  pipelines/gas/gas_tables.cpp pipelines/gas/gas_words.cpp pipelines/gas/gaslib.cpp
  pipelines/gas/matgas.cpp pipelines/gas/read_gas.cpp)
list(APPEND scenarios_headers
  pipelines/gas/gas_plan.hpp pipelines/gas/gas_reading.hpp pipelines/gas/gas_run.hpp
  pipelines/gas/gas_words.hpp)
