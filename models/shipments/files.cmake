list(APPEND models_sources
  shipments/parameters.cpp shipments/shipments.cpp shipments/ways.cpp)
list(APPEND models_headers
  shipments/network.hpp shipments/parameters.hpp shipments/shipments.hpp shipments/ways.hpp)
