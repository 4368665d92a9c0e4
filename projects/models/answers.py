"""A request that was withdrawn or declined keeps no project that is planned or runs, whoever writes the rows."""

import pgtrigger

from needs.choices import RequestState
from needs.models import AssistanceRequest
from projects.choices import OPEN_STATES
from projects.models.projects import Project

ENDED = (RequestState.WITHDRAWN, RequestState.DECLINED)
REFUSED = "RAISE EXCEPTION 'a request that has ended keeps no live project' USING ERRCODE = 'check_violation';"


def _listed(states) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


# The request's row is held, so that of a withdrawal and an opening at once the second finds the first.
pgtrigger.register(
    pgtrigger.Trigger(
        name="not_live_if_request_ended",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "assistance_id"),
        condition=pgtrigger.Q(new__state__in=OPEN_STATES, new__assistance__isnull=False),
        func=f"""
            IF (SELECT state FROM needs_assistancerequest WHERE id = NEW.assistance_id FOR SHARE)
                IN ({_listed(ENDED)}) THEN {REFUSED}
            END IF;
            RETURN NULL;
        """,  # noqa: S608  # states of our own
    )
)(Project)

# Asked at the end of the transaction: the projects end after the request.
pgtrigger.register(
    pgtrigger.Trigger(
        name="ends_without_live_project",
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
        condition=pgtrigger.Q(new__state__in=ENDED),
        func=f"""
            IF EXISTS (SELECT FROM projects_project WHERE assistance_id = NEW.id AND state IN ({_listed(OPEN_STATES)}))
                THEN {REFUSED}
            END IF;
            RETURN NULL;
        """,
    )
)(AssistanceRequest)
