#pragma once

#include "models/guideway/observation.hpp"

namespace dimai::models {

// Logs of several regions, made into one that does not tell how many threads wrote it.

/// Moves all rows of `from` to the end of `to`.
void gather(FormationLog& to, FormationLog& from);
void gather(TraversalLog& to, TraversalLog& from);
void gather(YardLog& to, YardLog& from);
void gather(JourneyLog& to, JourneyLog& from);

/// Puts rows in order of time, those of equal times left as they are.
void sort_by_time(FormationLog& log);
void sort_by_time(TraversalLog& log);
void sort_by_time(YardLog& log);
void sort_by_time(JourneyLog& log);

}  // namespace dimai::models
