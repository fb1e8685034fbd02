// What the processor flags of this build allow, told to Swift as constants.
#if defined(__AVX512F__)
#define PROCESSOR_VECTOR_BYTES 64
#define PROCESSOR_VECTOR_REGISTERS 32
#elif defined(__AVX__)
#define PROCESSOR_VECTOR_BYTES 32
#define PROCESSOR_VECTOR_REGISTERS 16
#elif defined(__aarch64__)
#define PROCESSOR_VECTOR_BYTES 16
#define PROCESSOR_VECTOR_REGISTERS 32
#else
#define PROCESSOR_VECTOR_BYTES 16
#define PROCESSOR_VECTOR_REGISTERS 16
#endif

// The mode in which a thread's arithmetic treats subnormal numbers, those too small for the normal
// format: 1.2e-38 in single, 2.2e-308 in double precision. Flushed, they count as zero.
#if defined(__SSE2__)
#define PROCESSOR_FLUSHES_SUBNORMALS 0x8040ull  // MXCSR: FTZ and DAZ
static inline unsigned long long processor_arithmetic_mode(void) {
  return __builtin_ia32_stmxcsr();
}
static inline void processor_set_arithmetic_mode(unsigned long long mode) {
  __builtin_ia32_ldmxcsr((unsigned)mode);
}
#elif defined(__aarch64__)
#define PROCESSOR_FLUSHES_SUBNORMALS 0x1000000ull  // FPCR: FZ
static inline unsigned long long processor_arithmetic_mode(void) {
  unsigned long long mode;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  return mode;
}
static inline void processor_set_arithmetic_mode(unsigned long long mode) {
  __asm__ volatile("msr fpcr, %0" : : "r"(mode) : "memory");
}
#else
#define PROCESSOR_FLUSHES_SUBNORMALS 0ull
static inline unsigned long long processor_arithmetic_mode(void) { return 0; }
static inline void processor_set_arithmetic_mode(unsigned long long mode) { (void)mode; }
#endif
