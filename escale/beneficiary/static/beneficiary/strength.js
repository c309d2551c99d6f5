// How strong a new password is, in words: <input data-strength="id of the sentence" minlength="12">.
for (const field of document.querySelectorAll("[data-strength]")) {
  const sentence = document.getElementById(field.dataset.strength);
  const [several, one, fair, good, excellent] = sentence.dataset.words.split("|");
  field.addEventListener("input", () => {
    const missing = field.minLength - [...field.value].length;
    const variety = new Set(field.value.toLowerCase()).size;
    if (!field.value) sentence.textContent = "";
    else if (missing > 0) sentence.textContent = missing === 1 ? one : several.replace("{n}", missing);
    else if (missing > -4 || variety < 8) sentence.textContent = fair;
    else sentence.textContent = missing > -8 ? good : excellent;
  });
}
