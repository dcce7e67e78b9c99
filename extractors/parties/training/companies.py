"""Names of companies and people as sellers and buyers bear them, with and without a legal form."""

from collections.abc import Callable
from random import Random

from extractors.parties.training.vocabulary import Words, is_held_out

_STARTS = (
    *("Neo", "Tech", "Digi", "Eco", "Medi", "Cool", "Blue", "Nova", "Inter", "Euro", "Alpha", "Omni", "Sol", "Ter"),
    *("Vita", "Agro", "Info", "Net", "Data", "Pro", "Uni", "Trans", "Opti", "Lumi", "Zen", "Velo", "Aqua", "Bio"),
    *("Geo", "Hydro", "Mini", "Mono", "Ela", "Metal", "Auto", "Smart", "Green", "Snow", "Sun", "Fast", "Open", "Red"),
)
_ENDS = (
    *("gen", "tec", "soft", "flow", "line", "mark", "plan", "trade", "zon", "via", "wave", "lux", "nor", "max", "lab"),
    *("works", "hub", "ify", "tron", "con", "com", "med", "form", "art", "elia", "kov", "press", "print", "bird"),
)
_FIRST = (
    *("White", "Blue", "Orange", "Green", "Golden", "Silver", "Bright", "Northern", "Azure", "Red", "Happy", "Grand"),
    *("First", "United", "Global", "Royal", "Modern", "Urban", "Wild", "Crystal", "National", "Central", "Pacific"),
)
_SECOND = (
    *("Meadow", "River", "Canyon", "Bridge", "Harbor", "Mountain", "Lotus", "Star", "Forest", "Point", "Circle"),
    *("Valley", "Systems", "Horizon", "Garden", "Wave", "Stone", "Lion", "Works", "House", "Field", "Commerce", "Lake"),
)
_ENGLISH_TRADES = ("Consulting", "Solutions", "Media", "Trading", "Group", "Systems", "International", "Services")
_SYLLABLES = (
    "ka",
    "vi",
    "zo",
    "ran",
    "tel",
    "mi",
    "lo",
    "sta",
    "ber",
    "do",
    "na",
    "ri",
    "ex",
    "um",
    "qui",
    "sen",
    "ta",
)
_AND_WORDS = (
    "de:und fr:et it:e pt:e es:y sl:in hr:i pl:i nl:en no:og da:og sv:och fi:ja et:ja lv:un lt:ir cs:a sk:a hu:és "
    "ro:și tr:ve ms:dan"
)
_AND = dict(pair.split(":") for pair in _AND_WORDS.split())
_PARTICLES = ("de", "van", "von", "van der", "di", "da", "le", "el", "bin")
_INSTITUTIONS = {
    "en": ("City of {}", "University of {}", "{} Council", "{} Insurance"),
    "de": ("Stadt {}", "Stadtwerke {}", "Universität {}", "Gemeinde {}"),
    "fr": ("Mairie de {}", "Université de {}", "Ville de {}"),
    "sl": ("Občina {}", "Komunala {}", "Osnovna šola {}"),
    "it": ("Comune di {}", "Università di {}"),
    "es": ("Ayuntamiento de {}", "Universidad de {}"),
    "cs": ("Město {}", "Obec {}"),
    "hr": ("Grad {}", "Općina {}"),
    "pl": ("Gmina {}", "Urząd Miasta {}"),
}


def make_company(random: Random, words: Words, *, held_out: bool) -> str:
    """A company's name; a legal form in about half of them."""
    core = _pick_core(random, words, held_out=held_out)
    name = _with_legal_form(random, words, core) if random.random() < 0.55 else core
    return name.upper() if random.random() < 0.2 else name


def make_person(random: Random, words: Words) -> str:
    """A person's name, sometimes with two surnames, an initial, or the surname first."""
    first, last = random.choice(words.first_names), random.choice(words.last_names)
    second = random.choice(words.first_names)
    forms = [f"{first} {last}"] * 6 + [f"{first} {second[0]}. {last}", f"{last} {first}", f"{first} {second} {last}"]
    forms += [f"{first} {last}-{random.choice(words.last_names)}", f"{first[0]}. {last}", f"{last}, {first}"]
    forms += [f"{first} {random.choice(_PARTICLES)} {last}", f"{random.choice(_PARTICLES)} {last} {first}"]
    name = random.choice(forms)
    return name.upper() if random.random() < 0.12 else name


def _with_legal_form(random: Random, words: Words, core: str) -> str:
    form = random.choice(words.legal)
    if form.startswith("^"):
        return f"{form[1:]} {core}"
    mark = "," if random.random() < 0.12 else ""
    return f"{core}{mark} {form}"


def _pick_core(random: Random, words: Words, *, held_out: bool) -> str:
    makers: list[Callable[[], str]] = [
        lambda: _coined(random, held_out=held_out),
        lambda: _coined(random, held_out=held_out),
        lambda: f"{_coined(random, held_out=held_out)} {random.choice((*words.trades, *_ENGLISH_TRADES))}",
        lambda: f"{random.choice(words.last_names)} {random.choice(words.trades)}",
        lambda: f"{random.choice(words.trades)} {random.choice(words.last_names)}",
        lambda: f"{random.choice(words.trades)} {make_person(random, words)}",
        lambda: f"{random.choice(words.last_names)} {random.choice('&+')} {random.choice(words.last_names)}",
        lambda: f"{random.choice(words.trades)} {random.choice(words.places)}",
        lambda: f"{random.choice(_split(_FIRST, held_out))} {random.choice(_split(_SECOND, held_out))}",
        lambda: f"{random.choice(words.last_names)} {random.choice(words.trades)} & {random.choice(words.trades)}",
        lambda: _acronym(random),
        lambda: random.choice(words.last_names),
        lambda: random.choice(_INSTITUTIONS.get(words.language, ("{} Center",))).format(random.choice(words.places)),
        lambda: f"{random.choice(words.last_names)} & Associates",
        lambda: f"{random.choice(words.last_names)} {_and(words)} {random.choice(words.last_names)}",
        lambda: (
            f"{random.choice(words.trades)} {_and(words)} {random.choice(words.trades)} {random.choice(words.places)}"
        ),
        lambda: f"{random.choice(words.first_names)}'s {random.choice((*words.trades, *_ENGLISH_TRADES))}",
        lambda: f"{_acronym(random)} {random.choice((*words.trades, *_ENGLISH_TRADES))}",
        lambda: f"{random.choice(words.places)} {random.choice(words.trades)}",
    ]
    return random.choice(makers)()


def _and(words: Words) -> str:
    return _AND.get(words.language, "and")


def _coined(random: Random, *, held_out: bool) -> str:
    """A made-up word such as Neotron, Vizora or e-Lumitec."""
    if random.random() < 0.5:
        word = random.choice(_split(_STARTS, held_out)) + random.choice(_split(_ENDS, held_out))
    else:
        word = "".join(random.choice(_SYLLABLES) for _ in range(random.choice((2, 3, 3)))).capitalize()
    shapes = [word] * 6 + [word.upper(), f"e-{word}", f"{word}.com", word[:3] + word[3:].capitalize(), f"{word}24"]
    return random.choice(shapes)


def _acronym(random: Random) -> str:
    letters = "".join(random.choice("ABCDEFGHIKLMNOPRSTUVWXZ") for _ in range(random.choice((2, 3, 3, 4, 4))))
    return random.choice([letters, letters, f"{letters}-TV", f"{letters} Group", f"{letters[0]}&{letters[-1]}"])


def _split(words: tuple[str, ...], held_out: bool) -> tuple[str, ...]:
    return tuple(word for word in words if is_held_out(word) is held_out)
