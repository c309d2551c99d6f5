const word = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

export default {
  extends: ["stylelint-config-standard"],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    // block, block__part, block--variant
    "selector-class-pattern": `^${word}(__${word})?(--${word})?$`,
    // A blank line starts another subject: rules of one subject stand together.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    // Layers give the order; the rule compares selectors of unrelated elements.
    "no-descending-specificity": null,
    // A list in :not() weighs less than a chain of them.
    "selector-not-notation": null,
    // The brand's colours are given with six digits.
    "color-hex-length": null,
    // Names of fonts and of paper are written as their makers do.
    "value-keyword-case": ["lower", { ignoreProperties: ["/^--(brand-)?font/", "size"] }],
    // Safari before 16.4 knows no other.
    "media-feature-range-notation": "prefix",
    // Safari on a phone knows no other.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
  },
};
