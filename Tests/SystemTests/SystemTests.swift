import Testing

/// What only the real binary can show: processes, sockets, signals, files, faults of the machine.
///
/// One at a time: each scenario loads both cores and measures itself.
@Suite(.serialized) enum RealBinary {}
