"""Verifies a Data Integrity proof (eddsa-rdfc-2022) with PyLD and cryptography, and nothing of this project.

Standard input: {"credential": …, "key": "z6Mk…", "contexts": {URL: document}}. Prints "verified" or "refused".
Source: Data Integrity EdDSA Cryptosuites v1.0, section 3.2.2 (Verify Proof).
"""

import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(text):
    assert text[0] == "z", "multibase base58btc begins with z"
    digits = text[1:]
    number = 0
    for digit in digits:
        number = number * 58 + ALPHABET.index(digit)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


given = json.load(sys.stdin)
contexts = given["contexts"]


def load(url, options):
    return {"contextUrl": None, "documentUrl": url, "document": contexts[url], "contentType": "application/ld+json"}


def digest(document):
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    return hashlib.sha256(jsonld.normalize(document, options).encode("utf-8")).digest()


credential = dict(given["credential"])
(proof,) = credential.pop("proof")
proof = dict(proof)
signature = base58(proof.pop("proofValue"))
signed = digest({"@context": credential["@context"], **proof}) + digest(credential)
multikey = base58(given["key"])
assert multikey[:2] == b"\xed\x01", "an Ed25519 public key"
try:
    Ed25519PublicKey.from_public_bytes(multikey[2:]).verify(signature, signed)
    print("verified")
except InvalidSignature:
    print("refused")
