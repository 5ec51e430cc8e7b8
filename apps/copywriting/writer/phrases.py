"""The built-in copywriter's phrases. <when>, <offer> and <topic> come from the description; a line that
needs what is not there is not used. Each kind has three lines at least that need no detail."""

OPENINGS = (
    ("Hi {first_name}! ", "Hey {first_name}, ", "{first_name}, "),
    ("Hello {first_name}! ", "Hi {first_name}, ", "{first_name}: "),
    ("Hey {first_name}! ", "Hello {first_name}, ", "Hi {first_name}: "),
)
ENDINGS = ("Reply STOP to opt out.", "Text STOP to opt out.", "Reply STOP to end.")

LINES: dict[str, tuple[str, ...]] = {
    "appointment": (
        "this is a reminder of your appointment <when>. Reply YES to confirm.",
        "your appointment is <when>. Need another time? Just reply here.",
        "we look forward to seeing you <when>. Can you still make it?",
        "see you <when>! If anything comes up, reply and we will find a new time.",
        "this is a reminder of your upcoming appointment. Reply YES to confirm.",
        "your appointment is coming up. Need another time? Just reply here.",
        "we look forward to your visit. Can you still make it?",
    ),
    "payment": (
        "a friendly reminder: your payment is due <when>. Questions? Just reply.",
        "your payment is due <when>. Thank you for taking care of it.",
        "a friendly reminder that your payment is due. Questions? Just reply.",
        "your invoice is still open. Reply here if you need a hand with it.",
        "have you had a chance to look at your invoice? We are happy to help.",
    ),
    "review": (
        "thank you for choosing us! Would you share how it went? It takes a minute.",
        "how did we do? Your honest review helps others find us.",
        "we would love your feedback. Just reply with a few words.",
        "was everything as you hoped? Tell us in a short review.",
    ),
    "delivery": (
        "good news: your order will be ready <when>. Reply with any questions.",
        "your order is on its way and should be there <when>.",
        "good news about your order: it is on its way. Reply with any questions.",
        "your order is ready! Reply here and we will help with the rest.",
        "quick update: your order is moving. We will keep you posted.",
    ),
    "winback": (
        "we miss you! Come back and enjoy <offer>.",
        "it has been a while. Here is <offer> to welcome you back.",
        "we miss you! What can we do for you this time?",
        "it has been a while. We would love to see you again soon.",
        "a lot is new since your last visit. Stop by and have a look!",
    ),
    "thanks": (
        "thank you for being with us. It means a lot to our team!",
        "a quick note to say thanks. We are glad to have you.",
        "we appreciate you! If you need anything, just reply.",
    ),
    "event": (
        "you are invited: <topic>. Reply YES to save your seat.",
        "mark your calendar <when>! We would love to see you. Are you in?",
        "join us <when>. Seats are limited, so reply YES to save yours.",
        "something is coming up: <topic>. Can we count you in?",
        "we saved you a spot: <topic>. Reply YES and it is yours.",
    ),
    "sale": (
        "enjoy <offer> <when>. Once it is gone, it is gone!",
        "<offer> is waiting for you. Stop by or reply to claim it.",
        "treat yourself: <offer>, for a short time only.",
        "a little something for you: <offer>. Want us to hold it?",
        "our deal is on: <topic>. Reply to claim yours.",
        "do not miss this: <topic>. For a short time only!",
        "just for you: <topic>. Want in? Reply YES.",
    ),
    "follow_up": (
        "just checking in. Do you have any questions for us?",
        "are you still interested? Happy to help whenever it suits you.",
        "following up as promised. Is there a good time to talk?",
        "any thoughts so far? Reply here and we will take it from there.",
    ),
    "news": (
        "we have news: <topic>. Want to know more? Just reply.",
        "we thought of you: <topic>. Reply YES for the details.",
        "have you heard about <topic>? Questions? We are here.",
        "a quick word from us: <topic>. Reply here any time.",
    ),
}
