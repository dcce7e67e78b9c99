"""Where the embedded Prefect server answers is written down while it runs."""

from pathlib import Path

from flows.prefect_environment import forget_api, note_api, noted_api
from flows.settings import read_settings


def test_api_of_this_data_folder_is_known_while_it_runs(tmp_path: Path) -> None:
    asked = read_settings(data_dir=tmp_path)
    note_api(asked.model_copy(update={"prefect_port": 4777}))
    assert noted_api(asked) == "http://127.0.0.1:4777/api"
    forget_api(asked)
    assert noted_api(asked) == asked.prefect_api


def test_a_server_of_yours_wins(tmp_path: Path) -> None:
    settings = read_settings(data_dir=tmp_path, prefect_api_url="http://prefect:4200/api")
    note_api(settings.model_copy(update={"prefect_api_url": "", "prefect_port": 4777}))
    assert noted_api(settings) == "http://prefect:4200/api"
