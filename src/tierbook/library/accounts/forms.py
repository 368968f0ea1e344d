"""Forms of people's own pages; templates draw their fields."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm

from tierbook.library.accounts.keys import SCOPES
from tierbook.library.accounts.models import Person
from tierbook.library.accounts.roles import ROLES

__all__ = ["InviteForm", "KeyForm", "MineForm", "NewPasswordForm", "number_told"]


def number_told(words: str) -> int | None:
    """Return a whole number of up to six digits, None for anything else that a form may hold."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 7 else None


class MineForm(forms.ModelForm):
    """What a person may change of herself."""

    class Meta:
        model = Person
        fields = ("name", "email")

    def clean_email(self) -> str:
        """Refuse an address that another account has."""
        email = str(self.cleaned_data["email"]).strip()
        taken = Person.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        if email and taken.exists():
            raise forms.ValidationError("This address cannot be used here.")
        return email


class KeyForm(forms.Form):
    """A new key: its name and what it may do."""

    name = forms.CharField(max_length=80, strip=True)
    scopes = forms.MultipleChoiceField(choices=[(s, s) for s in SCOPES])


class InviteForm(forms.Form):
    """A person to invite."""

    username = forms.CharField(max_length=40)
    name = forms.CharField(max_length=120, required=False)
    email = forms.EmailField(required=False)
    role = forms.ChoiceField(choices=[(r, r) for r in ROLES])


class NewPasswordForm(SetPasswordForm):
    """The first password, or a new one by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "new-password"
