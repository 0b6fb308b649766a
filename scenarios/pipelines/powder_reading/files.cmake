list(APPEND scenarios_sources
  pipelines/powder_reading/check_conveying.cpp pipelines/powder_reading/materials.cpp
  pipelines/powder_reading/powder_table.cpp pipelines/powder_reading/read_powder.cpp
  pipelines/powder_reading/silos_and_lines.cpp pipelines/powder_reading/transfers.cpp)
list(APPEND scenarios_headers
  pipelines/powder_reading/powder_reading.hpp pipelines/powder_reading/powder_table.hpp
  pipelines/powder_reading/read_powder.hpp)
