list(APPEND scenarios_sources marshalling/marshalling_reader.cpp)
