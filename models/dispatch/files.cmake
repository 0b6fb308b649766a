list(APPEND models_sources
  dispatch/assigning.cpp dispatch/dispatch.cpp dispatch/dispatch_plan.cpp dispatch/hosts.cpp
  dispatch/merging_orders.cpp dispatch/news_of_ways.cpp
  dispatch/post.cpp dispatch/reporting.cpp dispatch/steering_orders.cpp dispatch/taking_back.cpp dispatch/view.cpp)
list(APPEND models_headers
  dispatch/who_knows.hpp dispatch/dispatch.hpp dispatch/dispatch_plan.hpp dispatch/dispatch_log.hpp
  dispatch/dispatch_state.hpp dispatch/letter.hpp
  dispatch/post.hpp dispatch/view.hpp)
