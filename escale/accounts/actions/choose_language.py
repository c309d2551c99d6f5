from escale.accounts.models import User


def choose_language(*, user_id: int, language: str) -> User:
    """The language that a person reads the portal in, from any machine."""
    user = User.objects.get(pk=user_id)
    user.language = language
    user.save(update_fields=["language"])
    return user
