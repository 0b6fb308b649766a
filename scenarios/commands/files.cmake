list(APPEND scenarios_sources
  commands/design_command.cpp commands/interruption.cpp commands/make_report.cpp commands/progress.cpp commands/resilience_command.cpp commands/resumption.cpp commands/run_command.cpp
  formats/clock_text.cpp)
list(APPEND scenarios_headers
  commands/design_command.hpp commands/interruption.hpp commands/make_report.hpp commands/progress.hpp commands/resilience_command.hpp commands/resumption.hpp formats/clock_text.hpp)
