list(APPEND models_sources
  keeping/keep_dispatch.cpp keeping/keep_gas.cpp keeping/keep_guideway.cpp keeping/keep_industry.cpp keeping/keep_liquid.cpp keeping/keep_logs.cpp
  keeping/keep_operation.cpp keeping/keep_powder.cpp keeping/keep_regions.cpp
  keeping/keep_tubes.cpp keeping/keep_yards.cpp keeping/replan.cpp)
list(APPEND models_headers keeping/keep.hpp)
