// How strong a new password is, in words: <input data-strength="id of the sentence" minlength="12">.

/**
 * @param {HTMLInputElement} field
 * @param {string[]} words
 */
function strengthOf(field, [several, one, fair, good, excellent]) {
  const missing = field.minLength - [...field.value].length;
  const variety = new Set(field.value.toLowerCase()).size;
  if (!field.value) return "";
  if (missing > 0) return missing === 1 ? one : several.replace("{n}", String(missing));
  if (missing > -4 || variety < 8) return fair;
  return missing > -8 ? good : excellent;
}

/** @type {NodeListOf<HTMLInputElement>} */
const fields = document.querySelectorAll("input[data-strength]");

for (const field of fields) {
  const sentence = document.getElementById(field.dataset.strength ?? "");
  const words = sentence?.dataset.words?.split("|");
  if (!sentence || !words) continue;
  field.addEventListener("input", () => {
    sentence.textContent = strengthOf(field, words);
  });
}
