internal import HTTPTypes
internal import Ticketing

extension IncidentRefusal {
  /// 422 when what stands in the request cannot be, 404 for an unknown incident, else 409.
  var status: HTTPResponse.Status {
    switch self {
    case .unknown: .notFound
    case .timeImplausible, .papersUnreadable, .notAPaper, .tooManyPapers, .timeOutside,
      .timesDisordered, .incidentNeeded:
      .unprocessableContent
    default: .conflict
    }
  }
}
