"""The wire. Owns carrier accounts, the adapters that speak to carriers, and the raw
callbacks that carriers post back. An adapter turns a batch of texts into outcomes:
Accepted, Refused or Unsure. The virtual carrier is a program of its own in virtual/."""
