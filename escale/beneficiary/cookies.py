# The activation link that somebody followed.
LINK = "activation"
