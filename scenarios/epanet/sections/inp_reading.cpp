#include "scenarios/epanet/sections/inp_reading.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenarios/formats/suggest.hpp"

namespace dimai::scenarios {

namespace {

std::string lower_heading(InpSection section) {
  std::string name(heading(section));
  name = name.substr(1, name.size() - 2);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(c - 'A' + 'a'); });
  return name;
}

template <class Table>
std::string suggestion(const std::string& id, const Table& rows) {
  std::vector<std::string_view> known;
  for (const auto& row : rows) known.push_back(row.id);
  return did_you_mean(id, known);
}

}  // namespace

void InpReading::error(const InpLine& line, const std::string& key,
                       const std::string& message) const {
  problems.add({file.name, line.number, 1, key, message});
}

void InpReading::warning(const InpLine& line, const std::string& key,
                         const std::string& message) const {
  problems.add({file.name, line.number, 1, key, message, Severity::warning});
}

std::string InpReading::key(InpSection section, const InpLine& line, std::string_view what) {
  std::string text = lower_heading(section) + "." + (line.count() > 0 ? line[0] : "");
  return what.empty() ? text : text + "." + std::string(what);
}

std::optional<double> InpReading::number(InpSection section, const InpLine& line, std::size_t word,
                                         std::string_view what, double low, double high) const {
  if (word >= line.count()) {
    error(line, key(section, line, what), "is missing; needs a number");
    return std::nullopt;
  }
  const auto value = inp_number(line[word]);
  if (!value) {
    error(line, key(section, line, what), fmt::format("got \"{}\", needs a number", line[word]));
    return std::nullopt;
  }
  if (*value >= low && *value <= high) return value;
  const std::string accepted = high < 1e30  ? fmt::format("{:.6g} to {:.6g}", low, high)
                               : low == 0.0 ? "0 and more"
                                            : fmt::format("{:.6g} and more", low);
  error(line, key(section, line, what), fmt::format("got {}, accepts {}", line[word], accepted));
  return std::nullopt;
}

std::optional<double> InpReading::positive(InpSection section, const InpLine& line,
                                           std::size_t word, std::string_view what) const {
  const auto value = number(section, line, word, what, -1e30);
  if (!value || *value > 0.0) return value;
  error(line, key(section, line, what), fmt::format("got {}, accepts more than 0", line[word]));
  return std::nullopt;
}

bool InpReading::enough(InpSection section, const InpLine& line, std::size_t words,
                        std::string_view needs) const {
  if (line.count() >= words) return true;
  error(line, key(section, line, ""), fmt::format("has {} words, needs {}", line.count(), needs));
  return false;
}

std::optional<models::LiquidNodeIndex> InpReading::node(InpSection section, const InpLine& line,
                                                        std::size_t word) const {
  const auto found = nodes.find(line[word]);
  if (found != nodes.end()) return found->second;
  error(
      line, key(section, line, "node"),
      fmt::format("there is no node \"{}\"{}", line[word], suggestion(line[word], network.nodes)));
  return std::nullopt;
}

std::optional<models::LiquidLinkIndex> InpReading::link(InpSection section, const InpLine& line,
                                                        std::size_t word) const {
  const auto found = links.find(line[word]);
  if (found != links.end()) return found->second;
  error(
      line, key(section, line, "link"),
      fmt::format("there is no link \"{}\"{}", line[word], suggestion(line[word], network.links)));
  return std::nullopt;
}

std::optional<models::LiquidPatternIndex> InpReading::pattern(InpSection section,
                                                              const InpLine& line,
                                                              std::size_t word) const {
  const auto found = patterns.find(line[word]);
  if (found != patterns.end()) return found->second;
  error(line, key(section, line, "pattern"),
        fmt::format("there is no pattern \"{}\"{}", line[word],
                    suggestion(line[word], network.patterns)));
  return std::nullopt;
}

std::optional<models::LiquidCurve> InpReading::curve(InpSection section, const InpLine& line,
                                                     std::size_t word, double x_unit, double y_unit,
                                                     std::size_t least) const {
  const auto found = std::find_if(curves.begin(), curves.end(),
                                  [&](const InpCurve& each) { return each.id == line[word]; });
  if (found == curves.end()) {
    error(line, key(section, line, "curve"),
          fmt::format("there is no curve \"{}\"{}", line[word], suggestion(line[word], curves)));
    return std::nullopt;
  }
  models::LiquidCurve scaled = found->points;
  for (double& x : scaled.x) x *= x_unit;
  for (double& y : scaled.y) y *= y_unit;
  if (scaled.size() < least) {
    error(line, key(section, line, "curve"),
          fmt::format("curve \"{}\" has {} point, needs {}", line[word], scaled.size(), least));
    return std::nullopt;
  }
  return scaled;
}

}  // namespace dimai::scenarios
