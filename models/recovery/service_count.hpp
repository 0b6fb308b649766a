#pragma once

#include <string>
#include <vector>

#include "models/disruption/service_curve.hpp"

namespace dimai::models {

/// What a system's service is asked by, and when it counts as kept.
struct ServiceQuestion {
  double step_s = 3600.0;
  double end_s = 0.0;            ///< what is known up to then
  double first_failure_s = 0.0;  ///< nothing had failed before it
  double late_factor = 2.0;      ///< in time: within so many times what it takes undelayed ...
  double late_grace_s = 900.0;   ///< ... and so much beyond
};

/// What was asked of a system and what of it was served, by time.
class ServiceCount {
 public:
  /// @param name  of the system, or of one line of it
  /// @param unit  of what is asked for: "kg", "m3", "1"
  ServiceCount(const ServiceQuestion& question, std::string name, std::string unit);

  const std::string& name() const { return name_; }
  const std::string& unit() const { return unit_; }
  double asked() const { return asked_all_; }
  double served() const { return served_all_; }
  /// Something asked for at one time, decided later; what is not decided at the end is left out.
  void add(double time_s, double decided_s, double asked, double served);
  /// Something asked for that may take as long as it takes undelayed, with what the question allows
  /// beyond. @param took_s  below 0: it has not come, nor will ever if it is `refused`
  void add_request(double time_s, double undelayed_s, double took_s, double amount,
                   bool refused = false);
  /// Something asked for all the time between two times.
  void add_flow(double from_s, double until_s, double asked_per_s, double served_per_s);
  /// By step: NaN where nothing was asked for.
  ServiceCurve curve() const;
  /// Share served of what was decided before the first failure; 1 if that is nothing.
  double before() const;
  Recovery recovery() const;

 private:
  ServiceQuestion question_;
  std::string name_;
  std::string unit_;
  std::vector<double> asked_;   ///< [step]
  std::vector<double> served_;  ///< [step]
  double asked_all_ = 0.0;
  double served_all_ = 0.0;
  double asked_before_ = 0.0;
  double served_before_ = 0.0;
};

}  // namespace dimai::models
