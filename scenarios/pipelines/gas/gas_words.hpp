#pragma once

#include <string>

#include "models/pipelines/gas/gas_operation.hpp"
#include "scenarios/language.hpp"

namespace dimai::scenarios {

/// Name of a breach in results: "low_pressure", "outlet_not_kept" ...
const char* breach_name(models::GasBreach::What what);
/// Unit of its amounts: "Pa", "kg/s", "W" or "1".
const char* breach_unit(models::GasBreach::What what);
/// Id of the node or element that it is about.
std::string breach_subject(const models::GasNetwork& network, const models::GasBreach& breach);
/// One sentence for people, without an end of line.
std::string breach_text(const models::GasNetwork& network, const models::GasBreach& breach,
                        Language language);

}  // namespace dimai::scenarios
