#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/reading/table_reader.hpp"

namespace dimai::scenarios {

/// One feature of a GeoJSON file whose shape is good.
struct Feature {
  bool is_point = false;
  std::vector<std::pair<double, double>> points;  ///< longitude, latitude [deg]; one for a point
  std::string id;                                 ///< "features[3]" if it has none
  bool has_id = false;
  TableReader properties;
};

/// All features of a FeatureCollection. What is no feature, point or line is a problem and left
/// out, as are coordinates that are not on the earth.
///
std::vector<Feature> read_features(const Value& document, const std::string& file,
                                   Problems& problems);

}  // namespace dimai::scenarios
