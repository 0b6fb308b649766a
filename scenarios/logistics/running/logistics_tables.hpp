#pragma once

#include <vector>

#include "models/industry/industry.hpp"
#include "models/shipments/shipments.hpp"
#include "scenarios/logistics/logistics_plan.hpp"
#include "scenarios/logistics/outcome.hpp"
#include "scenarios/logistics/running/carriers.hpp"

namespace dimai::scenarios {

class ResultWriter;

/// Makes /logistics/shipments, to which `write_shipments` appends.
void define_shipments(ResultWriter& writer);
/// Appends shipments that have come to an end.
void write_shipments(ResultWriter& writer, const models::Shipments& shipments,
                     const std::vector<models::ShipmentIndex>& finished);
/// /logistics/places.
void write_places(ResultWriter& writer, const models::ShipmentPlan& plan);
/// /logistics/classes, modes, work and lanes.
void write_shipment_tables(ResultWriter& writer, const models::Shipments& shipments);

/// /logistics/capsules: which rows of /trips shipments asked for; nothing if none.
void write_capsule_loads(ResultWriter& writer, const CapsuleLegs& legs);

/// /logistics/goods, lacks, machines, stocks, orders and power, of a run that ends at `end`.
void write_industry_tables(ResultWriter& writer, const models::Industry& industry, sim::Time end);

/// /logistics/lane_use: modes whose lanes are limited, such as cranes.
void write_lane_uses(ResultWriter& writer, const models::Shipments& shipments);
/// /logistics/projects; nothing if there are none.
void write_projects(ResultWriter& writer, const std::vector<ProjectPlan>& projects,
                    const models::Industry& industry);
/// /logistics/returns; nothing if there are none.
void write_returns(ResultWriter& writer, const std::vector<models::ReturnRule>& rules,
                   const std::vector<models::ReturnCount>& counts);

/// /logistics/comparison, break_even and road; nothing if no class is compared.
void write_comparison(ResultWriter& writer, const ComparedClasses& all);
/// /logistics/stages; nothing if there are none.
void write_stages(ResultWriter& writer, const std::vector<StagePlan>& plan, const StagePath& path);

}  // namespace dimai::scenarios
