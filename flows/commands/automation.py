"""The command that says what is booked without a person."""

from typing import Annotated

import typer

Bound = Annotated[int | None, typer.Option(help="Bear at most 1 wrong document in so many.")]
Sample = Annotated[int | None, typer.Option(help="Review 1 in so many of those that go through all the same.")]
Switch = Annotated[bool | None, typer.Option("--on/--off", help="Book unseen, or only record what would be.")]


def add_to(app: typer.Typer) -> None:
    app.command()(automation)


def automation(
    organisation: Annotated[str, typer.Option(help="Name or id; needed when there are several.")] = "",
    bound: Bound = None,
    sample: Sample = None,
    on: Switch = None,
    by: Annotated[str, typer.Option(help="E-mail of the administrator who says so; needed for any change.")] = "",
) -> None:
    """Show what may be booked unseen, and why; an administrator sets the bound and switches it on or off."""
    from flows.automation_report import told
    from flows.bootstrap import open_house_as_it_is
    from flows.ingesting import ACTOR
    from flows.settings import read_settings
    from models.unseen import Mode
    from storage.automation import administrator, set_policy, switch
    from storage.automation_figures import load_automation
    from storage.organisations import find_organisation

    house = open_house_as_it_is(read_settings())
    found = find_organisation(house, organisation, actor=ACTOR)
    if (bound, sample, on) != (None, None, None):
        actor = administrator(house, found.id, by)
        set_policy(house, found.id, actor=actor, bound=bound, sample=sample)
        if on is not None:
            switch(house, found.id, Mode.ON if on else Mode.SHADOW, actor=actor)
    for line in told(found.name, load_automation(house, found.id)):
        typer.echo(line)
