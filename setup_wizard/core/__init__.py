"""Values and errors everybody shares; standard library only."""
