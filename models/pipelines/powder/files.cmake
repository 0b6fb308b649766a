list(APPEND models_sources
  pipelines/powder/dense_point.cpp pipelines/powder/operating_point.cpp pipelines/powder/plant.cpp pipelines/powder/powder.cpp
  pipelines/powder/powder_batches.cpp pipelines/powder/powder_gas.cpp
  pipelines/powder/powder_load.cpp pipelines/powder/powder_system.cpp
  pipelines/powder/silo_state.cpp)
list(APPEND models_headers
  pipelines/powder/dense_point.hpp pipelines/powder/line_parameters.hpp pipelines/powder/line_state.hpp
  pipelines/powder/operating_point.hpp pipelines/powder/parameters.hpp
  pipelines/powder/plant.hpp pipelines/powder/powder.hpp pipelines/powder/powder_system.hpp
  pipelines/powder/silo_state.hpp)
