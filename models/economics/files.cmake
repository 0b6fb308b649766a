list(APPEND models_sources economics/comparison.cpp economics/factors.cpp economics/freight.cpp
  economics/stages.cpp)
list(APPEND models_headers economics/comparison.hpp economics/factors.hpp economics/freight.hpp
  economics/stages.hpp)
