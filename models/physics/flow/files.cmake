list(APPEND models_sources physics/flow/friction.cpp)
list(APPEND models_headers physics/flow/bore.hpp physics/flow/friction.hpp)
