list(APPEND models_sources
  pipelines/parcel_tubes/broken_tubes.cpp pipelines/parcel_tubes/empty_carriers.cpp
  pipelines/parcel_tubes/parcel_tubes.cpp
  pipelines/parcel_tubes/send.cpp pipelines/parcel_tubes/tube_failures.cpp
  pipelines/parcel_tubes/tube_parameters.cpp
  pipelines/parcel_tubes/tube_routes.cpp pipelines/parcel_tubes/zone_paths.cpp
  pipelines/parcel_tubes/zone_work.cpp)
list(APPEND models_headers
  pipelines/parcel_tubes/broken_tubes.hpp pipelines/parcel_tubes/parcel_tubes.hpp
  pipelines/parcel_tubes/send.hpp
  pipelines/parcel_tubes/tube_network.hpp pipelines/parcel_tubes/tube_parameters.hpp
  pipelines/parcel_tubes/tube_routes.hpp pipelines/parcel_tubes/tube_state.hpp
  pipelines/parcel_tubes/zone_paths.hpp)
