"""Plain values → frozen classes, by pydantic; every mistake is noted with its line. Pure."""

import json
from typing import TypeVar, get_args

from pydantic import BaseModel, ValidationError

from inspect_app.checklist.base_items import BaseItem
from inspect_app.checklist.definition import Section
from inspect_app.checklist.items import Amount, Item
from inspect_app.checklist.mistakes import MAX_LISTED, nearest, sentence
from inspect_app.checklist.parts import Basis, Bonus, Law, Level, Option, ShowIf, ZeroIf
from inspect_app.checklist.reading import Position, YamlFile, YamlPath

Model = TypeVar("Model", bound=BaseModel)


def validated(file: YamlFile, model: type[Model]) -> Model | None:
    """The model, None if the file has mistakes; all are noted."""
    is_guessed = False
    try:
        return model.model_validate_json(json.dumps(file.values))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    parents = {one["loc"][:n] for one in errors for n in range(len(one["loc"]))}
    for one in errors[: MAX_LISTED + 1]:  # one more, so that the list is known to be cut
        if one["type"] == "too_short" and one["loc"] in parents:
            continue  # too few only because the wrong ones were not counted
        path = _path_in_file(one["loc"])
        if one["type"] == "union_tag_invalid":
            path = (*path, "kind")
            is_guessed |= _guess_kind(file, path)
        if path in file.holes and one["type"] not in {"missing", "extra_forbidden"}:
            continue  # told when it was read
        position = file.positions.get(path, Position(file.line_of(path)))
        what, remedy = sentence(one, path, position.text, _known_keys(file, model, path))
        file.add(position.line, what, remedy)
    # Once more with the kinds that were probably meant: what else is wrong with these items?
    return validated(file, model) if is_guessed and len(errors) <= MAX_LISTED else None


def _guess_kind(file: YamlFile, path: YamlPath) -> bool:
    item = file.values["sections"][path[1]]["items"][path[3]]
    guess = nearest(item["kind"], list(ITEM_MODELS)) if isinstance(item["kind"], str) else None
    item["kind"] = guess or item["kind"]
    return guess is not None


def _path_in_file(loc: tuple[str | int, ...]) -> YamlPath:
    """The place in the file: pydantic names the kind after an item's number as well."""
    return loc[:4] + loc[5:] if loc[2:3] == ("items",) else loc


ITEM_MODELS: dict[str, type[BaseItem]] = {
    get_args(model.model_fields["kind"].annotation)[0].value: model
    for model in get_args(get_args(Item)[0])
}

_MODELS_UNDER: dict[str, type[BaseModel]] = {
    "sections": Section,
    "basis": Basis,
    "show_if": ShowIf,
    "zero_if": ZeroIf,
    "bonus": Bonus,
    "levels": Level,
    "bands": Level,
    "amount": Amount,
    "options": Option,
    "laws": Law,
}


def _known_keys(file: YamlFile, root: type[BaseModel], path: YamlPath) -> list[str]:
    """The keys that may stand where the path's last key stands."""
    under = next((part for part in reversed(path[:-1]) if isinstance(part, str)), "")
    model = _MODELS_UNDER.get(under, root)
    if under == "items":
        item = file.values["sections"][path[1]]["items"][path[3]]
        kind = item.get("kind") if isinstance(item, dict) else None
        model = ITEM_MODELS.get(kind, BaseItem) if isinstance(kind, str) else BaseItem
    return [key.alias or name for name, key in model.model_fields.items()]
