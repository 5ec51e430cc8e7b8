"""Who: turns lists, tags, stages, contact ids and exclusions into one query over contacts."""
