#pragma once

#include <array>
#include <string>
#include <vector>

#include "models/physics/conveying/vessels.hpp"
#include "models/pipelines/powder/dense_point.hpp"
#include "models/pipelines/powder/line_parameters.hpp"
#include "models/pipelines/powder/operating_point.hpp"
#include "models/pipelines/powder/parameters.hpp"
#include "models/pipelines/powder/powder.hpp"
#include "sim/index.hpp"

namespace dimai::models {

struct PowderTag;
struct SiloTag;
struct PowderLineTag;
struct TransferTag;
using PowderIndex = sim::Index<PowderTag>;
using SiloIndex = sim::Index<SiloTag>;
using PowderLineIndex = sim::Index<PowderLineTag>;
using TransferIndex = sim::Index<TransferTag>;

/// A silo of one powder.
struct Silo {
  std::string id;
  std::string title;     ///< for people; the id if none is given
  std::string title_zh;  ///< the title if none is given
  PowderIndex powder;
  double capacity_kg = 0.0;
  double initial_kg = 0.0;
  double use_kg_s = 0.0;                 ///< taken out over a day, on average
  std::array<double, 24> hour_shares{};  ///< of a day's use; adds up to 1
};

/// Powder brought to a silo from outside.
struct PowderDelivery {
  SiloIndex silo;
  double mass_kg = 0.0;
  double at_s = 0.0;
  double every_s = 0.0;  ///< 0: once
};

/// A conveying line.
struct PowderLine {
  std::string id;
  std::string title;
  std::string title_zh;
  PowderLineParameters parameters;
  ConveyingGas gas = ConveyingGas::air;
  std::vector<RoutePiece> route;
  std::vector<BlowerPoint> blower;  ///< empty: the gas flow follows the rule of velocity
};

/// A way of a powder: from a silo by a line to a silo, in batches.
struct PowderTransfer {
  PowderLineIndex line;
  SiloIndex from;
  SiloIndex to;
  double batch_kg = 0.0;
  double at_s = -1.0;        ///< first batch by the clock; below 0: none
  double every_s = 0.0;      ///< 0: once
  double reorder_kg = -1.0;  ///< a batch is asked for when `to` falls to this level; below 0: never
  double oxygen_limit = 1.0;  ///< most oxygen by volume while it conveys
  OperatingPoint point;       ///< works
};

/// A line that stands: a plug, or no power.
struct PowderBlockage {
  PowderLineIndex line;
  double at_s = 0.0;
  double clearing_s = 0.0;
};

/// All that a scenario says of powder, checked.
struct PowderPlant {
  PowderParameters parameters;
  sim::Table<PowderIndex, Powder> powders;  ///< those in use
  sim::Table<SiloIndex, Silo> silos;
  sim::Table<PowderLineIndex, PowderLine> lines;
  sim::Table<TransferIndex, PowderTransfer> transfers;
  std::vector<PowderDelivery> deliveries;
  std::vector<PowderBlockage> blockages;
};

/// The line as the physics sees it, with one powder.
ConveyingLine conveying_line(const PowderPlant& plant, const PowderLine& line,
                             const Powder& powder);
ConveyingRule conveying_rule(const PowderParameters& parameters, const PowderLineParameters& line);
/// The working point of a line with a powder: by its blower's curve, by the
/// rule of velocity, or with slugs.
OperatingPoint operating_point(const PowderPlant& plant, const PowderLine& line,
                               const Powder& powder);
bool is_dense(const PowderLineParameters& line);
DenseLine dense_line(const PowderPlant& plant, const PowderLine& line, const Powder& powder);
DenseRule dense_rule(const PowderParameters& parameters, const PowderLineParameters& line);
/// One cycle of a line's blow tank with a whole load of a transfer: as the plant goes through it.
BlowTankCycle tank_cycle(const PowderPlant& plant, const PowderTransfer& transfer);
/// Gas space of the pipe [m3] and its wall [m2].
double pipe_volume_m3(const PowderLine& line);
double pipe_wall_m2(const PowderLine& line);
/// Oxygen that stops a powder: its own limit, or the scenario's if it is unknown; 1 if air will do.
double oxygen_limit(const PowderParameters& parameters, const Powder& powder);
/// Greatest load of a blow tank [kg]: nine tenths of it filled with the powder's bulk.
double tank_load_kg(const PowderLineParameters& line, const Powder& powder);

}  // namespace dimai::models
