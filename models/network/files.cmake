list(APPEND models_sources network/adjacency.cpp network/dependencies.cpp network/geodesic.cpp
     network/near_search.cpp
     network/order.cpp network/reverse_search.cpp network/routing.cpp)
list(APPEND models_headers network/adjacency.hpp network/dependencies.hpp network/disjoint_sets.hpp network/geodesic.hpp
     network/near_search.hpp
     network/network.hpp network/order.hpp network/reverse_search.hpp network/routing.hpp)
