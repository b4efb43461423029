#!/bin/sh
# A certificate for a name of the office network, which no certificate authority of the internet
# knows: self-signed.sh NAME [ADDRESS] [FOLDER]
# It makes matbang.crt, which browsers of the office are told to trust, and matbang.key, which stays
# on this machine.
set -eu
name=$1 address=${2:-} folder=${3:-.}
also="DNS:$name${address:+,IP:$address}"
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 825 \
    -subj "/CN=$name" -addext "subjectAltName=$also" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" \
    -addext "keyUsage=critical,digitalSignature,keyCertSign" -addext "extendedKeyUsage=serverAuth" \
    -keyout "$folder/matbang.key" -out "$folder/matbang.crt"
chmod 644 "$folder/matbang.crt"
