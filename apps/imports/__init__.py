"""Files of contacts coming in and going out: reading tables of any usual shape, mapping columns,
attestation, true progress, the file of rejected rows, undo."""
