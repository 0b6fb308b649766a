list(APPEND models_sources
  dispatch/assigning.cpp dispatch/dispatch.cpp dispatch/dispatch_plan.cpp dispatch/merging_orders.cpp
  dispatch/post.cpp dispatch/reporting.cpp dispatch/taking_back.cpp dispatch/view.cpp)
list(APPEND models_headers
  dispatch/capsule_slots.hpp dispatch/dispatch.hpp dispatch/dispatch_plan.hpp dispatch/dispatch_log.hpp
  dispatch/dispatch_state.hpp dispatch/letter.hpp
  dispatch/post.hpp dispatch/view.hpp)
