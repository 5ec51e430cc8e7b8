"""From our rows and results to the bodies of this dialect."""
