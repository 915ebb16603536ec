from __future__ import annotations

from explorer import errors
from explorer.errors import ExplorerError, InputError


def tree(root: type[ExplorerError]) -> list[type[ExplorerError]]:
    return [root, *[found for child in root.__subclasses__() for found in tree(child)]]


def test_bad_input_exits_with_two_and_the_rest_with_one() -> None:
    for error in tree(ExplorerError):
        assert error("why").exit_code == (2 if issubclass(error, InputError) else 1)


def test_every_error_has_a_kind_of_its_own_and_a_place_in_the_docstring() -> None:
    found = tree(ExplorerError)
    assert len({error.kind for error in found}) == len(found)
    assert all(error.__name__ in (errors.__doc__ or "") for error in found)


def test_the_sentence_begins_with_the_file() -> None:
    error = InputError("is empty", "a.zip")
    assert str(error) == "a.zip: is empty"
    assert error.as_dict() == {"kind": "input", "message": "is empty", "file": "a.zip"}
    assert InputError("why").as_dict()["file"] is None
