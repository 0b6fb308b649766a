#include "scenarios/running/run.hpp"

namespace dimai::scenarios {

/// Who decides by message, if anybody does.
void Run::build_dispatch(const std::vector<models::Request>& requests) {
  if (scenario_.dispatch.architecture == "none") return;
  models::DispatchSetup setup;
  setup.plan = models::make_dispatch_plan({&scenario_.network, router_.get(), profile_of_class_,
                                           requests, scenario_.dispatch, scenario_.messages,
                                           scenario_.dispatch_hosts, scenario_.dispatch_regions,
                                           scenario_.dispatch_meshes, scenario_.dispatch_places,
                                           static_cast<std::uint64_t>(scenario_.run.seed),
                                           static_cast<std::uint32_t>(scenario_.run.replication)});
  setup.parameters = scenario_.dispatch;
  setup.messages = scenario_.messages;
  setup.network = &scenario_.network;
  setup.router = router_.get();
  setup.profile_of_class = profile_of_class_;
  for (const models::CapsuleClass& row : scenario_.capsule_classes)
    setup.handling_ns.push_back(
        static_cast<std::int64_t>((row.load_time_s + row.unload_time_s) * 1e9));
  dispatch_ = std::make_unique<models::Dispatch>(std::move(setup));
}

}  // namespace dimai::scenarios
