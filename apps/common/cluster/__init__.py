"""The worker: django-q2 as a clock that says "look now", guarded so that any of its processes may be killed.

    keeper (manage.py worker)      starts a shift, watches it, starts a fresh one when it ends
      ├ ticker                     asks each Beat whether there is work, and enqueues a wake-up
      └ sentinel                   django-q2's own parent; ends the shift when a child dies
          ├ worker … worker        run the tasks
          ├ monitor                books results
          └ pusher                 takes wake-ups out of the queue

A lost or doubled wake-up costs nothing: tasks find their work in the database (docs/adr/0001)."""
