"""Speed in milliseconds and as ratios to hand-written SQL in the same run; reported, never asserted."""
