list(APPEND models_sources mesh/mesh.cpp mesh/mesh_field.cpp mesh/mesh_network.cpp mesh/mesh_spread.cpp)
list(APPEND models_headers mesh/mesh.hpp mesh/mesh_field.hpp mesh/mesh_network.hpp mesh/mesh_spread.hpp)
