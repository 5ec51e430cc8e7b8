"""Pipeline stages of a workspace, the stage each contact stands in, and every move."""
