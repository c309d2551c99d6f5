from django import forms


class ContactForm(forms.Form):
    """What a row sends when its blue square is pressed. The action judges address and number."""

    email = forms.CharField(required=False, max_length=500)
    phone = forms.CharField(required=False, max_length=100)
    revision = forms.IntegerField(min_value=0)
    with_order = forms.BooleanField(required=False)
    # A doubtful address is meant as it is (D4).
    as_typed = forms.BooleanField(required=False)
    # The second act of « renvoyer » (D13).
    all_the_same = forms.BooleanField(required=False)


class RevisionForm(forms.Form):
    """What the person saw, of an act that types nothing."""

    revision = forms.IntegerField(min_value=0)


class UndoForm(forms.Form):
    """« Annuler », for the row as it was shown."""

    revision = forms.IntegerField(min_value=0)
    with_order = forms.BooleanField(required=False)
