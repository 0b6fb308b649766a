list(APPEND models_headers control/fleet_control.hpp control/guideway_control.hpp)
