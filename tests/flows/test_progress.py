from flows.progress import progress_bar, progress_lines


def test_a_run_that_is_left_alone_says_a_line_for_every_hundred() -> None:
    said: list[str] = []
    tell = progress_lines(said.append)
    for done in range(1, 251):
        tell("generated", done, 250)
    assert said == ["generated: 100 of 250", "generated: 200 of 250", "generated: 250 of 250"]


def test_without_a_terminal_no_bar_is_drawn() -> None:
    with progress_bar() as tell:
        tell("generated", 1, 2)
