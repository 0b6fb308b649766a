list(APPEND models_sources losses/loss_study.cpp losses/topography.cpp)
list(APPEND models_headers losses/loss_study.hpp losses/topography.hpp)
