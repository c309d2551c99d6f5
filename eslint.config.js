import js from "@eslint/js";
import globals from "globals";

const always = {
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-unused-expressions": "error",
  "no-restricted-globals": ["error", "event", "name"],
};

export default [
  js.configs.recommended,
  {
    files: ["escale/**/static/**/*.js"],
    languageOptions: { globals: { ...globals.browser, htmx: "readonly" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: always,
  },
];
