#!/bin/sh
# Turns a rendering into a sample photograph: light denoising, enlarged to 12 megapixels, a little sensor grain, JPEG.
# usage: develop.sh <folder with renderings> <scene> <samples folder>
set -eu
from=$1 scene=$2 to=$3
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
ffmpeg -v error -y -i "$from/$scene.png" -vf nlmeans=s=2.2:p=5:r=9 -frames:v 1 "$work/clean.png"
convert "$work/clean.png" -filter Lanczos -resize '4000x4000' -unsharp 0x1.6+0.5+0.01 -seed 7 -attenuate 0.09 +noise Gaussian \
  -strip -sampling-factor 4:2:0 -quality 90 "$to/$scene.jpg"
mkdir -p "$to/masks"
convert "$from/$scene.mask.png" -colorspace Gray -level 1.5%,98.5% -strip -depth 8 "$to/masks/$scene.png"
