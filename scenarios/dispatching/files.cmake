list(APPEND scenarios_sources dispatching/build_dispatch.cpp dispatching/dispatch_reader.cpp dispatching/dispatch_results.cpp)
list(APPEND scenarios_headers dispatching/dispatch_results.hpp)
