list(APPEND models_sources network/adjacency.cpp network/loops.cpp network/geodesic.cpp
     network/order.cpp network/parts.cpp network/reverse_search.cpp network/routing.cpp
     network/way_tables.cpp)
list(APPEND models_headers network/adjacency.hpp network/loops.hpp network/disjoint_sets.hpp network/geodesic.hpp
     network/network.hpp network/order.hpp network/parts.hpp network/reverse_search.hpp
     network/routing.hpp network/way_tables.hpp)
