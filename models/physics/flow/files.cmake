list(APPEND models_sources physics/flow/batch_interface.cpp physics/flow/friction.cpp)
list(APPEND models_headers physics/flow/batch_interface.hpp physics/flow/bore.hpp
     physics/flow/friction.hpp)
