#!/bin/sh
# How the shipped runs were made, on the CPU; `sh checkpoints/train.sh` makes those that are missing again.
cd "$(dirname "$0")/.." || exit 1
python=${PYTHON:-.venv/bin/python}

train() {
  [ -e "checkpoints/$1/card.md" ] && return
  name=$1
  shift
  "$python" -m explorer train --out "$name" "$@" || exit 1
  # Weights of 16 bits, measured again; without what is only needed to carry on and what shows real images.
  "$python" -m explorer slim "$name"
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
# Of words, all of which are made up: it needs no slimming.
[ -e checkpoints/places-sdae/card.md ] ||
  "$python" -m explorer train --data dialects --model sdae --latent-dim 100 --out places-sdae || exit 1
# In whose features samples are compared.
judge="--model classifier --warmup 200 --schedule cosine --ema 0.995"
train mnist-classifier --data mnist $judge --epochs 5 --lr 3e-3
train fashion-classifier --data fashion-mnist $judge --epochs 8 --lr 2e-3
# Shuffled tiles sorted: what that has taught the encoder is measured beside the autoencoder of the same data.
tiles="--model jigsaw --warmup 100 --schedule cosine --ema 0.995"
train digits-jigsaw --data digits $tiles --epochs 40 --batch-size 64 --lr 2e-3
train fashion-jigsaw --data fashion-mnist $tiles --epochs 2 --batch-size 64 --lr 2e-3
train olivetti-jigsaw --data olivetti $tiles --size tiny --epochs 240 --batch-size 32 --lr 3e-3
for run in digits-jigsaw fashion-jigsaw olivetti-jigsaw; do "$python" -m explorer evaluate $run --keep || exit 1; done
# Anomalies: a VAE for each class that has seen no other, and what others among its training images would cost.
alone="--model oneclass --size tiny --lr 3e-3 --schedule cosine --warmup 100"
train mnist-oneclass --data mnist $alone --latent-dim 12 --epochs 20 --batch-size 512
train fashion-oneclass --data fashion-mnist $alone --latent-dim 12 --epochs 12 --batch-size 512
train digits-oneclass --data digits $alone --latent-dim 6 --epochs 60
[ -e checkpoints/digits-oneclass/contamination.json ] ||
  "$python" -m explorer evaluate digits-oneclass --task contamination --keep || exit 1
# What makes it generative: a VAE and an autoencoder that differ in nothing else, and the price of beta.
train mnist-conv-vae --data mnist --model vae --latent-dim 16 --epochs 8
train mnist-conv-ae --data mnist --model ae --latent-dim 16 --epochs 8
for beta in 0.1 0.5 1 2 4 8; do
  train digits-vae-beta-$beta --data digits --model vae --size tiny --latent-dim 10 --epochs 60 --batch-size 64 \
    --beta $beta --map none
  train mnist-vae-beta-$beta --data mnist --model vae --size tiny --latent-dim 10 --epochs 4 --beta $beta --map none
done
# The bottleneck: one digit through 1 to 64 numbers, by PCA, by straight lines that are learnt, and by a deep network.
train digits-pca-64 --data digits --model pca --latent-dim 64 --map none
squared="--likelihood gaussian --schedule cosine"
for size in 1 2 4 8 16 32 64; do
  # Two of the first nine variances are nearly alike: after 400 epochs the last of 8 directions was 8 degrees off.
  [ $size = 8 ] && epochs=1600 || epochs=400
  train digits-linear-$size --data digits --model ae --arch linear $squared --latent-dim $size --epochs $epochs \
    --batch-size 64 --lr 1e-2 --map none
  train digits-ae-$size --data digits --model ae --size tiny $squared --latent-dim $size --epochs 150 \
    --batch-size 64 --lr 2e-3 --map none
done
# By squared error from the first step it drew nothing but black: cross-entropy first.
train mnist-ae30-1 --data mnist --model ae --latent-dim 30 --epochs 3 --lr 2e-3 --warmup 100 --map none
train mnist-ae30 --data mnist --model ae $squared --latent-dim 30 --epochs 9 --lr 2e-3 --warmup 100 --ema 0.999 \
  --map none --start mnist-ae30-1
train olivetti-vae --data olivetti --model vae --latent-dim 24 --epochs 300 --batch-size 32 --ema 0.999 --schedule cosine
# Whether a factor has a number of its own: five seeds, for one says little.
shapes="--data sprites --model vae --size tiny --latent-dim 10 --epochs 20 --batch-size 128 --lr 2e-3 --map none \
  --schedule cosine --warmup 200 --ema 0.999"
for seed in 0 1 2 3 4; do
  train sprites-beta-1-seed-$seed $shapes --seed $seed
  train sprites-tc-20-seed-$seed $shapes --objective tc --beta 20 --seed $seed
done
train sprites-beta-4-seed-0 $shapes --beta 4
# The tightest bound: first as a VAE, then by 5 and by 20 importance samples with doubly reparameterized gradients.
ink="--data mnist --model vae --arch residual --latent-dim 40 --binarization stochastic --schedule cosine --clip 100 --ema 0.999"
train mnist-iwae-1 $ink --epochs 40 --lr 2e-3 --warmup 500 --kl-warmup 2 --map none
train mnist-iwae-2 $ink --objective dreg --iw-samples 5 --epochs 12 --lr 5e-4 --warmup 200 --seed 1 --map none \
  --start mnist-iwae-1
train mnist-iwae $ink --objective dreg --iw-samples 20 --epochs 12 --lr 7e-4 --warmup 200 --seed 2 --map pca \
  --start mnist-iwae-2
"$python" -m explorer evaluate mnist-iwae --iw-samples 5000 --n 1000 --keep
# What both sides of a compressed file know of a run's codes: `compress` fits it where there is none, or other weights.
for run in digits-pca digits-ae digits-vae mnist-pca mnist-ae mnist-vae mnist-conv-ae mnist-conv-vae mnist-iwae \
  mnist-denoise mnist-inpaint fashion-pca fashion-ae fashion-vae olivetti-vae sprites-vae; do
  "$python" -m explorer compress $run --n 1 --out "$(mktemp)"
done
