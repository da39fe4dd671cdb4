"""What every room stands on. Knows no feature, no Qt and no printer."""
