#define COSIMULATION_TEXT(...) #__VA_ARGS__
#define COSIMULATION_DECLARE(...)                                                                          \
    __VA_ARGS__                                                                                            \
    static const char declarations[] = COSIMULATION_TEXT(__VA_ARGS__);

#include "CosimulationInterface.h"

const char *const cosimulationDeclarations = declarations;
