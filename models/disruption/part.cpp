#include "models/disruption/part.hpp"

#include <map>

namespace dimai::models {

std::string stream_name(const BreakablePart& part) {
  return part.system + " " + std::string(name_of(part.kind)) + " " + part.id;
}

void name_parts(std::vector<BreakablePart>& parts, const std::vector<std::string_view>& taken) {
  std::map<std::string, std::size_t> times;
  for (const std::string_view id : taken) ++times[std::string(id)];
  for (const BreakablePart& part : parts) ++times[part.id];
  std::map<std::string, std::size_t> within;
  for (const BreakablePart& part : parts) ++within[part.system + " " + part.id];
  for (BreakablePart& part : parts) {
    const std::string in_system = part.system + " " + part.id;
    if (times[part.id] == 1)
      part.name = part.id;
    else if (within[in_system] == 1)
      part.name = in_system;
    else
      part.name = stream_name(part);
  }
}

}  // namespace dimai::models
