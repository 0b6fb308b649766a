#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/disruption/part.hpp"
#include "models/recovery/service_count.hpp"
#include "scenarios/language.hpp"
#include "scenarios/measure.hpp"
#include "scenarios/run_parameters.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {
class Service;
}  // namespace dimai::models

namespace dimai::scenarios {

class ResultWriter;

class PipelineRun;

/// The models of a run, for those that use others.
struct RunParts {
  models::Service* service = nullptr;
  const std::vector<std::unique_ptr<PipelineRun>>* pipelines = nullptr;
};

/// One system of pipelines in a run: its models, and what becomes of them in the results.
class PipelineRun {
 public:
  PipelineRun() = default;
  virtual ~PipelineRun() = default;
  PipelineRun(const PipelineRun&) = delete;
  PipelineRun& operator=(const PipelineRun&) = delete;

  /// Called once before any is started: others that it uses.
  virtual void connect(const RunParts& parts) { static_cast<void>(parts); }
  /// Adds its handlers to the simulation, which it outlives, and schedules its first events.
  virtual void start(sim::Simulation& simulation) = 0;
  /// Writes its state down, or reads it back; how, sim/keeping/archive.hpp says.
  virtual void keep(sim::Archive& archive) = 0;
  /// Whether nothing is left to serve. A network that flows as long as it is watched is never
  /// over: its run ends with the duration.
  virtual bool over() const { return false; }
  /// Share that is done, in [0, 1]; 0 if only time tells.
  virtual double share_done() const { return 0.0; }

  /// A part of it fails, or works again; `part` as PipelinePlan::parts() numbers them. Told at each
  /// change: what fails for two reasons works again once both are over. It acts from now on.
  virtual void set_working(sim::Simulation& simulation, std::uint32_t part, bool working) {
    static_cast<void>(simulation), static_cast<void>(part), static_cast<void>(working);
  }
  /// How much of what its system serves needs a part now, as a share, in [0, 1]: crews go where
  /// most is lost. Asked when the part fails, before it is told.
  virtual double share_served_by(std::uint32_t part) const {
    static_cast<void>(part);
    return 0.0;
  }

  /// What was asked of it and what was served, by time: of the whole, or of each line. Asked at the
  /// end of a run in which something may fail.
  virtual std::vector<models::ServiceCount> service_over_time(
      const models::ServiceQuestion& question) const {
    static_cast<void>(question);
    return {};
  }

  /// Why it cannot go on, such as a solver that does not converge; "" if it can.
  virtual std::string failure() const { return ""; }

  /// Makes its tables, under "/<kind>/...", and writes what is known before the run.
  virtual void define_tables(ResultWriter& writer) const = 0;
  /// Hands over what has happened since the last call.
  virtual void write_news(ResultWriter& writer) = 0;
  /// Writes what is known only at the end.
  virtual void write_closing(ResultWriter& writer) const = 0;

  /// What was asked for and what became of it; none for a network that only flows.
  virtual std::vector<ClassCounts> counts() const { return {}; }
  virtual std::vector<Measure> measures() const { return {}; }
  /// What does not add up, each with its name: mass, carriers, requests. Empty if all is well.
  virtual std::vector<std::string> violations() const = 0;
  /// Lines for the terminal, each with its end of line.
  virtual std::string summary(Language language) const = 0;
};

/// What a scenario says of one system of pipelines, checked and in SI.
class PipelinePlan {
 public:
  PipelinePlan() = default;
  virtual ~PipelinePlan() = default;
  PipelinePlan(const PipelinePlan&) = delete;
  PipelinePlan& operator=(const PipelinePlan&) = delete;

  /// Its table in the scenario, its group in the result file and its section in the report.
  virtual std::string_view kind() const = 0;
  /// How large it is, for `describe`: such as {"junctions", 92}.
  virtual std::vector<std::pair<std::string, double>> size() const = 0;
  /// The same in words, for people.
  virtual std::string size_text(Language language) const = 0;
  /// Memory that its run is expected to take [B].
  virtual double memory_bytes(const RunParameters& run) const = 0;
  /// What of it may fail, by `[[failure]]`, by chance or by a strike; ids are unique among parts of
  /// one kind. `system` and `name` are set by who asks.
  virtual std::vector<models::BreakablePart> parts() const { return {}; }
  /// Its run; the plan outlives it.
  virtual std::unique_ptr<PipelineRun> make(const RunParameters& run) const = 0;
};

}  // namespace dimai::scenarios
