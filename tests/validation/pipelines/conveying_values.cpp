// Evaluates correlations of pneumatic conveying for inputs on standard input, one a line:
//   terminal  size_m particle_kg_m3 fluid_kg_m3 viscosity_pa_s
//   ergun     size_m voidage velocity_m_s fluid_kg_m3 viscosity_pa_s
//   <law>     solids_kg_s particle_kg_m3 size_m gas_kg_m3 bore_m terminal_m_s viscosity_pa_s
// <law> is a saltation law with "_" for a space. Prints one value a line, 17 digits. For tests that
// compare with another program: test_conveying_against_fluids.py.

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "models/physics/conveying/dense_phase.hpp"
#include "models/physics/conveying/drag.hpp"
#include "models/physics/conveying/least_velocity.hpp"

namespace {

using namespace dimai::models;

double value_of(std::string law, const std::vector<double>& in) {
  if (law == "terminal")
    return terminal_velocity_m_s(DragLaw::barati, in.at(0), in.at(1), {in.at(2), in.at(3)});
  if (law == "ergun")
    return ergun_gradient_pa_m(in.at(2), in.at(1), in.at(0), {in.at(3), in.at(4)});
  std::replace(law.begin(), law.end(), '_', ' ');
  ConveyingPoint point;
  point.solids_flow_kg_s = in.at(0);
  point.particle_density_kg_m3 = in.at(1);
  point.particle_size_m = in.at(2);
  point.gas_density_kg_m3 = in.at(3);
  point.bore_m = in.at(4);
  point.terminal_velocity_m_s = in.at(5);
  point.gas_viscosity_pa_s = in.at(6);
  return saltation_velocity_m_s(find_saltation_law(law).value(), point);
}

}  // namespace

int main() {
  try {
    for (std::string line; std::getline(std::cin, line);) {
      std::istringstream words(line);
      std::string law;
      words >> law;
      std::vector<double> inputs;
      for (double number = 0.0; words >> number;) inputs.push_back(number);
      std::printf("%.17g\n", value_of(law, inputs));
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "conveying_values: %s\n", error.what());
    return 1;
  }
  return 0;
}
