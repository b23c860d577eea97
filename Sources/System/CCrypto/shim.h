#pragma once
#include <openssl/evp.h>

// OpenSSL fetches an algorithm by name with each use of EVP_sha256; one that is fetched once is several times faster
// for short inputs. It is never freed: a process needs it to its end.

static inline EVP_CIPHER *ccrypto_gcm(void) { return EVP_CIPHER_fetch(NULL, "AES-128-GCM", NULL); }

static inline EVP_MD *ccrypto_sha256(void) { return EVP_MD_fetch(NULL, "SHA256", NULL); }
