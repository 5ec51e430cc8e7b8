"""The inbox."""

from django.urls import path

from apps.dashboard.views import answering, inbox, looking_after

ONE = "inbox/<str:conversation_id>"

urlpatterns = [
    path("inbox", inbox.index, name="inbox"),
    path("inbox/unread", inbox.unread, name="unread"),
    path("inbox/new", answering.new, name="message_new"),
    path("inbox/new/meter", inbox.meter, name="message_meter"),
    path(ONE, inbox.conversation, name="conversation"),
    path(f"{ONE}/live", inbox.live, name="conversation_live"),
    path(f"{ONE}/reply", answering.reply, name="conversation_reply"),
    path(f"{ONE}/meter", inbox.meter, name="conversation_meter"),
    path(f"{ONE}/notes", looking_after.note, name="conversation_note"),
    path(f"{ONE}/look-after", looking_after.look_after, name="conversation_look_after"),
]
