"""Tables as people have them: any usual delimiter and encoding, XLSX, headings on whatever line.

`dialect.of(file)` looks once and says how the file is to be read; `reading.rows` then streams
`(line, cells)` in flat memory, the same way every time, so that a resume sees the same rows.
"""
