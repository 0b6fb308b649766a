list(APPEND models_sources
  operation/by_message.cpp operation/demand.cpp operation/desks.cpp operation/held_back.cpp
  operation/placement.cpp operation/portal_work.cpp operation/requests/request_book.cpp
  operation/route_keeper.cpp
  operation/service.cpp operation/steer.cpp operation/upkeep.cpp)
list(APPEND models_headers
  operation/by_message.hpp operation/demand.hpp operation/journey.hpp operation/parameters.hpp
  operation/requests/request_book.hpp
  operation/route_keeper.hpp operation/service.hpp operation/service_setup.hpp
  operation/service_state.hpp)
