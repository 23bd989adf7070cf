/// What lists and supervision look for in a dossier beside its state; the raw strings are stored.
public enum DossierFlag: String, CaseIterable, Sendable {
  case breached, expectedOverdueNotified, explanationDue, extensionAsked, incidentEntered, late
  case linked, lostOrDamaged, refused, uncollected, urged
}
