list(APPEND scenarios_sources
  snapshots/earlier_result.cpp snapshots/fork.cpp snapshots/keep_logistics.cpp snapshots/keep_pipelines.cpp
  snapshots/keep_run.cpp snapshots/resume_run.cpp snapshots/snapshot_file.cpp
  snapshots/snapshots.cpp)
list(APPEND scenarios_headers
  snapshots/earlier_result.hpp snapshots/fork.hpp snapshots/snapshot_file.hpp
  snapshots/snapshot_wishes.hpp snapshots/snapshots.hpp)
