"""The index on a Milvus cluster: against Milvus Lite where that is installed, and against documented answers.

Milvus Lite is Milvus's own engine for one machine; its requests and answers are those of a cluster, over gRPC
instead of HTTP. It is no part of the requirements: `pip install pymilvus milvus-lite` runs what is skipped.
"""

import json
import re
import threading
from hashlib import blake2b
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from tequio.apps.library.standards.elsewhere import IndexElsewhere, MilvusServer
from tequio.apps.library.standards.elsewhere import rows as elsewhere_rows
from tequio.apps.library.standards.errors import ServerRefuses, ServerSilent
from tequio.engines.retrieval import Index, NoIndexHere, Passage, parse_query
from tequio.engines.retrieval.thesaurus import load

THESAURUS = load()


class Letters:
    """An encoder without a model: texts that share threes of letters lie near one another."""

    name = "letters"
    dimensions = 64

    def encode(self, texts, language="", *, query=False):
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                for start in range(max(1, len(word) - 2)):
                    cut = blake2b(word[start : start + 3].encode(), digest_size=2).digest()
                    vectors[row, int.from_bytes(cut, "little") % self.dimensions] += 1
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def passage(one, language, text, heading="", **fields):
    return Passage(
        f"{one}.{language}", one, language, text, heading, {name: (value,) for name, value in fields.items()}
    )


PASSAGES = [
    passage(
        "A.1", "es", "Ninguna confesión obtenida por tortura vale como prueba.", "Prueba", instrument="A"
    ),
    passage("A.1", "en", "No statement made under duress counts as evidence.", "Evidence", instrument="A"),
    passage("A.2", "es", "Toda persona detenida será llevada sin demora ante un juez.", year="1984"),
    passage("A.2", "en", "Anyone detained shall be brought promptly before a judge.", year="1984"),
    passage("B.1", "es", "La familia tiene derecho a saber dónde está la persona desaparecida."),
    passage("B.2", "en", "Children shall attend school free of charge.", country="México"),
    passage("B.3", "fr", "Nul ne sera soumis à la torture.", instrument='"B"] or pk != ["'),
    passage("B.4", "en", "A judge before whom the person is brought decides on bail.", instrument="A"),
]


def groups(results):
    return [hit.group for hit in results.hits]


# -- Milvus Lite ---------------------------------------------------------------------------------------------


class Lite:
    """Milvus Lite, asked as the RESTful interface is: the bodies are taken apart for its client."""

    def __init__(self, pymilvus, file):
        self.types = {
            "VarChar": pymilvus.DataType.VARCHAR,
            "Array": pymilvus.DataType.ARRAY,
            "FloatVector": pymilvus.DataType.FLOAT_VECTOR,
            "SparseFloatVector": pymilvus.DataType.SPARSE_FLOAT_VECTOR,
        }
        self.pymilvus = pymilvus
        self.client = pymilvus.MilvusClient(str(file))

    def ask(self, action, request):
        name, client = request["collectionName"], self.client
        limits = {"filter": request.get("filter", "")}
        if action == "collections/has":
            return {"has": client.has_collection(name)}
        if action == "collections/create":
            return self.create(name, request)
        if action == "entities/upsert":
            return client.upsert(name, request["data"])
        if action == "entities/delete":
            return client.delete(name, **limits)
        limits |= {"output_fields": request["outputFields"]}
        if "limit" in request:
            limits |= {"limit": request["limit"]}
        if action == "entities/query":
            return [dict(row) for row in client.query(name, **limits)]
        assert action == "entities/search"
        [found] = client.search(name, data=request["data"], anns_field=request["annsField"], **limits)
        return [{"distance": hit["distance"], **hit["entity"], "pk": hit["pk"]} for hit in found]

    def create(self, name, request):
        schema = self.client.create_schema(auto_id=request["schema"]["autoId"])
        for field in request["schema"]["fields"]:
            more = dict(field.get("elementTypeParams", {}))
            if "elementDataType" in field:
                more["element_type"] = self.types[field["elementDataType"]]
            kind = self.types[field["dataType"]]
            schema.add_field(field["fieldName"], kind, is_primary=field.get("isPrimary", False), **more)
        for one in request["schema"].get("functions", ()):
            assert one["type"] == "BM25"
            kind = self.pymilvus.FunctionType.BM25
            schema.add_function(
                self.pymilvus.Function(one["name"], kind, one["inputFieldNames"], one["outputFieldNames"])
            )
        indexes = self.client.prepare_index_params()
        arrays = {one["fieldName"] for one in request["schema"]["fields"] if one["dataType"] == "Array"}
        for one in request["indexParams"]:
            # The one thing of the requests that Lite has not: it looks through arrays without an index.
            if one["fieldName"] in arrays:
                continue
            more = {"params": one["params"]} if "params" in one else {}
            more |= {"metric_type": one["metricType"]} if "metricType" in one else {}
            indexes.add_index(one["fieldName"], index_type=one["indexType"], **more)
        self.client.create_collection(name, schema=schema, index_params=indexes)
        return {}


@pytest.fixture(scope="module")
def lite(tmp_path_factory):
    pytest.importorskip(
        "milvus_lite", reason="Milvus Lite is not installed: pip install pymilvus milvus-lite"
    )
    server = Lite(pytest.importorskip("pymilvus"), tmp_path_factory.mktemp("milvus") / "passages.db")
    yield server
    server.client.close()


@pytest.fixture(scope="module")
def index(lite):
    made = IndexElsewhere.create(lite, "library", Letters(), THESAURUS)
    made.add(PASSAGES)
    return made


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    made = Index.create(tmp_path_factory.mktemp("index"), Letters(), THESAURUS)
    made.add(PASSAGES)
    return made


QUESTIONS = [
    "¿vale una confesión bajo tortura?",
    "evidence obtained under duress",
    "brought promptly before a judge",
    "persona detenida juez demora",
    "desaparecidas",
    "enforced disappearance family",
    "free school",
    "torture AND NOT confesión",
    '"before a judge"',
    'NOT "before a judge" AND judge',
    "juez OR escuela",
    "year:1984 juez",
    "country:mexico",
    "instrument:a",
    "the of and",
    "",
]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_what_one_machine_finds_the_cluster_finds(index, here, asked):
    there, expected = index.search(asked), here.search(asked)
    assert groups(there)[:1] == groups(expected)[:1] or all(hit.score == 0 for hit in expected.hits)
    assert sorted(groups(there)) == sorted(groups(expected))
    assert (there.total, there.notes) == (expected.total, expected.notes)
    reasons = {hit.id: hit.reasons for hit in expected.hits}
    assert {hit.id: hit.reasons for hit in there.hits} == reasons


def test_hits_are_limited_by_language_filter_and_number(index):
    assert {hit.id for hit in index.search("judge juez", languages=["es"]).hits} == {
        hit.id for hit in index.search("judge juez").hits if hit.id.endswith(".es")
    } | {"A.2.es"}
    assert groups(index.search("juez", filters={"year": ["1984"]})) == ["A.2"]
    assert groups(index.search("juez", filters={"year": []})) == []
    assert groups(index.search("torture", filters={"instrument": ['"B"] or pk != ["']})) == ["B.3"]
    assert groups(index.search("torture", filters={"instrument": ['x"] or pk != ["']})) == []
    assert len(index.search("judge", limit=1).hits) == 1
    both = index.search(parse_query("detenida detained"), group=False)
    assert {"A.2.es", "A.2.en"} <= {hit.id for hit in both.hits}


def test_boosts_carry_what_binds_to_the_front(index):
    plain = index.search("judge person brought")
    assert groups(index.search("judge", boosts={"year": {"1984": 50.0}}))[0] == "A.2"
    assert groups(index.search("judge", boosts={"instrument": {"A": 50.0}}))[0] in {"B.4", "A.1"}
    assert len(plain.hits) == len(index.search("judge person brought", boosts={"year": {"1": 2.0}}).hits)


def test_a_passage_is_replaced_and_taken_out_by_its_id(lite):
    made = IndexElsewhere.create(lite, "changing", Letters(), THESAURUS)
    made.add(PASSAGES[:4])
    made.add([passage("A.2", "en", "Trumpets are played at noon.")])
    assert len(made) == 4
    assert made.search("trumpets").hits[0].id == "A.2.en"
    assert "judge" not in str(made.search("judge").hits[:1])
    made.remove(["A.2.en", "nobody knows this one"])
    assert len(made) == 3
    assert [hit for hit in made.search("trumpets").hits if hit.id == "A.2.en"] == []


def test_vectors_may_follow_later(lite):
    made = IndexElsewhere.create(lite, "following", Letters(), THESAURUS)
    made.add([*PASSAGES, PASSAGES[0]], vectors=False)
    assert (len(made), made.pending()) == (8, 8)
    assert groups(made.search("free school")) == ["B.2"]
    told = []
    assert made.complete(told.append, most=3) == 3
    assert (made.pending(), told) == (5, [3])
    assert made.complete() == 5
    assert (made.pending(), made.complete()) == (0, 0)
    assert "neighbour" in {reason.kind for reason in made.search("free school").hits[0].reasons}


def test_words_alone_need_no_encoder_and_another_encoder_is_another_index(lite):
    made = IndexElsewhere.create(lite, "plain")
    made.add(PASSAGES)
    assert (made.pending(), made.complete()) == (0, 0)
    assert groups(IndexElsewhere.open(lite, "plain").search("school")) == ["B.2"]
    with pytest.raises(NoIndexHere, match=r"holds no index plain for this encoder\.$"):
        IndexElsewhere.open(lite, "plain", Letters())


def test_a_passage_longer_than_a_field_of_the_server_is_found_by_its_beginning(lite):
    made = IndexElsewhere.create(lite, "long")
    made.add([Passage("L.en", "L", "en", "zebra " + 'ñandú "quoted" ' * 9_000 + "walrus", "Long")])
    assert groups(made.search("zebra")) == ["L"]
    assert groups(made.search("walrus")) == []


# -- documented answers and broken ones ----------------------------------------------------------------------


class Answers(BaseHTTPRequestHandler):
    """Gives, one after the other, what the test wrote down."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers.get("Authorization"), body))
        answer = self.server.answers[min(len(self.server.asked), len(self.server.answers)) - 1]
        status, content, headers = answer if isinstance(answer, tuple) else (200, answer, {})
        if content is None:
            self.server.waiting.wait(20)
            return
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_args):
        pass


@pytest.fixture
def stub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.asked, server.answers, server.waiting = [], [], threading.Event()
    server.address = f"http://127.0.0.1:{server.server_port}"
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    running.start()
    yield server
    server.waiting.set()
    server.shutdown()
    server.server_close()
    running.join()


BROKEN = {
    "another program": b"<html>It works!</html>",
    "broken off": (200, b'{"code": 0', {"Content-Length": "500"}),
    "cut": b'{"code": 0, "data": [',
    "error page": (502, b"Bad gateway", {}),
    "no code": {"data": []},
    "no object": [1, 2],
    "not signed in": (401, {"code": 1800, "message": "user hasn't authenticated"}, {}),
    "redirect": (307, b"", {"Location": "http://127.0.0.1:9/elsewhere"}),
}


@pytest.mark.parametrize("case", sorted(BROKEN))
def test_an_answer_that_is_none_is_one_sentence(stub, case):
    stub.answers = [BROKEN[case]]
    with pytest.raises(ServerSilent) as told:
        IndexElsewhere.open(MilvusServer(stub.address, "root:secret"), "library").search("tortura")
    assert re.fullmatch(r"[A-Z][^\n]{10,120}\.", str(told.value))
    assert "secret" not in str(told.value)


def test_a_server_that_is_slow_or_gone_is_one_sentence(stub):
    stub.answers = [(200, None, {})]
    with pytest.raises(ServerSilent, match=r"^The search server did not answer within 0\.2 seconds\.$"):
        MilvusServer(stub.address, timeout=0.2).ask("collections/has", {"collectionName": "x"})
    gone = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    gone.server_close()
    with pytest.raises(ServerSilent, match=r"^The search server cannot be reached, or broke off; try again"):
        MilvusServer(f"http://127.0.0.1:{gone.server_port}").ask("collections/has", {})


def test_a_refusal_is_repeated_in_one_sentence(stub):
    stub.answers = [{"code": 100, "message": "can't find collection[database=default]\n[collection=x]."}]
    with pytest.raises(ServerRefuses) as told:
        MilvusServer(stub.address).ask("entities/query", {})
    assert str(told.value) == (
        "The search server refused entities/query with code 100: "
        "can't find collection[database=default] [collection=x]."
    )


def test_a_question_is_put_as_documented_and_its_answers_are_read(stub):
    row = elsewhere_rows.row_of(PASSAGES[1], None)
    stub.answers = [
        {"code": 0, "data": {"has": True}},
        {"code": 0, "cost": 0, "data": [{**row, "distance": 2.5}]},
        {"code": 0, "cost": 0, "data": [row]},
        {"code": 0, "cost": 0, "data": [{"pk": row["pk"], "distance": 2.5}]},
    ]
    server = MilvusServer(f"{stub.address}/", "root:secret")
    found = IndexElsewhere.open(server, "library").search("duress", filters={"instrument": ["A"]})
    assert [(hit.id, hit.reasons[0].detail) for hit in found.hits] == [("A.1.en", "duress")]
    paths, signed, bodies = zip(*stub.asked, strict=True)
    assert [path.removeprefix("/v2/vectordb/") for path in paths] == [
        "collections/has",
        "entities/search",
        "entities/query",
        "entities/search",
    ]
    assert set(signed) == {"Bearer root:secret"}
    assert set(bodies[1]) == {"collectionName", "data", "annsField", "filter", "limit", "outputFields"}
    assert set(bodies[2]) == {"collectionName", "filter", "limit", "outputFields"}
    assert bodies[1]["annsField"] == "words_weights"
    assert re.fullmatch(r'\(array_contains_any\(facets, \["[0-9a-f]{16}"\]\)\)', bodies[1]["filter"])
    assert "duress" not in json.dumps(bodies)


def test_what_was_not_all_written_can_be_written_again(stub):
    stub.answers = [
        {"code": 0, "data": {"has": True}},
        (503, b"", {}),
        {"code": 0, "data": {"upsertCount": 8}},
    ]
    index = IndexElsewhere.open(MilvusServer(stub.address), "library")
    with pytest.raises(ServerSilent, match=r"^The search server answered with status 503\.$"):
        index.add(PASSAGES)
    index.add(PASSAGES)
    first, second = (body["data"] for path, _, body in stub.asked if path.endswith("entities/upsert"))
    assert first == second
    assert len(second) == len(PASSAGES)
