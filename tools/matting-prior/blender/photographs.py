"""Takes training photographs of random things with Blender's Cycles, each with its coverage.

    blender -b --python-exit-code 1 -P tools/matting-prior/blender/photographs.py -- FILE COUNT FIRST_SEED [THREADS]

Appends to FILE, for each photograph, 384 x 384 pixels of four bytes, top row first: red, green, blue (sRGB) and the
share of the pixel that the product covers. Every photograph is one write, so that the file can be read while it grows.
Photographs are rendered at 288 x 288 and enlarged, because paths cost time; the trainer (../outline.py) looks at them
at 320 to 384. A seed always gives the same scene and the same coverage, with faintly other noise in some pixels:
Blender leaves the last bits of some points to chance, and the paths of light with them. A seed whose product is too
small or too large in the frame is passed over.
The product is put together by chance and resembles nothing in particular. Written for Debian's Blender 3.4, which
has no denoiser of its own; python3-opencv stands in.
"""
import os
import random
import sys
import tempfile
import time

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # Blender does not put it there
from camera import camera  # noqa: E402
from colours import any_colour, linear, luminance, near_colour  # noqa: E402
from darkroom import develop, enlarged, worn  # noqa: E402
from grounds import scenery  # noqa: E402
from lights import lamps, sky  # noqa: E402
from product import product  # noqa: E402
from renderer import clear, prepare, render  # noqa: E402

LEAST_COVERAGE = 0.02
MOST_COVERAGE = 0.80


def photograph(seed, scene, folder):
    """The finished photograph as bytes, or None where the product is too small or too large."""
    rng = random.Random(seed)
    clear()
    ground = any_colour(rng) if rng.random() < 0.8 else linear((rng.uniform(0.88, 0.97),) * 3)
    main_colour = near_colour(rng, ground, rng.uniform(0.02, 0.3)) if rng.random() < 0.2 else any_colour(rng)
    points, lies_flat = product(rng, main_colour)
    scenery(rng, ground, float(np.linalg.norm(points[:, :2], axis=1).max()) + 0.05)
    lamps(rng)
    sky(rng, scene)
    camera(rng, scene, points, lies_flat)
    coverage = render(scene, seed, folder)
    if not LEAST_COVERAGE <= coverage.mean() <= MOST_COVERAGE:
        return None
    colours = worn(rng, seed, develop(rng, scene, folder, luminance(ground), coverage))
    alpha = np.clip(enlarged(coverage) * 255 + 0.5, 0, 255).astype(np.uint8)
    return np.dstack([colours[..., ::-1], alpha]).tobytes()


def main():
    arguments = sys.argv[sys.argv.index("--") + 1:]
    path, count, seed = arguments[0], int(arguments[1]), int(arguments[2])
    threads = int(arguments[3]) if len(arguments) > 3 else 2
    start, taken = time.time(), 0
    with tempfile.TemporaryDirectory() as folder, open(path, "ab", buffering=0) as file:
        scene = prepare(threads, folder)
        while taken < count:
            photo = photograph(seed, scene, folder)
            seed += 1
            if photo is None:
                continue
            file.write(photo)
            taken += 1
            if taken % 20 == 0 or taken == count:
                print(f"{taken} photographs, {(time.time() - start) / taken:.2f} s each, next seed {seed}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
