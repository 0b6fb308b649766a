list(APPEND models_sources
  shipments/parameters.cpp shipments/returns.cpp shipments/shipments.cpp shipments/ways.cpp)
list(APPEND models_headers
  shipments/network.hpp shipments/parameters.hpp shipments/returns.hpp shipments/shipments.hpp shipments/ways.hpp)
