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
      --schedule cosine --warmup 500 --clip 100 --ema 0.999 --out "$name" "$@" || exit 1
    set -- "$name"
  fi
  rm -f "checkpoints/$1/optimizer.safetensors"
}

train photo-inpaint --model inpaint --size small --mask any:0.25 --epochs 24 --lr 1e-3
train photo-denoise --model dae --size medium --noise blind:55 --epochs 64 --lr 1e-3
