/// Words that IEEE 1364-2005 and IEEE 1800-2017 reserve, and those of Verilog-AMS that tools take for keywords in any
/// source (found by giving each to Verible as the name of a port); `bool`, which Icarus 12 reserves at every language
/// level; and classes of the standard package of SystemVerilog, which Verilator 5.006 takes for types.
enum VerilogKeywords {
    static let all: Set<String> = Set(
        """
        accept_on alias always always_comb always_ff always_latch and assert assign assume automatic before begin \
        bind bins binsof bit break buf bufif0 bufif1 byte case casex casez cell chandle checker class clocking cmos \
        config const constraint context continue cover covergroup coverpoint cross deassign default defparam design \
        disable dist do edge else end endcase endchecker endclass endclocking endconfig endfunction endgenerate \
        endgroup endinterface endmodule endpackage endprimitive endprogram endproperty endspecify endsequence \
        endtable endtask enum event eventually expect export extends extern final first_match for force foreach \
        forever fork forkjoin function generate genvar global highz0 highz1 if iff ifnone ignore_bins illegal_bins \
        implements implies import incdir include initial inout input inside instance int integer interconnect \
        interface intersect join join_any join_none large let liblist library local localparam logic longint \
        macromodule matches medium modport module nand negedge nettype new nexttime nmos nor noshowcancelled not \
        notif0 notif1 null or output package packed parameter pmos posedge primitive priority program property \
        protected pull0 pull1 pulldown pullup pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase \
        randsequence rcmos real realtime ref reg reject_on release repeat restrict return rnmos rpmos rtran \
        rtranif0 rtranif1 s_always s_eventually s_nexttime s_until s_until_with scalared sequence shortint \
        shortreal showcancelled signed small soft solve specify specparam static string strong strong0 strong1 \
        struct super supply0 supply1 sync_accept_on sync_reject_on table tagged task this throughout time \
        timeprecision timeunit tran tranif0 tranif1 tri tri0 tri1 triand trior trireg type typedef union unique \
        unique0 unsigned until until_with untyped use uwire var vectored virtual void wait wait_order wand weak \
        weak0 weak1 while wildcard wire with within wor xnor xor \
        absdelay abstol ac_stim aliasparam analog analysis connectmodule connectrules ddt_nature discipline \
        driver_update enddiscipline endconnectrules endnature endparamset flicker_noise idt_nature inf \
        laplace_nd laplace_np laplace_zd laplace_zp last_crossing limexp nature net_resolution noise_table \
        paramset potential randomize resolveto transition type_option units white_noise wreal zi_nd zi_np zi_zd \
        zi_zp \
        bool mailbox process semaphore
        """.split(separator: " ").map(String.init))

    /// Words that Verilator 5.006 warns of (SYMRSVDWORD) as names of a top module's ports, since the C++ of its model
    /// reserves or commonly uses them. Found by giving it every word of its executable that could be a name as the name
    /// of a port; Icarus, Yosys, Verible and slang take them all.
    static let wordsOfModels: Set<String> = Set(
        """
        abort alignas alignof and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bit_vector bitand bitor \
        catch cdecl char char16_t char32_t compl complex concept const_cast const_iterator constexpr decltype \
        delete deque double dynamic_cast explicit false far float friend goto huge inline interrupt iterator list \
        long map mutable namespace near noexcept not_eq nullptr operator or_eq override pascal private public \
        queue requires sc_clock sc_in sc_inout sc_out sc_signal sensitive sensitive_neg sensitive_pos set short \
        sizeof stack static_assert static_cast switch synchronized template thread_local throw transaction_safe \
        true try type_info typeid typename uint16_t uint32_t uint8_t using vector volatile wchar_t xor_eq
        """.split(separator: " ").map(String.init))
}
