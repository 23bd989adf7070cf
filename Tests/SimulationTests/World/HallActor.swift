/// Somebody or something that acts in the hall: people, devices, misfortunes.
///
/// An actor is one file in `Actors`. It makes its wishes at the begin of each day with
/// `world.time.after`, draws from a stream of its own, and asks through `world.ask`. What is new in
/// the product (devices, dossier lives) joins as a further actor here and a further check in `Oracle`.
///
/// Actors live on the simulation's one thread, which is why they may call themselves
/// `@unchecked Sendable`.
protocol HallActor: AnyObject, Sendable {
  /// The word by which a scenario leaves it out.
  var name: String { get }
  /// A day begins, some minutes before the doors open.
  func begin(day: Int, in world: World)
}
