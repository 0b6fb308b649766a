#pragma once

#include <string>

#include "models/pipelines/powder/operating_point.hpp"
#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// Why a line does not work, in a sentence with the figures; "" if it does.
std::string obstacle_text(const models::OperatingPoint& point, const models::ConveyingRule& rule,
                          Language language);

/// What would work instead: the least usual bore at the same rate, and the greatest rate in this
/// bore.
std::string way_out_text(const models::ConveyingLine& line, const models::ConveyingRule& rule);

/// A pressure difference for people: "0.32 bar".
std::string bar_text(double pressure_pa);

}  // namespace dimai::scenarios
