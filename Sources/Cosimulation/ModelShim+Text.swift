/// The parts of the shim that are the same for every model.
extension ModelShim {
    /// An instance with its own context, which finds the instance again from the simulator's callbacks.
    ///
    /// The simulator gives up by a call that mustn't return, so that call throws out of the evaluation; an
    /// instance that has given up is never evaluated again.
    static let instance = """
        constexpr std::size_t outputLimit = 65536;

        struct Instance;
        class Context : public VerilatedContext {
        public:
            Instance* instance = nullptr;
        };

        struct Instance : CosimulationInstance {
            Context context;
            std::unique_ptr<Model> model;
            std::string displayed;
            std::string place;
            std::string reason;
            void* trace = nullptr;
            CosimulationPort table[portCount + 1];

            void end(uint32_t how, const char* where, int lineNumber) {
                if (state != COSIMULATION_RUNNING) return;
                place = where ? where : "";
                file = place.c_str();
                line = static_cast<uint32_t>(lineNumber);
                state = how;
            }
        };

        struct GaveUp {};

        Instance& running() { return *static_cast<Context*>(Verilated::threadContextp())->instance; }

        inline Instance& enter(CosimulationInstance* base) {
            Instance& instance = static_cast<Instance&>(*base);
            if (Verilated::threadContextp() != &instance.context) {
                Verilated::threadContextp(&instance.context);
            }
            return instance;
        }

        """

    static let plainEvaluation = """

        inline void step(Instance& instance) {
            instance.context.timeInc(4);
            setClock(instance, 1);
            instance.model->eval();
            setClock(instance, 0);
            instance.model->eval();
        }

        inline void settle(Instance& instance) { instance.model->eval(); }

        void closeTrace(CosimulationInstance*) {}

        """

    /// A cycle takes four units of time: inputs change at the first, the clock rises at the second and falls
    /// at the fourth, so that a wave shows what a rising edge saw to the left of it.
    static let tracedEvaluation = """

        inline void record(Instance& instance) {
            if (instance.trace) static_cast<VerilatedVcdC*>(instance.trace)->dump(instance.context.time());
        }

        inline void settle(Instance& instance) {
            if (!clocked) instance.context.timeInc(1);
            instance.model->eval();
            if (!clocked) record(instance);
        }

        inline void step(Instance& instance) {
            instance.context.timeInc(1);
            if (instance.trace) {
                instance.model->eval();
                record(instance);
            }
            instance.context.timeInc(1);
            setClock(instance, 1);
            instance.model->eval();
            record(instance);
            instance.context.timeInc(2);
            setClock(instance, 0);
            instance.model->eval();
            record(instance);
        }

        void closeTrace(CosimulationInstance* base) {
            Instance& instance = enter(base);
            VerilatedVcdC* trace = static_cast<VerilatedVcdC*>(instance.trace);
            instance.trace = nullptr;
            if (!trace) return;
            trace->close();
            delete trace;
        }

        int32_t openTrace(CosimulationInstance* base, const char* path) {
            closeTrace(base);
            Instance& instance = enter(base);
            if (instance.state == COSIMULATION_FAILED) return 0;
            std::unique_ptr<VerilatedVcdC> trace(new VerilatedVcdC);
            try {
                instance.model->trace(trace.get(), 99);
                trace->open(path);
            } catch (const GaveUp&) {
                return 0;
            }
            if (!trace->isOpen()) return 0;
            instance.trace = trace.release();
            record(instance);
            return 1;
        }

        """

    /// Construction is serial because the generator of initial values is shared by all instances of a model.
    static let operations = """

        template <typename Work>
        inline void attempt(Instance& instance, Work work) {
            try {
                work();
            } catch (const GaveUp&) {
            } catch (const std::exception& error) {
                instance.reason = error.what();
                instance.message = instance.reason.c_str();
                instance.end(COSIMULATION_FAILED, "", 0);
            }
        }

        CosimulationInstance* create(int32_t initialValues, int32_t seed) {
            static std::mutex construction;
            std::lock_guard<std::mutex> guard(construction);
            try {
                std::unique_ptr<Instance> instance(new Instance{});
                instance->ports = instance->table;
                instance->context.instance = instance.get();
                Verilated::threadContextp(&instance->context);
                instance->context.randReset(initialValues);
                instance->context.randSeed(seed);
                instance->context.traceEverOn(true);
                instance->model.reset(new Model(&instance->context, "TOP"));
                describePorts(*instance);
                Instance& created = *instance;
                attempt(created, [&] { created.model->eval(); });
                return instance.release();
            } catch (...) {
                return nullptr;
            }
        }

        void destroy(CosimulationInstance* base) {
            Instance& instance = enter(base);
            closeTrace(base);
            if (instance.state != COSIMULATION_FAILED) attempt(instance, [&] { instance.model->final(); });
            instance.model.reset();
            delete &instance;
        }

        void evaluate(CosimulationInstance* base) {
            Instance& instance = enter(base);
            if (instance.state != COSIMULATION_RUNNING) return;
            attempt(instance, [&] { settle(instance); });
        }

        void cycle(CosimulationInstance* base, uint64_t count) {
            Instance& instance = enter(base);
            attempt(instance, [&] {
                for (; count > 0 && instance.state == COSIMULATION_RUNNING; --count) {
                    step(instance);
                    ++instance.cycles;
                }
            });
        }

        """

    /// What the simulator calls instead of printing and of ending the process.
    static let callbacks = """
        void vl_finish(const char* file, int line, const char*) {
            Verilated::threadContextp()->gotFinish(true);
            running().end(COSIMULATION_FINISHED, file, line);
        }

        void vl_stop(const char* file, int line, const char*) {
            Verilated::threadContextp()->gotFinish(true);
            running().end(COSIMULATION_STOPPED, file, line);
        }

        void vl_fatal(const char* file, int line, const char*, const char* message) {
            Instance& instance = running();
            if (instance.state != COSIMULATION_FAILED) {
                instance.reason = message ? message : "";
                instance.message = instance.reason.c_str();
                instance.state = COSIMULATION_RUNNING;
                instance.end(COSIMULATION_FAILED, file, line);
            }
            throw GaveUp{};
        }

        extern "C" int cosimulationPrint(const char* format, ...) {
            va_list arguments;
            va_start(arguments, format);
            va_list again;
            va_copy(again, arguments);
            const int length = std::vsnprintf(nullptr, 0, format, arguments);
            va_end(arguments);
            Instance& instance = running();
            if (length > 0 && instance.displayed.size() < outputLimit) {
                std::string line(static_cast<std::size_t>(length) + 1, ' ');
                std::vsnprintf(&line[0], line.size(), format, again);
                line.pop_back();
                instance.displayed += line;
                if (instance.displayed.size() > outputLimit) instance.displayed.resize(outputLimit);
                instance.output = instance.displayed.data();
                instance.outputLength = instance.displayed.size();
            }
            va_end(again);
            return length;
        }

        """
}
