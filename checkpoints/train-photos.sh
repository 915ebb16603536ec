#!/bin/sh
# How the photo models were made, on the CPU: hours of work, in as many sittings as one likes. Stopped at any moment
# (Ctrl-C, `explorer stop RUN`, a power cut) it goes on exactly when it is called again.
cd "$(dirname "$0")/.." || exit 1
python=${PYTHON:-.venv/bin/python}
photos=denoise/bsd500_train,denoise/bsd500_test

train() {
  [ -e "checkpoints/$1/card.md" ] && return
  if [ -e "checkpoints/$1/config.json" ]; then
    "$python" -m explorer resume "$1" || exit 1
  else
    name=$1
    shift
    "$python" -m explorer train --data "$photos" --arch multiscale --channels 3 --patch 64 --batch-size 16 \
      --schedule cosine --warmup 500 --clip 25 --ema 0.999 --out "$name" "$@" || exit 1
    set -- "$name"
  fi
  # What is only needed to carry on, and pictures of photos that are not ours to hand on.
  rm -f "checkpoints/$1/optimizer.safetensors" "checkpoints/$1/preview.png"
}

# The first was to take 48 epochs. In the 14th it lost its way (loss 6 to 16,000, the step too long for bf16 noise), so
# that its averaged weights after the 11th are what the second starts from, at half the step. These two were trained by
# the absolute error, which the levelled one has replaced since. The third has twice the blocks at half size; it was begun
# with half of its patches in grey, two thirds came with the 10th epoch, and its length was changed on the way (42, 36,
# 30, 50, 44 epochs), so that its step fell not quite as a cosine of 44. The fourth sees four patches of five in grey,
# which was still short; it was to take 56 epochs and was set to 42 in its second.
train photo-denoise-1 --model dae --size medium --noise blind:55 --epochs 11 --schedule constant --lr 1e-3
train photo-denoise-2 --model dae --size medium --noise blind:55 --epochs 36 --lr 5e-4 --start photo-denoise-1
train photo-denoise-3 --model dae --size large --noise blind:55 --epochs 44 --lr 4e-4 --warmup 300 --clip 10 \
  --start photo-denoise-2
train photo-denoise --model dae --size large --noise blind:55 --epochs 42 --lr 4e-4 --warmup 300 --clip 10 \
  --start photo-denoise-3
# The features of a denoiser are most of what an inpainter needs.
train photo-inpaint --model inpaint --size medium --mask any:0.25 --epochs 14 --lr 5e-4 --start photo-denoise-2
