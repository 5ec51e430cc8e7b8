"""Words that people text to us, and what we answer by ourselves.

Owns keywords (join words), automatic replies outside of opening hours and to what nobody understands, and
every use of either. STOP, START and HELP are not of this room: messaging hears them first."""
