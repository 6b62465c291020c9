"""Takes labelled photographs of thin things for `Benchmarks -- cutouts`: wire, bars and hoses, at most a quarter of the frame.

    blender -b --python-exit-code 1 -P tools/matting-prior/blender/thin.py -- FOLDER COUNT FIRST_SEED

Writes thinSEED_raw.png and thinSEED_a.png of 800 x 800 pixels, rendered at that size, some twenty seconds each. docs/studio.md
measures twelve each from the seeds 900001 and 920001; the networks never learned from these.
"""
import os
import sys
import tempfile

import cv2
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))  # Blender does not put it there
import darkroom  # noqa: E402
import photographs  # noqa: E402
import product  # noqa: E402
import renderer  # noqa: E402

SIDE = 800
MOST_COVERAGE = 0.25

renderer.RENDERED = darkroom.RENDERED = darkroom.SIDE = SIDE  # training renders small, because paths cost time
product.FAMILIES = ((product.frame, 50), (product.swept, 20), (product.assembly, 30))


def main():
    folder, count, seed = sys.argv[sys.argv.index("--") + 1:]
    seed, taken = int(seed), 0
    with tempfile.TemporaryDirectory() as layers:
        scene = renderer.prepare(1, layers)
        while taken < int(count):
            photo = photographs.photograph(seed, scene, layers)
            if photo is not None:
                pixels = np.frombuffer(photo, np.uint8).reshape(SIDE, SIDE, 4)
                if (pixels[..., 3] > 127).mean() <= MOST_COVERAGE:
                    cv2.imwrite(os.path.join(folder, f"thin{seed}_raw.png"), pixels[..., 2::-1])
                    cv2.imwrite(os.path.join(folder, f"thin{seed}_a.png"), pixels[..., 3])
                    taken += 1
            seed += 1


if __name__ == "__main__":
    main()
