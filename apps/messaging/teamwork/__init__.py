"""What members do among themselves around a conversation, of which the person on the phone sees nothing:
notes, who looks after it, and who has it open at this moment.
"""
