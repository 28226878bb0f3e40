import CosimulationInterface

/// The C++ between a verilated class and the C interface, written from the design's port list.
struct ModelShim {
    /// The one name that the shared object exports.
    static let entryName = "cosimulationEntry"

    /// Linker script that hides everything else: two models in a process must not see one another's code.
    static let versionScript = "{ global: \(entryName); local: *; };\n"

    /// Header that precedes every translation unit, the simulator's own included.
    ///
    /// What the design displays goes to the instance and not to the standard output of the process.
    static let prefixHeader = """
        #pragma once
        #define VL_USER_FINISH
        #define VL_USER_STOP
        #define VL_USER_FATAL
        #define VL_TIME_CONTEXT
        #define VL_PRINTF cosimulationPrint
        extern "C" int cosimulationPrint(const char* format, ...);

        """

    /// Header that precedes a model's translation units; the one that is precompiled.
    static let modelPrefixHeader = """
        #pragma once
        #include "cosimulation_prefix.h"
        #include "verilated.h"

        """

    let source: ModelSource
    /// The verilated class.
    let className: String
    /// Member of the class for each of the source's ports.
    let members: [String]
    let tracing: Bool

    /// The translation unit.
    var text: String {
        """
        // C interface to the model of \(source.top).
        #include "\(className).h"
        #include <cstdarg>
        #include <cstdio>
        #include <cstring>
        #include <exception>
        #include <memory>
        #include <mutex>
        #include <string>
        \(tracing ? "#include \"verilated_vcd_c.h\"" : "")
        #ifndef __clang__
        #define _Nonnull
        #define _Nullable
        #endif

        extern "C" {
        \(String(cString: cosimulationDeclarations))
        }

        namespace {

        using Model = \(className);
        constexpr uint32_t portCount = \(source.ports.count);
        constexpr bool clocked = \(source.clock != nil);
        \(Self.instance)
        void setClock(Instance& instance, uint8_t level) { \(clockStatement) }

        void describePorts(Instance& instance) {
            Model& model = *instance.model;
            (void)model;
        \(portStatements)
        }
        \(tracing ? Self.tracedEvaluation : Self.plainEvaluation)
        \(Self.operations)
        }  // namespace

        \(Self.callbacks)
        extern "C" __attribute__((visibility("default"))) const CosimulationEntry \(Self.entryName) = {
            \(COSIMULATION_INTERFACE_VERSION), portCount, create, destroy, evaluate, cycle,
            \(tracing ? "openTrace, closeTrace" : "nullptr, nullptr")};

        """
    }

    private var clockStatement: String {
        guard let clock = source.clock, let index = source.ports.firstIndex(where: { $0.name == clock })
        else {
            return "(void)instance; (void)level;"
        }
        return "instance.model->\(members[index]) = level;"
    }

    private var portStatements: String {
        zip(source.ports, members).enumerated().map { index, pair in
            let (port, member) = pair
            let bytes = port.width <= 8 ? 1 : port.width <= 16 ? 2 : port.width <= 32 ? 4 : 8
            let size = port.width <= 64 ? bytes : (port.width + 31) / 32 * 4
            let isInput = port.direction == .input
            // Inputs start at 0 whatever registers start at; an output may be a register itself.
            let clear = isInput ? "std::memset(&model.\(member), 0, \(size));" : ""
            return """
                    static_assert(sizeof(model.\(member)) == \(size), "\(port.name)");
                    \(clear)
                    instance.table[\(index)] = {"\(port.name)", &model.\(member), \(port.width), \(isInput ? 1 : 0)};
                """
        }.joined(separator: "\n")
    }
}
