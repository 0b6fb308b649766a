#pragma once

#include <string>
#include <vector>

#include "models/pipelines/powder/operating_point.hpp"
#include "models/pipelines/powder/powder.hpp"
#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// A question to the design helper: what would carry this powder this far at this rate?
struct DesignQuestion {
  models::Powder powder;
  models::ConveyingLine line;  ///< all but its bore
  models::ConveyingRule rule;
  double horizontal_m = 0.0;
  double rise_m = 0.0;
  int bends = 0;
  std::vector<double> bores_m;
};

/// One bore that was tried.
struct DesignRow {
  double bore_m = 0.0;
  models::OperatingPoint point;
};

std::vector<DesignRow> design(const DesignQuestion& question);

/// The table for people: what works, at which pressure, gas, loading and energy, and what the
/// correlations span.
std::string design_text(const DesignQuestion& question, const std::vector<DesignRow>& rows,
                        Language language);
/// The same as one JSON object, in SI.
std::string design_json(const DesignQuestion& question, const std::vector<DesignRow>& rows);

}  // namespace dimai::scenarios
