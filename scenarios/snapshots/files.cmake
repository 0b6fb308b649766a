list(APPEND scenarios_sources snapshots/keep_pipelines.cpp snapshots/keep_run.cpp)
