"""The store: people, events, sealed subscribers, deliveries. SQL stands here and nowhere else."""
