"""Which column is which."""

import pytest

from apps.imports import mapping
from apps.imports.refusals import BadMapping

PHONES = ["4155550001", "(415) 555-0002", "n/a"]


def guess(columns: str, *rows: str) -> list[str]:
    return mapping.guess(columns.split(","), [row.split(",") for row in rows], "US")


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ("Vorname,Nachname,Handynummer,E-Mail", "first_name,last_name,phone,email"),
        ("Nombre,Apellidos,Teléfono móvil,Correo electrónico", "first_name,last_name,phone,email"),
        ("Prénom,Nom,Téléphone portable,Désabonné", "first_name,last_name,phone,opted_out"),
        ("nome completo,celular,marcadores", "full_name,phone,tags"),
        ("firstName,lastName,phoneNumber,optInDate", "first_name,last_name,phone,opt_in_time"),
        ("Name,Surname,Phone", "first_name,last_name,phone"),
        ("Name,Vorname,Telefon", "last_name,first_name,phone"),
        ("Name,Phone,Shoe size", "full_name,phone,attributes.shoe_size"),
    ],
)
def test_headings_are_read_in_many_languages(columns: str, fields: str) -> None:
    assert guess(columns) == fields.split(",")


def test_the_phone_that_texts_reach_wins_over_the_landline() -> None:
    found = guess("Home phone,Mobile", "4155550001,4155550002")
    assert found == ["attributes.home_phone", "phone"]


def test_a_column_without_a_known_heading_is_known_by_its_cells() -> None:
    found = mapping.guess(["Kontakt A", "Kontakt B"], [[phone, "a@b.example"] for phone in PHONES], "US")
    assert found == ["phone", "email"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (["first_name", ""], "which column holds the phone"),
        (["phone", "phone"], "Only one column"),
        (["phone", "nonsense"], "no field"),
        (["phone"], "one field for each column"),
        (["phone", None], "one field for each column"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_told(fields: list[str], said: str) -> None:
    with pytest.raises(BadMapping, match=said):
        mapping.validate(fields, 2)


def test_the_email_cannot_stand_in_two_columns() -> None:
    with pytest.raises(BadMapping, match="E-mail is chosen for two"):
        mapping.validate(["phone", "email", "email"], 3)
