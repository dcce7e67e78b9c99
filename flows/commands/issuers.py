"""The command that shows what was learned of issuers, and makes it forget."""

from typing import Annotated

import typer

Which = Annotated[
    str, typer.Argument(help="Name, VAT number, IBAN or document; all issuers in a line each without it.")
]
Field = Annotated[str, typer.Option("--field", help="Forget this field alone, such as issue_date.")]


def add_to(app: typer.Typer) -> None:
    app.command()(issuers)


def issuers(  # noqa: PLR0913, PLR0917 - each is an option
    which: Which = "",
    organisation: Annotated[str, typer.Option(help="Name or id; needed when there are several.")] = "",
    forget: Annotated[bool, typer.Option("--forget", help="Do not use what was learned of it so far.")] = False,
    field: Field = "",
    remember: Annotated[bool, typer.Option("--remember", help="Use again what was forgotten.")] = False,
    by: Annotated[str, typer.Option(help="E-mail of the administrator who says so; needed for any change.")] = "",
) -> None:
    """Show what approved documents taught of their issuers, and from which; forget it, one field or all, or not."""
    from flows.bootstrap import open_house
    from flows.ingesting import ACTOR
    from flows.issuers_report import chosen, issuers_of, listed, told
    from flows.settings import read_settings
    from models.errors import InvalidInput
    from models.lessons import EVERYTHING
    from storage.automation import administrator
    from storage.forgetting import change_memory
    from storage.lessons import load_taught
    from storage.organisations import find_organisation

    house = open_house(read_settings())
    org_id = find_organisation(house, organisation, actor=ACTOR).id
    known = issuers_of(load_taught(house, org_id))
    if not (which or forget or remember or field):
        lines = listed(known)
    else:
        issuer = chosen(known, which)
        if (forget and remember) or (field and not forget):
            raise InvalidInput("Either forget, all or a field, or remember.")
        if forget or remember:
            actor = administrator(house, org_id, by)
            change_memory(house, org_id, issuer.sources, actor=actor, forget=(field or EVERYTHING) if forget else None)
        lines = told(chosen(issuers_of(load_taught(house, org_id)), issuer.sources[0]))
    for line in lines:
        typer.echo(line)
