from models.actors import Actor


def test_the_system_acts_under_the_name_of_its_part() -> None:
    assert Actor.system("capture") == Actor("system", "capture", "capture")
