list(APPEND models_sources
  pipelines/gas/gas_breaches.cpp pipelines/gas/gas_equations.cpp pipelines/gas/gas_network.cpp pipelines/gas/gas_operation.cpp pipelines/gas/gas_outages.cpp pipelines/gas/gas_parameters.cpp
  pipelines/gas/gas_segments.cpp
  pipelines/gas/gas_solver.cpp pipelines/gas/gas_status.cpp pipelines/gas/gas_transient.cpp)
list(APPEND models_headers
  pipelines/gas/gas_equations.hpp pipelines/gas/gas_network.hpp pipelines/gas/gas_operation.hpp pipelines/gas/gas_parameters.hpp
  pipelines/gas/gas_segments.hpp
  pipelines/gas/gas_solver.hpp pipelines/gas/gas_state.hpp pipelines/gas/gas_status.hpp
  pipelines/gas/gas_transient.hpp)
