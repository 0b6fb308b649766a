#include <doctest/doctest.h>

#include "scenarios/formats/json_document.hpp"
#include "scenarios/reading/network_reader.hpp"

using namespace dimai;
using namespace dimai::scenarios;

namespace {

constexpr double kSpeed_m_s = 20.0;

std::string point(const std::string& id, double longitude, const std::string& more) {
  return "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [" +
         std::to_string(longitude) + ", 0.0]}, \"properties\": {\"id\": \"" + id + "\", " + more +
         "}}";
}

/// Two portals on the equator, a tenth of a degree apart, and one tunnel with extra properties.
std::string network_text(const std::string& tunnel, const std::string& line = "[[0,0],[0.1,0]]") {
  return "{\"type\": \"FeatureCollection\", \"features\": [\n" +
         point("a", 0.0, "\"kind\": \"portal\", \"berths\": 3") + ",\n" +
         point("b", 0.1,
               "\"kind\": \"portal\", \"arrival_berths\": 1, \"departure_berths\": 2, "
               "\"parking\": 5, \"city\": \"X\"") +
         ",\n{\"type\": \"Feature\", \"geometry\": {\"type\": \"LineString\", \"coordinates\": " +
         line +
         "}, \"properties\": {\"id\": \"t\", \"from\": \"a\", \"to\": \"b\", \"bore\": "
         "\"3 m\"" +
         tunnel + "}}]}";
}

NetworkFile read(const std::string& text, Problems& problems) {
  const auto document = parse_json(text, "n.geojson", problems);
  REQUIRE(document);
  return read_network(*document, "n.geojson", kSpeed_m_s, problems);
}

}  // namespace

TEST_CASE("a tunnel of both directions is two links, the gradient turned round") {
  Problems problems;
  const auto file =
      read(network_text(", \"gradient\": 0.02, \"tubes\": 2, \"role\": \"trunk\""), problems);
  CHECK_FALSE(problems.any_error());
  REQUIRE(file.network.links.size() == 2);
  const models::Link& there = file.network.links[models::LinkIndex{0}];
  const models::Link& back = file.network.links[models::LinkIndex{1}];
  CHECK(there.id == "t");
  CHECK(back.id == "t:back");
  CHECK(back.from == there.to);
  CHECK(back.to == there.from);
  CHECK(there.gradient == 0.02);
  CHECK(back.gradient == -0.02);
  CHECK(back.tubes == 2);
  CHECK(back.role == models::LinkRole::trunk);
  CHECK(back.geometry.front() == there.geometry.back());
  CHECK(back.length_m == there.length_m);
}

TEST_CASE("a tunnel forward only is one link") {
  Problems problems;
  CHECK(read(network_text(", \"direction\": \"forward\""), problems).network.links.size() == 1);
}

TEST_CASE("a length not stated is measured on the ellipsoid, a speed not stated is the capsules'") {
  Problems problems;
  const auto file = read(network_text(""), problems);
  const models::Link& link = file.network.links[models::LinkIndex{0}];
  // A degree of longitude on the equator of WGS 84: 6378137 m * pi / 180 = 111319.49 m.
  CHECK(link.length_m == doctest::Approx(11131.949).epsilon(1e-6));
  CHECK(link.speed_m_s == kSpeed_m_s);
}

TEST_CASE("stated length and speed are taken") {
  Problems problems;
  const auto file = read(network_text(", \"length\": \"12 km\", \"speed\": \"36 km/h\""), problems);
  CHECK(file.network.links[models::LinkIndex{0}].length_m == 12000.0);
  CHECK(file.network.links[models::LinkIndex{0}].speed_m_s == doctest::Approx(10.0));
}

TEST_CASE("berths count for both directions, parking is twice the berths unless stated") {
  Problems problems;
  const auto file = read(network_text(""), problems);
  const models::Portal& a = file.network.nodes[models::NodeIndex{0}].portal;
  const models::Portal& b = file.network.nodes[models::NodeIndex{1}].portal;
  CHECK(a.arrival_berths == 3);
  CHECK(a.departure_berths == 3);
  CHECK(a.parking == 6);
  CHECK(b.arrival_berths == 1);
  CHECK(b.departure_berths == 2);
  CHECK(b.parking == 5);
}

TEST_CASE("properties that a GIS program adds are one warning a name, nulls count as missing") {
  Problems problems;
  read(network_text(", \"fid\": 7, \"speed\": null"), problems);
  REQUIRE(problems.sorted().size() == 1);
  CHECK(problems.sorted()[0].severity == Severity::warning);
  CHECK(problems.sorted()[0].key == "t.fid");
  CHECK_FALSE(problems.any_error());
}

TEST_CASE("a line drawn from its end to its beginning is turned round") {
  Problems problems;
  const auto file = read(network_text("", "[[0.1,0],[0,0]]"), problems);
  CHECK(file.network.links[models::LinkIndex{0}].geometry.front().first == 0.0);
  CHECK(problems.sorted().empty());
}

TEST_CASE("a line that ends far from its node is a warning") {
  Problems problems;
  read(network_text(", \"length\": \"12 km\"", "[[0,0],[0.1,0.01]]"), problems);
  REQUIRE(problems.sorted().size() == 1);
  // 0.01 degrees of latitude at the equator: 110574 m * 0.01 = 1.106 km.
  CHECK(problems.sorted()[0].message.find("ends 1.10") != std::string::npos);
}

TEST_CASE("a third coordinate is the height, and not used") {
  Problems problems;
  read(network_text("", "[[0,0,12.5],[0.1,0,13.0]]"), problems);
  CHECK(problems.sorted().empty());
}

TEST_CASE("defaults taken at nodes and tunnels are counted") {
  Problems problems;
  const auto file = read(network_text(""), problems);
  bool found = false;
  for (const EffectiveParameter& each : file.defaults) {
    if (each.key != "network.portal.parking") continue;
    found = true;
    CHECK(each.is_default);
    CHECK(each.value == "twice the berths (at 1 of 2 portals)");
  }
  CHECK(found);
}
