"""What the inbox and Home look for among millions, few rows each: open and unread threads, what came in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0003_remarks_and_presence"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["workspace", "-last_at", "-id"],
                name="inbox_open",
            ),
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                condition=models.Q(("unread__gt", 0)),
                fields=["workspace", "-last_at", "-id"],
                name="inbox_unread",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("direction", "in")),
                fields=["workspace", "created_at", "contact"],
                name="message_inbound",
            ),
        ),
    ]
