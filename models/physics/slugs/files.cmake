list(APPEND models_sources physics/slugs/dense_line.cpp)
list(APPEND models_headers physics/slugs/dense_line.hpp)
