list(APPEND models_sources
  physics/gas/gas_friction.cpp physics/gas/gas_law.cpp physics/gas/gas_machines.cpp
  physics/gas/gas_pipe.cpp physics/gas/transmission.cpp)
list(APPEND models_headers
  physics/gas/gas_friction.hpp physics/gas/gas_law.hpp physics/gas/gas_machines.hpp
  physics/gas/gas_pipe.hpp physics/gas/transmission.hpp)
