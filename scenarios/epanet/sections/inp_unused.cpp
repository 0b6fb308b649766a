#include <fmt/format.h>

#include "scenarios/epanet/sections/inp_reading.hpp"

namespace dimai::scenarios {

namespace {

/// Sections that dimai does not use, and what that means.
constexpr std::pair<InpSection, const char*> kUnused[]{
    {InpSection::quality, "water quality is not simulated; heads and flows do not depend on it"},
    {InpSection::sources, "water quality is not simulated; heads and flows do not depend on it"},
    {InpSection::reactions, "water quality is not simulated; heads and flows do not depend on it"},
    {InpSection::mixing, "water quality is not simulated; heads and flows do not depend on it"},
    {InpSection::report, "dimai writes every node and link at every report time"},
    {InpSection::labels, "texts on the map are not drawn"},
    {InpSection::backdrop, "the picture behind the map is not drawn"},
    {InpSection::roughness, "EPANET 1 alone used it; roughness stands in [PIPES]"},
};

}  // namespace

void warn_of_unused(InpReading& reading) {
  for (const auto& [section, reason] : kUnused) {
    const auto& lines = reading.file.lines(section);
    if (lines.empty()) continue;
    reading.problems.add(
        {reading.file.name, reading.file.first_line[static_cast<std::size_t>(section)], 1,
         std::string(heading(section)),
         fmt::format("{} line{} not used: {}", lines.size(), lines.size() == 1 ? "" : "s", reason),
         Severity::warning});
  }
}

}  // namespace dimai::scenarios
