from procrastinate.contrib.django import app


def ask_new_link(*, dotation_id: int | None = None, email: str = "") -> None:
    """A job will send it, or nothing: who asks cannot tell which, not even by the time it takes."""
    app.configure_task("send_new_link", queue="mail").defer(dotation_id=dotation_id, email=email)
