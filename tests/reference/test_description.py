"""/openapi.yaml says what the code does: every route, every golden answer, valid 3.1."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml as reader
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from apps.api.reference import openapi, yaml
from apps.api.reference.addresses import VERBS
from apps.api.reference.dialects import DIALECTS
from tests.api.golden_paths import address_of, answered

GOLDEN = Path(__file__).parent.parent / "api" / "golden"
CASES = sorted(GOLDEN.rglob("*.json"))


def test_it_is_valid_3_1() -> None:
    validate(openapi.document())  # type: ignore[arg-type]


def test_the_yaml_says_what_the_json_says() -> None:
    text = yaml.dump(openapi.document())
    assert reader.safe_load(text) == orjson.loads(orjson.dumps(openapi.document()))


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_every_route_is_described_and_nothing_else(dialect: Any) -> None:
    routes = set()
    for pattern in dialect.urls:
        name = pattern.name.removeprefix(f"{dialect.name}-")
        view = getattr(pattern.callback, "view_class", None)
        if view is not None:
            head, _, tail = name.rpartition("-")
            base = head if tail.isdecimal() else name
            routes |= {(base, verb) for verb in VERBS if hasattr(view, verb.lower())}
    assert routes == set(dialect.table)


def test_every_operation_has_an_example_of_every_answer() -> None:
    for path, verbs in openapi.document()["paths"].items():
        for verb, told in verbs.items():
            for status, answer in told["responses"].items():
                kind, content = next(iter(answer.get("content", {"": {}}).items()))
                assert (status == "302") == (not kind), (path, verb, status)
                assert not kind or kind != "application/json" or {"example", "examples"} & set(content), (
                    path,
                    verb,
                    status,
                )


def _checker(shape: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**shape, "components": openapi.document()["components"]})


def test_every_example_fits_its_own_schema() -> None:
    wrong = []
    for path, verbs in openapi.document()["paths"].items():
        for verb, told in verbs.items():
            for status, answer in told["responses"].items():
                content = answer.get("content", {}).get("application/json", {})
                if "example" in content:
                    faults = _checker(content["schema"]).iter_errors(content["example"])
                    wrong += [
                        f"{verb} {path} {status}: {fault.json_path} {fault.message}" for fault in faults
                    ]
            body = told.get("requestBody", {}).get("content", {}).get("application/json", {})
            if "example" in body:
                faults = _checker(body["schema"]).iter_errors(body["example"])
                wrong += [f"{verb} {path} body: {fault.json_path} {fault.message}" for fault in faults]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("file", CASES, ids=lambda file: str(file.relative_to(GOLDEN).with_suffix("")))
def test_every_golden_answer_fits_the_description(file: Path) -> None:
    """Its status is documented, its body has the shape, and no member is left undescribed."""
    case = orjson.loads(file.read_bytes())
    operation = address_of(case["request"]["verb"], case["request"]["path"])
    if operation is None or "json" not in case["expect"]:
        return
    status = str(case["expect"]["status"])
    if status == "405":
        return
    assert status in operation["responses"], f"{status} is not documented"
    shape = operation["responses"][status]["content"]["application/json"]["schema"]
    faults = [
        f"{fault.json_path}: {fault.message}"
        for fault in _checker(_strict(shape)).iter_errors(answered(case))
    ]
    assert not faults, "\n".join(faults)


def _strict(shape: Any) -> Any:
    """The same, with no member that it does not name."""
    if isinstance(shape, list):
        return [_strict(held) for held in shape]
    if not isinstance(shape, dict):
        return shape
    if "$ref" in shape:
        return _strict(openapi.components()[shape["$ref"].rpartition("/")[2]])
    inner = {key: _strict(held) for key, held in shape.items()}
    return {"additionalProperties": False, **inner} if isinstance(shape.get("properties"), dict) else inner


@pytest.mark.django_db
def test_everybody_can_fetch_it() -> None:
    for path, kind in [
        ("/openapi.yaml", "application/yaml; charset=utf-8"),
        ("/openapi.json", "application/json"),
        ("/postman.json", "application/json"),
    ]:
        response = Client().get(path)
        assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
        assert "Set-Cookie" not in response.headers
