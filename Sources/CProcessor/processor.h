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
