/// Every route of this server, place by place; `Config/openapi.yaml` says the same, and a test
/// compares the two.
enum Contract {
  static let routes: [Route] =
    KioskRoutes.routes + PhoneRoutes.routes + PhonePage.routes + ReceptionRoutes.routes
    + CounterRoutes.routes + OfficerDayRoute.routes
    + IntakeRoutes.routes + DossierRoutes.routes + DueRoutes.routes + DossierListRoutes.routes
    + PaperRoutes.routes
    + ProcedureRoutes.routes
    + IncidentRoutes.routes + LookupRoutes.routes + BoardRoutes.routes + SpeechRoutes.routes
    + SessionRoutes.routes + SetupRoutes.routes + AccountRoutes.routes + DeviceRoutes.routes
    + PersonalRoutes.routes + SupervisionRoutes.routes + ArrangementRoutes.routes
    + DayRoutes.routes + ActRoutes.routes
    + EventRoutes.routes + HealthRoutes.routes
    + ScreenRoutes.routes
}
