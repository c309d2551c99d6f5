"""From the French of the sources to the English of the catalogue (docs/how-to/translate.md).

Development only: the product reads nothing but the compiled catalogue.
"""
