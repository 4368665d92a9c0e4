"""Pages and lists travel compressed, and what has not changed is still not sent again."""

import gzip

import pytest

from tests.factories import AssessmentFactory, NeedFactory

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def need(db):
    need = NeedFactory(code="NEED-1", statement="Know the quality of the rivers.")
    AssessmentFactory(adopted=True, needs=[need])
    return need


def test_a_page_travels_compressed_and_reads_the_same(client, need):
    plain, packed = client.get("/needs/"), client.get("/needs/", headers=GZIP)
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) < len(plain.content) / 2


def test_a_compressed_page_that_has_not_changed_is_not_sent_again(client, need):
    first = client.get("/needs/", headers=GZIP)
    again = client.get("/needs/", headers=GZIP | {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    type(need).objects.update(statement="Know the quality of the lakes.")
    assert client.get("/needs/", headers=GZIP | {"If-None-Match": first["ETag"]}).status_code == 200


def test_a_list_for_download_is_compressed_while_it_streams(client, need):
    answer = client.get("/needs/?format=csv", headers=GZIP)
    assert answer.streaming
    assert answer["Content-Encoding"] == "gzip"
    assert b"NEED-1" in gzip.decompress(b"".join(answer.streaming_content))
