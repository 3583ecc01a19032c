"""Long work beside the reading: analysing what is in the library and keeping the results there."""
