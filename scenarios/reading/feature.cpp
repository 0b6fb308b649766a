#include "scenarios/reading/feature.hpp"

#include <cmath>

#include <fmt/format.h>

namespace dimai::scenarios {

namespace {

using Point = std::pair<double, double>;

/// Reads the features of one file; keeps what their problems have in common.
class FeatureReader {
 public:
  FeatureReader(const std::string& file, Problems& problems) : file_(file), problems_(problems) {}

  std::optional<Feature> read(const Value& item, std::size_t number);
  void error(const Place& place, const std::string& key, const std::string& message) {
    problems_.add({file_, place.line, place.column, key, message});
  }

 private:
  std::optional<std::vector<Point>> read_points(const Value& geometry, const Value& coordinates,
                                                bool is_point);
  std::optional<Point> read_point(const Value& position);

  const std::string& file_;
  Problems& problems_;
  std::string id_;
};

std::optional<double> number_of(const Value& value) {
  if (const std::int64_t* number = value.integer()) return static_cast<double>(*number);
  if (const double* number = value.real(); number != nullptr && std::isfinite(*number))
    return *number;
  return std::nullopt;
}

std::string text_of(const Value& table, std::string_view key) {
  const Member* member = find_member(table, key);
  const std::string* text = member == nullptr ? nullptr : member->value.text();
  return text == nullptr ? "" : *text;
}

std::optional<Point> FeatureReader::read_point(const Value& position) {
  const Value::Array* numbers = position.array();
  const bool pair = numbers != nullptr && numbers->size() >= 2;
  const auto longitude = pair ? number_of((*numbers)[0]) : std::nullopt;
  const auto latitude = pair ? number_of((*numbers)[1]) : std::nullopt;
  if (!longitude || !latitude) {
    error(position.place, id_ + ".geometry", "needs coordinates [longitude, latitude] in degrees");
    return std::nullopt;
  }
  if (std::abs(*longitude) <= 180.0 && std::abs(*latitude) <= 90.0)
    return Point{*longitude, *latitude};
  const bool swapped = std::abs(*longitude) <= 90.0 && std::abs(*latitude) <= 180.0;
  error(position.place, id_ + ".geometry",
        fmt::format(
            "got [{}, {}], accepts longitude -180 to 180 and latitude -90 to 90 degrees{}",
            *longitude, *latitude,
            swapped ? "; longitude comes first" : "; export the layer in EPSG:4326 (WGS 84)"));
  return std::nullopt;
}

std::optional<std::vector<Point>> FeatureReader::read_points(const Value& geometry,
                                                             const Value& coordinates,
                                                             bool is_point) {
  std::vector<Point> points;
  if (is_point) {
    if (const auto point = read_point(coordinates)) return std::vector{*point};
    return std::nullopt;
  }
  const Value::Array* positions = coordinates.array();
  if (positions == nullptr || positions->size() < 2) {
    error(geometry.place, id_ + ".geometry", "a LineString needs at least two points");
    return std::nullopt;
  }
  for (const Value& position : *positions) {
    const auto point = read_point(position);
    if (!point) return std::nullopt;
    points.push_back(*point);
  }
  return points;
}

std::optional<Feature> FeatureReader::read(const Value& item, std::size_t number) {
  id_ = fmt::format("features[{}]", number);
  if (text_of(item, "type") != "Feature") {
    error(item.place, id_, fmt::format("got {}, needs an object of type \"Feature\"", shown(item)));
    return std::nullopt;
  }
  const Member* properties = find_member(item, "properties");
  const Value* table = properties == nullptr ? nullptr : &properties->value;
  const bool has_id = table != nullptr && !text_of(*table, "id").empty();
  if (has_id) id_ = text_of(*table, "id");
  const Member* geometry = find_member(item, "geometry");
  const std::string type = geometry == nullptr ? "" : text_of(geometry->value, "type");
  if (type != "Point" && type != "LineString") {
    const bool multi = type.starts_with("Multi");
    error(geometry == nullptr ? item.place : geometry->value.place, id_ + ".geometry",
          fmt::format("got {}, accepts Point (a node) and LineString (a tunnel){}",
                      type.empty() ? "no geometry" : type,
                      multi ? "; in QGIS use Multipart to singleparts" : ""));
    return std::nullopt;
  }
  if (table == nullptr || table->table() == nullptr) {
    error(item.place, id_, "has no properties; needs at least an id");
    return std::nullopt;
  }
  const Member* coordinates = find_member(geometry->value, "coordinates");
  static const Value nothing;
  const bool is_point = type == "Point";
  auto points =
      read_points(geometry->value, coordinates == nullptr ? nothing : coordinates->value, is_point);
  return Feature{is_point, points ? std::move(*points) : std::vector<Point>{}, id_, has_id,
                 TableReader{file_, problems_, table, id_, table->place}};
}

}  // namespace

std::vector<Feature> read_features(const Value& document, const std::string& file,
                                   Problems& problems) {
  FeatureReader reader(file, problems);
  std::vector<Feature> features;
  const Member* list = find_member(document, "features");
  const Value::Array* items = list == nullptr ? nullptr : list->value.array();
  if (text_of(document, "type") != "FeatureCollection" || items == nullptr) {
    reader.error({1, 1}, "type", "is not GeoJSON; needs an object of type \"FeatureCollection\"");
    return features;
  }
  const Member* crs = find_member(document, "crs");
  const Member* crs_properties = crs == nullptr ? nullptr : find_member(crs->value, "properties");
  const std::string crs_name =
      crs_properties == nullptr ? "" : text_of(crs_properties->value, "name");
  const bool wgs84 =
      crs_name.empty() || crs_name.find("CRS84") != std::string::npos || crs_name.ends_with("4326");
  if (!wgs84)
    reader.error(crs->place, "crs",
                 fmt::format("got \"{}\", accepts longitude and latitude (EPSG:4326)", crs_name));
  features.reserve(items->size());
  for (std::size_t i = 0; i < items->size(); ++i) {
    if (auto feature = reader.read((*items)[i], i)) features.push_back(std::move(*feature));
  }
  return features;
}

}  // namespace dimai::scenarios
