#pragma once

#include <cstdint>
#include <span>

#include "models/network/network.hpp"
#include "models/trains/capsule.hpp"
#include "sim/simulation.hpp"

namespace dimai::models {

/// Who spreads the news of links that have closed or opened.
class RouteNews {
 public:
  RouteNews() = default;
  RouteNews(const RouteNews&) = delete;
  RouteNews& operator=(const RouteNews&) = delete;
  virtual ~RouteNews() = default;
  /// Links have closed or opened at one time. True if ways shall stay as they are until the news is
  /// everywhere (RouteKeeper::know).
  virtual bool spread(std::span<const LinkIndex> links, bool closed) = 0;
};

/// Who wants to know when the news of links has come to be everywhere.
class NewsListener {
 public:
  NewsListener() = default;
  NewsListener(const NewsListener&) = delete;
  NewsListener& operator=(const NewsListener&) = delete;
  virtual ~NewsListener() = default;
  /// Ways change next.
  virtual void before_news(std::span<const LinkIndex> links, bool closed) = 0;
  /// They have.
  virtual void after_news(sim::Simulation& simulation, bool closed) = 0;
};

/// Who lets trains pass merges and forms trains in yards, where that takes messages.
class GuidewayControl {
 public:
  static constexpr std::int64_t kNotGranted = INT64_MAX;

  GuidewayControl() = default;
  GuidewayControl(const GuidewayControl&) = delete;
  GuidewayControl& operator=(const GuidewayControl&) = delete;
  virtual ~GuidewayControl() = default;

  /// A train has come onto the lane or into the source that is `inlet`, and will be at its end, the
  /// node, at `arrives_ns` if nobody holds it up.
  virtual void coming(std::uint32_t inlet, TrainIndex train, NodeIndex node,
                      std::int64_t arrives_ns, double speed_m_s) = 0;
  /// When the head of the inlet was let pass the node [ns]; kNotGranted: not yet, and the guideway
  /// will be told (Guideway::granted).
  virtual std::int64_t granted_ns(std::uint32_t inlet, TrainIndex train, NodeIndex node) = 0;
  /// Whether a train may be formed on the track now; if not, the guideway will be told
  /// (Guideway::granted).
  virtual bool may_form(std::uint32_t track, NodeIndex node, bool newest) = 0;
  /// A train has passed a node.
  virtual void passed(TrainIndex train, NodeIndex node) = 0;
};

}  // namespace dimai::models
