"""The command that shows the people of an organisation, adds one, changes a role, shuts out."""

from typing import Annotated

import typer

from storage.roles import Role

Mail = Annotated[str, typer.Argument(help="E-mail of the person; everybody in a line each without it.")]
TheRole = Annotated[Role | None, typer.Option(help="What the person may do; lets in again who was shut out.")]


def add_to(app: typer.Typer) -> None:
    app.command()(people)


def people(  # noqa: PLR0913, PLR0917 - each is an option
    mail: Mail = "",
    organisation: Annotated[str, typer.Option(help="Name or id; needed when there are several.")] = "",
    add: Annotated[bool, typer.Option("--add", help="Add the person, and print a link for a password.")] = False,
    name: Annotated[str, typer.Option(help="Name of the person who is added.")] = "",
    role: TheRole = None,
    link: Annotated[bool, typer.Option("--link", help="Print a new link for a password.")] = False,
    shut_out: Annotated[
        bool, typer.Option("--shut-out", help="End every session, and let the person in no more.")
    ] = False,
    by: Annotated[str, typer.Option(help="E-mail of the administrator who says so; needed for any change.")] = "",
) -> None:
    """Show who works in an organisation; add a person, change a role, shut out, or make a link for a password."""
    from flows.bootstrap import open_house
    from flows.ingesting import ACTOR
    from flows.people_report import Wish, change, listed
    from flows.settings import read_settings
    from storage.organisations import find_organisation

    settings = read_settings()
    house = open_house(settings)
    org_id = find_organisation(house, organisation, actor=ACTOR).id
    wish = Wish(mail, name, role, add=add, link=link, shut_out=shut_out)
    token = change(house, org_id, wish, by)
    for line in listed(house, org_id, mail):
        typer.echo(line)
    if token:
        typer.echo(f"{settings.address}/invited/{token}")
