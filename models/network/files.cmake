list(APPEND models_sources network/adjacency.cpp network/loops.cpp network/geodesic.cpp
     network/order.cpp network/reverse_search.cpp network/routing.cpp)
list(APPEND models_headers network/adjacency.hpp network/disjoint_sets.hpp network/loops.hpp network/geodesic.hpp
     network/network.hpp network/order.hpp network/reverse_search.hpp network/routing.hpp)
