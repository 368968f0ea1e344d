"""Where to begin, and what values rest on: the index, versions, codebook, accuracy."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from ninja import Field, Query, Router

from tierbook.agreement import load_measured
from tierbook.codebook import Variable
from tierbook.files import VERSION
from tierbook.library.api import API_VERSION
from tierbook.library.api.answers import Answer
from tierbook.library.api.door import operation
from tierbook.library.api.paging import whole
from tierbook.library.api.parameters import Common, Pillars, Tables, VariableId, Variables
from tierbook.library.catalogue.models import Document, Finding
from tierbook.library.desk.measured_here import measured_here, measured_in_words, measured_on
from tierbook.library.operating.address import site_of
from tierbook.library.reading.variables import codebook, describe_variable
from tierbook.standards import statute_ids

__all__ = [
    "ACCURACY_COLUMNS",
    "VARIABLE_COLUMNS",
    "accuracy",
    "index",
    "variable_rows",
    "variables",
    "versions",
]

index = Router()
versions = Router()
variables = Router()
accuracy = Router()
VARIABLE_COLUMNS = (
    "id",
    "label",
    "question",
    "pillar",
    "type",
    "first_edition",
    "last_edition",
    "held",
    "accuracy",
    "measured_here",
)
ACCURACY_COLUMNS = (
    "variable", "label", "text_kind", "precision", "recall", "f1", "n", "low", "high", "texts", "editions", "labels",
    "date", "in_words",
)  # fmt: skip
_KINDS = ("narrative", "summary")


@operation(
    index, "/", shape="Index", tag="Begin", example="/?fields=name,api,document,documentation"
)
def get_index(request: HttpRequest, asked: Query[Common]) -> Answer:
    """Say what there is: the lists, what is held, and the versions that values rest on."""
    site = site_of(request)
    api = f"{site}/api/v1"
    lists = {
        name: f"{api}/{name}"
        for name in (
            "search", "documents", "findings", "variables", "countries", "editions", "recommendations", "law",
            "accuracy", "versions", "errata",
        )
    }  # fmt: skip
    return Answer(
        {
            "name": "tierbook",
            "api": API_VERSION,
            "document": f"{api}/openapi.json",
            "documentation": f"{site}/api/",
            "versions": _versions(),
            "held": _held(),
            "links": lists,
        }
    )


@operation(
    versions,
    "",
    shape="Versions",
    tag="Begin",
    example="/versions?fields=tierbook,codebook,api,statutes",
)
def get_versions(request: HttpRequest, asked: Query[Common]) -> Answer:
    """Give the versions at work, and those under which the texts that are held were coded."""
    return Answer(_versions())


def _versions() -> dict[str, Any]:
    coders = Document.objects.values_list("coder").annotate(n=Count("pk")).order_by("coder")
    return {
        "tierbook": VERSION,
        "codebook": codebook().name,
        "api": API_VERSION,
        "statutes": list(statute_ids()),
        "codings": [{"coder": coder, "documents": n} for coder, n in coders],
    }


def _held() -> dict[str, int]:
    found = Document.objects.aggregate(
        documents=Count("pk"),
        samples=Count("pk", filter=Q(text_kind="sample")),
        countries=Count("country", distinct=True),
        editions=Count("edition", distinct=True),
        findings=Sum("findings_count", default=0),
    )
    return {name: int(number) for name, number in found.items()}


class VariablesAsked(Tables):
    """Which variables."""

    pillar: Pillars = Field(default=[], description="Pillars; any of them.")


@operation(
    variables, "", shape="Variable", listing=True, columns=VARIABLE_COLUMNS, tag="Codebook",
    example="/variables?pillar=recommendations",
)  # fmt: skip
def list_variables(request: HttpRequest, asked: Query[VariablesAsked]) -> Answer:
    """List the questions of the codebook, each with how often it is right and how many values are held."""
    rows = variable_rows(site_of(request))
    kept = [row for row in rows if not asked.pillar or row["pillar"] in asked.pillar]
    return whole(kept, VARIABLE_COLUMNS, "variables")


def variable_rows(site: str) -> list[dict[str, Any]]:
    """Return every variable of the codebook in its order."""
    held = dict(Finding.objects.values_list("variable").annotate(n=Count("id")).order_by())
    measured = measured_here()
    return [
        {
            "id": v.id,
            "label": v.label,
            "question": v.question,
            "pillar": v.pillar,
            "type": v.type,
            "first_edition": v.first_edition,
            "last_edition": v.last_edition,
            "held": held.get(v.id, 0),
            "accuracy": " ".join(_sentences(v.id)) or "Untested here.",
            "measured_here": " ".join(map(measured_in_words, measured.get(v.id, ()))) or None,
            "links": _links(v.id, site),
        }
        for v in codebook().variables.values()
    ]


def _links(variable: str, site: str) -> dict[str, str]:
    api = f"{site}/api/v1"
    return {
        "self": f"{api}/variables/{variable}",
        "page": f"{site}/variables/{variable}/",
        "findings": f"{api}/findings?variable={variable}",
    }


def _sentences(variable: str) -> list[str]:
    measured = load_measured()
    found = [measured.accuracy(variable, kind) for kind in _KINDS]
    passages = measured.on_passages(variable)
    return [row.explain() for row in (*found, passages) if row is not None]


@operation(
    variables, "/{variable_id}", shape="VariableDetail", tag="Codebook",
    example="/variables/tier.stated?fields=id,label,question,type,rule,accuracy_in_words",
)  # fmt: skip
def get_variable(request: HttpRequest, variable_id: VariableId, asked: Query[Common]) -> Answer:
    """Give one question of the codebook: rule, examples, accuracy, and where values are held."""
    variable = codebook().variables[variable_id]
    facts, measured = describe_variable(variable_id), load_measured()
    found = [measured.accuracy(variable_id, kind) for kind in _KINDS]
    rows = Finding.objects.filter(variable=variable_id)
    counts = rows.values("document__edition", "document__text_kind").annotate(
        n=Count("id"), texts=Count("document", distinct=True)
    )
    return Answer(
        {
            **_entry(variable),
            "vocabulary": dict(facts.vocabulary),
            "accuracy": [row.to_dict() for row in found if row is not None],
            "accuracy_in_words": _sentences(variable_id) or ["Untested here."],
            "measured_here": [
                {**one.to_dict(), "in_words": measured_in_words(one)}
                for one in measured_on(variable_id)
            ],
            "held": [
                {
                    "edition": row["document__edition"],
                    "text_kind": row["document__text_kind"],
                    "findings": row["n"],
                    "documents": row["texts"],
                }
                for row in counts.order_by("document__edition", "document__text_kind")
            ],
            "links": _links(variable_id, site_of(request)),
        }
    )


def _entry(variable: Variable) -> dict[str, Any]:
    names = (
        "id", "label", "question", "pillar", "type", "government", "unit", "first_edition", "last_edition", "rule",
        "not_this", "reference",
    )  # fmt: skip
    return {
        **{name: getattr(variable, name) for name in names},
        "criteria": list(variable.criteria),
        "maps": asdict(variable.maps),
        "examples": [
            {**asdict(example), "evidence": list(example.evidence)} for example in variable.examples
        ],
    }


class AccuracyAsked(Tables):
    """Of which variables."""

    variable: Variables = Field(default=[], description="Variables; any of them.")


@operation(
    accuracy, "", shape="AccuracyList", listing=True, columns=ACCURACY_COLUMNS, tag="Codebook",
    example="/accuracy?variable=tier.stated",
)  # fmt: skip
def list_accuracy(request: HttpRequest, asked: Query[AccuracyAsked]) -> Answer:
    """List how often the coder is right, by variable and kind of text, with what it was measured on.

    A variable that is not in the list is untested. Accuracy holds for the editions of the labelled texts.
    """
    measured = load_measured()
    items = []
    for variable in codebook().variables.values():
        for kind in _KINDS if not asked.variable or variable.id in asked.variable else ():
            row = measured.accuracy(variable.id, kind)
            if row is not None:
                items.append({**row.to_dict(), "label": variable.label, "in_words": row.explain()})
    return whole(items, ACCURACY_COLUMNS, "accuracy")
