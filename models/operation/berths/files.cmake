list(APPEND models_sources operation/berths/berth_group.cpp)
list(APPEND models_headers operation/berths/berth_group.hpp)
