internal import CCUPS

/// One question to a print server, as the Internet Printing Protocol has it (RFC 8011).
struct IPPRequest: Sendable {
  enum Operation: Hashable, Sendable {
    case queue, allQueues, createJob, sendDocument, job, jobs, cancelJob

    var code: ipp_op_t {
      switch self {
      case .queue: IPP_OP_GET_PRINTER_ATTRIBUTES
      case .allQueues: IPP_OP_CUPS_GET_PRINTERS
      case .createJob: IPP_OP_CREATE_JOB
      case .sendDocument: IPP_OP_SEND_DOCUMENT
      case .job: IPP_OP_GET_JOB_ATTRIBUTES
      case .jobs: IPP_OP_GET_JOBS
      case .cancelJob: IPP_OP_CANCEL_JOB
      }
    }
  }

  /// An attribute of the question; `tag` says what kind of word it is.
  enum Field: Sendable {
    case text(String, ipp_tag_t, String)
    case keywords(String, [String])
    case number(String, Int32)
    case flag(String, Bool)
    /// How the job is to be printed, such as `media`.
    case wish(String, String)
  }

  var operation: Operation
  /// In the order in which they are sent, which the protocol fixes for the first ones.
  var fields: [Field] = []
}

extension IPPRequest {
  /// The message for libcups, which frees it when it sends it.
  func message() -> OpaquePointer? {
    guard let message = unsafe ippNewRequest(operation.code) else { return nil }
    for field in fields { unsafe add(field, to: message) }
    return unsafe message
  }

  private func add(_ field: Field, to message: OpaquePointer) {
    switch field {
    case .text(let name, let tag, let value):
      unsafe ippAddString(message, IPP_TAG_OPERATION, tag, name, nil, value)
    case .keywords(let name, let values):
      var attribute = unsafe ippAddString(
        message, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, name, nil, values.first)
      for (index, value) in values.enumerated().dropFirst() {
        unsafe ippSetString(message, &attribute, Int32(index), value)
      }
    case .number(let name, let value):
      unsafe ippAddInteger(message, IPP_TAG_OPERATION, IPP_TAG_INTEGER, name, value)
    case .flag(let name, let value):
      unsafe ippAddBoolean(message, IPP_TAG_OPERATION, name, value ? 1 : 0)
    case .wish(let name, let value):
      unsafe ippAddString(message, IPP_TAG_JOB, IPP_TAG_KEYWORD, name, nil, value)
    }
  }
}

/// What a print server answered, as plain values; all of it is untrusted.
struct IPPAnswer: Hashable, Sendable {
  enum Value: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    /// "No value", or a kind of value that nobody here asks for.
    case nothing
  }

  /// The attributes of one queue or one job.
  struct Group: Hashable, Sendable {
    var values: [String: [Value]] = [:]

    func texts(_ name: String) -> [String] {
      (values[name] ?? []).compactMap { if case .text(let text) = $0 { text } else { nil } }
    }

    func text(_ name: String) -> String? { texts(name).first }

    func number(_ name: String) -> Int? {
      if case .number(let number)? = values[name]?.first { number } else { nil }
    }

    func flag(_ name: String) -> Bool? {
      if case .flag(let flag)? = values[name]?.first { flag } else { nil }
    }
  }

  var groups: [Group]

  init(groups: [Group]) { self.groups = groups }

  /// Reads a message of libcups, which the caller still owns.
  init(_ message: OpaquePointer) {
    var groups: [Group] = []
    var group = Group()
    var attribute = unsafe ippFirstAttribute(message)
    while let current = unsafe attribute {
      let tag = unsafe ippGetGroupTag(current)
      if tag == IPP_TAG_PRINTER || tag == IPP_TAG_JOB {
        if let name = unsafe ippGetName(current) {
          group.values[unsafe String(cString: name)] = unsafe Self.values(of: current)
        }
      } else if !group.values.isEmpty {
        // A mark between two groups.
        groups.append(group)
        group = Group()
      }
      unsafe attribute = ippNextAttribute(message)
    }
    if !group.values.isEmpty { groups.append(group) }
    self.groups = groups
  }

  private static func values(of attribute: OpaquePointer) -> [Value] {
    let tag = unsafe ippGetValueTag(attribute)
    return (0..<max(0, unsafe ippGetCount(attribute))).map { index in
      switch tag {
      case IPP_TAG_INTEGER, IPP_TAG_ENUM:
        return .number(Int(unsafe ippGetInteger(attribute, index)))
      case IPP_TAG_BOOLEAN:
        return .flag(unsafe ippGetBoolean(attribute, index) != 0)
      case IPP_TAG_TEXT, IPP_TAG_TEXTLANG, IPP_TAG_NAME, IPP_TAG_NAMELANG, IPP_TAG_KEYWORD,
        IPP_TAG_URI, IPP_TAG_MIMETYPE:
        guard let words = unsafe ippGetString(attribute, index, nil) else { return .nothing }
        return .text(unsafe String(cString: words))
      default:
        return .nothing
      }
    }
  }
}
