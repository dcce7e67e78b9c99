"""The capture of one document: open, read, recall, copy if wanted, check, decide. Its body is the list of its steps.

Each step's result is recorded under (document, step, version), so that a second run skips what is done. Whatever a
step writes is fenced by the claim: a worker that was paused past its lease gets LeaseLost and writes nothing. Errors
leave the flow as they are; whoever claimed the document says what becomes of it (`flows/claims.py`).
"""

from prefect import flow

from flows.copying import keep_copy
from flows.joining import join_as_asked
from flows.recalling import recall_issuer
from flows.splitting import split_as_asked
from flows.steps import check, decide, open_original, read, receive_parts
from flows.work import current_work
from flows.workshop import keep_stopping
from models.states import State


@flow(
    name="capture",
    flow_run_name="capture-{document_id}",
    persist_result=False,
    validate_parameters=False,
    on_running=[keep_stopping],
)
async def capture_invoice(document_id: str) -> str:  # noqa: ARG001 - the run carries the document's id
    """Capture the document at hand (`flows.work.current_work`); the state it is in now."""
    original = await open_original()
    if current_work().claim.division:
        return await split_as_asked(original)
    if current_work().claim.joining:
        return await join_as_asked(original)
    if original.kind.is_container:
        return await receive_parts(original)
    invoice = await read(original)
    if invoice is None:
        return State.UNPACKED.value
    invoice = await recall_issuer(current_work(), invoice)
    if current_work().copies:
        await keep_copy(original)
    return await decide(check(invoice))
