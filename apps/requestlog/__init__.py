"""The request log: what programs asked of a workspace's APIs (docs/adr/0018).

A line is made on the HTTP floor when the answer is ready (api/kernel/log_lines.py, freed of secrets by
`redacting`), waits in the memory of its process (`buffer`), and is written with others a second later,
outside of any request (`writing`).
"""
