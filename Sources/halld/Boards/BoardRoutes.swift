internal import HTTPTypes

/// What the hall's screens ask for.
enum BoardRoutes {
  static let routes = [
    Route(.get, "/api/board", .inside, .everyone) { exchange in
      try exchange.noQuery()
      return Answer.json(.ok, try await exchange.web.board.current().json)
    },
    Route(.get, "/api/board/stream", .inside, .everyone) { exchange in
      try exchange.noQuery()
      return try exchange.web.board.answer(
        station: exchange.station(.board), channel: exchange.channel,
        client: exchange.countedClient)
    },
    Route(.get, "/api/board/dossiers", .inside, .everyone) { exchange in
      try exchange.noQuery()
      return Answer.json(.ok, try exchange.web.guide.dossiers())
    },
    Route(.get, "/api/board/slides", .inside, .everyone) { exchange in
      try exchange.noQuery()
      return Answer.json(.ok, exchange.web.guide.slides)
    },
  ]
}
