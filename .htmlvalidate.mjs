// What is left out of the recommended rules, and why.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  elements: [
    "html5",
    // <link rel="expect" blocking="render">, younger than the validator's table.
    { link: { inherit: "link", attributes: { blocking: { enum: ["render"], allowed: () => null } } } },
  ],
  rules: {
    // Stacked on a narrow screen, a table loses its roles: they are given back.
    "no-redundant-role": "off",
    // A list may have a name.
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    // A field may have several values: boxes that are ticked, or that a hidden input remembers.
    "form-dup-name": "off",
    // An input is a text field unless it says otherwise; a button that says nothing sends the form.
    "no-implicit-input-type": "off",
    // Without scripts, a page on which something is waited for asks again by itself.
    "meta-refresh": "off",
    // A search of one field is sent by Enter.
    "wcag/h32": "off",
    // Of templates, before compression.
    "no-trailing-whitespace": "off",
    "doctype-style": ["error", { style: "lowercase" }],
  },
};
