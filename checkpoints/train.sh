#!/bin/sh
# How the shipped runs were made, on the CPU; `sh checkpoints/train.sh` makes those that are missing again.
cd "$(dirname "$0")/.." || exit 1
python=${PYTHON:-.venv/bin/python}

train() {
  [ -e "checkpoints/$1/card.md" ] && return
  name=$1
  shift
  "$python" -m explorer train --out "$name" "$@" || exit 1
  # The first is only needed to carry on, the second is made again by `explorer export`, the third shows real images.
  rm -f "checkpoints/$name/optimizer.safetensors" "checkpoints/$name/encoder.onnx" "checkpoints/$name/preview.png"
}

train digits-vae --data digits --model vae --latent-dim 2 --epochs 200 --batch-size 64 --history 10
train digits-ae --data digits --model ae --latent-dim 2 --epochs 200 --batch-size 64
train mnist-vae --data mnist --model vae --arch mlp --latent-dim 20 --epochs 10 --seed 1
train mnist-ae --data mnist --model ae --arch mlp --latent-dim 20 --epochs 10 --seed 1
train mnist-denoise --data mnist --model dae --latent-dim 64 --epochs 12 --noise gaussian:0.5
train fashion-vae --data fashion-mnist --model vae --latent-dim 16 --epochs 15
train mnist-inpaint --data mnist --model inpaint --latent-dim 64 --epochs 12 --mask box:0.5
train fashion-ae --data fashion-mnist --model ae --latent-dim 16 --epochs 15
train digits-pca --data digits --model pca --latent-dim 2
train mnist-pca --data mnist --model pca --latent-dim 20
train fashion-pca --data fashion-mnist --model pca --latent-dim 16
train sprites-vae --data sprites --model vae --latent-dim 10 --epochs 20 --batch-size 64
