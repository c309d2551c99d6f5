from procrastinate.contrib.django import app


def ask_password_link(*, identifier: str) -> None:
    """A job will send it, or nothing: who asks cannot tell which, not even by the time it takes."""
    app.configure_task("send_password_link", queue="mail").defer(identifier=identifier)
