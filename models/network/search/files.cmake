list(APPEND models_sources network/search/near_search.cpp)
list(APPEND models_headers network/search/near_search.hpp)
