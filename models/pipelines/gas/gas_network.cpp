#include "models/pipelines/gas/gas_network.hpp"

namespace dimai::models {

const char* name_of(GasElementKind kind) {
  switch (kind) {
    case GasElementKind::pipe:
      return "pipe";
    case GasElementKind::compressor:
      return "compressor";
    case GasElementKind::regulator:
      return "regulator";
    case GasElementKind::valve:
      return "valve";
    case GasElementKind::resistor:
      return "resistor";
    case GasElementKind::short_pipe:
      return "short_pipe";
  }
  return "";
}

const char* name_of(GasStatus status) {
  switch (status) {
    case GasStatus::active:
      return "active";
    case GasStatus::open:
      return "open";
    case GasStatus::shut:
      return "shut";
  }
  return "";
}

}  // namespace dimai::models
