import pytest
from tests.test_access import actors, bare_pages, complaints, records  # noqa: F401

DOORS = ["needs:request_merge", "projects:project_edit", "needs:request_draft", "needs:request_edit", "needs:request_participants", "needs:need_add", "needs:assessment_new", "needs:request_screen", "needs:request_message", "projects:partner_add", "projects:lesson_add", "needs:assessment_return", "needs:request_verify"]

@pytest.mark.django_db
def test_doors(actors, records, bare_pages):  # noqa: F811
    found = [c for d in DOORS for c in complaints(actors, d)]
    assert not found, "\n".join(found)
