import Dossiers
import Foundation
import Testing

/// What is written to the log is read for as long as the log is kept.
@Suite struct `Stored forms` {
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test func `an acceptance is written with these keys and words, and nothing personal`() throws {
    let intake = Intake(
      procedure: .init(id: "khai-sinh", days: 3, agency: "so-tu-phap"),
      channel: .post(arrivalStamp: day("2026-03-02")), receivedAt: at("2026-03-03T09:00:05"),
      code: .given(ordinal: 7))
    let accepted = try intake.decide(under: Centres.laiChau)
    let text = """
      {"agency":"so-tu-phap","arrivalStamp":"2026-03-02","channel":"post",\
      "code":{"code":"000.00.12.H35-260302-0007","day":"2026-03-02","ordinal":7},\
      "codeOrigin":"hall","procedure":"khai-sinh","receivedAt":"2026-03-02T07:30",\
      "regulation":"lai-chau","term":{"clause":"LC 2.9; BLDS 2015 Điều 148","days":3,\
      "dueAt":"2026-03-05T17:00","dueDate":"2026-03-05","startCountDay":"2026-03-02"}}
      """
    #expect(try Self.json(accepted) == text)
    #expect(try JSONDecoder().decode(DossierAccepted.self, from: Data(text.utf8)) == accepted)
  }

  @Test func `a calendar reads back as it was written, days in order`() throws {
    var calendar = Centres.hue.calendar
    calendar.holidays = Set((16...20).map { day("2026-02-\($0)") })
    calendar.makeUpDays = [day("2026-08-22")]
    let text = try Self.json(calendar)
    #expect(text.contains(#""saturday":["07:00-11:30"]"#))
    #expect(text.contains(#""holidays":["2026-02-16","2026-02-17","2026-02-18""#))
    #expect(try JSONDecoder().decode(OfficeCalendar.self, from: Data(text.utf8)) == calendar)
  }

  @Test(arguments: [
    #"{"monday":["07:30-11:30","11:00-12:00"]}"#, #"{"monday":["7:30-11:30"]}"#,
    #"{"monday":"07:30-11:30"}"#, "[]",
  ])
  func `a week that cannot be is not read`(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(WeekPattern.self, from: Data(text.utf8))
    }
  }
}
