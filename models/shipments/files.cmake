list(APPEND models_sources
  shipments/experience.cpp shipments/foresight.cpp shipments/parameters.cpp shipments/returns.cpp
  shipments/server.cpp shipments/shipments.cpp shipments/ways.cpp)
list(APPEND models_headers
  shipments/experience.hpp shipments/network.hpp shipments/parameters.hpp shipments/returns.hpp
  shipments/server.hpp shipments/shipments.hpp shipments/ways.hpp)
