"""Photos of the demo, drawn by code: modest scenes of a village, no two alike, no file shipped."""

import random
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1200)
HORIZON = 520
Colour = tuple[int, int, int]
Scene = Callable[[ImageDraw.ImageDraw, random.Random], None]


def draw(subject: str, seed: int) -> bytes:
    """A JPEG of a subject (a key of ``SCENES``); the same seed gives the same bytes."""
    chance = random.Random(f"{subject}-{seed}")
    image = _backdrop(chance, is_indoors=subject in INDOORS)
    SCENES[subject](ImageDraw.Draw(image, "RGBA"), chance)
    grain = Image.frombytes("L", (400, 300), chance.randbytes(400 * 300)).resize(SIZE)
    grainy = Image.blend(image, Image.merge("RGB", [grain] * 3), 0.06)
    out = BytesIO()
    grainy.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=80)
    return out.getvalue()


def _backdrop(chance: random.Random, *, is_indoors: bool) -> Image.Image:
    """Sky and ground, or wall and floor, each shaded from top to bottom."""
    if is_indoors:
        wall, floor = _near(chance, (214, 205, 188)), _near(chance, (150, 138, 124))
        top, bottom = _shade(wall, 15), wall
        near, far = _shade(floor, -35), floor
    else:
        top, bottom = _near(chance, (142, 176, 209)), (222, 230, 234)
        far, near = _near(chance, (150, 148, 120)), _near(chance, (110, 100, 78))
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    for y in range(SIZE[1]):
        part = y / HORIZON if y < HORIZON else (y - HORIZON) / (SIZE[1] - HORIZON)
        colours = (top, bottom) if y < HORIZON else (far, near)
        pen.line([(0, y), (SIZE[0], y)], fill=_mixed(*colours, part))
    return image


def _near(chance: random.Random, colour: Colour, by: int = 12) -> Colour:
    red, green, blue = (max(0, min(255, part + chance.randint(-by, by))) for part in colour)
    return red, green, blue


def _shade(colour: Colour, by: int) -> Colour:
    red, green, blue = (max(0, min(255, part + by)) for part in colour)
    return red, green, blue


def _mixed(one: Colour, other: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _houses(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    x = -60
    while x < SIZE[0]:
        width, height = chance.randint(220, 380), chance.randint(150, 260)
        wall = _near(chance, (205, 196, 180), 25)
        top = HORIZON - height
        pen.rectangle([x, top, x + width, HORIZON + 20], fill=wall)
        roof = [(x - 25, top), (x + width // 2, top - 80), (x + width + 25, top)]
        pen.polygon(roof, fill=_near(chance, (120, 72, 60)))
        for n in range(2):
            left = x + width // 5 + n * width // 2
            pen.rectangle([left, top + 50, left + 55, top + 115], fill=(86, 98, 108))
        x += width + chance.randint(40, 160)


def _road(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    shift = chance.randint(-120, 120)
    edges = [(700 + shift, HORIZON), (860 + shift, HORIZON), (1350, 1200), (250, 1200)]
    pen.polygon(edges, fill=(158, 156, 150))
    for y in range(HORIZON + 60, 1200, 120):
        half = (y - HORIZON) // 60
        pen.polygon(
            [(790 - half, y), (800 + half, y), (806 + half, y + 50), (784 - half, y + 50)],
            fill=(225, 222, 210),
        )


def _heap(pen: ImageDraw.ImageDraw, chance: random.Random, x: int, y: int, pieces: int) -> None:
    palette = [(70, 74, 68), (196, 190, 176), (60, 96, 140), (170, 60, 50), (214, 208, 120)]
    for _ in range(pieces):
        spread = chance.gauss(0, 150)
        left, top = x + spread, y - max(0, 130 - abs(spread)) * chance.random()
        size = chance.randint(20, 80)
        corners = [
            (left + chance.randint(-size, size), top + chance.randint(-size // 2, size // 2))
            for _ in range(5)
        ]
        pen.polygon(corners, fill=_near(chance, chance.choice(palette), 20))


def garbage(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Rubbish beside the village road."""
    _houses(pen, chance)
    _road(pen, chance)
    _heap(pen, chance, chance.randint(380, 520), 960, 170)


def bin_full(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Two bins, one of them running over."""
    _houses(pen, chance)
    for n, colour in enumerate([(46, 110, 74), (52, 84, 130)]):
        left = 480 + n * 330
        pen.polygon(
            [(left, 560), (left + 260, 560), (left + 225, 960), (left + 35, 960)],
            fill=_near(chance, colour),
        )
        pen.rectangle([left - 12, 540, left + 272, 575], fill=_shade(colour, -25))
        for wheel in (left + 55, left + 165):
            pen.ellipse([wheel, 930, wheel + 50, 980], fill=(35, 35, 35))
    _heap(pen, chance, 610, 560, 60)
    _heap(pen, chance, 560, 1010, 50)


def ditch(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A black ditch with floating things."""
    _houses(pen, chance)
    pen.polygon([(640, HORIZON), (820, HORIZON), (1500, 1200), (200, 1200)], fill=(112, 108, 84))
    pen.polygon([(680, HORIZON), (780, HORIZON), (1240, 1200), (430, 1200)], fill=(34, 40, 36))
    for _ in range(26):
        y = chance.randint(600, 1150)
        x = chance.gauss(780, (y - 420) / 3.4)
        width = chance.randint(15, 60)
        fill = chance.choice([(210, 210, 200, 200), (70, 90, 50, 180), (120, 150, 170, 190)])
        pen.ellipse([x, y, x + width, y + width // 3], fill=fill)


def burning(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A burnt patch that still smokes."""
    _houses(pen, chance)
    pen.ellipse([450, 820, 1150, 1060], fill=(44, 40, 38))
    _heap(pen, chance, 800, 920, 60)
    for n in range(40):
        x, y = 800 + chance.gauss(0, 30 + n * 4), 880 - n * 20
        size = 40 + n * 3
        pen.ellipse([x - size, y - size, x + size, y + size], fill=(170, 170, 172, 34))


def straw(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Straw and timber heaped at the roadside."""
    _houses(pen, chance)
    _road(pen, chance)
    for _ in range(700):
        x, y = chance.gauss(420, 130), 980 - abs(chance.gauss(0, 110))
        pen.line(
            [(x, y), (x + chance.randint(-90, 90), y + chance.randint(-25, 25))],
            fill=_near(chance, (196, 168, 96), 25),
            width=4,
        )


def notice_board(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A village notice board with few papers on it."""
    _houses(pen, chance)
    for left in (330, 1230):
        pen.rectangle([left, 420, left + 36, 1080], fill=(110, 112, 116))
    pen.rectangle([290, 380, 1310, 900], fill=(170, 42, 36))
    pen.rectangle([330, 450, 1270, 870], fill=(232, 230, 222))
    for n in range(4):
        left = 370 + n * 225
        if chance.random() < 0.7:
            pen.rectangle([left, 490, left + 180, 740], fill=_near(chance, (248, 244, 226), 6))
            for y in range(520, 720, 24):
                pen.line([(left + 20, y), (left + 160, y)], fill=(140, 140, 140), width=4)


def weeds(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A field that nobody has tilled."""
    for _ in range(2600):
        y = chance.randint(HORIZON, 1190)
        x = chance.randint(-20, 1620)
        tall = (y - HORIZON) / 6 + 12
        pen.line(
            [(x, y), (x + chance.randint(-14, 14), y - tall)],
            fill=_near(chance, (112, 128, 62), 35),
            width=max(2, int(tall / 18)),
        )


def canal(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A concrete canal with a broken bank."""
    weeds(pen, chance)
    pen.polygon([(620, HORIZON), (900, HORIZON), (1420, 1200), (160, 1200)], fill=(176, 174, 166))
    pen.polygon([(690, HORIZON), (830, HORIZON), (1120, 1200), (460, 1200)], fill=(120, 118, 104))
    for _ in range(3):
        x, y = chance.randint(300, 480), chance.randint(820, 1000)
        crack = [(x, y)]
        for _ in range(7):
            x, y = x + chance.randint(5, 45), y + chance.randint(-40, 55)
            crack.append((x, y))
        pen.line(crack, fill=(60, 58, 54), width=10)
    _heap(pen, chance, 520, 1120, 50)


def stairway(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A stairway door blocked by boxes and an electric bicycle."""
    pen.rectangle([560, 180, 1040, 900], fill=(120, 128, 132))
    pen.rectangle([600, 220, 1000, 900], fill=(78, 84, 88))
    pen.rectangle([660, 110, 940, 165], fill=(40, 140, 80))
    for n in range(5):
        left, top = 560 + (n % 3) * 150, 760 - (n // 3) * 150 + chance.randint(-10, 10)
        pen.rectangle([left, top, left + 145, top + 145], fill=_near(chance, (186, 148, 98)))
        pen.line([(left, top + 70), (left + 145, top + 70)], fill=(150, 116, 72), width=8)
    for x in (1080, 1330):
        pen.ellipse([x, 840, x + 190, 1030], outline=(30, 30, 30), width=24)
    pen.line([(1175, 935), (1250, 760), (1425, 935), (1175, 935)], fill=(50, 96, 160), width=22)
    pen.line([(1250, 760), (1300, 700), (1380, 700)], fill=(40, 40, 40), width=16)


def extinguisher(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """A fire extinguisher whose needle is in the red."""
    pen.rounded_rectangle([620, 360, 860, 1060], 90, fill=_near(chance, (186, 32, 30)))
    pen.rectangle([700, 270, 780, 370], fill=(40, 40, 40))
    pen.line([(780, 300), (930, 330), (960, 620)], fill=(30, 30, 30), width=26)
    pen.ellipse([900, 380, 1220, 700], fill=(240, 240, 236), outline=(60, 60, 60), width=14)
    for start, colour in ((140, (200, 40, 36)), (220, (60, 150, 70)), (300, (220, 190, 60))):
        pen.arc([940, 420, 1180, 660], start, start + 78, fill=colour, width=34)
    pen.line([(1060, 560), (975, 600 + chance.randint(-15, 15))], fill=(20, 20, 20), width=12)
    pen.rectangle([660, 560, 820, 780], fill=(238, 234, 220))


def cylinder(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Gas cylinders beside a stove."""
    pen.rectangle([820, 520, 1560, 1020], fill=(176, 180, 184))
    for x in (900, 1220):
        pen.ellipse([x, 470, x + 260, 560], fill=(56, 58, 60))
    for n in range(2):
        left = 180 + n * 310
        pen.rounded_rectangle(
            [left, 430, left + 260, 1040], 80, fill=_near(chance, (120, 130, 136))
        )
        pen.rectangle([left + 85, 350, left + 175, 440], fill=(90, 94, 98))
    hose = [(310, 360), (520, 260), (760, 300), (960, 480)]
    pen.line(hose, fill=(190, 110, 60), width=20, joint="curve")


def wires(pen: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """Sockets plugged into sockets, bare wires."""
    for n in range(4):
        left, top = 240 + n * 290, 520 + chance.randint(-60, 120)
        pen.rounded_rectangle([left, top, left + 260, top + 90], 18, fill=(236, 234, 228))
        for hole in range(4):
            pen.ellipse([left + 25 + hole * 60, top + 30, left + 55 + hole * 60, top + 60], fill=0)
    for _ in range(9):
        points = [(chance.randint(100, 1500), chance.randint(150, 900)) for _ in range(4)]
        colour = chance.choice([(30, 30, 30), (150, 40, 40), (50, 70, 130)])
        pen.line(points, fill=colour, width=9, joint="curve")


INDOORS = {"stairway", "extinguisher", "cylinder", "wires"}
SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        garbage, bin_full, ditch, burning, straw, notice_board, weeds, canal, stairway,
        extinguisher, cylinder, wires,
    )
}  # fmt: skip
