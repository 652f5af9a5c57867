"""Every key of the installation and everything that is sealed with one.

Suite 1 (the first byte of whatever is sealed): AES-256-GCM with a random nonce, HPKE with the hybrid KEM
X25519 + ML-KEM-768, HKDF-SHA256, Argon2id. A second suite gets the next number and opens beside the first.
"""
