// After a refusal the focus is where one starts again: the summary of what is wrong, which stands
// above the fields, else the first faulty field. Markup has `autofocus` there too, which browsers
// ignore inside of a frame.
/** @type {HTMLElement | null} */
const faulty = document.querySelector('main :is([data-refusal], [aria-invalid="true"]:not([type="hidden"]))');
faulty?.focus();
