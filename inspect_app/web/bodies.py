"""How large a request may be: each view has its limit, which holds before anything is read.

In every encoding: Werkzeug's own limits are those of each part of a multipart form.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from io import BytesIO
from itertools import chain
from typing import IO, Any, TypeVar, cast

import flask
from flask import abort, request
from werkzeug.datastructures import FileStorage, Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

View = TypeVar("View", bound=Callable[..., object])

KIB, MIB = 1024, 1024 * 1024

# Of who is not signed in: a name, a password, a code. Signed in, a form may bring its files.
MOST_OF_STRANGERS = 64 * KIB
MOST_IN_FIELDS = MIB  # of a form without its files
MOST_FIELDS = 10_000  # 200 paper forms of a shipped checklist, typed in at once, have 5,600
MOST_PARTS = 3000  # of a form with files
AT_ONCE = 64 * KIB

URLENCODED, IN_PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


def brings_files(most: int) -> Callable[[View], View]:
    """Mark a view whose form may bring files: so many bytes in all."""
    return _mark_view("most_in_parts", most)


def brings_photos(most: int, kept: int) -> Callable[[View], View]:
    """Mark a view whose form may bring photos: so many bytes in all.

    A file that goes beyond the ``kept`` bytes of all comes as ``NotKept``, and the form's words
    come with the rest.
    """

    def mark(view: View) -> View:
        view.__dict__["kept_of_files"] = kept
        return brings_files(most)(view)

    return mark


def brings_one_file(most: int) -> Callable[[View], View]:
    """Mark a view to which a file is sent by itself: so many bytes."""
    return _mark_view("most_by_itself", most)


def _mark_view(name: str, most: int) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.__dict__[name] = most
        return view

    return mark


def most_of(view: object) -> int:
    """In bytes, in the request's encoding, for who is signed in."""
    if request.mimetype == URLENCODED:
        return MOST_IN_FIELDS
    name = "most_in_parts" if request.mimetype == IN_PARTS else "most_by_itself"
    return int(getattr(view, name, MOST_IN_FIELDS))


class NotKept(FileStorage):
    """A file that came, of which nothing was kept: with it the form's files were too large."""


def read_form_of(view: object) -> None:
    """Read the form that is sent to the view by who is signed in.

    :raise RequestEntityTooLarge: as ``read_within`` does.
    """
    cast(Request, request).kept_of_files = getattr(view, "kept_of_files", None)
    read_within(most_of(view))


def read_within(most: int) -> None:
    """Read the request's form, if it is one; end the request if it is larger.

    Before there is an actor, for whose page of the error the form would be read again.

    :raise RequestEntityTooLarge: of what tells its length, before any of it is read.
    """
    request.max_content_length = most
    if (request.content_length or 0) > most:
        abort(413)
    request.form  # noqa: B018  (reading it is what parses it)


class _Parser(FormDataParser):
    """As Werkzeug's; but it is the form that has a limit, not each of its fields.

    ``kept_of_files`` is how many bytes of files are kept, None for all.
    """

    kept_of_files: int | None = None

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        if mimetype == URLENCODED:
            sent = b"".join(_pieces(stream))
            if sent.count(b"&") >= MOST_FIELDS:
                raise RequestEntityTooLarge
            stream = BytesIO(sent)
        return super().parse(stream, mimetype, content_length, options)

    def _parse_multipart(
        self, stream: IO[bytes], _mimetype: str, length: int | None, options: dict[str, str]
    ) -> Any:
        fields: list[tuple[str, str]] = []
        files: list[tuple[str, FileStorage]] = []
        with ExitStack() as opened:  # closed unless the whole form is taken
            for part, content in self._parts(stream, length, options, opened):
                if part.name is None:  # no browser's: nobody asks for it, and names are words
                    content.close()
                elif isinstance(part, File):
                    kind = NotKept if content.closed else FileStorage
                    file = kind(content, part.filename, part.name, headers=part.headers)
                    files.append((part.name, file))
                else:
                    fields.append((part.name, content.read().decode(errors="replace")))
            opened.pop_all()
        return stream, self.cls(fields), self.cls(files)

    def _parts(
        self, stream: IO[bytes], length: int | None, options: dict[str, str], opened: ExitStack
    ) -> Iterator[tuple[Field | File, IO[bytes]]]:
        part: Field | File = Field("", Headers())
        content: IO[bytes] = BytesIO()
        size = 0  # of all that is kept in memory
        of_files = 0  # kept, on the disk
        for event in _events(stream, options.get("boundary", "").encode("ascii")):
            if isinstance(event, Field | File):
                part, content = event, BytesIO()
                size += len(str(event.headers))
            if isinstance(event, File):
                content = opened.enter_context(self.stream_factory(length, None, event.filename))
            if isinstance(event, Data) and isinstance(part, Field):
                content.write(event.data)
                size += len(event.data)
            elif isinstance(event, Data) and not content.closed:
                of_files += len(event.data)
                content.write(event.data)
                if self.kept_of_files is not None and of_files > self.kept_of_files:
                    of_files -= content.tell()
                    content.close()  # what comes of it is read past
            if size > MOST_IN_FIELDS:
                raise RequestEntityTooLarge
            if isinstance(event, Data) and not event.more_data:
                if not content.closed:
                    content.seek(0)
                yield part, content


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Give what comes until its end; read at once, what is too long would only be cut."""
    return iter(partial(stream.read, AT_ONCE), b"")


def _events(stream: IO[bytes], boundary: bytes) -> Iterator[Event]:
    if not boundary:
        raise ValueError("Missing boundary")
    decoder = MultipartDecoder(boundary, MOST_IN_FIELDS, max_parts=MOST_PARTS)
    for piece in chain(_pieces(stream), [None]):
        decoder.receive_data(piece)
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            yield event


class Request(flask.Request):
    """A request whose form is read within its limits."""

    form_data_parser_class = _Parser
    kept_of_files: int | None = None

    def make_form_data_parser(self) -> FormDataParser:
        parser = super().make_form_data_parser()
        cast(_Parser, parser).kept_of_files = self.kept_of_files
        return parser
