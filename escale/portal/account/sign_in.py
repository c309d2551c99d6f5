"""« Se connecter »: the library's page, which tells programs that they tried too often."""

from allauth.account.views import LoginView
from django.forms import Form
from django.http import HttpResponse

RETRY_AFTER_SECONDS = 15 * 60


class SignIn(LoginView):  # type: ignore[misc]  # allauth ships no types
    def form_invalid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            answer.status_code = 429
            answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return answer
