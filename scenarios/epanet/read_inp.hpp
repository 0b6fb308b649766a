#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/pipelines/liquid/network/network.hpp"
#include "scenarios/problem.hpp"

namespace dimai::scenarios {

/// A network as an EPANET input file states it.
struct InpNetwork {
  models::LiquidNetwork network;
  std::string title;
  std::string flow_unit;  ///< of the file, such as "GPM"
};

/// Reads an EPANET 2.2 or 2.3 input file, in SI. What dimai does not use is named in a warning.
///
/// @param bytes  of the file; UTF-8, else taken for Latin-1 with a warning
/// @param name   as shown in problems
/// @return nothing after an error; all problems are told
std::optional<InpNetwork> read_inp(std::string_view bytes, const std::string& name,
                                   Problems& problems);

}  // namespace dimai::scenarios
