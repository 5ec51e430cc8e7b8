"""Single texts for later: a row of their own until their moment, and then a message like any other.

No gate is asked and nothing is charged before: who opts out meanwhile is not texted, and who cancels has
paid nothing.
"""
