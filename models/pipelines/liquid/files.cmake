set(liquid_files batches/batch_line batches/batch_operation batches/slow_ways network/connectivity network/curve network/network network/state network/tank
    hydraulics/head_matrix hydraulics/link_loss hydraulics/node_outflow hydraulics/solver
    hydraulics/status
    operation/controls operation/energy operation/liquid_model operation/resilience operation/rules operation/taps)
foreach(file ${liquid_files})
  list(APPEND models_sources pipelines/liquid/${file}.cpp)
  list(APPEND models_headers pipelines/liquid/${file}.hpp)
endforeach()
list(APPEND models_sources pipelines/liquid/hydraulics/assembly.cpp
     pipelines/liquid/operation/outages.cpp pipelines/liquid/operation/steps.cpp)
list(APPEND models_headers pipelines/liquid/batches/batch_parameters.hpp
     pipelines/liquid/network/epanet_constants.hpp
     pipelines/liquid/network/indices.hpp pipelines/liquid/network/options.hpp
     pipelines/liquid/network/orders.hpp pipelines/liquid/network/status.hpp)
