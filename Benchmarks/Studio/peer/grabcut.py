"""OpenCV's grabCut for the cutouts benchmark: one JSON request a line in, one answer a line out.

A rectangle 4 % inside the photo's frame, five iterations, on the photo reduced to `side` pixels; the mask is brought
back to the photo's size by linear interpolation.
"""
import json
import sys
import time

import cv2
import numpy

cv2.setNumThreads(2)
print(json.dumps({"opencv": cv2.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    with open(request["photo"], "rb") as file:
        encoded = numpy.frombuffer(file.read(), numpy.uint8)
    started = time.perf_counter()
    photo = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    height, width = photo.shape[:2]
    scale = min(1.0, request["side"] / max(width, height))
    small = cv2.resize(photo, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    rows, columns = small.shape[:2]
    inset_x, inset_y = round(columns * 0.04), round(rows * 0.04)
    labels = numpy.zeros((rows, columns), numpy.uint8)
    cv2.setRNGSeed(1)
    cv2.grabCut(small, labels, (inset_x, inset_y, columns - 2 * inset_x, rows - 2 * inset_y),
                numpy.zeros((1, 65)), numpy.zeros((1, 65)), 5, cv2.GC_INIT_WITH_RECT)
    product = ((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)).astype(numpy.float32)
    mask = (cv2.resize(product, (width, height), interpolation=cv2.INTER_LINEAR) >= 0.5).astype(numpy.uint8) * 255
    seconds = time.perf_counter() - started
    cv2.imwrite(request["mask"], mask)
    print(json.dumps({"seconds": seconds}), flush=True)
