"""Whose address is proved. Whoever signs up opens a link first: so a taken address answers like a free one.

Without a mail server the mails lie as files in DATA_DIR/mail, where whoever runs the installation can read
the link. Three kinds of people need none: those with an invitation's link, the first account of an
installation without mail (there is nobody yet whom sign-up could betray), and those made on the command line
or in the admin, for whom their maker vouches (UserManager.create_user).
"""

from django.conf import settings

from apps.accounts.models import User


def needs_no_proof(user: User) -> bool:
    """Whether this new account is the first of an installation that can send no mail."""
    return not settings.HAS_MAIL_SERVER and not User.objects.exclude(pk=user.pk).exists()
