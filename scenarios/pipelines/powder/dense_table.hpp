#pragma once

#include <string>
#include <vector>

#include "models/physics/conveying/vessels.hpp"
#include "models/pipelines/powder/dense_point.hpp"
#include "models/pipelines/powder/powder.hpp"
#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// A question to the design helper: slugs of this powder, this far, at this rate?
struct DenseQuestion {
  models::Powder powder;   ///< its friction known
  models::DenseLine line;  ///< all but its bore
  models::DenseRule rule;
  double horizontal_m = 0.0;
  double rise_m = 0.0;
  int bends = 0;
  models::BlowTank tank;  ///< volume, filling and venting; the rest follows from the line
  std::vector<double> bores_m;
};

/// One bore that was tried.
struct DenseRow {
  double bore_m = 0.0;
  models::OperatingPoint point;
  models::BlowTankCycle cycle;  ///< all 0 if there is no flow
};

std::vector<DenseRow> dense_design(const DenseQuestion& question);

/// The table for people: what works, what the two laws span and which decided, gas, cycle.
std::string dense_text(const DenseQuestion& question, const std::vector<DenseRow>& rows,
                       Language language);
/// The same as one JSON object, in SI.
std::string dense_json(const DenseQuestion& question, const std::vector<DenseRow>& rows);

}  // namespace dimai::scenarios
