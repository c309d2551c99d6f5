"""« Visite guidée »: one step at a time, above each page, for whoever started it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from escale.demo.links import is_on_telephone
from escale.demo.progress import steps_done
from escale.demo.steps import STEPS, Step
from escale.webkit.access import for_all_clients

# The step that this browser is at; none: the tour is not shown.
COOKIE = "visite"


@dataclass(frozen=True, slots=True)
class Stop:
    """A step in its place among the others."""

    step: Step
    number: int
    is_done: bool = False
    template: str = "demo/_tour.html"
    total: int = len(STEPS)

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def guided_tour(request: HttpRequest) -> Mapping[str, Stop]:
    """Above the page, without a query: what is done is asked by the panel itself."""
    number = request.COOKIES.get(COOKIE, "")
    if not number.isdecimal() or not 1 <= int(number) <= len(STEPS):
        return {}
    if is_on_telephone(request):
        return {}
    return {"guide": _stop(int(number))}


@require_GET
@for_all_clients
def tour(request: HttpRequest) -> HttpResponse:
    """All the steps, and what is done of them."""
    stops = [
        Stop(step, number, is_done)
        for number, (step, is_done) in enumerate(zip(STEPS, steps_done(), strict=True), start=1)
    ]
    return render(request, "demo/tour.html", {"stops": stops})


@require_GET
def step(request: HttpRequest, number: int) -> HttpResponse:
    """To the page where it begins, with the panel that tells it."""
    answer = redirect(_stop(number).step.path)
    answer.set_cookie(COOKIE, str(number), httponly=True, samesite="Lax")
    return answer


@require_GET
@for_all_clients
def step_state(request: HttpRequest, number: int) -> HttpResponse:
    stop = _stop(number)
    stop = replace(stop, is_done=steps_done()[stop.number - 1])
    return render(request, "demo/_tour_state.html", {"stop": stop, "is_asked": True})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    answer = redirect("demo:tour")
    answer.delete_cookie(COOKIE)
    return answer


def _stop(number: int) -> Stop:
    if not 1 <= number <= len(STEPS):
        raise Http404
    return Stop(STEPS[number - 1], number)
