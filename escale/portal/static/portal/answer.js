/* The address of an answer opens it: not every browser unfolds what its address names. */

function unfold() {
  const answer = document.getElementById(location.hash.slice(1));
  const question = answer?.parentElement;
  if (question instanceof HTMLDetailsElement) {
    question.open = true;
    question.scrollIntoView();
  }
}

addEventListener("hashchange", unfold);
unfold();
