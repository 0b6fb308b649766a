list(APPEND models_sources regions/gathered_logs.cpp regions/partition.cpp regions/regions.cpp regions/team.cpp)
list(APPEND models_headers regions/gathered_logs.hpp regions/partition.hpp regions/regions.hpp regions/team.hpp)
