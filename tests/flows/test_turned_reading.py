"""A page that nothing tells which way is up: a person turns it, and it is read, kept and read again so."""

import asyncio

import numpy as np

from extractors.sandbox import Reader
from flows import steps
from flows.work import Work, working_on
from models.actors import Actor
from models.page import Page
from storage.documents import load_page_image, request_reading, request_turned_reading
from storage.house import House
from storage.jobs import claim_job
from storage.readings import load_transcript
from tests.extractors.papers import pdf, picture, scan
from tests.flows.hand_in import claimed

CLERK = Actor("user", "clerk", "clerk@example.test")
LEASE = 60


def read(work: Work) -> Page:
    async def capture() -> None:
        with working_on(work):
            invoice = await steps.read.fn(await steps.open_original.fn())
            assert invoice is not None
            await steps.decide.fn(steps.check(invoice))

    asyncio.run(capture())
    (page,) = load_transcript(work.house, work.claim.organisation_id, work.claim.document_id).pages
    return page


def read_again(work: Work) -> Page:
    claim = claim_job(work.house, "test", LEASE)
    assert claim is not None
    return read(Work(work.house, work.reader, claim))


def test_an_upside_down_page_is_read_once_a_person_turns_it(house: House, organisation: str, reader: Reader) -> None:
    line = scan(np.ascontiguousarray(np.rot90(picture(pdf(["Rechnung 2024-0815"])), 2)))
    work = claimed(house, organisation, reader, line, "upside-down.pdf")
    assert "2024-0815" not in read(work).text
    document, image = work.claim.document_id, load_page_image(house, organisation, work.claim.document_id, 0)

    request_turned_reading(house, organisation, document, {0: 2}, actor=CLERK, expected_version=1)
    turned = read_again(work)
    assert (turned.text, turned.rotation) == ("Rechnung 2024-0815", 180)
    assert load_page_image(house, organisation, document, 0) != image

    request_reading(house, organisation, document, actor=CLERK, cause="asked_again")
    assert read_again(work).rotation == 180, "every later reading keeps to it"

    request_turned_reading(house, organisation, document, {0: 0}, actor=CLERK, expected_version=3)
    back = read_again(work)
    assert back.rotation == 0
    assert "2024-0815" not in back.text
