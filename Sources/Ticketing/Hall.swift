// Ticketing
