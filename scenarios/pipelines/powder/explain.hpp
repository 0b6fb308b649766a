#pragma once

#include <string>

#include "models/pipelines/powder/dense_point.hpp"
#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// Why a line does not work, in a sentence with the figures; "" if it does.
std::string obstacle_text(const models::OperatingPoint& point, const models::ConveyingRule& rule,
                          Language language);

/// What would work instead: the least usual bore at the same rate, and the greatest rate in this
/// bore.
std::string way_out_text(const models::ConveyingLine& line, const models::ConveyingRule& rule);

/// The same for slugs: the least usual bore, or what else.
std::string dense_way_out_text(const models::DenseLine& line, const models::DenseRule& rule);

/// A law's pressure drop: "0.32 bar", or "more than it can be" where its slugs stop.
std::string drop_text(double pressure_pa, Language language = Language::english);

/// "permeated" or "mechanically pushed".
const char* regime_text(models::PlugRegime regime, Language language);

/// A pressure difference for people: "0.32 bar".
std::string bar_text(double pressure_pa);

}  // namespace dimai::scenarios
