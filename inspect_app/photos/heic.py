"""What a HEIC file says of itself, read before a decoder allocates anything for it. Pure.

libheif checks a single picture well but trusts a grid of tiles: it fills the places of missing
tiles with grey, so that a file cut in half would pass, and it believes the size a grid claims.
Boxes and their fields: ISO/IEC 14496-12 (8.11) and 23008-12 (6.5.3, 6.6.2).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

STILL = (b"heic", b"heix", b"heim", b"heis", b"mif1")  # not hevc, msf1: sequences; not avif
MOST_META_BYTES = 1_000_000  # a 48-megapixel picture of 192 tiles has 10 kB
MOST_PLACES = 10_000


class BrokenHeicError(ValueError):
    """The file is cut short, contradicts itself or is no still picture."""


@dataclass
class _Meta:
    """The parts of the ``meta`` box that name pictures; a name given twice keeps both meanings."""

    kinds: dict[int, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    places: list[tuple[int, int, int]] = field(default_factory=list)  # (item, start, end) in file
    tiles: list[tuple[int, list[int]]] = field(default_factory=list)
    sizes: list[int] = field(default_factory=lambda: [0])  # pixels of property 1, 2, …; 0: no size
    pixels: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # of each item


def is_heif(data: bytes) -> bool:
    """Whether the file is of the family of HEIC, AVIF and their moving relatives."""
    return data[4:8] == b"ftyp"


def pixels_to_decode(data: bytes) -> int:
    """The most pixels that decoding any one picture of the file can take.

    :raise BrokenHeicError: if bytes that the file speaks of are missing, or it is not HEIC.
    """
    if data[8:12] not in STILL:
        raise BrokenHeicError("another relative")
    try:
        return _most_pixels(data, _read_meta(data))
    except IndexError as error:
        raise BrokenHeicError("a number points outside the file") from error


def _most_pixels(data: bytes, meta: _Meta) -> int:
    if any(end > len(data) for _, _, end in meta.places):
        raise BrokenHeicError("cut short")
    # An overlay's canvas may have any size and cameras make none.
    if any(b"iovl" in kinds for kinds in meta.kinds.values()):
        raise BrokenHeicError("an overlay")
    in_tiles = [sum(meta.pixels[tile] for tile in tiles) for _, tiles in meta.tiles]
    return max([*meta.sizes, *_claims_of_grids(data, meta), *in_tiles])


def _claims_of_grids(data: bytes, meta: _Meta) -> Iterator[int]:
    for item, start, end in meta.places:
        if b"grid" in meta.kinds[item]:
            grid = _Reader(data, start, end)
            _, flags, _ = grid.number(1), grid.number(1), grid.number(2)
            size = 4 if flags & 1 else 2
            yield grid.number(size) * grid.number(size)


class _Reader:
    """Big-endian numbers, one after another. :raise IndexError: at the end."""

    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, min(end, len(data))

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size))

    def take(self, size: int) -> bytes:
        self.at += size
        if self.at > self.end:
            raise IndexError
        return self.data[self.at - size : self.at]

    def version_and_flags(self) -> tuple[int, int]:
        return self.number(1), self.number(3)

    def boxes(self) -> Iterator[tuple[bytes, "_Reader"]]:
        """Yield each box's type and content; the last may lie partly behind the end."""
        while self.at < self.end:
            start = self.at
            size, kind = self.number(4), self.take(4)
            if size == 0:  # up to the end
                size = self.end - start
            elif size == 1:  # too large for four bytes
                size = self.number(8)
            if start + size < self.at:
                raise IndexError
            yield kind, _Reader(self.data, self.at, start + size)
            self.at = start + size


def _read_meta(data: bytes) -> _Meta:
    found = [box for kind, box in _Reader(data, 0, len(data)).boxes() if kind == b"meta"]
    if len(found) != 1 or found[0].end - found[0].at > MOST_META_BYTES:
        raise BrokenHeicError("no list of its pictures, or an absurd one")
    found[0].version_and_flags()
    boxes = list(found[0].boxes())
    inner_data = next((box.at for kind, box in boxes if kind == b"idat"), len(data))
    meta = _Meta()
    for kind, box in boxes:
        if kind == b"iinf":
            _read_kinds(box, meta)
        elif kind == b"iloc":
            _read_places(box, meta, inner_data)
        elif kind == b"iref":
            _read_tiles(box, meta)
        elif kind == b"iprp":
            _read_properties(box, meta)
    return meta


def _read_kinds(box: _Reader, meta: _Meta) -> None:
    version, _ = box.version_and_flags()
    box.number(4 if version else 2)
    for _, entry in box.boxes():
        version, _ = entry.version_and_flags()
        item, _ = entry.number(4 if version == 3 else 2), entry.number(2)
        meta.kinds[item].add(entry.take(4))


def _read_places(box: _Reader, meta: _Meta, inner_data: int) -> None:
    version, _ = box.version_and_flags()
    lengths, more = box.number(1), box.number(1)
    offset_size, length_size, base_size = lengths >> 4, lengths & 15, more >> 4
    index_size = more & 15 if version else 0
    for _ in range(box.number(4 if version == 2 else 2)):
        item = box.number(4 if version == 2 else 2)
        is_inner = version > 0 and box.number(2) & 15 == 1
        box.number(2)
        base = box.number(base_size) + (inner_data if is_inner else 0)
        for _ in range(box.number(2)):
            if len(meta.places) > MOST_PLACES:  # such a list need not take any bytes
                raise BrokenHeicError("an absurd list of places")
            box.number(index_size)
            start = base + box.number(offset_size)
            meta.places.append((item, start, start + box.number(length_size)))


def _read_tiles(box: _Reader, meta: _Meta) -> None:
    version, _ = box.version_and_flags()
    size = 4 if version else 2
    for kind, reference in box.boxes():
        if kind == b"dimg":
            item, count = reference.number(size), reference.number(2)
            meta.tiles.append((item, [reference.number(size) for _ in range(count)]))


def _read_properties(box: _Reader, meta: _Meta) -> None:
    for kind, part in box.boxes():
        if kind == b"ipco":
            meta.sizes += [_pixels(name, content) for name, content in part.boxes()]
        elif kind == b"ipma":
            _read_sizes_of_items(part, meta)


def _read_sizes_of_items(box: _Reader, meta: _Meta) -> None:
    version, flags = box.version_and_flags()
    wide = flags & 1
    for _ in range(box.number(4)):
        item = box.number(4 if version else 2)
        for _ in range(box.number(1)):
            index = box.number(1 + wide) & (0x7FFF if wide else 0x7F)
            meta.pixels[item] = max(meta.pixels[item], meta.sizes[index])


def _pixels(name: bytes, content: _Reader) -> int:
    if name != b"ispe":
        return 0
    content.version_and_flags()
    return content.number(4) * content.number(4)
