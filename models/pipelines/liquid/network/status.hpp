#pragma once

#include <cstdint>

namespace dimai::models {

/// State of a link, in the order of EPANET: all up to `closed` let nothing through.
enum class LiquidStatus : std::uint8_t {
  pump_overcome,       ///< the head against it is more than the pump can give
  temporarily_closed,  ///< at a full or empty tank
  closed,
  open,
  active,          ///< a valve that holds its setting
  flow_exceeded,   ///< a pump beyond its greatest flow
  flow_unmet,      ///< an FCV that cannot reach its setting
  pressure_unmet,  ///< a PRV or PSV that cannot hold its setting
};

inline bool is_closed(LiquidStatus status) { return status <= LiquidStatus::closed; }

}  // namespace dimai::models
