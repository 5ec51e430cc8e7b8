"""What people answer, and what the team answers them."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from apps.accounts.models import User, Workspace
from apps.carriers.outcomes import Inbound
from apps.common import clock
from apps.messaging import actions, conversations, inbound
from apps.messaging.models import Conversation, Message
from apps.messaging.refusals import Blocked
from apps.messaging.teamwork import actions as teamwork
from apps.senders.models import Sender
from config.demo.history.days import Agenda

# (what they write, what the team answers: "" nothing)
TALK = (
    ("What time do you close on Saturday?", "At 8, and there is coffee until half past seven."),
    ("YES", ""),
    ("Can I bring my dog?", "Of course, there is a bowl of water at the door."),
    ("STOP", ""),
    ("Thank you!", "See you soon!"),
    ("Is this also online?", "Yes: the same code works in the online shop."),
    ("Do you have the new Rilke translation?", "Two copies left. Shall I put one aside for you?"),
    ("yes please, count me in", "Done! Your seat is under your name."),
    ("Does the discount work together with my gift card?", "It does, the card is taken off first."),
    ("Thanks 😊", ""),
    ("Which hall is that?", "Hall 3, right behind the entrance."),
    ("My code does not work", "Sorry about that! I have made it work again, please try once more."),
    ("Can you ship to Canada?", "We can: about five days, 12 dollars."),
    ("STOP", ""),
    ("Love it, I will be there with my sister", "Lovely, we keep two seats."),
    ("unsubscribe", ""),
    ("Is there parking?", "Behind the house, the first hour is free."),
)
# The last thing that people write: nobody has answered yet, and one of them may mean STOP.
UNREAD = (
    "Do you still have signed copies of the May Larkin?",
    "I think I was charged twice yesterday, can somebody look?",
    "not interested",
    "Can I swap my ticket for Thursday?",
    "Lovely! Is the new Rilke translation part of it?",
)
ONE_IN, MOST = 90, 6  # of those texted write back, and at most so many of one campaign


class Phones:
    """The phones of the history, and the team's side of the inbox."""

    def __init__(self, workspace: Workspace, team: Sequence[User], agenda: Agenda) -> None:
        self.workspace, self.team, self.agenda = workspace, team, agenda
        self.dice = random.Random(77)  # noqa: S311 - whims of people who do not exist
        self._said = 0

    def listen(self, origin: str) -> None:
        """Once its receipts are in, some of those who had a text of this campaign write back."""
        after = clock.now() + timedelta(minutes=12)
        self.agenda.enter(after, lambda: self._answer(origin, after))

    def _answer(self, origin: str, after: datetime) -> None:
        had = Message.objects.of(self.workspace).filter(origin=origin, state="delivered", replied_at=None)
        people = list(had.order_by("pk").values_list("phone", "address"))
        for phone, line in self.dice.sample(people, min(MOST, max(1, len(people) // ONE_IN), len(people))):
            at = after + timedelta(minutes=self.dice.uniform(15, 400))
            question, told = self.dice.choice(TALK)
            self.agenda.enter(at, partial(self._talk, phone, line, question, told))

    def write(self, phone: str, line: str, body: str) -> Message | None:
        """A text from a phone to one of our numbers."""
        self._said += 1
        sender = Sender.objects.of(self.workspace).select_related("carrier__workspace").get(address=line)
        text = Inbound(f"vc_demo_in_{self._said}", phone, line, body, clock.now())
        return inbound.receive(sender.carrier, text)

    def join(self, phone: str, line: str) -> None:
        """The keyword answers them; nobody has to."""
        message = self.write(phone, line, "JOIN")
        if message and message.conversation:
            self._done(message.conversation)

    def _talk(self, phone: str, line: str, question: str, told: str) -> None:
        message = self.write(phone, line, question)
        if message and message.conversation and told:
            member = self.dice.choice(self.team)
            teamwork.assign(message.conversation, member, member.email)
            at = clock.now() + timedelta(minutes=self.dice.uniform(2, 90))
            self.agenda.enter(at, partial(self._reply, message.conversation.pk, told, member))
        elif message and message.conversation:
            self._done(message.conversation)

    def _done(self, thread: Conversation) -> None:
        conversations.mark_read(thread)
        conversations.set_open(thread, False)

    def _reply(self, pk: int, told: str, member: User) -> None:
        thread = (
            Conversation.objects.of(self.workspace).select_related("contact", "sender__carrier").get(pk=pk)
        )
        try:
            actions.reply(thread, told, member.email)
        except Blocked:
            return  # they wrote STOP meanwhile
        conversations.set_open(thread, self.dice.random() < 0.25)
