"""The catalogs, one .po a language; a language is its catalog and nothing else."""
