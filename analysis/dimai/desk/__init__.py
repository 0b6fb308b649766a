"""The planner's desk: scenarios are chosen, changed, run and compared in a browser on this machine."""
