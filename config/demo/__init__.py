"""The demo workspace: made once, found ever after, with the same sign-in and keys each time."""
