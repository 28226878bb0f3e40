// The part of GMP that ExactInteger uses. GMP names its functions by macros, which Swift doesn't import,
// and declares mpz_t as an array of one, which Swift imports as a tuple: so each function is wrapped here and
// takes a pointer to the structure.
#ifndef CGMP_H
#define CGMP_H

#include <gmp.h>
#include <stddef.h>
#include <stdint.h>

typedef __mpz_struct CGMPInteger;

static inline void cgmp_initialize(CGMPInteger *x) { mpz_init(x); }
static inline void cgmp_initialize_copy(CGMPInteger *x, const CGMPInteger *source) { mpz_init_set(x, source); }
static inline void cgmp_clear(CGMPInteger *x) { mpz_clear(x); }

static inline void cgmp_set_int64(CGMPInteger *x, int64_t value) { mpz_set_si(x, value); }
static inline void cgmp_set_uint64(CGMPInteger *x, uint64_t value) { mpz_set_ui(x, value); }

// Words are 64 bits each, the least significant first.
static inline void cgmp_set_words(CGMPInteger *x, const uint64_t *words, size_t count) {
    mpz_import(x, count, -1, sizeof(uint64_t), 0, 0, words);
}

static inline void cgmp_add(CGMPInteger *x, const CGMPInteger *a, const CGMPInteger *b) { mpz_add(x, a, b); }
static inline void cgmp_subtract(CGMPInteger *x, const CGMPInteger *a, const CGMPInteger *b) { mpz_sub(x, a, b); }
static inline void cgmp_multiply(CGMPInteger *x, const CGMPInteger *a, const CGMPInteger *b) { mpz_mul(x, a, b); }
static inline void cgmp_add_product(CGMPInteger *x, const CGMPInteger *a, const CGMPInteger *b) {
    mpz_addmul(x, a, b);
}
static inline void cgmp_negate(CGMPInteger *x) { mpz_neg(x, x); }
static inline void cgmp_make_absolute(CGMPInteger *x) { mpz_abs(x, x); }
static inline void cgmp_shift_left(CGMPInteger *x, uint64_t bits) { mpz_mul_2exp(x, x, bits); }
static inline void cgmp_shift_right_floor(CGMPInteger *x, uint64_t bits) { mpz_fdiv_q_2exp(x, x, bits); }

static inline int cgmp_compare(const CGMPInteger *a, const CGMPInteger *b) { return mpz_cmp(a, b); }
static inline int cgmp_sign(const CGMPInteger *x) { return mpz_sgn(x); }
static inline int cgmp_test_bit(const CGMPInteger *x, uint64_t bit) { return mpz_tstbit(x, bit); }

// Position of the lowest one bit; UINT64_MAX for zero.
static inline uint64_t cgmp_lowest_one_bit(const CGMPInteger *x) { return mpz_scan1(x, 0); }

// Bits of the magnitude; 1 for zero.
static inline size_t cgmp_magnitude_bits(const CGMPInteger *x) { return mpz_sizeinbase(x, 2); }

// The least significant 64 bits of the magnitude.
static inline uint64_t cgmp_low_word(const CGMPInteger *x) { return mpz_get_ui(x); }

// Characters that cgmp_write_text needs, sign and terminating zero included.
static inline size_t cgmp_text_capacity(const CGMPInteger *x, int base) { return mpz_sizeinbase(x, base) + 2; }
static inline void cgmp_write_text(char *text, int base, const CGMPInteger *x) { mpz_get_str(text, base, x); }

#endif
