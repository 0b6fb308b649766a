#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dimai::models {

/// What a part is, as planners call it. Tunnels and their nodes are no parts: see Failure.
enum class PartKind : std::uint8_t {
  host,        ///< a computer of the message network
  cell,        ///< a radio of it
  pipe,        ///< of any system: of water, gas, powder, a parcel tube between two junctions
  pump,        ///< of liquid
  blower,      ///< of air: of a tube zone, a capsule line, a powder line
  compressor,  ///< of gas
  valve,       ///< of liquid, or of gas; regulators too
  station,     ///< where things enter and leave
};
/// Their names, which are keys of [[failure]], in order.
inline constexpr std::array<std::string_view, 8> kPartKinds{
    "host", "cell", "pipe", "pump", "blower", "compressor", "valve", "station"};
inline std::string_view name_of(PartKind kind) { return kPartKinds[static_cast<int>(kind)]; }

inline bool is_of_messages(PartKind kind) {
  return kind == PartKind::host || kind == PartKind::cell;
}

/// Something beside tunnels that may fail, and that crews repair.
struct BreakablePart {
  PartKind kind = PartKind::pipe;
  std::string id;  ///< unique among parts of its kind in its system
  /// Where it lies: longitude, latitude [deg]; one place, or for a pipe the line it is drawn as.
  /// Empty: nobody knows, so that no strike hits it and crews find it at their base.
  std::vector<std::pair<double, double>> line;
  double trips = 0.0;     ///< of hosts: requests of the run that it is asked for
  double length_m = 0.0;  ///< of pipes
  double bore_m = std::numeric_limits<double>::quiet_NaN();   ///< NaN: the reference bore
  double depth_m = std::numeric_limits<double>::quiet_NaN();  ///< NaN: the usual depth
  std::string system{};  ///< that it is of: "gas", "tubes" ...; of hosts ""
  std::string name{};    ///< as people see it, unique in a run; see name_parts()
};

/// Of a part of a pipeline: names what is drawn for it, whatever else there is in the run.
std::string stream_name(const BreakablePart& part);

/// Who owns parts that fail and are repaired.
class Breakable {
 public:
  Breakable() = default;
  Breakable(const Breakable&) = delete;
  Breakable& operator=(const Breakable&) = delete;
  virtual ~Breakable() = default;
  virtual void set_working(std::uint32_t part, bool working) = 0;
  /// Share of what its system serves that needs a part now, in [0, 1]; 0 of hosts.
  virtual double share_served_by(std::uint32_t part) const {
    static_cast<void>(part);
    return 0.0;
  }
};

/// Names parts for people: by id where no other part has it, else "<system> <id>", and where that
/// is not enough "<system> <kind> <id>".
/// @param taken  ids of other things, such as tunnels and nodes, in any order
void name_parts(std::vector<BreakablePart>& parts, const std::vector<std::string_view>& taken);

}  // namespace dimai::models
