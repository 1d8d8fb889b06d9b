"""The rules of selling and the values they work on. Pure: no database, no Qt, no clock, standard library only."""
