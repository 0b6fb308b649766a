list(APPEND models_sources
  messages/analytic_network.cpp messages/forked_network.cpp messages/messenger.cpp messages/simgrid_network.cpp)
list(APPEND models_headers
  messages/forked_network.hpp messages/message_network.hpp messages/messenger.hpp messages/platform.hpp)
