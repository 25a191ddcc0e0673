"""From a source server on loopback to the editors' desk."""
