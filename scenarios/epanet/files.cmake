list(APPEND scenarios_sources epanet/read_inp.cpp epanet/words/inp_file.cpp
     epanet/words/inp_units.cpp)
foreach(section checks controls energy links map nodes options pumps reading rules status tables
        times unused)
  list(APPEND scenarios_sources epanet/sections/inp_${section}.cpp)
endforeach()
list(APPEND scenarios_headers epanet/read_inp.hpp epanet/sections/inp_pumps.hpp
     epanet/sections/inp_reading.hpp epanet/words/inp_file.hpp epanet/words/inp_units.hpp)
