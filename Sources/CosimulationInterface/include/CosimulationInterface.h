// What a compiled model exports and what the Swift side reads of it.
//
// The declarations stand inside a macro so that interface.c can hand their text to the model builder:
// the C++ shim of every model is compiled against the very declarations that Swift imports.

#ifndef COSIMULATION_INTERFACE_H
#define COSIMULATION_INTERFACE_H

#include <stdint.h>

#ifndef COSIMULATION_DECLARE
#define COSIMULATION_DECLARE(...) __VA_ARGS__
#endif

#define COSIMULATION_INTERFACE_VERSION 1

COSIMULATION_DECLARE(
    enum CosimulationState {
        // Running; nothing ended it.
        COSIMULATION_RUNNING = 0,
        // Ended by $finish.
        COSIMULATION_FINISHED = 1,
        // Ended by $stop, $fatal or a failed assertion.
        COSIMULATION_STOPPED = 2,
        // The simulator gave up, for example on a loop that doesn't settle.
        COSIMULATION_FAILED = 3
    };

    typedef struct CosimulationPort {
        // Name in the Verilog.
        const char *_Nonnull name;
        // Where the value lies: 1, 2, 4 or 8 bytes up to 64 bits, then 32-bit words, lowest first.
        void *_Nonnull storage;
        uint32_t width;
        uint32_t isInput;
    } CosimulationPort;

    typedef struct CosimulationInstance {
        const CosimulationPort *_Nonnull ports;
        uint64_t cycles;
        uint32_t state;
        // Where the simulation ended; file is null while it runs.
        uint32_t line;
        const char *_Nullable file;
        // Why the simulator gave up, else null.
        const char *_Nullable message;
        // Text of $display and the like.
        const char *_Nullable output;
        uint64_t outputLength;
    } CosimulationInstance;

    typedef struct CosimulationEntry {
        uint32_t version;
        uint32_t portCount;
        // Initial values of registers: 0 zeros, 1 ones, 2 drawn from the seed. Null on failure.
        CosimulationInstance *_Nullable (*_Nonnull create)(int32_t initialValues, int32_t seed);
        void (*_Nonnull destroy)(CosimulationInstance *_Nonnull);
        void (*_Nonnull evaluate)(CosimulationInstance *_Nonnull);
        void (*_Nonnull cycle)(CosimulationInstance *_Nonnull, uint64_t count);
        // Both null unless the model was built with tracing. Returns 0 when the file can't be opened.
        int32_t (*_Nullable openTrace)(CosimulationInstance *_Nonnull, const char *_Nonnull path);
        void (*_Nullable closeTrace)(CosimulationInstance *_Nonnull);
    } CosimulationEntry;
)

/// The declarations above as C text, without comments.
extern const char *const _Nonnull cosimulationDeclarations;

/// Runs a program to its end in a directory, its output and errors written to a file.
///
/// Returns 0, or the errno of the step that failed; `exitStatus` receives the exit status, or 128 plus the
/// number of the signal that ended it. Arguments and environment end with a null pointer.
int32_t cosimulationRun(
    const char *_Nonnull directory, const char *_Nonnull outputPath,
    char *_Nullable const *_Nonnull arguments, char *_Nullable const *_Nonnull environment,
    int32_t *_Nonnull exitStatus);

#endif
