"""Promises about merge fields."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.copywriting.merge import compile_template

MARIA = {
    "first_name": "Maria",
    "last_name": "Silva",
    "phone": "+14155550001",
    "email": "maria@example.com",
    "City": "São Paulo",
    "Size (EU)": "38",
    "नाम": "मारिया",
    "booking_link": "https://example.com/~m",
}
BOB = {"first_name": "", "last_name": "", "phone": "+14155550002", "email": ""}


def render(body, values=MARIA, unknown="keep"):
    return compile_template(body).render(values, unknown)


@pytest.mark.parametrize(
    "placeholder",
    [
        "{first_name}",
        "{firstName}",
        "{First Name}",
        "{FIRST_NAME}",
        "{ first_name }",
        "{{first_name}}",
        "{{ first_name }}",
        "{{contact.first_name}}",
        "{{contact.firstName}}",
        "{contact.first_name}",
        "{first_name|there}",
        "{{ first_name | there }}",
    ],
)
def test_marias_name_arrives_however_the_field_is_written(placeholder):
    assert render(f"Hi {placeholder}!") == "Hi Maria!"
    assert compile_template(placeholder).fields == {"first_name"}


@pytest.mark.parametrize(
    ("placeholder", "value"),
    [
        ("{City}", "São Paulo"),
        ("{city}", "São Paulo"),
        ("{{custom.City}}", "São Paulo"),
        ("{{custom.CITY}}", "São Paulo"),
        ("{{contact.custom.City}}", "São Paulo"),
        ("{Size (EU)}", "38"),
        ("{नाम}", "मारिया"),
        ("{{booking_link}}", "https://example.com/~m"),
        ("{lastName}", "Silva"),
        ("{phone}", "+14155550001"),
        ("{email}", "maria@example.com"),
    ],
)
def test_columns_and_attributes_are_fields(placeholder, value):
    assert render(f"[{placeholder}]") == f"[{value}]"


def test_an_attribute_is_looked_up_as_written_before_any_other_case():
    assert render("{city}", {"City": "Roma", "city": "Lima"}) == "Lima"


def test_custom_always_means_the_attribute():
    assert render("{{custom.firstName}}", {"first_name": "Maria", "firstName": "M."}) == "M."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Hi {first_name|there}, sale!", "Hi there, sale!"),
        ("Hi {first_name|}, sale!", "Hi, sale!"),
        ("Hi {first_name}, sale!", "Hi, sale!"),
        ("Hi {first_name} {last_name}, sale!", "Hi, sale!"),
        ("Hi, {first_name}! Sale", "Hi! Sale"),
        ("Hi {first_name}", "Hi"),
        ("Thanks, {first_name}", "Thanks"),
        ("Thanks, {first_name}\nAcme", "Thanks\nAcme"),
        ("{first_name}, your order", "your order"),
        ("Acme\n{first_name}, your order", "Acme\nyour order"),
        ("Your {first_name} order", "Your order"),
        ("Bonjour {first_name} !", "Bonjour !"),
        ("¡Hola {first_name}!", "¡Hola!"),
        ("{first_name}", ""),
        ("{first_name} {last_name}", ""),
        ("two  spaces , stay {first_name} here", "two  spaces , stay here"),
    ],
)
def test_bob_without_a_name_reads_no_gap(body, text):
    assert render(body, BOB) == text


def test_a_text_without_empty_field_is_not_touched():
    body = "  Hi  {first_name} ,  you ,,  "
    assert render(body) == "  Hi  Maria ,  you ,,  "


def test_blank_is_empty_and_values_are_trimmed():
    assert render("Hi {first_name|there}!", {"first_name": " \t"}) == "Hi there!"
    assert render("Hi {first_name}!", {"first_name": " Maria "}) == "Hi Maria!"


def test_a_field_nobody_knows_stays_unless_told_otherwise():
    assert render("Hi {{nobody}} and {Nope}!") == "Hi {{nobody}} and {Nope}!"
    assert render("Hi {nobody|friend}!") == "Hi friend!"
    assert render("Hi {nobody}!", unknown="empty") == "Hi!"
    assert render("Hi {first_name}!", {}) == "Hi!"


@pytest.mark.parametrize(
    "body",
    [
        '{"a":1}',
        '{"a":{"b":[1]}}',
        "{a:1}",
        "{1}",
        "{}",
        "{{}}",
        "{",
        "}",
        "{ }",
        "a{|b}",
        "{a\nb}",
        "{'a'}",
        "",
    ],
)
def test_braces_that_are_no_field_stay(body):
    assert render(body) == body
    assert compile_template(body).fields == frozenset()


def test_a_value_is_never_read_again():
    values = {"first_name": "{last_name}", "last_name": "{{first_name}} {0.__class__} %s \\1"}
    assert render("{first_name} {last_name}", values) == "{last_name} {{first_name}} {0.__class__} %s \\1"
    assert render("{first_name.__class__}", values) == "{first_name.__class__}"


def test_what_is_missing_is_named_once_in_order():
    body = "{last_name} {City} {first_name|there} {last_name} {nobody} {phone}"
    assert compile_template(body).missing(BOB) == ["last_name", "City", "nobody"]
    assert compile_template(body).missing(MARIA) == ["nobody"]


@given(st.text(), st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4))
def test_any_unicode_renders(body, values):
    template = compile_template(body)
    assert isinstance(template.render(values), str)
    if not template.fields:
        assert template.render(values) == body


@given(st.text(alphabet="{} ,.aB\n", max_size=60))
def test_no_line_is_lost_to_braces(body):
    assert render(body, {"a": "x"}).count("\n") == body.count("\n")


@given(st.text(min_size=1))
def test_any_name_arrives_whole(name):
    expected = f"<{name.strip()}>" if name.strip() else "<>"
    assert render("<{first_name}>", {"first_name": name}) == expected


def test_hostile_braces_take_no_time():
    started = time.perf_counter()
    for body in ("{" * 20_000, "{a|" * 20_000, "{a " * 20_000, "{" + "a" * 60_000, "{{a|" + "b" * 60_000):
        assert render(body) == body
    assert time.perf_counter() - started < 2


def test_a_hundred_thousand_renderings_are_cheap():
    template = compile_template("Hi {first_name|there}, see you in {City}!")
    started = time.perf_counter()
    for _ in range(100_000):
        template.render(MARIA)
    assert time.perf_counter() - started < 5
