"""Room locales."""
