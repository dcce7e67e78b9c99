"""`python -m tests.translations`: update the catalogues and list what is to be translated; fails while there is any."""

import sys

from review_ui.languages.catalogues import catalogue_path
from tests.translations.catalogues import TRANSLATED, extracted, load, untranslated, updated


def main() -> int:
    texts, missing = extracted(), 0
    for language in TRANSLATED:
        content = updated(language, texts)
        catalogue_path(language).write_bytes(content)
        for text in untranslated(load(language)):
            print(f"{catalogue_path(language)}: {text}")  # noqa: T201 - what it is for
            missing += 1
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
