"""Statistics of simulation output: intervals, warm-up, replications, comparisons."""

from dimai.statistics.intervals import (Interval, difference_interval, mean_interval,
                                        paired_interval, quantile_interval)
from dimai.statistics.replications import Replications, replicate, until_precise
from dimai.statistics.steady import (batch_means_interval, mser5, von_neumann_p, welch_curve,
                                     within)

__all__ = ["Interval", "Replications", "batch_means_interval", "difference_interval",
           "mean_interval", "mser5", "paired_interval", "quantile_interval", "replicate",
           "until_precise", "von_neumann_p", "welch_curve", "within"]
