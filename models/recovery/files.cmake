list(APPEND models_sources recovery/service_count.cpp)
list(APPEND models_headers recovery/service_count.hpp)
