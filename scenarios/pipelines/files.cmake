list(APPEND scenarios_sources pipelines/registry.cpp)
