list(APPEND scenarios_sources dispatching/build_dispatch.cpp dispatching/dispatch_reader.cpp dispatching/dispatch_results.cpp
  dispatching/mesh_results.cpp dispatching/message_record.cpp dispatching/message_tables.cpp)
list(APPEND scenarios_headers dispatching/dispatch_results.hpp dispatching/mesh_results.hpp dispatching/message_record.hpp
  dispatching/message_tables.hpp)
