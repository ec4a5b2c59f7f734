"""Mistakes that somebody could make, planted one at a time to see that they are found."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from inspect_app.entering.views import gate
from inspect_app.photos.store import PhotoStore
from inspect_app.records import drafts, hand_in, outcome
from inspect_app.records.outcome import Outcome, SaveOutcome
from inspect_app.records.views import for_whom
from simulate.engine import own_scripts


@dataclass(frozen=True)
class PlantedMistake:
    """One mistake: words of a script that are others, or a function of the server that is."""

    what: str
    script: str = ""
    is_written: str = ""
    would_be: str = ""
    instead: tuple[Any, str, Any] | None = None  # (module, name, replacement)

    def scripts(self) -> Mapping[str, str]:
        """The phone's scripts with the mistake in them.

        :raise ValueError: if the place is not there, or not only once.
        """
        all_ = own_scripts()
        if not self.script:
            return all_
        if all_[self.script].count(self.is_written) != 1:
            raise ValueError(f"{self.script}.js has no such place any more: {self.is_written}")
        all_[self.script] = all_[self.script].replace(self.is_written, self.would_be)
        return all_

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Let the server make the mistake meanwhile."""
        with ExitStack() as stack:
            if self.instead:
                stack.enter_context(patch.object(*self.instead))
            yield


def _replaces_unseen(kept: Any, digest: str, base: int, *, is_open: bool) -> Outcome:
    done = outcome.outcome(kept, digest, base, is_open=is_open)
    return Outcome.CORRECTION if done is Outcome.RIVAL else done


def _knows_no_replay(kept: Any, digest: str, base: int, *, is_open: bool) -> Outcome:
    done = outcome.outcome(kept, digest, base, is_open=is_open)
    return Outcome.RIVAL if done is Outcome.SAME else done


def _loses_rivals(kept: Any, digest: str, base: int, *, is_open: bool) -> Outcome:
    done = outcome.outcome(kept, digest, base, is_open=is_open)
    return Outcome.SAME if done is Outcome.RIVAL else done


def _takes_every_save(*_: object) -> SaveOutcome:
    return SaveOutcome.TAKEN


def _whose_ever(actor: Any, _deputy: int | None) -> Any:
    return actor


MISTAKES = (
    PlantedMistake(
        "a hotel's log-in page counts as an answer", "phone/answers",
        '(answer.ok && isNamed)) { return { kind: "taken", body }; }',
        'answer.ok) { return { kind: "taken", body: body || { fields: [] } }; }',
    ),
    PlantedMistake(
        "what is sent does not say whose it is", "phone/requests",
        'return "?deputy=" + one.deputy + (one.for ? "&for=" + one.for : "");',
        'return "?" + (one.for ? "for=" + one.for : "");',
    ),
    PlantedMistake(
        "a liaison's form goes out as her own", "phone/requests",
        '(one.for ? "&for=" + one.for : "")', '""',
    ),
    PlantedMistake(
        "a photo's bytes are thrown away before it has arrived", "phone/outbox",
        'if (outcome.kind === "taken") { await makeRoom(photo.id); }',
        "await makeRoom(photo.id);",
    ),
    PlantedMistake(
        "a photo of which a piece has come counts as arrived", "phone/pieces",
        "outcome.body.has === undefined", "outcome.body",
    ),
    PlantedMistake(
        "what had no answer counts as arrived", "phone/outbox",
        'state: outcome.kind === "refused" ? "refused" : "waiting"',
        'state: outcome.kind === "refused" ? "refused" : outcome.isOffline ? "arrived" : "waiting"',
    ),
    PlantedMistake(
        "the draft ends before the outbox has the form", "phone/hand-in",
        'await Store.meet(["drafts", "about", "outbox"',
        'await Store.change(["drafts"], function (store) {\n'
        '      store("drafts").delete(Draft.key());\n'
        "    });\n"
        '    await Store.meet(["drafts", "about", "outbox"',
    ),
    PlantedMistake(
        "photos of the form are deleted with those taken out of it", "phone/hand-in",
        "made.photos.indexOf(photo.id) < 0", "made.photos.indexOf(photo.id) >= 0",
    ),
    PlantedMistake(
        "a form is handed in over what another page has saved", "phone/hand-in",
        "function isMet(draft) { return !draft || draft.mark === Draft.localCopy.mark; }",
        "function isMet(draft) { return true; }",
    ),
    PlantedMistake(
        "已保存在手机 is said before it is", "phone/local-copy",
        "    writing = writing || writeAll();",
        '    dispatch("written", { fault: null });\n    writing = writing || writeAll();',
    ),
    PlantedMistake(
        "a page writes over what another page wrote", "phone/local-copy",
        "stored && (stored.mark === Draft.localCopy.mark || stored.page === Draft.page);", "true;",
    ),
    PlantedMistake(
        "what another page wrote is not kept beside", "phone/local-copy",
        "if (other) { Draft.keepOpen(other, Draft.common); }", "",
    ),
    PlantedMistake(
        "two deputies of one phone share a draft", "phone/local-copy",
        "return [deputy, Draft.liaisonFor, Draft.assignment,",
        "return [Draft.liaisonFor, Draft.assignment,",
    ),
    PlantedMistake(
        "a save that nobody heard counts as saved", "phone/save-draft",
        'if (!isHeard) { Draft.dispatch("unheard"); againLater(); return; }',
        'if (!isHeard) { Draft.dispatch("agreed"); }',
    ),
    PlantedMistake(
        "of two answers the other one is taken unasked", "phone/merge",
        "return follows(there[key], here[key], was[key]);", "return Boolean(there[key]);",
    ),
    PlantedMistake(
        "the disk is not waited for", "phone/store",
        "all.oncomplete = resolve;", "resolve();",
    ),
    PlantedMistake(
        "a form leaves the phone while its photos wait", "phone/submission",
        "isOver: done === all,",
        'isOver: item.state === "arrived",',
    ),
    PlantedMistake(
        "a photo is kept without its bytes", "phone/photo",
        'store("bytes").put({ full }, photo.id);', "",
    ),
    PlantedMistake(
        "the server lets a form replace one that its sender had not seen",
        instead=(hand_in, "outcome", _replaces_unseen),
    ),
    PlantedMistake(
        "the server takes what is sent twice for two forms",
        instead=(hand_in, "outcome", _knows_no_replay),
    ),
    PlantedMistake(
        "the server drops the second of two forms",
        instead=(hand_in, "outcome", _loses_rivals),
    ),
    PlantedMistake(
        "the server lets every save replace the one before",
        instead=(drafts, "save_outcome", _takes_every_save),
    ),
    PlantedMistake(
        "the server forgets a draft that another phone's form had not seen",
        instead=(drafts, "is_unseen", lambda *_: False),
    ),
    PlantedMistake(
        "the server takes what is another's for who is signed in",
        instead=(gate, "_former_self", lambda actor, _: actor),
    ),
    PlantedMistake(
        "the server takes a liaison's form for her own",
        instead=(for_whom, "deputy_filled_for", _whose_ever),
    ),
    PlantedMistake(
        "the server writes a photo's row without its file",
        instead=(PhotoStore, "keep", lambda *_: None),
    ),
)  # fmt: skip
