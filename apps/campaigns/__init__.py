"""One text to many people, once each. Owns campaigns, their recipients (one row per person with
its outcome and reason), launch, pause, resume, cancel and the report."""
