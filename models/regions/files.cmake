list(APPEND models_sources regions/partition.cpp regions/regions.cpp)
list(APPEND models_headers regions/partition.hpp regions/regions.hpp)
