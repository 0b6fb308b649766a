#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "models/disruption/part.hpp"
#include "scenarios/pipeline.hpp"
#include "sim/simulation.hpp"

namespace dimai::scenarios {

/// All parts of a run that may fail, each told to its owner: those of the message network first,
/// then those of the pipelines, in order.
class PartsOfRun final : public models::Breakable {
 public:
  /// @param hosts       owner of the first `host_count` parts; may be null without any
  /// @param simulation  in which the pipelines run; all outlive this
  /// @param counts      parts of each pipeline
  PartsOfRun(models::Breakable* hosts, std::uint32_t host_count, sim::Simulation& simulation,
             const std::vector<std::unique_ptr<PipelineRun>>& pipelines,
             std::vector<std::uint32_t> counts);

  void set_working(std::uint32_t part, bool working) override;
  double share_served_by(std::uint32_t part) const override;

 private:
  struct Owned {
    PipelineRun* owner = nullptr;  ///< null: the hosts'
    std::uint32_t part = 0;
  };
  Owned owned(std::uint32_t part) const;

  models::Breakable* hosts_;
  std::uint32_t host_count_;
  sim::Simulation& simulation_;
  const std::vector<std::unique_ptr<PipelineRun>>& pipelines_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace dimai::scenarios
