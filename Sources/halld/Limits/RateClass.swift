internal import HTTPTypes

/// What requests have in common that one client may make so many of in a minute.
///
/// The table of limits: every route belongs to one class, found from its method, path and doors. A
/// class has a figure in `rates` of the configuration; the figures are for one address, behind which a
/// whole household may stand, and far above what honest screens ask.
enum RateClass: String, Sendable, Hashable, CaseIterable {
  /// Pages, their assets, the description of the contract.
  case screens
  /// The picture of the hall or the board, asked for once; `/health`; the sound of a call.
  case pictures
  /// Beginning to follow the hall or the board.
  case streams
  /// A number's state on a phone, and its QR code.
  case links
  /// Giving a number back, or coming back, by phone.
  case changes
  /// A dossier's state; `lookup` has limits of its own behind this one.
  case lookups
  /// Asking for a number.
  case numbers
  /// Signing in, pairing, setting up: whatever tries a secret.
  case secrets
  /// Everything for which one has to be signed in.
  case staff

  init(_ method: HTTPRequest.Method, _ path: String, _ access: Route.Access) {
    self =
      switch (access, path) {
      case (.staff, _), (.signedIn, _): .staff
      case (_, "/api/tickets"): .numbers
      case (_, "/api/session"): method == .delete ? .staff : .secrets
      case (_, "/api/pairing"), (_, "/api/setup"), (_, "/api/session/password"): .secrets
      case (_, let path) where path.hasSuffix("/stream"): .streams
      case (_, let path) where path.hasPrefix("/api/tickets/") || path == "/t/{token}/qr.svg":
        method == .get ? .links : .changes
      case (_, let path) where path.hasPrefix("/api/dossiers"): .lookups
      case (_, let path) where path.hasPrefix("/api/") || path == "/health":
        method == .get ? .pictures : .changes
      case (_, let path) where path.hasPrefix("/speech/"): .pictures
      default: method == .get ? .screens : .changes
      }
  }
}
